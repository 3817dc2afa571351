"""How reliable people hold sources to be: a log of grades, of which the last one of each source holds."""

from __future__ import annotations

from sqlalchemy import Column, Connection, Index, Integer, String, Table, Text, insert, select

from onrecord.ledger.schema import metadata, word
from onrecord.ledger.writing import clock
from onrecord.model import Rating, ReliabilityGrade

reliabilities = Table(
    "reliabilities",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("source", word, nullable=False, doc="key of the source, as in the accounts of events"),
    Column("grade", String(1), nullable=False, doc="A to F"),
    Column("because", Text, nullable=False),
    Column("decider", String(200), nullable=False),
    Column("added", String(32), nullable=False),
    Index("reliabilities_by_source", "source", "number"),
)
"""What people decided on the reliability of sources. A changed grade is a further row."""


def add_rating(
    connection: Connection, source: str, grade: ReliabilityGrade, because: str, decider: str
) -> None:
    """Log a grade."""
    row = {"source": source, "grade": grade, "because": because, "decider": decider}
    connection.execute(insert(reliabilities).values(**row, added=clock(connection)))


def ratings_of(connection: Connection, at: str | None) -> list[Rating]:
    """Return the log as it was at a time, oldest first."""
    query = select(reliabilities).order_by(reliabilities.c.number)
    if at is not None:
        query = query.where(reliabilities.c.added <= at)
    return [Rating(**row) for row in connection.execute(query).mappings()]
