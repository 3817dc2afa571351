"""What was read of each day: how many articles were published then, and what failed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection, func, select

from onrecord.ledger.current import current_version
from onrecord.ledger.schema import attempts, versions
from onrecord.model import Record


class DayRead(msgspec.Struct, frozen=True, kw_only=True):
    """What the ledger has of one day of publication; ``day`` is ``None`` where the date is not known."""

    day: str | None
    articles: int
    outlets: int
    failed: int = 0
    """Inputs that could not be read. Few have a date, so most stand under ``None``."""


class OutletDay(msgspec.Struct, frozen=True, kw_only=True):
    """How many articles the ledger has of one outlet on one day of publication; either may not be known."""

    outlet: str | None
    day: str | None
    articles: int


def outlet_days_of(connection: Connection, at: str | None) -> tuple[OutletDay, ...]:
    """Return what was read of each outlet and day, in order."""
    v = versions.c
    query = select(v.outlet, v.published, func.count()).where(current_version(at))
    rows = connection.execute(query.group_by(v.outlet, v.published))
    found = [OutletDay(outlet=outlet, day=day, articles=number) for outlet, day, number in rows]
    return tuple(sorted(found, key=lambda one: (one.outlet or "", one.day or "")))


def days_of(connection: Connection, at: str | None) -> tuple[DayRead, ...]:
    """Return the days with an article or a failure in order, those without a date last."""
    v, a = versions.c, attempts.c
    held = connection.execute(
        select(v.published, func.count(), func.count(v.outlet.distinct()))
        .where(current_version(at))
        .group_by(v.published)
    )
    failures = select(a.published, func.count()).where(a.outcome == "failed").group_by(a.published)
    if at is not None:
        failures = failures.where(a.added <= at)
    read = {day: (articles, outlets) for day, articles, outlets in held}
    failed = {day: number for day, number in connection.execute(failures)}  # noqa: C416
    return _in_order(read, failed)


def days_in(records: Iterable[Record]) -> tuple[DayRead, ...]:
    """Return the same of records that no ledger keeps; nothing is known of failures."""
    known = list(records)
    articles = Counter(record.published for record in known)
    outlets = Counter(day for day, _ in {(r.published, r.outlet) for r in known if r.outlet})
    return _in_order({day: (number, outlets[day]) for day, number in articles.items()}, {})


def _in_order(read: dict[str | None, tuple[int, int]], failed: dict[str | None, int]) -> tuple[DayRead, ...]:
    return tuple(
        DayRead(
            day=day,
            articles=read.get(day, (0, 0))[0],
            outlets=read.get(day, (0, 0))[1],
            failed=failed.get(day, 0),
        )
        for day in sorted(read.keys() | failed.keys(), key=lambda d: (d is None, d or ""))
    )
