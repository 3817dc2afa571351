"""POLECAT's files: tab-separated with a header of 40 columns (NGEC's released files)."""

from __future__ import annotations

from collections.abc import Mapping

from onrecord.formats.countries import country
from onrecord.formats.foreign.cells import RowText, participant, record_of, report_id, row_text
from onrecord.formats.foreign.values import coordinates, iso_day, whole
from onrecord.model import Participant, Place, Record, Report, Trigger, When
from onrecord.ontology import EventKind

CODER = "POLECAT"
NEEDED = ("Event ID", "Event Date", "Event Type")
ABSENT = "None"
_BODIES = frozenset(("IGO", "NGO"))


def polecat_record(cells: Mapping[str, str], kinds: Mapping[str, EventKind]) -> Record:
    """Return the record of a row. Raises ``ValueError`` that says which cell is wrong."""
    if "Event Intensity" in cells:  # its name in some years
        cells = {("Intensity" if name == "Event Intensity" else name): cell for name, cell in cells.items()}
    row = row_text({name: cell for name, cell in cells.items() if cell != ABSENT})
    number = row.of("Event ID")
    if not number:
        raise ValueError("Event ID is empty")
    kind = row.of("Event Type")
    if kind not in kinds:
        raise ValueError(f"Event Type '{kind}' is no PLOVER type: it is one of {', '.join(kinds)}")
    start, end = row.span("Event Type")
    day = iso_day(row.of("Event Date"), "Event Date")
    report = Report(
        id=report_id(CODER, number),
        sentence=(0, len(row.text)),
        trigger=Trigger(start=start, end=end, text=kind),
        event_type=kind,
        mode=row.of("Event Mode") or None,
        contexts=tuple(word for word, _, _ in row.parts("Contexts")),
        actors=_side(row, "Actor"),
        recipients=_side(row, "Recipient"),
        place=_place(row),
        when=When(start=day, end=day, precision="day", basis="text", text=row.of("Event Date")),
        score=1.0,
        coder=CODER,
        why=f"row {number} of POLECAT, as it stands there",
    )
    published = row.of("Publication Date")
    return record_of(
        CODER,
        number,
        row,
        report,
        published=iso_day(published, "Publication Date") if published else None,
    )


def _side(row: RowText, side: str) -> tuple[Participant, ...]:
    """Those on one side; a list of countries, sectors or titles that does not line up with the names says nothing."""
    names = row.parts(f"{side} Name")

    def lined_up(column: str) -> list[str | None]:
        found = [None if cell == ABSENT else cell for cell in _aligned(row.of(column))]
        return found if len(found) == len(names) else [None] * len(names)

    countries, sectors = lined_up(f"{side} Country"), lined_up(f"{side} Sectors")
    titles = lined_up(f"{side} Title")
    if len(names) == 1 and sectors == [None]:
        sectors = [row.of(f"Primary {side} Sector") or None]
    return tuple(
        participant(
            name, country=code if code in _BODIES or country(code) else None, sector=sector, role=title
        )
        for name, code, sector, title in zip(names, countries, sectors, titles, strict=True)
    )


def _aligned(cell: str) -> list[str | None]:
    return [part.strip() or None for part in cell.split(";")] if cell else []


def _place(row: RowText) -> Place | None:
    name = row.of("Placename") or row.of("City") or row.of("Province") or row.of("Country")
    if not name:
        return None
    start, end = row.span("Placename", "City", "Province", "Country")
    precise = "city" if row.of("City") else "admin1" if row.of("Province") else "country"
    lat, lon = coordinates(row.of("Latitude"), row.of("Longitude"))
    code = row.of("Country")
    return Place(
        text=row.text[start:end],
        start=start,
        end=end,
        name=name,
        country=code if country(code) else None,
        admin1=row.of("Province") or None,
        lat=lat if precise == "city" else None,
        lon=lon if precise == "city" else None,
        geonames_id=whole(row.of("GeoNames ID"), "GeoNames ID"),
        precision=precise,  # type: ignore[arg-type]
    )
