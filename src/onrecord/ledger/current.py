"""Which rows count: those of the newest reading of the newest version of each article, as known at a time."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, exists, select, tuple_

from onrecord.ledger.schema import readings, versions


def moment(as_of: dt.datetime | None) -> str | None:
    """Return a time as the ledger writes it: UTC, to the microsecond. A time without a zone is UTC."""
    if as_of is None:
        return None
    utc = as_of.replace(tzinfo=dt.UTC) if as_of.tzinfo is None else as_of.astimezone(dt.UTC)
    return utc.isoformat(timespec="microseconds")


def current_reading(rows: FromClause, at: str | None) -> ColumnElement[bool]:
    """Whether rows of a table are of a current reading. The table has ``article``, ``version`` and ``reading``."""
    columns = rows.c
    later = readings.alias()
    number: ColumnElement[Any] = columns.number if rows.name == "readings" else columns.reading  # type: ignore[attr-defined]
    overtaken = and_(
        later.c.article == columns.article,
        tuple_(later.c.version, later.c.number) > tuple_(columns.version, number),
    )
    if at is None:
        return ~exists().where(overtaken)
    was_there: ColumnElement[bool]
    if rows.name == "readings":  # type: ignore[attr-defined]
        was_there = columns.added <= at
    else:
        of = readings.alias()
        was_there = exists(select(1).where(of.c.number == number, of.c.added <= at))
    return and_(was_there, ~exists().where(overtaken, later.c.added <= at))


def current_version(at: str | None) -> ColumnElement[bool]:
    """Whether a version is the newest of its article."""
    later = versions.alias()
    overtaken = and_(later.c.article == versions.c.article, later.c.number > versions.c.number)
    if at is None:
        return ~exists().where(overtaken)
    return and_(versions.c.added <= at, ~exists().where(overtaken, later.c.added <= at))
