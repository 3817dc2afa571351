"""Events as POLECAT's 40 columns: tab-separated, a header first (layout of NGEC's released files)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from onrecord.formats.cells import number
from onrecord.formats.countries import country
from onrecord.formats.dictionary import export_format
from onrecord.formats.foreign.cells import coded_by
from onrecord.formats.foreign.polecat import ABSENT, CODER
from onrecord.formats.looking_up import Lookup, point, took_place
from onrecord.model import Event, Participant, Record
from onrecord.ontology.tables import QUAD_NAMES

_PEOPLE = frozenset(("person",))
_BODIES = frozenset(("organization", "government", "armed-group"))
_PLACES = frozenset(("country", "place"))


def polecat_lines(events: Iterable[Event], lookup: Lookup) -> Iterator[bytes]:
    """Yield the header and a row for each event that took place. A row that POLECAT's own file gave goes out as it came."""
    columns = tuple(export_format("polecat").columns)
    yield _line(columns)
    for event in events:
        if took_place(event):
            row = polecat_row(event, lookup)
            yield _line([row.get(column) or ABSENT for column in columns])


def polecat_row(event: Event, lookup: Lookup) -> dict[str, str]:
    """Return the cells of an event by column; what is absent is empty or left out."""
    first = event.told[0]
    record = lookup.article(first.article)
    given = coded_by(CODER, event, record)
    if given is not None:
        return given
    quad = lookup.quad(event)
    contexts = dict.fromkeys(c for told in event.told for c in told.report.contexts)
    return {
        "Event ID": event.id,
        "Event Date": event.when.start or "",
        "Event Type": event.event_type,
        "Event Mode": event.mode or "",
        "Intensity": number(lookup.score(event)),
        "Quad Code": QUAD_NAMES[quad].upper() if quad in QUAD_NAMES else "",  # type: ignore[index]
        "Contexts": _joined(list(contexts)),
        **_side(event.actors, "Actor"),
        **_side(event.recipients, "Recipient"),
        **_place(event),
        "Source": first.outlet or "",
        "Publication Date": first.published or "",
        **(_story(record) if record else {}),
        "Version": first.report.coder,
    }


def _side(people: Sequence[Participant], side: str) -> dict[str, str]:
    codes = [country(p.country) for p in people]
    return {
        f"{side} Name": _joined([p.name for p in people]),
        f"{side} Country": _joined([p.country for p in people]),
        f"{side} COW": _joined([code.cow if code else None for code in codes]),
        f"Primary {side} Sector": (people[0].sector or "") if people else "",
        f"{side} Sectors": _joined([p.sector for p in people]),
        f"{side} Title": _joined([p.role for p in people]),
        f"{side} Name Raw": _joined([p.text for p in people]),
    }


def _place(event: Event) -> dict[str, str]:
    place, at = event.place, point(event.place)
    if place is None:
        return {}
    return {
        "Placename": place.name,
        "City": place.name if place.precision in ("point", "city") else "",
        "Province": place.admin1 or "",
        "Country": place.country or "",
        "Latitude": number(at[0]) if at else "",
        "Longitude": number(at[1]) if at else "",
        "GeoNames ID": number(place.geonames_id),
        "Raw Placename": place.text,
        "Feature Type": place.precision,
    }


def _story(record: Record) -> dict[str, str]:
    """Whom, which bodies and which places the first article names, in the order of the text."""

    def named(kinds: frozenset[str]) -> str:
        return _joined(
            list(dict.fromkeys(m.text for m in record.mentions if m.kind in kinds and m.text[:1].isupper()))
        )

    return {
        "Story People": named(_PEOPLE),
        "Story Organizations": named(_BODIES),
        "Story Locations": named(_PLACES),
        "Language": record.language or "",
    }


def _joined(parts: Sequence[str | None]) -> str:
    """Several values in one cell: an unknown one keeps its place, and where none is known the cell is empty."""
    return "; ".join((part or ABSENT).replace(";", ",") for part in parts) if any(parts) else ""


def _line(cells: Iterable[str]) -> bytes:
    # the file has no quotes: white space that would end a cell or a row becomes a space
    plain = (cell.translate(_BREAKS) for cell in cells)
    return ("\t".join(plain) + "\n").encode("utf-8", "replace")


_BREAKS = dict.fromkeys([*range(0x20), 0x7F, 0x85, 0x2028, 0x2029], " ")
