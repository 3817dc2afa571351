"""Rows of the stored view into columns. Rows come bit by bit, so that only the columns are in memory."""

from __future__ import annotations

from array import array
from typing import Any

import numpy as np
from sqlalchemy import Connection, Select, and_, func, select

from onrecord.ledger.schema import identities, places
from onrecord.ledger.view.asking import ordered_by
from onrecord.ledger.view.columns.numbers import Numbers, narrow
from onrecord.ledger.view.columns.pairs import Pairs, pairs_of
from onrecord.ledger.view.columns.rows import Codes, as_numbers, columns_of
from onrecord.ledger.view.columns.table import EventColumns, PlaceRow, Somebody
from onrecord.ledger.view.cursors import EVENT_ORDERS
from onrecord.ledger.view.schema import (
    OPEN,
    event_facets,
    event_parties,
    event_places,
    events,
    memberships,
)
from onrecord.ledger.view.standpoints import newest_standpoint

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
    who = [_rows_of_parties(connection, side, number) for side in (0, 1)]
    parties, party_of = _parties(connection, np.unique(np.concatenate([value for _, value in who])))
    placed = _rows_of(connection, select(event_places.c.event, event_places.c.place), number)
    spots, place_of = _places(connection)
    known = len(number)
    return EventColumns(
        state=state, **own, facets=facets, values=values,
        identities=(pairs_of(*who[0], known), pairs_of(*who[1], known)),
        sides=(_once(*who[0], party_of, known, len(parties)), _once(*who[1], party_of, known, len(parties))),
        parties=parties, placed=pairs_of(*placed, known), spots=_once(*placed, place_of, known, len(spots)), places=spots,
        orders=_orders(connection, own),
    )  # fmt: skip


def _own(connection: Connection) -> dict[str, Any]:
    """The columns that an event has itself."""
    query = select(
        _E.number, _E.reports, _E.day, _E.end, _E.start.is_not(None), _E.event_type, _E.mode, _E.standing
    )
    number, reports, started = array("i"), array("i"), array("b")
    day, end, kind = array("i"), array("i"), array("i")
    days, ends, kinds = Codes(), Codes(), Codes()
    for some in columns_of(connection, query.where(_E.until == OPEN).order_by(_E.number)):
        number.extend(some[0])
        reports.extend(some[1])
        day.extend(map(days.__getitem__, some[2]))
        end.extend(-1 if one is None else ends[one] for one in some[3])
        started.extend(map(bool, some[4]))
        kind.extend(map(kinds.__getitem__, zip(*some[5:], strict=True)))
    return {
        "number": as_numbers(number), "reports": narrow(as_numbers(reports), max(reports, default=0) + 1),
        "started": np.array(started, dtype=np.bool_),
        "day": narrow(days.ranked(day), len(days)), "days": sorted(days),
        "end": narrow(ends.ranked(end), len(ends)), "ends": sorted(ends),
        "kind": narrow(as_numbers(kind), len(kinds)), "kinds": list(kinds),
    }  # fmt: skip


def _facets(connection: Connection, number: Numbers) -> tuple[dict[str, Pairs], dict[str, list[str]]]:
    f = event_facets.c
    found: dict[str, Pairs] = {}
    values: dict[str, list[str]] = {}
    for facet in _FACETS:
        event, value, known = array("i"), array("i"), Codes()
        for some in columns_of(connection, select(f.event, f.value).where(f.facet == facet)):
            event.extend(some[0])
            value.extend(map(known.__getitem__, some[1]))
        open_ = _open(as_numbers(event), known.ranked(value), number)
        found[facet] = pairs_of(*open_, len(number), len(known))
        values[facet] = sorted(known)
    return found, values


def _rows_of_parties(connection: Connection, side: int, number: Numbers) -> tuple[Numbers, Numbers]:
    p = event_parties.c
    return _rows_of(connection, select(p.event, p.identity).where(p.side == side), number)


def _parties(connection: Connection, taking_part: Numbers) -> tuple[list[Somebody], Numbers]:
    """Everybody by key, and which of them each identity is."""
    i = identities.c
    key = func.coalesce(i.id, i.name)
    query = select(i.number, key, i.name, i.country, i.sector)
    wanted = set(taking_part.tolist())
    rows = [
        row for some in columns_of(connection, query) for row in zip(*some, strict=True) if row[0] in wanted
    ]
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
    for some in columns_of(connection, query):
        report.extend(some[0])
        event.extend(some[1])
    found = np.full(max(report, default=0) + 1, -1, dtype=np.int32)
    found[as_numbers(report)] = np.searchsorted(columns.number, as_numbers(event))
    return found


def _orders(connection: Connection, own: dict[str, Any]) -> dict[str, Numbers]:
    """The events in each order; ids, which settle what is equal, in the order of the database."""
    number: Numbers = own["number"]
    by_id = np.searchsorted(number, _ordered(connection, _E.event))
    rank = np.empty(len(number), dtype=np.int32)
    rank[by_id] = np.arange(len(number), dtype=np.int32)
    found: dict[str, Numbers] = {"time": np.lexsort((rank, own["day"])).astype(np.int32)}
    found["newest"] = found["time"][::-1]
    found["reports"] = np.lexsort((rank, own["reports"]))[::-1].astype(np.int32)
    for order in EVENT_ORDERS:
        if order not in found:
            column, falling = ordered_by(order)
            ways = (column.desc(), _E.event.desc()) if falling else (column, _E.event)
            found[order] = np.searchsorted(number, _ordered(connection, *ways)).astype(np.int32)
    return found


def _ordered(connection: Connection, *ways: Any) -> Numbers:
    """The numbers of the events as the database sorts them."""
    found = array("i")
    for (some,) in columns_of(connection, select(_E.number).where(_E.until == OPEN).order_by(*ways)):
        found.extend(some)
    return as_numbers(found)


def _rows_of(connection: Connection, query: Select[Any], number: Numbers) -> tuple[Numbers, Numbers]:
    event, value = array("i"), array("i")
    for some in columns_of(connection, query):
        event.extend(some[0])
        value.extend(some[1])
    return _open(as_numbers(event), as_numbers(value), number)


def _open(event: Numbers, value: Numbers, number: Numbers) -> tuple[Numbers, Numbers]:
    """The rows of open events, these by their place in the columns."""
    at = np.searchsorted(number, event).astype(np.int32)
    at[at == len(number)] = 0
    held = number[at] == event if len(number) else np.zeros(len(at), dtype=np.bool_)
    return at[held], value[held]


def _once(event: Numbers, value: Numbers, named: Numbers, events: int, values: int) -> Pairs:
    """The pairs with values under other names, each once."""
    both = np.unique((event.astype(np.int64) << 32) | named[value])
    return pairs_of((both >> 32).astype(np.int32), (both & 0xFFFFFFFF).astype(np.int32), events, values)
