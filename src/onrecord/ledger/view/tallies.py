"""Who takes part in how much, where how much happened, and what was told on a day: counts over the stored events."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Column, ColumnElement, Connection, Select, func, select

from onrecord.ledger.schema import identities, places, reports, versions
from onrecord.ledger.view.asking import EventFilters, Row, conditions
from onrecord.ledger.view.keeping import unpack_event
from onrecord.ledger.view.records import Standpoint
from onrecord.ledger.view.schema import (
    UNDATED,
    event_parties,
    event_places,
    events,
    memberships,
    view_reports,
)
from onrecord.model import Event


class Party(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who takes part, with the events that it has a part in, by side, type, mode and standing."""

    key: str
    """Its key in the knowledge base, else its name."""
    name: str
    country: str | None
    sector: str | None
    tallies: tuple[tuple[int, str, str | None, str, int], ...]
    """Side (0 actor, 1 recipient), type, mode, words of standing as a JSON list, and how many."""


class SpanCount(NamedTuple):
    """How many events of one type and standing have the same first and last day."""

    start: str | None
    end: str | None
    event_type: str
    standing: tuple[str, ...]
    events: int
    reports: int


def spans_of(connection: Connection, filters: EventFilters, at: Standpoint) -> list[SpanCount]:
    """Return how the events asked for lie in time, by first and last day, type and standing."""
    e = events.c
    by = (e.start, e.end, e.event_type, e.standing)
    query = (
        select(*by, func.count(), func.sum(e.reports))
        .where(*conditions(connection, filters, at))
        .group_by(*by)
    )
    found = [
        SpanCount(start, end, kind, tuple(json.loads(standing)), int(number), int(reports))
        for start, end, kind, standing, number, reports in connection.execute(query)
    ]
    return sorted(found, key=repr)


def parties_of(connection: Connection, filters: EventFilters, at: Standpoint) -> list[Party]:
    """Return everybody who takes part in the events asked for, by key."""
    p, i, e = event_parties.c, identities.c, events.c
    key = func.coalesce(i.id, i.name)
    wanted = select(e.number).where(*conditions(connection, filters, at))
    each = (
        select(key.label("key"), p.side, p.event, func.max(i.name).label("name"), func.max(i.country).label("country"), func.max(i.sector).label("sector"))
        .join(identities, i.number == p.identity)
        .where(p.event.in_(wanted))
        .group_by(key, p.side, p.event)
        .subquery()
    )  # fmt: skip
    query = (
        select(
            each.c.key, each.c.side, e.event_type, e.mode, e.standing, func.count(), func.max(each.c.name),
            func.max(each.c.country), func.max(each.c.sector),
        )
        .join(events, e.number == each.c.event)
        .group_by(each.c.key, each.c.side, e.event_type, e.mode, e.standing)
    )  # fmt: skip
    found: dict[str, list[Any]] = defaultdict(list)
    named: dict[str, tuple[str, str | None, str | None]] = {}
    for name, side, kind, mode, standing, count, full, country, sector in connection.execute(query):
        found[name].append((side, kind, mode, standing, count))
        named[name] = max(named.get(name, ("", None, None)), (full, country, sector), key=lambda n: n[0])
    return [
        Party(
            key=name,
            name=named[name][0],
            country=named[name][1],
            sector=named[name][2],
            tallies=tuple(sorted(rows, key=repr)),
        )
        for name, rows in sorted(found.items())
    ]


def places_of(connection: Connection, filters: EventFilters, at: Standpoint) -> list[Row]:
    """Return where the events asked for are told to be, those places with most of them first."""
    p, s, e = event_places.c, places.c, events.c
    wanted = select(e.number).where(*conditions(connection, filters, at))
    columns = (s.name, s.country, s.admin1, s.precision, s.lat, s.lon, s.geonames_id)
    dated = func.nullif(e.day, UNDATED)
    query = (
        select(
            *columns,
            func.count(p.event.distinct()).label("events"),
            func.min(dated).label("first"),
            func.max(dated).label("last"),
        )
        .join(event_places, p.place == s.number)
        .join(events, e.number == p.event)
        .where(p.event.in_(wanted))
        .group_by(*columns)
    )
    rows = [dict(row) for row in connection.execute(query).mappings()]
    return sorted(
        rows, key=lambda row: (-row["events"], row["name"], row["geonames_id"] or 0, row["admin1"] or "")
    )


def told_on(connection: Connection, day: str, at: Standpoint, limit: int) -> list[Event]:
    """Return the events of which something was published on a day, those with most origins first."""
    e = events.c
    order = (e.origins.desc(), e.reports.desc(), e.event)
    query = _told_in(e.body, versions.c.published == day, at, order, limit)
    return [unpack_event(body) for body in connection.scalars(query)]


def told_by(connection: Connection, outlet: str, at: Standpoint, limit: int) -> list[int]:
    """Return the numbers of the rows of the events that an outlet tells, the latest told first."""
    e = events.c
    order = (e.last_published.desc(), e.event)
    return list(connection.scalars(_told_in(e.number, versions.c.outlet == outlet, at, order, limit)))


def _told_in(
    column: Column[Any], which: ColumnElement[bool], at: Standpoint, order: Sequence[Any], limit: int
) -> Select[Any]:
    m, r, v, e = memberships.c, reports.c, versions.c, events.c
    names = (
        select(m.event)
        .join(reports, r.number == m.report)
        .join(versions, v.number == r.version)
        .where(which, m.since <= at.state, m.until > at.state)
    )
    query = select(column).where(e.event.in_(names), e.since <= at.state, e.until > at.state)
    return query.order_by(*order).limit(limit)


def whole(connection: Connection, names: Sequence[str], at: Standpoint) -> list[Event]:
    """Return events by their ids, in the order asked for; what is not there is left out."""
    e = events.c
    query = select(e.event, e.body).where(e.event.in_(names), e.since <= at.state, e.until > at.state)
    found = {name: unpack_event(body) for name, body in connection.execute(query)}
    return [found[name] for name in names if name in found]


def homes_of(connection: Connection, names: Sequence[str], at: Standpoint) -> dict[str, str]:
    """Return the id of the event of each of some reports, by the ids of the reports."""
    m, r = memberships.c, reports.c
    query = (
        select(r.report, m.event)
        .join(reports, r.number == m.report)
        .where(r.report.in_(names), m.since <= at.state, m.until > at.state)
    )
    return {report: event for report, event in connection.execute(query)}  # noqa: C416


def left(connection: Connection, name: str, at: Standpoint) -> list[str]:
    """Return the ids of the reports that stood in an event last, and stand in none."""
    m, r, now = memberships.c, reports.c, memberships.alias().c
    later = select(1).where(now.report == m.report, now.until > m.until, now.since <= at.state)
    query = (
        select(r.report)
        .join(reports, r.number == m.report)
        .join(view_reports, view_reports.c.report == m.report)
        .where(m.event == name, m.until <= at.state, ~later.exists())
    )
    return sorted(set(connection.scalars(query)))
