"""Which events a query asks for, and their rows in the order asked for, a page at a time."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    Connection,
    Select,
    and_,
    any_,
    func,
    literal,
    or_,
    select,
)

from onrecord.ledger import fulltext
from onrecord.ledger.filters import COUNTRY, check_days, named_places, somebody
from onrecord.ledger.folding import held
from onrecord.ledger.schema import reports
from onrecord.ledger.view import sentences
from onrecord.ledger.view.cursors import EventOrder, cursor
from onrecord.ledger.view.keeping import unpack_event
from onrecord.ledger.view.records import Standpoint
from onrecord.ledger.view.schema import (
    OPEN,
    event_facets,
    event_parties,
    event_places,
    events,
    memberships,
)
from onrecord.ledger.view.width import few_of_all, is_wide
from onrecord.model import Event, UsageError

Row = dict[str, Any]
_AT_ONCE = 200

_SHOWN = [
    c for c in events.c if c.name not in ("number", "event", "since", "until", "day", "digest", "body", "actors", "recipients", "standing")
]  # fmt: skip
_KEPT = [c for c in events.c if c.name != "body"]
_LISTS = ("actors", "recipients", "standing")
_E = events.c
_KEYS: dict[str, tuple[ColumnElement[Any], bool]] = {
    "time": (_E.day, False), "newest": (_E.day, True), "published": (_E.last_published, True),
    "reports": (_E.reports, True), "credibility": (_E.credibility, False),
}  # fmt: skip
"""What an order goes by, and whether the greatest comes first. Ids settle what is equal, the same way round."""


class EventFilters(msgspec.Struct, frozen=True, kw_only=True):
    """What to look for; what is ``None`` is left open, and all that is given must hold of one event.

    Somebody is given by id, by country code, or by words of the name in any order; a place by GeoNames id, by country
    code, or by the name of the place or of its region.
    """

    type: str | None = None
    """An event type that some report tells it as."""
    who: str | None = None
    """Anybody who takes part, on either side."""
    actor: str | None = None
    recipient: str | None = None
    place: str | None = None
    since: str | None = None
    until: str | None = None
    standing: str | None = None
    """A word of its standing."""
    text: str | None = None
    """Words and quoted phrases, all of which stand in one sentence that tells it or in the title above."""
    least: int = 1
    """How many reports it has at least."""

    def __post_init__(self) -> None:
        check_days(self)


class _Part(NamedTuple):
    """The events that pass one filter: all of them where they are few, each by itself where they are many."""

    all: Select[Any]
    each: Select[Any]
    counted: Select[Any]
    """What is quickly counted to find out."""


class EventPage(NamedTuple):
    """Some events, and the cursor of those that follow (``None``: no more)."""

    rows: list[Row]
    after: str | None


class EventLeaf(NamedTuple):
    """Some events by the numbers of their rows, and the cursor of those that follow (``None``: no more)."""

    numbers: list[int]
    after: str | None


def events_of(
    connection: Connection, filters: EventFilters, at: Standpoint, order: EventOrder, limit: int | None
) -> Iterator[Row]:
    """Yield the events as rows, in order."""
    for row in _rows(connection, filters, at, order, limit, None):
        yield shown(row)


def page_of(
    connection: Connection,
    filters: EventFilters,
    at: Standpoint,
    order: EventOrder,
    limit: int,
    key: tuple[Any, str] | None,
) -> EventPage:
    """Return the events after a key, as many as ``limit``."""
    found = list(_rows(connection, filters, at, order, limit + 1, key))
    name = ordered_by(order)[0].name
    last = found[limit - 1] if len(found) > limit else None
    after = None if last is None else cursor(at, order, (last[name], last["event"]))
    return EventPage([shown(row) for row in found[:limit]], after)


def leaf_of(
    connection: Connection,
    filters: EventFilters,
    at: Standpoint,
    order: EventOrder,
    limit: int,
    key: tuple[Any, str] | None,
) -> EventLeaf:
    """Return the row numbers of the events after a key, as many as ``limit``."""
    column = ordered_by(order)[0]
    found = list(_rows(connection, filters, at, order, limit + 1, key, (_E.number, _E.event, column)))
    last = found[limit - 1] if len(found) > limit else None
    after = None if last is None else cursor(at, order, (last[column.name], last["event"]))
    return EventLeaf([row["number"] for row in found[:limit]], after)


def bodies_of(
    connection: Connection, filters: EventFilters, at: Standpoint, order: EventOrder, limit: int | None
) -> Iterator[Event]:
    """Yield the events whole, in order; some at a time are in memory."""
    yield from whole_of(connection, numbers_of(connection, filters, at, order, limit))


def numbers_of(
    connection: Connection, filters: EventFilters, at: Standpoint, order: EventOrder, limit: int | None
) -> list[int]:
    """Return the numbers of the rows of the events, in order."""
    return [row["number"] for row in _rows(connection, filters, at, order, limit, None, (_E.number,))]


def whole_of(connection: Connection, numbers: Sequence[int]) -> Iterator[Event]:
    """Yield the events with these row numbers whole, in this order; some at a time are in memory."""
    for first in range(0, len(numbers), _AT_ONCE):
        some = numbers[first : first + _AT_ONCE]
        query = select(_E.number, _E.body).where(_E.number.in_(some))
        found = {row.number: row.body for row in connection.execute(query)}
        for number in some:
            yield unpack_event(found[number])


def standing_of(connection: Connection, numbers: Sequence[int], at: Standpoint) -> dict[int, Event]:
    """Return those events of some row numbers that stand in a state, whole: others are gone by a rebuild meanwhile."""
    # by the number of the state even where it is the newest: a rebuild meanwhile uses the numbers of rows again
    stood = (_E.since <= at.state, _E.until > at.state)
    query = select(_E.number, _E.body).where(_E.number.in_(numbers), *stood)
    return {number: unpack_event(body) for number, body in connection.execute(query)}


def rows_of(connection: Connection, numbers: Sequence[int]) -> Iterator[Row]:
    """Yield the rows with these numbers, in this order, as they are kept: ``shown`` makes them what others see."""
    for first in range(0, len(numbers), _AT_ONCE):
        some = numbers[first : first + _AT_ONCE]
        query = select(*_KEPT).where(_E.number.in_(some))
        found = {row["number"]: row for row in connection.execute(query).mappings()}
        for number in some:
            yield dict(found[number])


def count_of(connection: Connection, filters: EventFilters, at: Standpoint) -> int:
    """Return how many events there are."""
    query = select(func.count()).select_from(events).where(*conditions(connection, filters, at))
    return connection.scalar(query) or 0


def event_named(connection: Connection, name: str, at: Standpoint) -> Event:
    """Return the event with this id, or the only one whose id or one of whose reports' ids begins so.

    Raises ``UsageError`` where there is none, or more than one.
    """
    m, name = memberships.c, held(name)
    standing = and_(m.since <= at.state, m.until > at.state)
    of_report = select(m.event).join(reports, reports.c.number == m.report).where(standing)
    exact = select(_E.event).where(_E.event == name, *_stands(at)).limit(1)
    found = list(connection.scalars(exact)) or list(
        connection.scalars(of_report.where(reports.c.report == name).limit(1))
    )
    if not found and name:
        names = set(
            connection.scalars(select(_E.event).where(*_begins(_E.event, name), *_stands(at)).limit(10))
        )
        names |= set(
            connection.scalars(of_report.where(*_begins(reports.c.report, name)).distinct().limit(10))
        )
        found = sorted(names)
    if not found:
        raise UsageError(f"no event {name} in this ledger; `onrecord events` lists those that it has")
    if len(found) > 1:
        raise UsageError(f"{name} is the beginning of {', '.join(found)}: give more of it")
    packed = connection.scalar(select(_E.body).where(_E.event == found[0], *_stands(at)))
    assert packed is not None
    return unpack_event(packed)


def conditions(
    connection: Connection, filters: EventFilters, at: Standpoint
) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions on ``events``."""
    passing, others = _asked(connection, filters, at)
    if passing is not None:
        yield _among(passing)
    yield from others


