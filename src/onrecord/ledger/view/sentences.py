"""Full text over the sentences that tell events, each with the title of its article: one entry a report.

The same two indexes as over whole articles (``fulltext.py``), so that a query means the same here and there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import BigInteger, Connection, Select, TextClause, select, text

from onrecord.ledger import fulltext
from onrecord.ledger.folding import folded


def add(connection: Connection, rows: Iterable[tuple[int, str | None, str]]) -> None:
    """Index reports that are not indexed yet: number, title of the article, sentence."""
    made = [{"report": number, "title": title or "", "body": sentence} for number, title, sentence in rows]
    if not made:
        return
    if connection.dialect.name == "sqlite":
        statement = "INSERT INTO event_search (rowid, title, sentence) VALUES (:report, :title, :body)"
    else:
        made = [row | {name: folded(str(row[name])) for name in ("title", "body")} for row in made]
        statement = f"INSERT INTO event_search (report, words) VALUES (:report, {fulltext.WORDS})"
    connection.execute(text(statement), made)


def clear(connection: Connection) -> None:
    """Empty the index."""
    if connection.dialect.name == "sqlite":
        connection.execute(text("INSERT INTO event_search (event_search) VALUES ('delete-all')"))
    else:
        connection.execute(text("DELETE FROM event_search"))


def matching(dialect: str, wanted: Sequence[str]) -> Select[tuple[int]]:
    """Return the query for the numbers of the reports in whose sentence and title all terms stand."""
    if dialect == "sqlite":
        found = text("SELECT rowid AS report FROM event_search WHERE event_search MATCH :match_terms")
    else:
        found = text(f"SELECT report FROM event_search WHERE words @@ ({fulltext.tsquery(wanted)})")
    bound = found.bindparams(**fulltext.bound_terms(dialect, wanted)).columns(report=BigInteger).subquery()
    return select(bound.c.report)


def matches(dialect: str, wanted: Sequence[str]) -> TextClause:
    """Return the condition that all terms stand in the sentence and title of ``memberships.report``."""
    if dialect == "sqlite":
        hit = "event_search MATCH :match_terms AND event_search.rowid = memberships.report"
    else:
        hit = f"words @@ ({fulltext.tsquery(wanted)}) AND event_search.report = memberships.report"
    found = text(f"EXISTS (SELECT 1 FROM event_search WHERE {hit})")
    return found.bindparams(**fulltext.bound_terms(dialect, wanted))
