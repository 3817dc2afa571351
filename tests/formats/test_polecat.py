"""Events as POLECAT's columns, and POLECAT's rows as records."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from onrecord.formats.dictionary import export_format
from onrecord.formats.foreign import read_export
from onrecord.formats.foreign.polecat import polecat_record
from onrecord.formats.looking_up import Lookup, each_alone
from onrecord.formats.polecat import polecat_lines, polecat_row
from onrecord.model import Record
from onrecord.ontology import event_types
from tests.formats.made_up import CHAD, RECORD, TOWN, events_of, like, one_event

_SAMPLE = Path(__file__).parent / "samples" / "polecat.tsv"
_COLUMNS = list(export_format("polecat").columns)
_cells = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=12).map(str.strip)


def _sample() -> list[Record]:
    found = list(read_export(_SAMPLE, None, event_types()))
    assert all(isinstance(one, Record) for one in found)
    return [one for one in found if isinstance(one, Record)]


def test_the_header_has_the_forty_columns_in_their_order() -> None:
    assert len(_COLUMNS) == 40
    assert (_COLUMNS[0], _COLUMNS[4], _COLUMNS[22], _COLUMNS[39]) == (
        "Event ID", "Intensity", "Wikipedia Recipient ID", "Version",
    )  # fmt: skip
    assert next(polecat_lines((), one_event()[1])) == "\t".join(_COLUMNS).encode() + b"\n"


def test_an_event_has_its_type_parties_place_and_story() -> None:
    row = polecat_row(*one_event())
    assert {name: cell for name, cell in row.items() if cell} == {
        "Event ID": one_event()[0].id, "Event Date": "2031-03-04", "Event Type": "ASSAULT", "Event Mode": "aerial",
        "Intensity": "-9.5", "Quad Code": "MATERIAL CONFLICT", "Contexts": "military",
        "Actor Name": "Chad", "Actor Country": "TCD", "Actor COW": "483", "Primary Actor Sector": "MIL",
        "Actor Sectors": "MIL", "Actor Name Raw": "Chad",
        "Recipient Name": "Front of the Lake", "Recipient Country": "NGA", "Recipient COW": "475",
        "Primary Recipient Sector": "REB", "Recipient Sectors": "REB", "Recipient Title": "fighters",
        "Recipient Name Raw": "rebels",
        "Placename": "Baga Sola", "City": "Baga Sola", "Province": "Lac", "Country": "TCD", "Latitude": "13.53",
        "Longitude": "14.32", "GeoNames ID": "2434508", "Raw Placename": "Baga Sola", "Feature Type": "city",
        "Source": "Made-up Post", "Publication Date": "2031-03-05", "Story Locations": "Baga Sola", "Language": "en",
        "Version": "rules/1",
    }  # fmt: skip


def test_a_country_has_no_point() -> None:
    row = polecat_row(*one_event(place=replace(TOWN, name="Chad", precision="country", lat=15.0, lon=19.0)))
    assert (row["Placename"], row["City"], row["Latitude"], row["Longitude"]) == ("Chad", "", "", "")


@pytest.mark.parametrize("changes", [{"modality": "planned"}, {"negated": True}, {"modality": "possible"}])
def test_what_did_not_take_place_is_left_out(changes: dict[str, object]) -> None:
    event, lookup = one_event(**changes)
    assert len(list(polecat_lines([event], lookup))) == 1


def test_tabs_and_breaks_in_a_name_end_no_cell() -> None:
    event, lookup = one_event(actors=(replace(CHAD, name="a\tb\nc; d"),))
    header, row = polecat_lines([event], lookup)
    assert row.count(b"\t") == header.count(b"\t")
    assert b"a b c, d" in row


def test_the_sample_comes_in_and_goes_out_as_it_was() -> None:
    records = _sample()
    lookup = Lookup(kinds=event_types(), article={r.id: r for r in records}.get)
    assert b"".join(polecat_lines(each_alone(records), lookup)) == _SAMPLE.read_bytes()


def test_a_row_becomes_an_article_of_polecat_with_one_report() -> None:
    record = _sample()[0]
    (report,) = record.reports
    assert (record.outlet, record.published, report.coder) == ("POLECAT", "2031-03-05", "POLECAT")
    assert (report.event_type, report.mode, report.contexts) == (
        "ASSAULT",
        "aerial",
        ("military", "territory"),
    )
    assert [(p.name, p.country, p.sector) for p in report.recipients] == [
        ("Front of the Lake", "NGA", "REB"), ("Villagers", None, "CVL"),
    ]  # fmt: skip
    assert report.place is not None
    assert (report.place.country, report.place.lat, report.place.precision) == ("TCD", 13.53, "city")
    parts = [(p.start, p.end, p.text) for p in (*report.actors, *report.recipients)]
    parts += [(p.start, p.end, p.text) for p in (report.place,)]
    assert all(record.text[start:end] == text for start, end, text in parts)


def test_lists_that_do_not_line_up_give_no_country() -> None:
    cells = {
        "Event ID": "1",
        "Event Date": "2031-03-04",
        "Event Type": "AID",
        "Actor Name": "A; B",
        "Actor Country": "TCD",
    }
    assert [p.country for p in polecat_record(cells, event_types()).reports[0].actors] == [None, None]


@given(st.fixed_dictionaries(dict.fromkeys(_COLUMNS, _cells)))
def test_any_row_comes_in_and_goes_out_as_it_was(cells: dict[str, str]) -> None:
    """But for empty cells, which POLECAT writes as None."""
    fixed = {
        "Event ID": "x" + cells["Event ID"], "Event Date": "2031-03-04", "Event Type": "AID", "Publication Date": "2031-03-05",
        "Latitude": "1.5", "Longitude": "2", "GeoNames ID": "17",
    }  # fmt: skip
    record = polecat_record(cells | fixed, event_types())
    (event,) = each_alone([record])
    row = polecat_row(event, Lookup(kinds=event_types(), article=lambda _id: record))
    given_cells = {name: cell for name, cell in (cells | fixed).items() if cell not in ("", "None")}
    assert {name: cell for name, cell in row.items() if cell} == given_cells


def test_what_polecat_keeps_of_our_events_survives() -> None:
    event, lookup = one_event()
    again = polecat_record(
        dict.fromkeys(_COLUMNS, "None") | polecat_row(event, lookup), event_types()
    ).reports[0]
    first = event.told[0].report
    assert (again.event_type, again.mode, again.contexts) == (first.event_type, first.mode, first.contexts)
    assert (again.when.start, again.place.geonames_id if again.place else None) == ("2031-03-04", 2434508)
    for ours, theirs in ((first.actors, again.actors), (first.recipients, again.recipients)):
        assert [(p.name, p.country, p.sector, p.role) for p in theirs] == [
            (p.name, p.country, p.sector, p.role) for p in ours
        ]


def test_an_event_of_several_reports_is_one_row() -> None:
    events, lookup = events_of(RECORD, replace(like(id="00000000000000bb"), id="made-up-2"))
    assert len(list(polecat_lines(events, lookup))) == 2
