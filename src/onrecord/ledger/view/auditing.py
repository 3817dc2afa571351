"""Are the rows by which events are found, counted and listed those that the events give? Of every state that the view keeps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, and_, select

from onrecord.ledger.folding import held
from onrecord.ledger.schema import participants, reports
from onrecord.ledger.view.keeping import columns_of, facets_of, unpack_event
from onrecord.ledger.view.schema import event_facets, event_parties, event_places, events, memberships
from onrecord.model import Event

_E, _M = events.c, memberships.c
_AT_ONCE = 200
_STOOD = and_(_M.event == _E.event, _M.since <= _E.since, _M.until > _E.since)
"""The reports of an event when it began to stand so: they stay the same until it ends."""


class WrongRow(NamedTuple):
    """A table of the view in which rows of an event are not what they should be, and what is wrong."""

    table: str
    what: str


def wrong_rows(connection: Connection) -> Iterator[WrongRow]:
    """Yield what is wrong, event by event; some at a time are in memory."""
    last = 0
    query = select(events).order_by(_E.number).limit(_AT_ONCE)
    while rows := connection.execute(query.where(_E.number > last)).all():
        last = rows[-1].number
        yield from _wrong_among(connection, rows)


def _wrong_among(connection: Connection, rows: Sequence[Row[Any]]) -> Iterator[WrongRow]:
    numbers = [row.number for row in rows]
    whole = {row.number: unpack_event(row.body) for row in rows}
    for row in rows:
        made = columns_of(whole[row.number])
        if other := [name for name, value in made.items() if row._mapping[name] != value]:
            yield WrongRow(
                "events", f"event {row.event} is listed with another {', '.join(other)} than it has"
            )
    for table, stored, wanted in (
        (memberships, _pairs(connection, _joined(), numbers), _each(whole, _told)),
        (event_facets, _pairs(connection, _facets(), numbers), _each(whole, facets_of)),
        (
            event_parties,
            _pairs(connection, _parties(), numbers),
            _pairs(connection, _parties_told(), numbers),
        ),
        (event_places, _pairs(connection, _places(), numbers), _pairs(connection, _places_told(), numbers)),
    ):
        for row in rows:
            if stored[row.number] != wanted[row.number]:
                yield WrongRow(table.name, f"the rows of event {row.event} are not what the event gives")


def _each(whole: dict[int, Event], given: Any) -> dict[int, set[tuple[Any, ...]]]:
    return {number: {tuple(pair) for pair in given(event)} for number, event in whole.items()}


def _pairs(
    connection: Connection, query: Select[Any], numbers: Sequence[int]
) -> dict[int, set[tuple[Any, ...]]]:
    """What a query finds of each of some events, whose number it selects first."""
    found: dict[int, set[tuple[Any, ...]]] = defaultdict(set)
    for number, *rest in connection.execute(query.where(query.selected_columns[0].in_(numbers))):
        found[number].add(tuple(rest))
    return found


def _told(event: Event) -> Iterator[tuple[str, str]]:
    for told, why in zip(event.told, event.why, strict=True):
        yield held(told.report.id), held(why)


def _joined() -> Select[Any]:
    r = reports.c
    return (
        select(_E.number, r.report, _M.why)
        .select_from(events)
        .join(memberships, _STOOD)
        .join(reports, r.number == _M.report)
    )


def _facets() -> Select[Any]:
    f = event_facets.c
    return select(f.event, f.facet, f.value)


def _parties() -> Select[Any]:
    p = event_parties.c
    return select(p.event, p.identity, p.side)


def _places() -> Select[Any]:
    p = event_places.c
    return select(p.event, p.place)


def _parties_told() -> Select[Any]:
    a = participants.c
    joined = select(_E.number, a.identity, a.side).select_from(events).join(memberships, _STOOD)
    return joined.join(participants, a.report == _M.report).distinct()


def _places_told() -> Select[Any]:
    r = reports.c
    joined = select(_E.number, r.place).select_from(events).join(memberships, _STOOD)
    return joined.join(reports, r.number == _M.report).where(r.place.is_not(None)).distinct()
