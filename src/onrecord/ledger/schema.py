"""The tables, once, for every database that SQLAlchemy speaks. Rows are added, never changed."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

article_versions = Table(
    "article_versions",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("article", String(1000), nullable=False),
    Column("digest", String(64), nullable=False, comment="SHA-256 of what the outlet published"),
    Column("title", Text),
    Column("url", Text),
    Column("outlet", Text),
    Column("published", String(10)),
    Column("language", String(10)),
    Column("text", Text, nullable=False),
    Column("added", String(32), nullable=False, comment="UTC, ISO 8601"),
    UniqueConstraint("article", "digest"),
)
"""One row for each version of each article; a changed article is a new row beside the old one."""

readings = Table(
    "readings",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("version", ForeignKey("article_versions.number"), nullable=False),
    Column("coder", String(100), nullable=False),
    Column("digest", String(64), nullable=False, comment="SHA-256 of the record"),
    Column("record", LargeBinary, nullable=False, comment="the record of the contract, zlib-compressed JSON"),
    Column("added", String(32), nullable=False),
    UniqueConstraint("version", "digest"),
)
"""What one coder version read in one article version. The newest reading of the newest version is current."""

reports = Table(
    "reports",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("reading", ForeignKey("readings.number"), nullable=False),
    Column("report", String(32), nullable=False),
    Column("event_type", String(16), nullable=False),
    Column("starts", String(10)),
    Column("ends", String(10)),
    Column("place_country", String(3)),
    UniqueConstraint("reading", "report"),
    Index("reports_by_time", "event_type", "starts"),
)
"""The reports of a reading, with the fields that queries filter on."""

decisions = Table(
    "decisions",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("kind", String(10), nullable=False, comment="merge, split or undo"),
    Column("first", String(32), nullable=False),
    Column("second", String(32)),
    Column("because", Text, nullable=False),
    Column("decider", String(200), nullable=False),
    Column("added", String(32), nullable=False),
)
"""What people decided about which reports tell one event. An undo is a further row, not a deletion."""
