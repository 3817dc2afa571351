"""GDELT 2.0's event files: 61 columns, tab-separated, no header."""

from __future__ import annotations

from collections.abc import Mapping

from onrecord.formats.countries import by_fips, country
from onrecord.formats.foreign.cells import RowText, participant, record_of, report_id, row_text
from onrecord.formats.foreign.values import coordinates, iso_day
from onrecord.formats.looking_up import foreign
from onrecord.model import Participant, Place, PlacePrecision, Record, Report, Trigger, When
from onrecord.ontology.crosswalk import CameoCode, from_cameo

CODER = "GDELT 2.0"
_PRECISIONS: Mapping[str, PlacePrecision] = {
    "1": "country",
    "2": "admin1",
    "3": "city",
    "4": "city",
    "5": "admin1",
}
_BODIES = {"IGO": "IGO", "NGO": "NGO"}


def gdelt_record(cells: Mapping[str, str]) -> Record:
    """Return the record of a row; without a report where CAMEO's code has no PLOVER type (statements and appeals).

    Raises ``ValueError`` that says which cell is wrong.
    """
    row = row_text(cells)
    number = row.of("GlobalEventID")
    if not number.isdecimal():
        raise ValueError(f"GlobalEventID '{number}' is not a number")
    code = row.of("EventCode")
    if not code.isdecimal():
        raise ValueError(f"EventCode '{code}' is not a CAMEO code such as 190")
    day = iso_day(row.of("Day"), "Day")
    added = row.of("DATEADDED")
    found = from_cameo(code)
    report = _report(row, number, day, found) if found else None
    return record_of(
        CODER,
        number,
        row,
        report,
        published=iso_day(added, "DATEADDED") if added else None,
        url=row.of("SOURCEURL") if row.of("SOURCEURL").startswith(("http://", "https://")) else None,
    )


def cameo_country(code: str) -> str | None:
    """Return ISO alpha-3 of CAMEO's code of a country; ``None`` for regions and what is no country."""
    found = foreign()["gdelt"]["countries"].get(code, code)
    return found if country(found) else None


def _report(row: RowText, number: str, day: str, code: CameoCode) -> Report:
    start, end = row.span("EventCode")
    return Report(
        id=report_id(CODER, number),
        sentence=(0, len(row.text)),
        trigger=Trigger(start=start, end=end, text=row.of("EventCode")),
        event_type=code.event_type,
        mode=code.mode,
        contexts=code.contexts,
        actors=_somebody(row, "Actor1"),
        recipients=_somebody(row, "Actor2"),
        place=_place(row),
        when=When(start=day, end=day, precision="day", basis="text", text=row.of("Day")),
        score=1.0,
        coder=CODER,
        why=f"row {number} of GDELT: CAMEO {row.of('EventCode')} is {code.event_type} ({code.meaning})",
    )


def _somebody(row: RowText, actor: str) -> tuple[Participant, ...]:
    column = next((c for c in (f"{actor}Name", f"{actor}Code") if row.of(c)), None)
    if column is None:
        return ()
    start, end = row.spans[column]
    role = row.of(f"{actor}Type1Code")
    table = foreign()["gdelt"]
    sectors = {code: sector for sector, code in table["roles"].items()} | table["sectors"]
    place = cameo_country(row.of(f"{actor}CountryCode"))
    return (
        participant(
            (row.text[start:end], start, end), country=place or _BODIES.get(role), sector=sectors.get(role)
        ),
    )


def _place(row: RowText) -> Place | None:
    name, precision = row.of("ActionGeo_Fullname"), _PRECISIONS.get(row.of("ActionGeo_Type"))
    if not name or precision is None:
        return None
    start, _ = row.spans["ActionGeo_Fullname"]
    parts = [part.strip() for part in name.split(",")]
    code = row.of("ActionGeo_CountryCode")
    lat, lon = coordinates(row.of("ActionGeo_Lat"), row.of("ActionGeo_Long"))
    region = parts[-2] if len(parts) > 2 else parts[0] if precision == "admin1" else None
    return Place(
        text=parts[0],
        start=start,
        end=start + len(parts[0]),
        name=parts[0],
        country=foreign()["gdelt"]["fips"].get(code) or by_fips(code),
        admin1=region,
        lat=lat if precision == "city" else None,
        lon=lon if precision == "city" else None,
        precision=precision,
    )