def _among(passing: Collection[int]) -> ColumnElement[bool]:
    return _E.number == any_(literal(sorted(passing), ARRAY(BigInteger)))


def _asked(
    connection: Connection, filters: EventFilters, at: Standpoint
) -> tuple[set[int] | None, list[ColumnElement[bool]]]:
    """The numbers of the few events that pass some of the filters, where these are known, and the other conditions."""
    found = list(_stands(at))
    in_time = list(_in_time(filters))
    few: list[Select[Any]] = []
    is_postgres = connection.dialect.name == "postgresql"
    timely = select(_E.number).where(*_stands(at), *in_time)
    if in_time and is_postgres and not is_wide(connection, timely):
        few.append(timely)
    else:
        found += in_time
    wide: list[_Part] = []
    for part in _parts(connection, filters, at):
        if is_wide(connection, part.counted):
            wide.append(part)
        else:
            few.append(part.all)
    sets = [part.all for part in wide if part.all is part.each]
    met = few_of_all(connection, sets) if is_postgres and not few and len(sets) == len(wide) else None
    if met is None:
        found += (
            part.each.where(part.each.selected_columns[0] == _E.number).correlate(events).exists()
            for part in wide
        )
    if is_postgres and (few or met is not None):
        # it cannot know how few they are, nor that two sets hardly meet, and would walk through all events in order
        return (set.intersection(*(set(connection.scalars(p).all()) for p in few)) if few else met), found
    return None, [*found, *(_E.number.in_(part) for part in few)]


