"""Rows of the stored view into columns. Rows come bit by bit, so that only the columns are in memory."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from sqlalchemy import Connection, Select, and_, func, select

from onrecord.ledger.schema import identities, places
from onrecord.ledger.view.asking import EVENT_ORDERS, ordered_by
from onrecord.ledger.view.columns.table import EventColumns, Numbers, Pairs, PlaceRow, Somebody
from onrecord.ledger.view.schema import (
    OPEN,
    event_facets,
    event_parties,
    event_places,
    events,
    memberships,
)
from onrecord.ledger.view.standpoints import newest_standpoint

_AT_ONCE = 10_000
_E = events.c
_FACETS = ("type", "standing", "country")


def load_columns(connection: Connection) -> EventColumns:
    """Return the columns of the newest state. Takes some seconds at a million reports."""
    while True:
        state = newest_standpoint(connection).state
        found = _loaded(connection, state)
        if (
            newest_standpoint(connection).state == state
        ):  # a transaction of PostgreSQL sees what others add meanwhile
            return found


def _loaded(connection: Connection, state: int) -> EventColumns:
    own = _own(connection)
    number: Numbers = own["number"]
    facets, values = _facets(connection, number)
    who = (_identities(connection, 0, number), _identities(connection, 1, number))
    parties, party_of = _parties(
        connection, set(np.unique(np.concatenate([pairs.value for pairs in who])).tolist())
    )
    placed = _pairs(connection, event_places.c.event, event_places.c.place, number)
    spots, place_of = _places(connection)
    return EventColumns(
        state=state, **own, facets=facets, values=values, identities=who,
        sides=(_once(who[0], party_of), _once(who[1], party_of)), parties=parties,
        placed=placed, spots=_once(placed, place_of), places=spots,
        orders=_orders(connection, number),
    )  # fmt: skip


def _own(connection: Connection) -> dict[str, Any]:
    """The columns that an event has itself."""
    query = select(
        _E.number, _E.day, _E.end, _E.start.is_not(None), _E.reports, _E.event_type, _E.mode, _E.standing
    )
    number, reports, started = array("i"), array("i"), array("b")
    day, end, kind = array("i"), array("i"), array("i")
    days: dict[Any, int] = {}
    ends: dict[Any, int] = {}
    kinds: dict[Any, int] = {}
    for row in _rows(connection, query.where(_E.until == OPEN).order_by(_E.number)):
        number.append(row[0])
        day.append(days.setdefault(row[1], len(days)))
        end.append(-1 if row[2] is None else ends.setdefault(row[2], len(ends)))
        started.append(bool(row[3]))
        reports.append(row[4])
        kind.append(kinds.setdefault(tuple(row[5:]), len(kinds)))
    return {
        "number": _numbers(number), "reports": _numbers(reports), "started": np.array(started, dtype=np.bool_),
        "day": _sorted(_numbers(day), days), "days": sorted(days),
        "end": _sorted(_numbers(end), ends), "ends": sorted(ends),
        "kind": _numbers(kind), "kinds": list(kinds),
    }  # fmt: skip


def _facets(connection: Connection, number: Numbers) -> tuple[dict[str, Pairs], dict[str, list[str]]]:
    f = event_facets.c
    found: dict[str, Pairs] = {}
    values: dict[str, list[str]] = {}
    for facet in _FACETS:
        event, value, known = array("i"), array("i"), dict[str, int]()
        for name, one in _rows(connection, select(f.value, f.event).where(f.facet == facet)):
            event.append(one)
            value.append(known.setdefault(name, len(known)))
        found[facet] = _open(Pairs(_numbers(event), _sorted(_numbers(value), known)), number)
        values[facet] = sorted(known)
    return found, values


def _identities(connection: Connection, side: int, number: Numbers) -> Pairs:
    p = event_parties.c
    return _pairs(connection, p.event, p.identity, number, p.side == side)


def _parties(connection: Connection, taking_part: set[int]) -> tuple[list[Somebody], Numbers]:
    """Everybody by key, and which of them each identity is."""
    i = identities.c
    key = func.coalesce(i.id, i.name)
    query = select(i.number, key, i.name, i.country, i.sector)
    rows = [row for row in _rows(connection, query) if row[0] in taking_part]
    known: dict[str, list[tuple[str, str, str]]] = {}
    for _, name, *about in rows:
        known.setdefault(name, []).append((about[0], about[1] or "", about[2] or ""))
    names = sorted(known)
    at = {name: n for n, name in enumerate(names)}
    party_of = np.zeros(max((row[0] for row in rows), default=0) + 1, dtype=np.int32)
    for one, name, *_ in rows:
        party_of[one] = at[name]
    found = [
        Somebody(name, *(max(column) or None for column in zip(*known[name], strict=True)))  # type: ignore[arg-type]
        for name in names
    ]
    return found, party_of


def _places(connection: Connection) -> tuple[list[PlaceRow], Numbers]:
    """Every place that is told otherwise than the others, and which of them each row is."""
    s = places.c
    query = select(s.number, s.name, s.country, s.admin1, s.precision, s.lat, s.lon, s.geonames_id)
    known: dict[PlaceRow, int] = {}
    rows = [(row[0], known.setdefault(tuple(row[1:]), len(known))) for row in connection.execute(query)]
    place_of = np.zeros(max((row[0] for row in rows), default=0) + 1, dtype=np.int32)
    for one, at in rows:
        place_of[one] = at
    return list(known), place_of


def load_reports(connection: Connection, columns: EventColumns) -> Numbers:
    """Return the event of each report, by the report's number; -1 where it stands in none of these events.

    Searches for words need it; it takes as long as a third of the other columns.
    """
    m, at = memberships.c, columns.state
    joined = and_(_E.event == m.event, _E.since <= at, _E.until > at)
    query = select(m.report, _E.number).join(events, joined).where(m.since <= at, m.until > at)
    if newest_standpoint(connection).state == at:  # said so that the index is used
        query = query.where(m.until == OPEN, _E.until == OPEN)
    report, event = array("i"), array("i")
    for one, of in _rows(connection, query):
        report.append(one)
        event.append(of)
    found = np.full(max(report, default=0) + 1, -1, dtype=np.int32)
    found[_numbers(report)] = np.searchsorted(columns.number, _numbers(event))
    return found


def _orders(connection: Connection, number: Numbers) -> dict[str, Numbers]:
    """The database sorts, so that the order is the one of its pages."""
    found: dict[str, Numbers] = {}
    for order in EVENT_ORDERS:
        column, falling = ordered_by(order)
        if order == "newest":  # the other way round
            found[order] = found["time"][::-1]
            continue
        ways = (column.desc(), _E.event.desc()) if falling else (column, _E.event)
        rows = _rows(connection, select(_E.number).where(_E.until == OPEN).order_by(*ways))
        numbers = np.fromiter((row[0] for row in rows), np.int32)
        found[order] = np.searchsorted(number, numbers).astype(np.int32)
    return found


def _pairs(connection: Connection, event: Any, value: Any, number: Numbers, *where: Any) -> Pairs:
    events_, values = array("i"), array("i")
    for one, other in _rows(connection, select(event, value).where(*where)):
        events_.append(one)
        values.append(other)
    return _open(Pairs(_numbers(events_), _numbers(values)), number)


def _open(pairs: Pairs, number: Numbers) -> Pairs:
    """The pairs of open events, these by their place in the columns."""
    at = np.searchsorted(number, pairs.event).astype(np.int32)
    at[at == len(number)] = 0
    held = number[at] == pairs.event if len(number) else np.zeros(len(at), dtype=np.bool_)
    return Pairs(at[held], pairs.value[held])


def _once(pairs: Pairs, named: Numbers) -> Pairs:
    """The pairs with values under other names, each once."""
    both = np.unique((pairs.event.astype(np.int64) << 32) | named[pairs.value])
    return Pairs((both >> 32).astype(np.int32), (both & 0xFFFFFFFF).astype(np.int32))


def _sorted(codes: Numbers, known: dict[str, int]) -> Numbers:
    """The codes of texts in the order in which they came, as codes in the order of the texts; -1 stays."""
    rank = np.full(len(known) + 1, -1, dtype=np.int32)
    for n, name in enumerate(sorted(known)):
        rank[known[name]] = n
    return rank[codes]


def _numbers(found: Sequence[int]) -> Numbers:
    return np.array(found, dtype=np.int32)


def _rows(connection: Connection, query: Select[Any]) -> Iterator[Any]:
    with connection.execute(query.execution_options(yield_per=_AT_ONCE)) as rows:
        for some in rows.partitions():
            yield from some
