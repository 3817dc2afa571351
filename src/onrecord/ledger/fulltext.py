"""Full-text search over titles and texts: FTS5 in SQLite, ``tsvector`` in PostgreSQL. The texts are not doubled.

Both indexes hold English stems without case and accents and know no stop words, and a query has no syntax but
quotation marks around a phrase, so that they find the same and nothing in a query can be an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Float,
    Select,
    bindparam,
    column,
    func,
    literal_column,
    select,
    table,
    text,
)
from sqlalchemy.exc import DBAPIError

from onrecord.ledger.batches import batches
from onrecord.ledger.folding import folded
from onrecord.ledger.schema import versions
from onrecord.model import Span

_LONGEST = 300_000
"""Characters of a text that PostgreSQL indexes: a ``tsvector`` holds no more than a megabyte."""

WORDS = "setweight(to_tsvector('onrecord', :title), 'A') || to_tsvector('onrecord', :body)"

_CONFIGURATION: ColumnElement[Any] = literal_column("'onrecord'::regconfig")
_ON, _OFF = "\ue000", "\ue001"
"""Around what was found; from the private part of Unicode, which no article uses."""
_SIGNS = re.compile(f"([{_ON}{_OFF}])")
_PIECE = 30
"""Words in a piece of text that shows what was found."""

_QUOTED = re.compile(r'"([^"]*)"?')
_INSIDE = frozenset("-–.'’")
"""What stands between the parts of one word."""


def add(connection: Connection, version: int, title: str | None, body: str) -> None:
    """Index a version that was just stored."""
    if connection.dialect.name == "sqlite":
        connection.execute(
            text("INSERT INTO search (rowid, title, text) VALUES (:version, :title, :body)"),
            {"version": version, "title": title, "body": body},
        )
        return
    values = {"version": version, "title": folded(title or ""), "body": folded(body[:_LONGEST])}
    connection.execute(text(f"INSERT INTO search (version, words) VALUES (:version, {WORDS})"), values)


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
    same = text(f"SELECT words = {WORDS} FROM search WHERE version = :version")
    for number, title, body in batches(connection, versions, versions.c.title, versions.c.text):
        values = {"version": number, "title": folded(title or ""), "body": folded(body[:_LONGEST])}
        if not connection.scalar(same, values):
            yield number


def terms(query: str) -> tuple[str, ...]:
    """Return the words and quoted phrases of a query, folded. All of them must be found."""
    phrases = [folded(phrase) for phrase in _QUOTED.findall(query)]
    singles = [folded(part) for part in _QUOTED.sub(" ", query).split()]
    return tuple(dict.fromkeys(term for term in (*singles, *phrases) if term))


def matching(dialect: str, wanted: Sequence[str]) -> Select[tuple[int]]:
    """Return the query for the numbers of the versions in which all terms stand; ``wanted`` is not empty."""
    if dialect == "sqlite":
        found = text("SELECT rowid AS version FROM search WHERE search MATCH :match_terms")
    else:
        found = text(f"SELECT version FROM search WHERE words @@ ({tsquery(wanted)})")
    bound = found.bindparams(**bound_terms(dialect, wanted)).columns(version=BigInteger).subquery()
    return select(bound.c.version)


def ranked(
    connection: Connection, wanted: Sequence[str], current: ColumnElement[bool], limit: int
) -> dict[int, float]:
    """Return the best current versions, the best first, with how well they fit (more is better)."""
    fit: ColumnElement[Any]
    if connection.dialect.name == "sqlite":
        # a word in the title counts as four in the text
        fit, hit, key = literal_column("-bm25(search, 4.0, 1.0)", Float), "search MATCH :match_terms", "rowid"
    else:
        wanted_all: ColumnElement[Any] = func.phraseto_tsquery(_CONFIGURATION, bindparam("term_0"))
        for n in range(1, len(wanted)):
            wanted_all = wanted_all.op("&&")(func.phraseto_tsquery(_CONFIGURATION, bindparam(f"term_{n}")))
        fit = func.ts_rank(literal_column("words"), wanted_all, 1)
        hit, key = f"words @@ ({tsquery(wanted)})", "version"
    fit = fit.label("fit")
    index = table("search", column(key))
    found = (
        select(versions.c.number, fit)
        .join(index, index.c[key] == versions.c.number)
        .where(text(hit), current)
        .order_by(fit.desc(), versions.c.number.desc())
        .limit(limit)
    )
    rows = connection.execute(found, bound_terms(connection.dialect.name, wanted))
    return {number: float(value) for number, value in rows}


def snippet(connection: Connection, version: int, wanted: Sequence[str]) -> tuple[str, tuple[Span, ...]]:
    """Return the piece of a version's text in which most terms stand, and where they stand in the piece."""
    if connection.dialect.name == "sqlite":
        query = text(
            f"SELECT snippet(search, 1, '{_ON}', '{_OFF}', '…', {_PIECE}) FROM search "
            "WHERE rowid = :version AND search MATCH :match_terms"
        )
    else:
        options = f'StartSel="{_ON}", StopSel="{_OFF}", MaxWords={_PIECE}, MinWords={_PIECE // 2}'
        query = text(
            f"SELECT ts_headline('onrecord', text, {tsquery(wanted)}, '{options}') FROM versions WHERE number = :version"
        )
    found = connection.scalar(query, {"version": version} | bound_terms(connection.dialect.name, wanted))
    plain, spans = _marks(" ".join(str(found or "").split()))
    return plain, _joined(plain, spans, any(" " in term for term in wanted))


def tsquery(wanted: Sequence[str]) -> str:
    """Return the PostgreSQL query for all terms, as parameters."""
    return " && ".join(f"phraseto_tsquery('onrecord', :term_{n})" for n in range(len(wanted)))


def bound_terms(dialect: str, wanted: Sequence[str]) -> dict[str, str]:
    """Return the parameters of ``matching`` for these terms."""
    if dialect == "sqlite":  # folded terms hold no quotation mark
        return {"match_terms": " ".join(f'"{term}"' for term in wanted)}
    return {f"term_{n}": term for n, term in enumerate(wanted)}


def _joined(plain: str, spans: Sequence[Span], has_phrase: bool) -> tuple[Span, ...]:
    """Marks as one where they are of one word or phrase: PostgreSQL marks each part of "surface-to-air missile" by itself."""
    found: list[Span] = []
    for start, end in spans:
        between = plain[found[-1][1] : start] if found else None
        if between is not None and (between in _INSIDE or (has_phrase and between == " ")):
            found[-1] = found[-1][0], end
        else:
            found.append((start, end))
    return tuple(found)


def _marks(marked: str) -> tuple[str, tuple[Span, ...]]:
    plain: list[str] = []
    spans: list[Span] = []
    length = start = 0
    for piece in _SIGNS.split(marked):
        if piece == _ON:
            start = length
        elif piece == _OFF:
            spans.append((start, length))
        else:
            plain.append(piece)
            length += len(piece)
    return "".join(plain), tuple(spans)
