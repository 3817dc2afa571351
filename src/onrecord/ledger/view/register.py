"""The register of promises, as the view keeps it, for those who ask."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

import msgspec
from sqlalchemy import ColumnElement, Connection, func, select

from onrecord.ledger.folding import held
from onrecord.ledger.view.asking import EventFilters, Row, conditions, ordered_by, shown
from onrecord.ledger.view.cursors import EventOrder
from onrecord.ledger.view.drawer import unpack_promise
from onrecord.ledger.view.records import Standpoint
from onrecord.ledger.view.schema import OPEN, events, promises
from onrecord.model import Promise

State = Literal["fulfilled", "not fulfilled", "overtaken", "open", "overdue"]
"""An outcome, or "overdue": open, and past its last day."""
_KEYS = 500
_AT_ONCE = 200
_P = promises.c


class PromiseFilters(msgspec.Struct, frozen=True, kw_only=True):
    """What to look for; what is ``None`` is left open."""

    kind: str | None = None
    event_type: str | None = None
    """Type of the deed."""
    state: str | None = None
    since: str | None = None
    until: str | None = None
    """First and last day on which it was made, ISO."""
    due: str | None = None
    """Latest last day, ISO."""


EVERY_PROMISE = PromiseFilters()


class Numbered(NamedTuple):
    """A promise by the number of its row, with what is counted."""

    number: int
    event: str
    outcome: str
    overdue: bool


def last_day(connection: Connection, at: Standpoint) -> str:
    """Return the last day of publication: what was due before it is overdue. Empty where nothing has a day."""
    e = events.c
    return connection.scalar(select(func.max(e.last_published)).where(*_stands(e.since, e.until, at))) or ""


def promises_of(
    connection: Connection, filters: PromiseFilters, at: Standpoint
) -> Iterator[tuple[int, Promise]]:
    """Yield the promises with the numbers of their rows, in order of the day on which they were made."""
    today = last_day(connection, at)
    query = select(_P.number, _P.body).where(*_conditions(filters, at, today)).order_by(_P.made, _P.event)
    with connection.execute(query.execution_options(yield_per=_AT_ONCE)) as rows:
        for number, body in rows:
            yield number, _on_day(unpack_promise(body), today)


def numbers_of(connection: Connection, filters: PromiseFilters, at: Standpoint) -> list[Numbered]:
    """Return the same as numbers and outcomes."""
    today = last_day(connection, at)
    query = select(_P.number, _P.event, _P.outcome, _P.due).where(*_conditions(filters, at, today))
    return [
        Numbered(number, event, outcome, outcome == "open" and due is not None and due < today)
        for number, event, outcome, due in connection.execute(query.order_by(_P.made, _P.event))
    ]


def numbered(connection: Connection, numbers: Sequence[int], at: Standpoint) -> list[Promise]:
    """Return promises by the numbers of their rows, in this order; those that are gone are left out."""
    today, found = last_day(connection, at), dict[int, Promise]()
    for some in _some(numbers):
        rows = connection.execute(select(_P.number, _P.body).where(_P.number.in_(some)))
        found.update((number, _on_day(unpack_promise(body), today)) for number, body in rows)
    return [found[number] for number in numbers if number in found]


def promises_named(connection: Connection, names: Sequence[str], at: Standpoint) -> dict[str, Promise]:
    """Return what became of these events, by their ids, as far as they are promises."""
    today, found = last_day(connection, at), dict[str, Promise]()
    for some in _some(sorted(map(held, names))):
        query = select(_P.event, _P.body).where(_P.event.in_(some), *_stands(_P.since, _P.until, at))
        found.update((name, _on_day(unpack_promise(body), today)) for name, body in connection.execute(query))
    return found


def rows_among(
    connection: Connection, names: Sequence[str], filters: EventFilters, at: Standpoint, order: EventOrder
) -> list[Row]:
    """Return those of some events for which the filters hold, as rows, in order."""
    found: list[Row] = []
    wanted = list(conditions(connection, filters, at))
    for some in _some(sorted(set(map(held, names)))):
        query = select(*(c for c in events.c if c.name != "body")).where(*wanted, events.c.event.in_(some))
        found += map(dict, connection.execute(query).mappings())
    column, falling = ordered_by(order)
    found.sort(key=lambda row: (row[column.name] or 0, row["event"]), reverse=falling)  # every one has a day
    return [shown(row) for row in found]


def _conditions(filters: PromiseFilters, at: Standpoint, today: str) -> Iterator[ColumnElement[bool]]:
    yield from _stands(_P.since, _P.until, at)
    if filters.state == "overdue":
        yield _P.outcome == "open"
        yield _P.due < held(today)
    elif filters.state is not None:
        yield _P.outcome == held(filters.state)
    if filters.kind is not None:
        yield _P.kind == held(filters.kind)
    if filters.event_type is not None:
        yield _P.event_type == held(filters.event_type.upper())
    if filters.since is not None:
        yield _P.made >= held(filters.since)
    if filters.until is not None:
        yield _P.made <= held(filters.until)
    if filters.due is not None:
        yield _P.due <= held(filters.due)


def _stands(
    since: ColumnElement[int], until: ColumnElement[int], at: Standpoint
) -> Iterator[ColumnElement[bool]]:
    if at.newest:
        yield until == OPEN
    else:
        yield since <= at.state
        yield until > at.state


def _on_day(promise: Promise, today: str) -> Promise:
    overdue = promise.outcome == "open" and promise.due is not None and promise.due < today
    return msgspec.structs.replace(promise, overdue=True) if overdue else promise


def _some(keys: Sequence[str] | Sequence[int]) -> Iterator[Sequence[str] | Sequence[int]]:
    for first in range(0, len(keys), _KEYS):
        yield keys[first : first + _KEYS]
