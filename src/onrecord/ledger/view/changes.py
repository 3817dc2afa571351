"""Counts of events by what they have in common, and what changed since somebody last looked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Literal, get_args

import msgspec
from sqlalchemy import Connection, Row, Select, and_, case, func, or_, select

from onrecord.ledger.schema import identities
from onrecord.ledger.view.asking import EventFilters, conditions, whole_of
from onrecord.ledger.view.records import Standpoint
from onrecord.ledger.view.schema import OPEN, UNDATED, event_facets, event_parties, events
from onrecord.model import Event, UsageError

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
    e = events.c
    changed = func.max(case((e.until == OPEN, e.since), else_=e.until)).label("changed")
    query = (
        select(e.event, changed)
        .where(or_(e.since > since, and_(e.until > since, e.until < OPEN)))
        .group_by(e.event)
        .order_by(changed, e.event)
    )
    told, last = 0, since
    for name, state in connection.execute(query).all():
        if told >= limit and state != last:
            return
        before, now = (
            _stood(connection, name, e.since <= since, e.until > since),
            _stood(connection, name, e.until == OPEN),
        )
        if before is None and now is None:
            continue  # it came and went
        told, last = told + 1, state
        yield Change(
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


def _stood(connection: Connection, name: str, *when: Any) -> Row[*tuple[Any, ...]] | None:
    e = events.c
    return connection.execute(select(e.standing, e.reports).where(e.event == name, *when)).first()


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
