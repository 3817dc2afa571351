"""What is written is the contract, byte for byte the same each time, and nothing waits for the end."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.formats import CSV_COLUMNS, write_records
from onrecord.model import (
    Attributed,
    Cue,
    Participant,
    Place,
    Quantity,
    Record,
    Report,
    Trigger,
    UsageError,
    When,
    from_json,
)

_TEXT = 'Iran said on Wednesday that its missiles hit two bases in Iraq,\nkilling "no one"; 12 were fired.'


def _who(text: str, **known: str | None) -> Participant:
    start = _TEXT.find(text)
    return Participant(
        text=text, start=start, end=start + len(text), name=known.pop("name", None) or text, **known
    )


def _report() -> Report:
    return Report(
        id="r1",
        sentence=(0, len(_TEXT)),
        trigger=Trigger(start=40, end=43, text="hit"),
        event_type="ASSAULT",
        mode="heavy-weapons",
        contexts=("military", "diplomatic"),
        actors=(_who("Iran", id="Q794", country="IRN", sector="GOV"), _who("missiles", name="a; b")),
        recipients=(_who("bases"),),
        place=Place(
            text="Iraq",
            start=57,
            end=61,
            name="Iraq",
            country="IRQ",
            lat=33.0,
            lon=-44.5,
            precision="country",
        ),
        when=When(start="2020-01-08", end="2020-01-08", precision="day", basis="text", text="Wednesday"),
        negated=False,
        quantities=(
            Quantity(of="killed", low=0, high=0, exact=True, text="no one", start=73, end=79),
            Quantity(of="weapons", low=12, high=None, exact=False, text="12", start=82, end=84),
        ),
        earlier=(Quantity(of="weapons", low=9, high=9, exact=True, text="nine", start=90, end=94),),
        attribution=(
            Attributed(
                source=_who("Iran", country="IRN"), cue=Cue(text="said", start=5, end=9), stance="claims"
            ),
            Attributed(source=None, cue=None, stance="reports"),
        ),
        score=0.75,
        coder="rules/1",
        why="hit: ASSAULT",
    )


def _record(number: int = 1, **changes: object) -> Record:
    fields: dict[str, object] = {
        "id": f"a{number}",
        "title": "Bases hit",
        "text": _TEXT,
        "reports": (_report(),),
    }
    return Record(**{**fields, **changes})  # type: ignore[arg-type]


def _written(fmt: str, *records: Record) -> str:
    stream = io.StringIO()
    write_records(records, fmt, stream)
    return stream.getvalue()


def _row(record: Record) -> dict[str, str]:
    rows = list(csv.DictReader(io.StringIO(_written("csv", record))))
    assert len(rows) == 1
    return rows[0]


def test_jsonl_is_one_record_a_line_and_reads_back_equal() -> None:
    records = [_record(1), _record(2, text="Zażółć 😀")]
    lines = _written("jsonl", *records).splitlines()
    assert [from_json(line) for line in lines] == records


def test_json_is_one_array_of_the_same_objects() -> None:
    records = [_record(1), _record(2)]
    array = json.loads(_written("json", *records))
    assert array == [json.loads(line) for line in _written("jsonl", *records).splitlines()]


def test_json_of_nothing_is_an_empty_array() -> None:
    assert json.loads(_written("json")) == []


def test_jsonl_of_nothing_is_nothing() -> None:
    assert _written("jsonl") == ""


def test_csv_of_nothing_is_the_header() -> None:
    assert _written("csv") == ",".join(CSV_COLUMNS) + "\n"


def test_csv_has_one_row_a_report() -> None:
    rows = list(csv.DictReader(io.StringIO(_written("csv", _record(1), _record(2, reports=()), _record(3)))))
    assert [row["article_id"] for row in rows] == ["a1", "a3"]


def test_csv_lines_up_what_is_known_of_several_actors() -> None:
    row = _row(_record())
    assert (row["actors"], row["actor_countries"], row["actor_sectors"]) == ("Iran;a, b", "IRN;", "GOV;")
    assert (row["recipients"], row["recipient_countries"]) == ("bases", "")


def test_csv_keeps_ranges_and_zero_apart_from_absence() -> None:
    row = _row(_record())
    assert (row["killed_low"], row["killed_high"]) == ("0", "0")
    assert (row["weapons_low"], row["weapons_high"]) == ("12", "")
    assert (row["injured_low"], row["injured_high"]) == ("", "")
    assert row["quantities"] == "killed=0;weapons=12.."


def test_csv_keeps_the_chain_outermost_first() -> None:
    row = _row(_record())
    assert (row["sources"], row["cues"], row["stances"]) == ("Iran;", "said;", "claims;reports")


def test_csv_row_is_one_line_and_keeps_quotation_marks() -> None:
    written = _written("csv", _record())
    assert len(written.splitlines()) == 2
    assert _row(_record())["sentence"] == " ".join(_TEXT.split())


def test_csv_numbers_are_plain() -> None:
    row = _row(_record())
    assert (row["latitude"], row["longitude"], row["score"], row["negated"]) == (
        "33",
        "-44.5",
        "0.75",
        "false",
    )


@pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_csv_text_cannot_run_as_a_formula(title: str) -> None:
    assert _row(_record(title=title))["title"] == "'" + title


def test_each_record_is_out_before_the_next_is_asked_for() -> None:
    stream = io.StringIO()
    seen: list[int] = []

    def records() -> Iterator[Record]:
        for number in range(3):
            seen.append(stream.getvalue().count("\n"))
            yield _record(number)

    write_records(records(), "jsonl", stream)
    assert seen == [0, 1, 2]


def test_a_stream_over_bytes_gets_utf8_whatever_its_encoding() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii", newline="\r\n")
    stream.write("before ")
    write_records([_record(text="Zażółć", reports=())], "jsonl", stream)
    assert raw.getvalue().startswith(b"before {")
    assert from_json(raw.getvalue()[7:]).text == "Zażółć"
    assert not raw.getvalue().endswith(b"\r\n")


def test_a_file_on_disk_gets_the_same_bytes(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        write_records([_record()], "csv", stream)
    assert path.read_bytes().decode() == _written("csv", _record())


def test_unknown_format_names_the_known_ones() -> None:
    with pytest.raises(UsageError, match="json, jsonl, csv"):
        write_records([], "xml", io.StringIO())


@given(st.text(), st.text(), st.lists(st.text(min_size=1), max_size=3))
def test_csv_always_parses_to_as_many_cells_as_columns(title: str, trigger: str, names: list[str]) -> None:
    actors = tuple(Participant(text=n, start=0, end=1, name=n) for n in names)
    report = Report(
        id="r", sentence=(0, 0), trigger=Trigger(start=0, end=0, text=trigger), event_type="AGREE", actors=actors,
        when=When(start=None, end=None, precision="day", basis="publication"), score=1.0, coder="c", why="w",
    )  # fmt: skip
    rows = list(csv.reader(io.StringIO(_written("csv", _record(title=title, reports=(report,))), newline="")))
    assert [len(row) for row in rows] == [len(CSV_COLUMNS)] * 2


def test_csv_keeps_earlier_figures_apart_from_the_current_ones() -> None:
    row = _row(_record())
    assert row["earlier"] == "weapons=9"
    assert "weapons=9" not in row["quantities"]
