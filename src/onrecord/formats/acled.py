"""Events in ACLED's columns: comma-separated, a header first."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator, Sequence

from onrecord.formats.cells import number
from onrecord.formats.countries import country
from onrecord.formats.dictionary import export_format
from onrecord.formats.foreign.acled import CODER
from onrecord.formats.foreign.cells import coded_by
from onrecord.formats.looking_up import Lookup, bounds, foreign, point, published, sides, took_place
from onrecord.model import Event, Participant, TimePrecision
from onrecord.ontology.crosswalk import to_acled

_A_DAY: frozenset[TimePrecision] = frozenset(("minute", "hour", "day"))
_ARMED = frozenset(("MIL", "REB", "PRM", "UAF", "COP", "SPY", "CRM"))
_SEVERAL = 2
_STATE, _ABROAD, _CIVILIANS = "State forces", "External/Other forces", "Civilians"


def acled_lines(events: Iterable[Event], lookup: Lookup) -> Iterator[bytes]:
    """Yield the header and a row for each event that ``is_acled``. A row that ACLED's own file gave goes out as it came."""
    columns = tuple(export_format("acled").columns)
    yield _line(columns)
    for event in events:
        if is_acled(event):
            row = acled_row(event, lookup)
            yield _line([row.get(column, "") for column in columns])


def is_acled(event: Event) -> bool:
    """Whether ACLED can hold the event: it took place on a known day and is of one of its types, or comes from ACLED."""
    if event.told[0].report.coder == CODER:
        return True
    return took_place(event) and event.when.start is not None and paired(event) is not None


def paired(event: Event) -> tuple[str, str] | None:
    """Return ACLED's event type and sub-event type; ``None`` where it has none.

    Of an assault of no known kind the recipients tell: where they bear arms it is a clash, else an attack on civilians; where
    nobody is known, neither. A protest that is not told as a riot is a peaceful one. PLOVER's SUPPORT is an agreement of ACLED's
    at times, and more often praise, which ACLED does not have.
    """
    if event.mode is None and event.event_type == "ASSAULT":
        if not event.recipients and len(event.actors) < _SEVERAL:
            return None
        armed = not event.recipients or any(p.sector in _ARMED for p in event.recipients)
        return ("Battles", "Armed clash") if armed else ("Violence against civilians", "Attack")
    if event.mode is None and event.event_type == "PROTEST":
        return "Protests", "Peaceful protest"
    if event.event_type == "SUPPORT":
        return None
    return to_acled(event.event_type, event.mode)


def acled_row(event: Event, lookup: Lookup) -> dict[str, str]:
    """Return the cells of an event by column; the others are empty."""
    given = coded_by(CODER, event, lookup.article(event.told[0].article))
    if given is not None:
        return given
    pair = paired(event)
    assert pair is not None
    kind, sub = pair
    disorder, day, days = foreign()["acled"]["disorder"], event.when.start or "", published(event)
    where = country(event.place.country) if event.place else None
    one, other = sides(event)
    kinds = [_kind(who, where.iso3 if where else None) for who in (one, other)]
    targeted = kind == "Violence against civilians" or kinds[1] == _CIVILIANS
    return {
        "event_id_cnty": f"{where.iso3 if where else ''}{event.id}",
        "event_date": day,
        "year": day[:4],
        "time_precision": _precision(event.when.precision),
        "disorder_type": disorder.get(sub) or disorder[kind],
        "event_type": kind,
        "sub_event_type": sub,
        **_actor(1, one, event.actors[1:] if event.recipients else ()),
        "inter1": kinds[0],
        **_actor(2, other, event.recipients[1:] if event.recipients else event.actors[2:]),
        "inter2": kinds[1],
        "interaction": "-".join(kinds) if all(kinds) else "",
        "civilian_targeting": "Civilian targeting" if targeted else "",
        "iso": where.number if where else "",
        "country": where.name if where else "",
        **_place(event),
        "source": "; ".join(dict.fromkeys(told.outlet for told in event.told if told.outlet)),
        "notes": " ".join(event.told[0].sentence.split()),
        "fatalities": number(bounds(event, "killed")[0]),
        "tags": "; ".join(event.standing),
        "timestamp": _seconds(days[-1]) if days else "",
    }


def _actor(side: int, who: Participant | None, others: Sequence[Participant]) -> dict[str, str]:
    return {
        f"actor{side}": who.name if who else "",
        f"assoc_actor_{side}": "; ".join(p.name for p in others),
    }


def _kind(who: Participant | None, where: str | None) -> str:
    """ACLED's kind of an actor: the forces of a state are external ones in any country but their own."""
    kind: str = foreign()["acled"]["kinds"].get(who.sector or "", "") if who else ""
    if who is not None and kind == _STATE and who.country and where and who.country != where:
        return _ABROAD
    return kind


def _place(event: Event) -> dict[str, str]:
    place, at = event.place, point(event.place)
    if place is None:
        return {}
    return {
        "admin1": place.admin1 or "",
        "location": place.name,
        "latitude": number(at[0]) if at else "",
        "longitude": number(at[1]) if at else "",
        "geo_precision": "1" if at else "3",
    }


def _precision(precision: TimePrecision) -> str:
    return "1" if precision in _A_DAY else "2" if precision == "week" else "3"


def _seconds(day: str) -> str:
    midnight = dt.datetime.fromisoformat(day[:10]).replace(tzinfo=dt.UTC)
    return str(int(midnight.timestamp()))


def _line(cells: Iterable[str]) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerow(cells)
    return buffer.getvalue().encode("utf-8", "replace")
