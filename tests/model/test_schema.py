"""The JSON Schema is the contract: what is encoded keeps it, and decodes to the same record."""

import json
from typing import get_args

import jsonschema
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import (
    EventType,
    InputError,
    Mention,
    Place,
    Quantity,
    Record,
    Report,
    Timex,
    from_json,
    json_schema,
    to_json,
)

_spans = st.tuples(st.integers(0, 99), st.integers(0, 99))
_places = st.builds(
    Place,
    lat=st.none() | st.floats(-90, 90),
    lon=st.none() | st.floats(-180, 180),
    geonames_id=st.none() | st.integers(0, 2**31),
)
_quantities = st.builds(
    Quantity,
    low=st.none() | st.floats(allow_nan=False, allow_infinity=False),
    high=st.none() | st.floats(allow_nan=False, allow_infinity=False),
)
_reports = st.builds(
    Report,
    event_type=st.sampled_from(get_args(EventType)),
    place=st.none() | _places,
    quantities=st.lists(_quantities, max_size=2).map(tuple),
    score=st.floats(0, 1),
)
_records = st.builds(
    Record,
    id=st.text(min_size=1),
    title=st.none() | st.text(),
    published=st.none() | st.just("2020-01-08"),
    text=st.text(),
    reports=st.lists(_reports, max_size=2).map(tuple),
    toponyms=st.lists(_places, max_size=2).map(tuple),
    times=st.lists(st.from_type(Timex), max_size=2).map(tuple),
    mentions=st.lists(st.from_type(Mention), max_size=2).map(tuple),
)


_SCHEMA = jsonschema.Draft202012Validator(json_schema())


@settings(deadline=None)
@given(_records)
def test_records_keep_the_schema_and_come_back_whole(record: Record) -> None:
    line = to_json(record)
    _SCHEMA.validate(json.loads(line))
    assert from_json(line) == record


@pytest.mark.parametrize("bad", ["lat", "lon"])
def test_a_place_off_the_globe_breaks_the_contract(bad: str) -> None:
    place = {"text": "", "start": 0, "end": 0, "name": "", "precision": "point", bad: 181}
    with pytest.raises(msgspec.ValidationError, match=f"<= .*{bad}"):
        from_json(json.dumps({"id": "a", "text": "", "toponyms": [place]}))


def test_the_schema_names_every_field_of_the_contract() -> None:
    report = json_schema()["$defs"]["Report"]["properties"]
    assert {
        "id", "sentence", "trigger", "event_type", "mode", "contexts", "actors", "recipients", "place", "when",
        "modality", "negated", "quantities", "attribution", "score", "coder", "why",
    } <= set(report)  # fmt: skip


def test_an_unknown_precision_breaks_the_contract() -> None:
    with pytest.raises(msgspec.ValidationError, match="Invalid enum value"):
        from_json(
            b'{"id":"a","text":"","toponyms":[{"text":"","start":0,"end":0,"name":"","precision":"street"}]}'
        )


def _record_of(event_type: str) -> dict[str, object]:
    when = {"start": None, "end": None, "precision": "day", "basis": "publication"}
    report = {
        "id": "1", "sentence": [0, 1], "trigger": {"start": 0, "end": 1, "text": "x"}, "event_type": event_type,
        "when": when, "score": 1.0, "coder": "", "why": "",
    }  # fmt: skip
    return {"id": "a", "text": "x", "reports": [report]}


def test_the_schema_knows_plovers_types_and_a_users_own_where_they_are_named() -> None:
    with pytest.raises(jsonschema.ValidationError, match="EVACUATE"):
        jsonschema.validate(_record_of("EVACUATE"), json_schema())
    jsonschema.validate(_record_of("EVACUATE"), json_schema(["EVACUATE"]))
    jsonschema.validate(_record_of("AID"), json_schema(["EVACUATE"]))
    assert json_schema([]) == json_schema()


def test_a_record_with_a_users_type_can_be_read_without_the_file_that_named_it() -> None:
    (report,) = from_json(json.dumps(_record_of("EVACUATE"))).reports
    assert report.event_type == "EVACUATE"


@pytest.mark.parametrize("name", ["evacuate", "", "X", "A_TYPE_OF_SEVENTEEN", "TWO WORDS", "DROP;"])
def test_what_cannot_be_the_name_of_a_type_breaks_the_contract(name: str) -> None:
    with pytest.raises(msgspec.ValidationError, match="event_type"):
        from_json(json.dumps(_record_of(name)))


def test_records_cannot_be_changed() -> None:
    quantity = Quantity(of="killed", low=1, high=1, exact=True, text="one", start=0, end=3)
    with pytest.raises(AttributeError):
        quantity.low = 2  # type: ignore[misc]


def test_an_input_error_names_the_input_and_survives_a_process_boundary() -> None:
    import pickle

    error = pickle.loads(pickle.dumps(InputError("a.txt", "is empty")))
    assert str(error) == "a.txt: is empty"
    assert (error.name, error.reason) == ("a.txt", "is empty")


def test_the_schema_in_the_docs_is_current() -> None:
    from pathlib import Path

    path = Path(__file__).parents[2] / "docs" / "schema.json"
    assert json.loads(path.read_text(encoding="utf-8")) == json.loads(json.dumps(json_schema())), (
        "run make schema"
    )
