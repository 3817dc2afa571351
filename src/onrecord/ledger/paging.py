"""Reports, articles and records a page at a time, in the order in which they were added.

A page begins after a number, so that the last page costs what the first one does, and no reader holds the database
between two of them. What is added meanwhile comes at the end.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import Connection, func, select

from onrecord.ledger.current import current_reading
from onrecord.ledger.filters import Filters, article_conditions, only, report_conditions
from onrecord.ledger.packing import unpack
from onrecord.ledger.querying import Row, details
from onrecord.ledger.schema import articles, readings, reports, versions
from onrecord.model import Record

_OF_ARTICLES = frozenset(["outlet", "article", "text", "since", "until"])


class ReportPage(NamedTuple):
    """Some reports as rows, and the number after which the next page begins (``None``: no more)."""

    rows: list[Row]
    after: int | None


class ArticlePage(NamedTuple):
    """The same of articles, without their texts."""

    rows: list[Row]
    after: int | None


class RecordPage(NamedTuple):
    """The same of whole records."""

    records: list[Record]
    after: int | None


def report_page(
    connection: Connection, filters: Filters, at: str | None, limit: int, after: int = 0
) -> ReportPage:
    """Return so many current reports for which the filters hold, after a number."""
    number = reports.c.number
    wanted = report_conditions(filters, at, connection.dialect.name)
    query = select(number).where(*wanted, number > after).order_by(number).limit(limit + 1)
    numbers = list(connection.scalars(query))
    return ReportPage(list(details(connection, numbers[:limit])), _last(numbers, limit))


def article_page(
    connection: Connection, filters: Filters, at: str | None, limit: int, after: int = 0
) -> ArticlePage:
    """Return so many articles for which the filters hold, in their current version, after a number."""
    only(filters, _OF_ARTICLES, "articles")
    v, other = versions.c, versions.alias()
    counted = select(func.count()).where(other.c.article == v.article)
    if at is not None:
        counted = counted.where(other.c.added <= at)
    query = (
        select(
            v.article.label("number"), articles.c.article.label("id"), v.title, v.outlet, v.published, v.url, v.language,
            counted.scalar_subquery().label("versions"), articles.c.added.label("first_added"), v.added,
        )
        .join(articles, articles.c.number == v.article)
        .where(*article_conditions(filters, at, connection.dialect.name), v.article > after)
        .order_by(v.article)
        .limit(limit + 1)
    )  # fmt: skip
    rows: list[dict[str, Any]] = [dict(row) for row in connection.execute(query).mappings()]
    numbers = [row.pop("number") for row in rows]
    return ArticlePage(rows[:limit], _last(numbers, limit))


def record_page(connection: Connection, at: str | None, limit: int, after: int = 0) -> RecordPage:
    """Return the current records of so many articles, after a number."""
    query = (
        select(readings.c.article, readings.c.record)
        .where(current_reading(readings, at), readings.c.article > after)
        .order_by(readings.c.article)
        .limit(limit + 1)
    )
    found = connection.execute(query).all()
    return RecordPage(
        [unpack(packed) for _, packed in found[:limit]], _last([number for number, _ in found], limit)
    )


def _last(numbers: list[int], limit: int) -> int | None:
    return numbers[limit - 1] if len(numbers) > limit else None
