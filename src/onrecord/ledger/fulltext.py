"""Full-text search over titles and texts: FTS5 in SQLite, ``tsvector`` in PostgreSQL. The texts are not doubled.

Both indexes hold English stems without case and accents and know no stop words, and a query has no syntax but
quotation marks around a phrase, so that they find the same and nothing in a query can be an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from onrecord.ledger.batches import batches
from onrecord.ledger.folding import folded
from onrecord.ledger.schema import versions

_LONGEST = 300_000
"""Characters of a text that PostgreSQL indexes: a ``tsvector`` holds no more than a megabyte."""

_WORDS = "setweight(to_tsvector('onrecord', :title), 'A') || to_tsvector('onrecord', :body)"

_QUOTED = re.compile(r'"([^"]*)"?')


def add(connection: Connection, version: int, title: str | None, body: str) -> None:
    """Index a version that was just stored."""
    if connection.dialect.name == "sqlite":
        connection.execute(
            text("INSERT INTO search (rowid, title, text) VALUES (:version, :title, :body)"),
            {"version": version, "title": title, "body": body},
        )
        return
    values = {"version": version, "title": folded(title or ""), "body": folded(body[:_LONGEST])}
    connection.execute(text(f"INSERT INTO search (version, words) VALUES (:version, {_WORDS})"), values)


def damaged(connection: Connection) -> Iterator[int | None]:
    """Yield the versions whose index entry is wrong; ``None`` where the database does not say which."""
    if connection.dialect.name == "sqlite":
        try:
            connection.execute(text("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)"))
        except DBAPIError as error:
            name = str(getattr(error.orig, "sqlite_errorname", ""))
            if name.startswith("SQLITE_CORRUPT"):
                yield None
            elif not name.startswith("SQLITE_READONLY"):  # a ledger that may only be read cannot be asked
                raise
        return
    extra = text("SELECT version FROM search WHERE version NOT IN (SELECT number FROM versions)")
    yield from connection.scalars(extra)
    same = text(f"SELECT words = {_WORDS} FROM search WHERE version = :version")
    for number, title, body in batches(connection, versions, versions.c.title, versions.c.text):
        values = {"version": number, "title": folded(title or ""), "body": folded(body[:_LONGEST])}
        if not connection.scalar(same, values):
            yield number


def terms(query: str) -> tuple[str, ...]:
    """Return the words and quoted phrases of a query, folded. All of them must be found."""
    phrases = [folded(phrase) for phrase in _QUOTED.findall(query)]
    singles = [folded(part) for part in _QUOTED.sub(" ", query).split()]
    return tuple(dict.fromkeys(term for term in (*singles, *phrases) if term))
