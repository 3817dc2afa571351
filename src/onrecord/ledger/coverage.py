"""What was tried and what came of it, by outlet: when it was read, what failed, and which days have no article."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, func, select

from onrecord.ledger.current import current_reading, current_version
from onrecord.ledger.schema import articles, attempts, attributions, readings, reports, versions

_LONGEST_GAPS = 20
"""Gaps shown of one outlet, the longest."""
LAST_NUMBERS = select(*(select(func.max(table.c.number)).scalar_subquery() for table in (attempts, readings)))
"""The numbers of the last attempt and reading."""
_READ = ("new", "changed", "recoded", "known")


class Gap(msgspec.Struct, frozen=True, kw_only=True):
    """Days between two articles of an outlet, both without."""

    start: str
    end: str
    days: int


class Coverage(msgspec.Struct, frozen=True, kw_only=True):
    """What the ledger has of one outlet; ``outlet`` is ``None`` for articles and failed inputs of which none is known."""

    outlet: str | None
    articles: int
    first_published: str | None
    last_published: str | None
    attempts: int
    new: int
    changed: int
    recoded: int
    known: int
    failed: int
    first_read: str
    """UTC, as ``last_read``."""
    last_read: str
    days: int
    """Days of publication with an article."""
    gaps: tuple[Gap, ...]
    """Days without between the first and the last article, the longest first, 20 at most."""


def coverage_of(connection: Connection, at: str | None) -> Iterator[Coverage]:
    """Yield the coverage of each outlet, those with the most attempts first."""
    counted: dict[str | None, dict[str, int]] = defaultdict(dict)
    span: dict[str | None, tuple[str, str]] = {}
    a = attempts.c
    query = select(a.outlet, a.outcome, func.count(), func.min(a.added), func.max(a.added))
    for outlet, outcome, count, first, last in connection.execute(
        _until(query, at).group_by(a.outlet, a.outcome)
    ):
        counted[outlet][outcome] = count
        known = span.get(outlet, (first, last))
        span[outlet] = min(first, known[0]), max(last, known[1])
    held = _articles(connection, at)
    days = _days(connection, at)
    for outlet in sorted(counted, key=lambda o: (-sum(counted[o].values()), o or "")):
        outcomes = {outcome: counted[outlet].get(outcome, 0) for outcome in (*_READ, "failed")}
        published = days.get(outlet, [])
        yield Coverage(
            outlet=outlet, articles=held.get(outlet, 0), attempts=sum(outcomes.values()), **outcomes,
            first_published=published[0].isoformat() if published else None,
            last_published=published[-1].isoformat() if published else None,
            first_read=span[outlet][0], last_read=span[outlet][1], days=len(published), gaps=_gaps(published),
        )  # fmt: skip


def attempts_of(
    connection: Connection, outlet: str | None, outcome: str | None, at: str | None, limit: int | None
) -> Iterator[dict[str, Any]]:
    """Yield the attempts, the last first."""
    a = attempts.c
    query = (
        select(
            a.added,
            a.outcome,
            a.input,
            a.outlet,
            a.published,
            articles.c.article.label("article_id"),
            a.reason,
        )
        .outerjoin(versions, versions.c.number == a.version)
        .outerjoin(articles, articles.c.number == versions.c.article)
        .order_by(a.number.desc())
        .limit(limit)
    )
    if outlet is not None:
        query = query.where(a.outlet == outlet)
    if outcome is not None:
        query = query.where(a.outcome == outcome)
    with connection.execute(_until(query, at).execution_options(yield_per=500)) as rows:
        for row in rows.mappings():
            yield dict(row)


def counts_of(connection: Connection, at: str | None) -> dict[str, int]:
    """Return the counts of what is held, and of the current reports by type."""
    counts: dict[str, int] = {}
    for table in (articles, versions, readings, attempts):
        query = select(func.count()).select_from(table)
        counts[str(table.name)] = (
            connection.scalar(query if at is None else query.where(table.c.added <= at)) or 0
        )
    outlets = select(func.count(versions.c.outlet.distinct())).where(current_version(at))
    counts["outlets"] = connection.scalar(outlets) or 0
    said = select(func.count()).select_from(attributions).where(current_reading(attributions, at))
    counts["attributions"] = connection.scalar(said) or 0
    kind = reports.c.event_type
    types = connection.execute(
        select(kind, func.count()).where(current_reading(reports, at)).group_by(kind).order_by(kind)
    )
    found = {f"reports {name}": count for name, count in types}
    return counts | {"reports": sum(found.values())} | found


def _until(query: Select[Any], at: str | None) -> Select[Any]:
    return query if at is None else query.where(attempts.c.added <= at)


def _articles(connection: Connection, at: str | None) -> dict[str | None, int]:
    query = select(versions.c.outlet, func.count()).where(current_version(at)).group_by(versions.c.outlet)
    return {outlet: count for outlet, count in connection.execute(query)}  # noqa: C416


def _days(connection: Connection, at: str | None) -> dict[str | None, list[dt.date]]:
    v = versions.c
    query = select(v.outlet, v.published).where(current_version(at), v.published.is_not(None)).distinct()
    found: dict[str | None, list[dt.date]] = defaultdict(list)
    for outlet, day in connection.execute(query.order_by(v.outlet, v.published)):
        try:
            found[outlet].append(dt.date.fromisoformat(day))
        except ValueError:  # a date that the input wrote otherwise
            continue
    return found


def _gaps(days: Sequence[dt.date]) -> tuple[Gap, ...]:
    one = dt.timedelta(days=1)
    found = [
        Gap(start=(before + one).isoformat(), end=(after - one).isoformat(), days=(after - before).days - 1)
        for before, after in pairwise(days)
        if after - before > one
    ]
    return tuple(sorted(found, key=lambda gap: (-gap.days, gap.start))[:_LONGEST_GAPS])
