"""Full-text search over titles and texts: FTS5 in SQLite, ``tsvector`` in PostgreSQL. The texts are not doubled.

Both indexes hold English stems without case and accents and know no stop words, and a query has no syntax but
quotation marks around a phrase, so that they find the same and nothing in a query can be an error.
"""

from __future__ import annotations

import re

from sqlalchemy import Connection, text

from onrecord.ledger.folding import folded

_LONGEST = 300_000
"""Characters of a text that PostgreSQL indexes: a ``tsvector`` holds no more than a megabyte."""

_QUOTED = re.compile(r'"([^"]*)"?')


def add(connection: Connection, version: int, title: str | None, body: str) -> None:
    """Index a version that was just stored."""
    if connection.dialect.name == "sqlite":
        connection.execute(
            text("INSERT INTO search (rowid, title, text) VALUES (:version, :title, :body)"),
            {"version": version, "title": title, "body": body},
        )
        return
    connection.execute(
        text(
            "INSERT INTO search (version, words) VALUES (:version, "
            "setweight(to_tsvector('onrecord', :title), 'A') || to_tsvector('onrecord', :body))"
        ),
        {"version": version, "title": folded(title or ""), "body": folded(body[:_LONGEST])},
    )


def terms(query: str) -> tuple[str, ...]:
    """Return the words and quoted phrases of a query, folded. All of them must be found."""
    phrases = [folded(phrase) for phrase in _QUOTED.findall(query)]
    singles = [folded(part) for part in _QUOTED.sub(" ", query).split()]
    return tuple(dict.fromkeys(term for term in (*singles, *phrases) if term))