def _in_time(filters: EventFilters) -> Iterator[ColumnElement[bool]]:
    if filters.since is not None:
        yield _E.end >= filters.since
    if filters.until is not None:
        yield _E.day <= filters.until
        yield _E.start.is_not(None)


def ordered_by(order: EventOrder) -> tuple[ColumnElement[Any], bool]:
    """Return the column that an order goes by, and whether the greatest comes first."""
    if order not in _KEYS:
        raise UsageError(f"order '{order}' is not one of {', '.join(_KEYS)}")
    return _KEYS[order]


def shown(row: Row) -> Row:
    """Return a row of ``events`` as it is shown: lists as lists, without the columns of the house."""
    made = (
        {"id": row["event"]}
        | {c.name: row[c.name] for c in _SHOWN}
        | {name: json.loads(row[name]) for name in _LISTS}
    )
    return made | {"last_published": row["last_published"] or None}


def _rows(
    connection: Connection,
    filters: EventFilters,
    at: Standpoint,
    order: EventOrder,
    limit: int | None,
    key: tuple[Any, str] | None,
    columns: Sequence[Any] = (),
) -> Iterator[Row]:
    column, falling = ordered_by(order)
    passing, others = _asked(connection, filters, at)
    query = select(*(columns or _KEPT)).where(*others)
    if passing is not None:
        query = query.where(_among(passing))
    # of very many the first are soon met in the order asked for, and PostgreSQL plans so for what comes bit by bit; of a few it
    # must not, for it would walk through a million events to find them
    some = {"yield_per": _AT_ONCE} if passing is None else {}
    if key is not None:
        value, name = key
        beyond = column < value if falling else column > value
        further = _E.event < name if falling else _E.event > name
        query = query.where(column <= value if falling else column >= value, or_(beyond, further))
    ways = (column.desc(), _E.event.desc()) if falling else (column, _E.event)
    with connection.execute(query.order_by(*ways).limit(limit).execution_options(**some)) as rows:
        for row in rows.mappings():
            yield dict(row)


def _stands(at: Standpoint) -> Iterator[ColumnElement[bool]]:
    """Rows that count in a state; of the newest one they are those that are open, which the indexes begin with."""
    if at.newest:
        yield _E.until == OPEN
    else:
        yield _E.since <= at.state
        yield _E.until > at.state


def _begins(column: ColumnElement[str], name: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Texts are compared by code points: those that begin so stand together."""
    return column >= name, column < name + "\U0010ffff"


def _parts(connection: Connection, filters: EventFilters, at: Standpoint) -> Iterator[_Part]:
    for rows in _beside(filters):
        yield _Part(rows, rows, rows)
    if filters.least > 1:
        e = events.alias().c
        often = select(e.number).where(
            e.until == OPEN if at.newest else e.until > at.state, e.reports >= filters.least
        )
        yield _Part(often, often, often)
    if filters.text is not None:
        yield _with_text(connection, filters.text, at)


def _beside(filters: EventFilters) -> Iterator[Select[tuple[int]]]:
    """Yield queries for the events that pass the filters on tables beside ``events``."""
    f, p = event_facets.c, event_parties.c
    for facet, value in (("type", filters.type), ("standing", filters.standing)):
        if value is not None:
            written = value.upper() if facet == "type" else value.lower()
            yield select(f.event).where(f.facet == facet, f.value.in_({held(written), held(value)}))
    if filters.who is not None:
        yield select(p.event).where(p.identity.in_(somebody(filters.who)))
    for side, who in enumerate((filters.actor, filters.recipient)):
        if who is not None:
            yield select(p.event).where(p.side == side, p.identity.in_(somebody(who)))
    if filters.place is not None:
        if COUNTRY.fullmatch(filters.place):
            yield select(f.event).where(f.facet == "country", f.value == filters.place)
        else:
            by_name = event_places.c.place.in_(named_places(filters.place))
            yield select(event_places.c.event).where(by_name)


def _with_text(connection: Connection, query: str, at: Standpoint) -> _Part:
    wanted = fulltext.terms(query)
    if not wanted:
        raise UsageError(f"text: '{query}' holds no word to look for")
    m, e, dialect = memberships.c, events.alias().c, connection.dialect.name
    joined = select(e.number).join(memberships, m.event == e.event)
    # said so that the few are not looked for among all that stand now, for which there is an index
    stood = (m.since <= at.state, m.until > at.state, e.since <= at.state, e.until > at.state)
    found = sentences.matching(dialect, wanted)
    return _Part(
        joined.where(m.report.in_(found), *stood),
        joined.where(
            sentences.matches(dialect, wanted), *((m.until == OPEN, e.until == OPEN) if at.newest else stood)
        ),
        found,
    )
