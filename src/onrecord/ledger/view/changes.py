"""Counts of events by what they have in common, and what changed since somebody last looked."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Literal, get_args

import msgspec
from sqlalchemy import Connection, Select, func, select

from onrecord.ledger.schema import identities
from onrecord.ledger.view.asking import EventFilters, conditions, whole_of
from onrecord.ledger.view.records import Standpoint
from onrecord.ledger.view.schema import OPEN, UNDATED, event_facets, event_parties, events, view_states
from onrecord.model import Event, UsageError

_AT_ONCE = 500
"""Events looked up at once."""

Facet = Literal["type", "country", "standing", "actor", "recipient", "day"]
FACETS: tuple[Facet, ...] = get_args(Facet)


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What became of an event between two states of the view."""

    event: str
    kind: Literal["new", "changed", "gone"]
    """``gone``: its reports stand in other events now, or count no longer."""
    standing_before: tuple[str, ...]
    standing: tuple[str, ...]
    reports_before: int
    reports: int
    state: int
    """The state that brought it about: the cursor of this change."""


def counts_by(
    connection: Connection, facet: Facet, filters: EventFilters, at: Standpoint, limit: int | None
) -> list[tuple[str, int]]:
    """Return how many of the events asked for have each value, the commonest first; days in their order.

    An event counts once for each value that it has: a search for the value with the same filters finds as many.
    """
    if facet not in FACETS:
        raise UsageError(f"'{facet}' is no facet: use one of {', '.join(FACETS)}")
    wanted = select(events.c.number).where(*conditions(connection, filters, at))
    query = _counted(facet, wanted)
    return [(str(row.value), int(row.counted)) for row in connection.execute(query.limit(limit))]


def changes_since(connection: Connection, since: int, limit: int) -> Iterator[Change]:
    """Yield what changed after a state, the oldest change first, an event once.

    After ``limit`` of them it ends with the state at hand, so that the state of the last one is where to go on from.
    """
    told = 0
    states = select(view_states.c.number).where(view_states.c.number > since)
    for state in list(connection.scalars(states.order_by(view_states.c.number))):
        if told >= limit:
            return
        for change in _changed_in(connection, state, since):
            told += 1
            yield change


def _changed_in(connection: Connection, state: int, since: int) -> Iterator[Change]:
    """The changes of events that changed last in a state, in the order of their ids."""
    e = events.c
    names = select(e.event).where(e.since == state).union(select(e.event).where(e.until == state))
    touched = sorted(set(connection.scalars(names)))
    for first in range(0, len(touched), _AT_ONCE):
        some = touched[first : first + _AT_ONCE]
        rows = defaultdict(list)
        query = select(e.event, e.since, e.until, e.standing, e.reports).where(e.event.in_(some))
        for row in connection.execute(query):
            rows[row.event].append(row)
        for name in some:
            if max(row.since if row.until == OPEN else row.until for row in rows[name]) == state:
                before = next((row for row in rows[name] if row.since <= since < row.until), None)
                now = next((row for row in rows[name] if row.until == OPEN), None)
                if before is not None or now is not None:  # else it came and went
                    yield _change(name, state, before, now)


def _change(name: str, state: int, before: Any, now: Any) -> Change:
    return Change(
        event=name, kind="new" if before is None else "gone" if now is None else "changed", state=state,
        standing_before=tuple(json.loads(before.standing)) if before else (), standing=tuple(json.loads(now.standing)) if now else (),
        reports_before=before.reports if before else 0, reports=now.reports if now else 0,
    )  # fmt: skip


def begun(connection: Connection, since: int, at: Standpoint) -> Iterator[Event]:
    """Yield the events of a state that did not stand so in an older one."""
    e = events.c
    yield from _bodies(connection, e.since > since, e.since <= at.state, e.until > at.state)


def ended(connection: Connection, since: int, at: Standpoint) -> Iterator[Event]:
    """Yield the events of an older state that do not stand so in this one."""
    e = events.c
    yield from _bodies(connection, e.since <= since, e.until > since, e.until <= at.state)


def _bodies(connection: Connection, *when: Any) -> Iterator[Event]:
    chosen = list(connection.scalars(select(events.c.number).where(*when).order_by(events.c.number)))
    yield from whole_of(connection, chosen)


def _counted(facet: Facet, wanted: Select[tuple[int]]) -> Select[Any]:
    count = func.count().label("counted")
    if facet == "day":
        e = events.c
        query = select(e.day.label("value"), count).where(e.number.in_(wanted), e.day != UNDATED)
        return query.group_by(e.day).order_by(e.day)
    if facet in ("actor", "recipient"):
        p, i = event_parties.c, identities.c
        who = func.coalesce(i.id, i.name).label("who")
        each = (
            select(p.event, who)
            .join(identities, i.number == p.identity)
            .where(p.side == ("actor", "recipient").index(facet), p.event.in_(wanted))
            .distinct()
            .subquery()
        )
        return (
            select(each.c.who.label("value"), count).group_by(each.c.who).order_by(count.desc(), each.c.who)
        )
    f = event_facets.c
    query = select(f.value, count).where(f.facet == facet, f.event.in_(wanted))
    return query.group_by(f.value).order_by(count.desc(), f.value)
