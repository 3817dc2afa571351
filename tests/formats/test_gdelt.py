"""Events as GDELT's events and mentions, and GDELT's rows as records."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from onrecord.formats.dictionary import export_format
from onrecord.formats.foreign import read_export
from onrecord.formats.gdelt import gdelt_event_lines, gdelt_mention_lines, gdelt_row
from onrecord.formats.looking_up import Lookup, each_alone
from onrecord.model import Record
from onrecord.ontology import event_types
from onrecord.ontology.crosswalk import cameo_code, from_cameo
from tests.formats.made_up import CHAD, RECORD, TOWN, events_of, like, one_event

_SAMPLE = Path(__file__).parent / "samples" / "gdelt.export.CSV"


def _sample() -> list[Record]:
    return [r for r in read_export(_SAMPLE, None, event_types()) if isinstance(r, Record)]


def test_the_columns_are_sixty_one_and_sixteen() -> None:
    columns, mentions = list(export_format("gdelt").columns), list(export_format("gdelt").mentions)
    assert (len(columns), len(mentions)) == (61, 16)
    assert [columns[n] for n in (0, 5, 15, 25, 26, 34, 51, 59, 60)] == [
        "GlobalEventID", "Actor1Code", "Actor2Code", "IsRootEvent", "EventCode", "AvgTone", "ActionGeo_Type", "DATEADDED",
        "SOURCEURL",
    ]  # fmt: skip


def test_an_event_has_its_codes_parties_and_place() -> None:
    event, lookup = one_event()
    row = {name: cell for name, cell in gdelt_row(event, lookup).items() if cell}
    assert row == {
        "GlobalEventID": str(int(event.id[:15], 16)), "Day": "20310304", "MonthYear": "203103", "Year": "2031",
        "FractionDate": "2031.1753", "Actor1Code": "TCDMIL", "Actor1Name": "CHAD", "Actor1CountryCode": "TCD",
        "Actor1Type1Code": "MIL", "Actor2Code": "NGAREB", "Actor2Name": "FRONT OF THE LAKE", "Actor2CountryCode": "NGA",
        "Actor2Type1Code": "REB", "IsRootEvent": "0", "EventCode": "190", "EventBaseCode": "190", "EventRootCode": "19",
        "QuadClass": "4", "GoldsteinScale": "-10", "NumMentions": "1", "NumSources": "1", "NumArticles": "1",
        "ActionGeo_Type": "4", "ActionGeo_Fullname": "Baga Sola, Lac, Chad", "ActionGeo_CountryCode": "CD",
        "ActionGeo_Lat": "13.53", "ActionGeo_Long": "14.32", "DATEADDED": "20310305000000",
        "SOURCEURL": "https://made-up.example/strike",
    }  # fmt: skip


def test_a_coder_whose_rows_were_imported_is_no_outlet() -> None:
    event, lookup = one_event()
    row = replace(event.told[0], outlet="ACLED", imported=True)
    cells = gdelt_row(replace(event, told=(*event.told, row)), lookup)
    assert (cells["NumMentions"], cells["NumSources"]) == ("2", "1")


@pytest.mark.parametrize(
    ("kind", "quad"),
    [("CONSULT", "1"), ("SUPPORT", "1"), ("COOPERATE", "2"), ("CONCEDE", "2"), ("REQUEST", "3"), ("THREATEN", "3"), ("PROTEST", "4"), ("SANCTION", "4")],
)  # fmt: skip
def test_the_quad_class_is_that_of_the_root_code(kind: str, quad: str) -> None:
    assert gdelt_row(*one_event(event_type=kind, mode=None))["QuadClass"] == quad


@pytest.mark.parametrize("kind", sorted(event_types()))
def test_every_type_has_a_code_that_gdelt_has(kind: str) -> None:
    for mode in (None, *event_types()[kind].modes):
        code = cameo_code(kind, mode).ljust(3, "0")
        found = from_cameo(code)
        assert found is not None
        assert len(code) in (3, 4)


def test_codes_of_sectors_and_countries_are_those_of_cameo() -> None:
    reporter = replace(CHAD, name="a reporter", country="ROU", sector="JRN")
    row = gdelt_row(*one_event(actors=(reporter,)))
    assert (row["Actor1Code"], row["Actor1CountryCode"], row["Actor1Type1Code"]) == ("ROMMED", "ROM", "MED")


def test_a_meeting_has_its_two_actors() -> None:
    host = replace(CHAD, name="Niger", country="NER")
    row = gdelt_row(*one_event(event_type="CONSULT", mode=None, actors=(CHAD, host), recipients=()))
    assert (row["Actor1Name"], row["Actor2Name"]) == ("CHAD", "NIGER")


def test_a_country_has_no_point_and_a_region_no_code() -> None:
    land = gdelt_row(*one_event(place=replace(TOWN, name="Chad", admin1=None, precision="country")))
    assert (land["ActionGeo_Type"], land["ActionGeo_ADM1Code"], land["ActionGeo_Lat"]) == ("1", "CD", "")
    region = gdelt_row(*one_event(place=replace(TOWN, name="Lac", precision="admin1")))
    assert (region["ActionGeo_Type"], region["ActionGeo_ADM1Code"], region["ActionGeo_Lat"]) == ("5", "", "")


def test_each_report_is_a_mention_with_its_offsets() -> None:
    events, lookup = events_of(RECORD, replace(like(id="00000000000000bb"), id="made-up-2", url=None))
    rows = [line.decode().rstrip("\n").split("\t") for line in gdelt_mention_lines(events, lookup)]
    first, second = (dict(zip(export_format("gdelt").mentions, row, strict=True)) for row in rows)
    text = RECORD.text
    assert first["ActionCharOffset"] == str(text.index("bombed"))
    assert (first["Actor1CharOffset"], first["Actor2CharOffset"]) == (
        str(text.index("Chad")),
        str(text.index("rebels")),
    )
    assert (first["Confidence"], first["MentionDocLen"], first["MentionType"]) == ("90", str(len(text)), "1")
    assert (second["MentionType"], second["MentionIdentifier"]) == ("2", "made-up-2")
    assert first["GlobalEventID"] == second["GlobalEventID"]


def test_undated_and_own_types_are_left_out() -> None:
    when = replace(RECORD.reports[0].when, start=None, end=None)
    for changes in ({"when": when}, {"event_type": "EVACUATE"}):
        event, lookup = one_event(**changes)
        assert list(gdelt_event_lines([event], lookup)) == []


def test_the_rows_with_a_type_come_in_and_go_out_as_they_were() -> None:
    records = _sample()
    lookup = Lookup(kinds=event_types(), article={r.id: r for r in records}.get)
    lines = _SAMPLE.read_bytes().splitlines(keepends=True)
    assert list(gdelt_event_lines(each_alone(records), lookup)) == [lines[0], lines[2]]


def test_a_statement_is_kept_without_a_report() -> None:
    assert [len(record.reports) for record in _sample()] == [1, 0, 1]


def test_a_row_becomes_an_article_of_gdelt_with_one_report() -> None:
    record, _, other = _sample()
    (report,) = record.reports
    assert (record.outlet, record.url, record.published) == (
        "GDELT",
        "https://made-up.example/jets",
        "2031-03-05",
    )
    assert (report.event_type, report.actors[0].country, report.recipients[0].sector) == (
        "ASSAULT",
        "TCD",
        "REB",
    )
    assert record.text[report.trigger.start : report.trigger.end] == "195"
    (march,) = other.reports
    assert march.place is not None
    assert (march.event_type, march.actors[0].country, march.actors[0].sector) == ("PROTEST", "ROU", "JRN")
    assert (march.place.country, march.place.lat, march.place.precision) == ("ROU", None, "country")
