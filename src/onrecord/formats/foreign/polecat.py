"""POLECAT's files: tab-separated with a header of 40 columns (NGEC's released files)."""

from __future__ import annotations

from collections.abc import Mapping

from onrecord.formats.countries import country
from onrecord.formats.foreign.cells import (
    Piece,
    RowText,
    lined_up,
    parts_of,
    record_of,
    report_id,
    somebody,
)
from onrecord.formats.foreign.values import coordinates, iso_day, whole
from onrecord.model import Participant, Place, PlacePrecision, Record, Report, Trigger, When
from onrecord.ontology import EventKind

CODER = "POLECAT"
NEEDED = ("Event ID", "Event Date", "Event Type")
ABSENT = "None"
_BODIES = frozenset(("IGO", "NGO"))
_PLACE = ("Placename", "City", "Province", "Country")


def polecat_record(cells: Mapping[str, str], kinds: Mapping[str, EventKind]) -> Record:
    """Return the record of a row. Raises ``ValueError`` that says which cell is wrong."""
    named = {
        ("Intensity" if c == "Event Intensity" else c): cell for c, cell in cells.items()
    }  # in some years
    row = {column: "" if cell == ABSENT else cell for column, cell in named.items()}
    number, kind = row["Event ID"], row["Event Type"]
    if not number:
        raise ValueError("Event ID is empty")
    if kind not in kinds:
        raise ValueError(f"Event Type '{kind}' is no PLOVER type: it is one of {', '.join(kinds)}")
    day = iso_day(row["Event Date"], "Event Date")
    text = RowText()
    actors = _side(row, "Actor", text)
    ((trigger, start, end),) = text.put([kind])
    recipients = _side(row, "Recipient", text)
    place = next((row[column] for column in _PLACE if row.get(column)), None)
    report = Report(
        id=report_id(CODER, number),
        place=_place(row, text.put([place])[0]) if place else None,
        sentence=text.all(),
        trigger=Trigger(start=start, end=end, text=trigger),
        event_type=kind,
        mode=row.get("Event Mode") or None,
        contexts=tuple(parts_of(row.get("Contexts", ""))),
        actors=actors,
        recipients=recipients,
        when=When(start=day, end=day, precision="day", basis="text", text=row["Event Date"]),
        score=1.0,
        coder=CODER,
        why=f"row {number} of POLECAT, as it stands there",
    )
    told = row.get("Publication Date")
    published = iso_day(told, "Publication Date") if told else None
    return record_of(CODER, number, row, (text.text, report), published=published)


def _side(row: Mapping[str, str], side: str, text: RowText) -> tuple[Participant, ...]:
    names = parts_of(row.get(f"{side} Name", ""))
    countries = lined_up(_values(row, f"{side} Country"), names)
    sectors = lined_up(_values(row, f"{side} Sectors"), names)
    titles = lined_up(_values(row, f"{side} Title"), names)
    if len(names) == 1 and sectors == [None]:
        sectors = [row.get(f"Primary {side} Sector") or None]
    return tuple(
        somebody(piece, code if code in _BODIES or country(code) else None, sector, title)
        for piece, code, sector, title in zip(text.put(names), countries, sectors, titles, strict=True)
    )


def _values(row: Mapping[str, str], column: str) -> list[str | None]:
    return [None if part == ABSENT else part for part in parts_of(row.get(column, ""))]


def _place(row: Mapping[str, str], piece: Piece) -> Place:
    precision: PlacePrecision = "city" if row.get("City") else "admin1" if row.get("Province") else "country"
    at = coordinates(row.get("Latitude", ""), row.get("Longitude", ""))
    lat, lon = at if precision == "city" else (None, None)
    code = row.get("Country")
    return Place(
        text=piece[0],
        start=piece[1],
        end=piece[2],
        name=piece[0],
        country=code if country(code) else None,
        admin1=row.get("Province") or None,
        lat=lat,
        lon=lon,
        geonames_id=whole(row.get("GeoNames ID", ""), "GeoNames ID"),
        precision=precision,
    )
