"""Articles get numbers; what queries filter on gets tables that are derived from the readings; attempts are logged.

The tables are written out here and not taken from ``schema.py``, which will change.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_BATCH = 200
"""Rows held in memory at a time: a version is a few kilobytes, a long one some megabytes."""

_metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)
_number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_word = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

_articles = sa.Table(
    "articles", _metadata,
    sa.Column("number", _number, primary_key=True),
    sa.Column("key", sa.String(64), nullable=False),
    sa.Column("article", _word, nullable=False),
    sa.Column("added", sa.String(32), nullable=False),
    sa.UniqueConstraint("key"),
)  # fmt: skip
_versions = sa.Table(
    "versions", _metadata,
    sa.Column("number", _number, primary_key=True),
    sa.Column("article", sa.ForeignKey("articles.number"), nullable=False),
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Column("title", _word), sa.Column("url", _word), sa.Column("outlet", _word),
    sa.Column("published", _word), sa.Column("language", _word),
    sa.Column("text", _word, nullable=False),
    sa.Column("added", sa.String(32), nullable=False),
    sa.UniqueConstraint("article", "digest"),
    sa.Index("versions_by_article", "article", "number"),
    sa.Index("versions_by_outlet", "outlet", "published"),
    sa.Index("versions_by_day", "published"),
)  # fmt: skip
_readings = sa.Table(
    "readings", _metadata,
    sa.Column("number", _number, primary_key=True),
    sa.Column("article", sa.ForeignKey("articles.number"), nullable=False),
    sa.Column("version", sa.ForeignKey("versions.number"), nullable=False),
    sa.Column("coder", _word, nullable=False),
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Column("record", sa.LargeBinary, nullable=False),
    sa.Column("added", sa.String(32), nullable=False),
    sa.UniqueConstraint("version", "digest"),
    sa.Index("readings_in_turn", "article", "version", "number", "added"),
)  # fmt: skip
sa.Table(
    "attempts", _metadata,
    sa.Column("number", _number, primary_key=True),
    sa.Column("input", _word, nullable=False),
    sa.Column("outlet", _word), sa.Column("published", _word),
    sa.Column("version", sa.ForeignKey("versions.number")),
    sa.Column("outcome", sa.String(10), nullable=False),
    sa.Column("reason", _word),
    sa.Column("added", sa.String(32), nullable=False),
    sa.Index("attempts_by_time", "added"),
    sa.Index("attempts_by_outlet", "outlet", "added"),
)  # fmt: skip
sa.Table(
    "identities", _metadata,
    sa.Column("number", _number, primary_key=True),
    sa.Column("key", sa.String(32), nullable=False),
    sa.Column("name", _word, nullable=False),
    sa.Column("id", _word), sa.Column("country", _word), sa.Column("sector", _word), sa.Column("role", _word),
    sa.UniqueConstraint("key"),
    sa.Index("identities_by_id", "id"),
    sa.Index("identities_by_country", "country"),
)  # fmt: skip
sa.Table(
    "identity_words", _metadata,
    sa.Column("word", _word, primary_key=True),
    sa.Column("identity", sa.ForeignKey("identities.number"), primary_key=True),
    sqlite_with_rowid=False,
)  # fmt: skip
sa.Table(
    "places", _metadata,
    sa.Column("number", _number, primary_key=True),
    sa.Column("key", sa.String(32), nullable=False),
    sa.Column("name", _word, nullable=False), sa.Column("folded", _word, nullable=False),
    sa.Column("country", _word), sa.Column("admin1", _word), sa.Column("admin1_folded", _word),
    sa.Column("lat", sa.Float), sa.Column("lon", sa.Float),
    sa.Column("geonames_id", sa.BigInteger),
    sa.Column("precision", sa.String(10), nullable=False),
    sa.UniqueConstraint("key"),
    sa.Index("places_by_name", "folded"),
    sa.Index("places_by_admin1", "admin1_folded"),
    sa.Index("places_by_geonames", "geonames_id"),
)  # fmt: skip
sa.Table(
    "reports", _metadata,
    sa.Column("number", _number, primary_key=True),
    sa.Column("reading", sa.ForeignKey("readings.number"), nullable=False),
    sa.Column("article", sa.ForeignKey("articles.number"), nullable=False),
    sa.Column("version", sa.ForeignKey("versions.number"), nullable=False),
    sa.Column("report", _word, nullable=False),
    sa.Column("event_type", _word, nullable=False), sa.Column("mode", _word),
    sa.Column("modality", sa.String(10), nullable=False), sa.Column("negated", sa.Boolean, nullable=False),
    sa.Column("starts", _word), sa.Column("ends", _word),
    sa.Column("time_precision", sa.String(10), nullable=False), sa.Column("time_basis", sa.String(12), nullable=False),
    sa.Column("place", sa.ForeignKey("places.number")), sa.Column("place_country", _word),
    sa.Column("stance", sa.String(10)),
    sa.Column("sentence_start", sa.Integer, nullable=False), sa.Column("sentence_end", sa.Integer, nullable=False),
    sa.Column("score", sa.Float, nullable=False),
    sa.UniqueConstraint("reading", "report"),
    sa.Index("reports_by_time", "starts", "ends", "number"),
    sa.Index("reports_by_type", "event_type", "starts", "ends", "number"),
    sa.Index("reports_by_country", "place_country", "starts", "ends", "number"),
    sa.Index("reports_by_place", "place", "starts"),
    sa.Index("reports_by_stance", "stance", "starts", "ends", "number"),
    sa.Index("reports_by_version", "version"),
    sa.Index("reports_by_id", "report"),
)  # fmt: skip
sa.Table(
    "participants", _metadata,
    sa.Column("report", sa.ForeignKey("reports.number"), primary_key=True),
    sa.Column("side", sa.SmallInteger, primary_key=True),
    sa.Column("position", sa.SmallInteger, primary_key=True),
    sa.Column("identity", sa.ForeignKey("identities.number"), nullable=False),
    sa.Index("participants_by_identity", "identity", "side", "report"),
    sqlite_with_rowid=False,
)  # fmt: skip
sa.Table(
    "tellers", _metadata,
    sa.Column("report", sa.ForeignKey("reports.number"), primary_key=True),
    sa.Column("position", sa.SmallInteger, primary_key=True),
    sa.Column("innermost", sa.Boolean, nullable=False),
    sa.Column("identity", sa.ForeignKey("identities.number")),
    sa.Column("stance", sa.String(10), nullable=False),
    sa.Column("cue", _word),
    sa.Index("tellers_by_identity", "identity", "report"),
    sqlite_with_rowid=False,
)  # fmt: skip
sa.Table(
    "quantities", _metadata,
    sa.Column("report", sa.ForeignKey("reports.number"), primary_key=True),
    sa.Column("position", sa.SmallInteger, primary_key=True),
    sa.Column("of", _word, nullable=False),
    sa.Column("low", sa.Float), sa.Column("high", sa.Float),
    sa.Column("exact", sa.Boolean, nullable=False),
    sa.Column("text", _word, nullable=False),
    sa.Index("quantities_by_kind", "of", "report", "low"),
    sqlite_with_rowid=False,
)  # fmt: skip
sa.Table(
    "attributions", _metadata,
    sa.Column("number", _number, primary_key=True),
    sa.Column("reading", sa.ForeignKey("readings.number"), nullable=False),
    sa.Column("article", sa.ForeignKey("articles.number"), nullable=False),
    sa.Column("version", sa.ForeignKey("versions.number"), nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("identity", sa.ForeignKey("identities.number")),
    sa.Column("channel", sa.ForeignKey("identities.number")),
    sa.Column("stance", sa.String(10), nullable=False),
    sa.Column("cue", _word),
    sa.Column("content_start", sa.Integer), sa.Column("content_end", sa.Integer),
    sa.UniqueConstraint("reading", "position"),
    sa.Index("attributions_by_identity", "identity", "stance"),
    sa.Index("attributions_by_stance", "stance"),
    sa.Index("attributions_by_version", "version"),
)  # fmt: skip


def upgrade() -> None:
    """Copy articles and readings under the same numbers. Derived tables stay empty: opening the ledger fills them."""
    connection = op.get_bind()
    op.drop_table("reports")
    op.rename_table("readings", "old_readings")
    _metadata.create_all(connection)
    _make_search(connection)
    for row in _rows(
        connection,
        "article_versions",
        "article, digest, title, url, outlet, published, language, text, added",
    ):
        row["article"] = _article(connection, row["article"], row["added"])
        connection.execute(_versions.insert(), row)
    for row in _rows(connection, "old_readings", "version, coder, digest, record, added"):
        of = sa.select(_versions.c.article).where(_versions.c.number == row["version"])
        connection.execute(_readings.insert(), row | {"article": connection.scalar(of)})
    op.drop_table("old_readings")
    op.drop_table("article_versions")
    if connection.dialect.name == "postgresql":
        for table in ("versions", "readings"):
            connection.execute(sa.text(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'number'), max(number)) FROM {table} HAVING max(number) > 0"
            ))  # fmt: skip


def _rows(connection: sa.Connection, table: str, columns: str) -> Iterator[dict[str, object]]:
    last = 0
    query = sa.text(
        f"SELECT number, {columns} FROM {table} WHERE number > :last ORDER BY number LIMIT {_BATCH}"
    )
    while rows := connection.execute(query, {"last": last}).mappings().all():
        last = rows[-1]["number"]
        for row in rows:
            yield {name: _plain(value) for name, value in row.items()}


def _plain(value: object) -> object:
    return bytes(value) if isinstance(value, memoryview) else value


def _article(connection: sa.Connection, article: object, added: object) -> int:
    key = hashlib.sha256(str(article).encode()).hexdigest()
    known = connection.scalar(sa.select(_articles.c.number).where(_articles.c.key == key))
    if known is not None:
        return int(known)
    made = connection.execute(
        _articles.insert().values(key=key, article=article, added=added)
    ).inserted_primary_key
    assert made is not None
    return int(made[0])


def _make_search(connection: sa.Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.execute(sa.text(
            "CREATE VIRTUAL TABLE search USING fts5(title, text, content='versions', content_rowid='number', "
            "tokenize='porter unicode61 remove_diacritics 2')"
        ))  # fmt: skip
        return
    for statement in (
        # English stems as in SQLite's porter, and no stop words, so that both databases find the same
        "CREATE TEXT SEARCH DICTIONARY onrecord_stem (TEMPLATE = snowball, Language = english)",
        "CREATE TEXT SEARCH CONFIGURATION onrecord (COPY = pg_catalog.simple)",
        "ALTER TEXT SEARCH CONFIGURATION onrecord ALTER MAPPING REPLACE simple WITH onrecord_stem",
        "CREATE TABLE search (version bigint CONSTRAINT pk_search PRIMARY KEY "
        "CONSTRAINT fk_search_version REFERENCES versions, words tsvector NOT NULL)",
        "CREATE INDEX search_by_words ON search USING gin (words)",
    ):
        connection.execute(sa.text(statement))
