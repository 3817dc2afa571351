"""Events in ACLED's columns, and ACLED's rows as records."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from onrecord.formats.acled import acled_lines, acled_row, paired
from onrecord.formats.dictionary import export_format
from onrecord.formats.foreign import read_export
from onrecord.formats.foreign.acled import acled_record
from onrecord.formats.looking_up import Lookup, each_alone
from onrecord.model import Record
from onrecord.ontology import event_types
from tests.formats.made_up import CHAD, REBELS, STRIKE, TOWN, one_event

_SAMPLE = Path(__file__).parent / "samples" / "acled.csv"
_COLUMNS = list(export_format("acled").columns)


def _sample() -> list[Record]:
    return [r for r in read_export(_SAMPLE, None, event_types()) if isinstance(r, Record)]


def test_an_event_has_its_type_parties_place_and_dead() -> None:
    event, lookup = one_event()
    row = {name: cell for name, cell in acled_row(event, lookup).items() if cell}
    assert row == {
        "event_id_cnty": f"TCD{event.id}", "event_date": "2031-03-04", "year": "2031", "time_precision": "1",
        "disorder_type": "Political violence", "event_type": "Explosions/Remote violence", "sub_event_type": "Air/drone strike",
        "actor1": "Chad", "inter1": "State forces", "actor2": "Front of the Lake", "inter2": "Rebel group",
        "interaction": "State forces-Rebel group", "iso": "148", "country": "Chad", "admin1": "Lac", "location": "Baga Sola",
        "latitude": "13.53", "longitude": "14.32", "geo_precision": "1", "source": "Made-up Post",
        "notes": "Chad bombed rebels at Baga Sola on Tuesday, killing seven, the army said.", "fatalities": "7",
        "tags": "claimed", "timestamp": "1930435200",
    }  # fmt: skip
    assert set(row) <= set(_COLUMNS)


def test_no_figure_is_not_none_killed() -> None:
    assert acled_row(*one_event(quantities=()))["fatalities"] == ""


def test_forces_abroad_are_external() -> None:
    assert acled_row(*one_event(place=replace(TOWN, country="NGA")))["inter1"] == "External/Other forces"


def test_what_is_merely_said_is_no_event_of_acled() -> None:
    for kind in ("ACCUSE", "REQUEST", "THREATEN", "SUPPORT"):
        event, lookup = one_event(event_type=kind, mode=None)
        assert len(list(acled_lines([event], lookup))) == 1


def test_an_assault_of_no_known_kind_goes_by_its_recipients() -> None:
    villagers = replace(REBELS, name="villagers", sector="CVL")
    assert paired(one_event(mode=None)[0]) == ("Battles", "Armed clash")
    assert paired(one_event(mode=None, recipients=(villagers,))[0]) == (
        "Violence against civilians",
        "Attack",
    )
    assert paired(one_event(mode=None, recipients=())[0]) is None
    assert paired(one_event(mode=None, actors=(CHAD, REBELS), recipients=())[0]) == ("Battles", "Armed clash")


def test_the_rows_with_a_type_come_in_and_go_out_as_they_were() -> None:
    records = _sample()
    lookup = Lookup(kinds=event_types(), article={r.id: r for r in records}.get)
    written = b"".join(acled_lines(each_alone(records), lookup)).decode()
    with _SAMPLE.open(encoding="utf-8", newline="") as stream:
        assert list(csv.reader(io.StringIO(written))) == list(csv.reader(stream))[:3]


def test_a_row_becomes_an_article_of_acled_whose_text_has_the_notes() -> None:
    record, protest, strange = _sample()
    (report,) = record.reports
    assert record.text.startswith(
        "On 4 March 2031, Chadian jets bombed a camp near Baga Sola (Lac).\n\nSeven were"
    )
    assert (report.event_type, report.mode, report.actors[0].country, report.actors[0].sector) == (
        "ASSAULT", None, "TCD", "MIL",
    )  # fmt: skip
    assert [(q.of, q.low, record.text[q.start : q.end]) for q in report.quantities] == [("killed", 7, "7")]
    (march,) = protest.reports
    assert march.place is not None
    assert (march.when.precision, march.place.precision, march.place.lat, march.quantities) == (
        "week",
        "admin1",
        None,
        (),
    )
    assert strange.reports == ()
    assert "Not yet paired" in strange.text


@pytest.mark.parametrize("written", ["2031-03-04", "04 March 2031", "4 march 2031"])
def test_a_day_is_read_as_acled_writes_it(written: str) -> None:
    cells = dict.fromkeys(_COLUMNS, "") | {
        "event_id_cnty": "X1", "event_date": written, "event_type": "Protests", "sub_event_type": "Peaceful protest",
    }  # fmt: skip
    assert acled_record(cells).reports[0].when.start == "2031-03-04"


@given(st.fixed_dictionaries({name: st.text(st.characters(codec="utf-8"), max_size=12) for name in _COLUMNS}))
def test_any_row_comes_in_and_goes_out_as_it_was(cells: dict[str, str]) -> None:
    fixed = {
        "event_id_cnty": "x" + cells["event_id_cnty"], "event_date": "2031-03-04", "event_type": "Protests",
        "sub_event_type": "Peaceful protest", "fatalities": "3", "latitude": "1", "longitude": "2", "timestamp": "1930435200",
    }  # fmt: skip
    record = acled_record(cells | fixed)
    (event,) = each_alone([record])
    row = acled_row(event, Lookup(kinds=event_types(), article=lambda _id: record))
    assert row == {name: cell for name, cell in (cells | fixed).items() if cell}
    (report,) = record.reports
    assert all(record.text[p.start : p.end] == p.text for p in (*report.actors, *report.recipients))
    assert record.text[report.trigger.start : report.trigger.end] == "Peaceful protest"


def test_what_acled_keeps_of_our_events_survives() -> None:
    row = acled_row(*one_event())
    report = acled_record(dict.fromkeys(_COLUMNS, "") | row).reports[0]
    assert (report.event_type, report.when, [q.low for q in report.quantities]) == (
        "ASSAULT", replace(STRIKE.when, text="2031-03-04"), [7],
    )  # fmt: skip
    assert report.place is not None
    assert (report.place.country, report.place.lat, report.place.lon) == ("TCD", TOWN.lat, TOWN.lon)
    assert [p.name for p in (*report.actors, *report.recipients)] == ["Chad", "Front of the Lake"]
