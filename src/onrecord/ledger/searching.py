"""Articles found by their words, with the piece of text that shows why."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from sqlalchemy import Connection, select

from onrecord.ledger import fulltext
from onrecord.ledger.current import current_version
from onrecord.ledger.schema import articles, versions
from onrecord.model import Span


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """An article in which all terms of a query stand."""

    article: str
    title: str | None
    url: str | None
    outlet: str | None
    published: str | None
    snippet: str
    """A piece of the text, on one line."""
    marks: tuple[Span, ...]
    """Where the terms stand in the snippet."""
    score: float
    """How well it fits; comparable within one query on one database only."""
    added: str
    """When this version was added, UTC."""


def find(connection: Connection, query: str, limit: int, at: str | None) -> Iterator[Found]:
    """Yield the best articles. A query without a word finds none."""
    wanted = fulltext.terms(query)
    if not wanted or limit < 1:
        return
    fits = fulltext.ranked(connection, wanted, current_version(at), limit)
    told = ("title", "url", "outlet", "published", "added")
    of = (
        select(versions.c.number, articles.c.article, *(versions.c[name] for name in told))
        .join(articles, articles.c.number == versions.c.article)
        .where(versions.c.number.in_(list(fits)))
    )
    rows = {row.number: row._mapping for row in connection.execute(of)}
    for number, score in fits.items():
        shown, marks = fulltext.snippet(connection, number, wanted)
        fields = {name: value for name, value in rows[number].items() if name != "number"}
        yield Found(snippet=shown, marks=marks, score=score, **fields)
