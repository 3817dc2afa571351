"""The stored view of events. It stays empty: the first question for events fills it.

The tables are written out here and not taken from ``view/schema.py``, which will change.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)
_number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_word = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

for _table in ("articles", "readings", "reports", "identities", "places"):
    sa.Table(_table, _metadata, sa.Column("number", _number, primary_key=True))

sa.Table(
    "view_states", _metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("version", _word, nullable=False),
    sa.Column("readings", sa.BigInteger, nullable=False), sa.Column("decisions", sa.BigInteger, nullable=False),
    sa.Column("made", sa.String(32), nullable=False),
)  # fmt: skip
sa.Table(
    "view_articles", _metadata,
    sa.Column("article", sa.ForeignKey("articles.number"), primary_key=True, autoincrement=False),
    sa.Column("reading", sa.ForeignKey("readings.number"), nullable=False),
    sa.Index("view_articles_by_reading", "reading"),
)  # fmt: skip
sa.Table(
    "view_reports", _metadata,
    sa.Column("report", sa.ForeignKey("reports.number"), primary_key=True, autoincrement=False),
    sa.Column("name", _word, nullable=False),
    sa.Column("article", sa.ForeignKey("articles.number"), nullable=False),
    sa.Index("view_reports_by_name", "name"),
    sa.Index("view_reports_by_article", "article"),
)  # fmt: skip
sa.Table(
    "view_blocks", _metadata,
    sa.Column("block", sa.BigInteger, primary_key=True),
    sa.Column("last", sa.Integer, primary_key=True),
    sa.Column("report", sa.ForeignKey("reports.number"), primary_key=True),
    sa.Column("first", sa.Integer, nullable=False),
    sa.Index("view_blocks_by_report", "report"),
    sqlite_with_rowid=False,
)  # fmt: skip
sa.Table(
    "view_links", _metadata,
    sa.Column("one", sa.ForeignKey("reports.number"), primary_key=True),
    sa.Column("other", sa.ForeignKey("reports.number"), primary_key=True),
    sa.Column("odds", sa.Float, nullable=False),
    sqlite_with_rowid=False,
)  # fmt: skip
sa.Table(
    "view_bands", _metadata,
    sa.Column("band", sa.BigInteger, primary_key=True),
    sa.Column("article", sa.ForeignKey("articles.number"), primary_key=True),
    sa.Index("view_bands_by_article", "article"),
    sqlite_with_rowid=False,
)  # fmt: skip
sa.Table(
    "view_copies", _metadata,
    sa.Column("one", sa.ForeignKey("articles.number"), primary_key=True),
    sa.Column("other", sa.ForeignKey("articles.number"), primary_key=True),
    sqlite_with_rowid=False,
)  # fmt: skip
sa.Table(
    "events", _metadata,
    sa.Column("number", _number, primary_key=True),
    sa.Column("event", _word, nullable=False),
    sa.Column("since", sa.Integer, nullable=False), sa.Column("until", sa.Integer, nullable=False),
    sa.Column("event_type", _word, nullable=False), sa.Column("mode", _word),
    sa.Column("day", _word, nullable=False), sa.Column("start", _word), sa.Column("end", _word),
    sa.Column("actors", _word, nullable=False), sa.Column("recipients", _word, nullable=False),
    sa.Column("place", _word), sa.Column("country", _word), sa.Column("geonames_id", sa.BigInteger),
    sa.Column("lat", sa.Float), sa.Column("lon", sa.Float),
    sa.Column("standing", _word, nullable=False), sa.Column("confirmed_by", _word), sa.Column("credibility", sa.Integer),
    sa.Column("reports", sa.Integer, nullable=False), sa.Column("articles", sa.Integer, nullable=False),
    sa.Column("origins", sa.Integer, nullable=False),
    sa.Column("first_published", _word), sa.Column("last_published", _word, nullable=False),
    sa.Column("digest", sa.String(64), nullable=False), sa.Column("body", sa.LargeBinary, nullable=False),
    sa.Index("events_by_id", "event", "until"),
    sa.Index("events_by_time", "until", "day", "event", "end"),
    sa.Index("events_by_publication", "until", "last_published", "event"),
    sa.Index("events_by_reports", "until", "reports", "event"),
    sa.Index("events_by_credibility", "until", "credibility", "event"),
    sa.Index("events_since", "since"),
)  # fmt: skip
sa.Table(
    "memberships", _metadata,
    sa.Column("number", _number, primary_key=True),
    sa.Column("event", _word, nullable=False),
    sa.Column("report", sa.ForeignKey("reports.number"), nullable=False),
    sa.Column("since", sa.Integer, nullable=False), sa.Column("until", sa.Integer, nullable=False),
    sa.Column("why", _word, nullable=False), sa.Column("version", _word, nullable=False),
    sa.Index("memberships_by_event", "event", "until"),
    sa.Index("memberships_by_report", "report", "until"),
)  # fmt: skip
sa.Table(
    "event_facets", _metadata,
    sa.Column("facet", sa.String(10), primary_key=True),
    sa.Column("value", _word, primary_key=True),
    sa.Column("event", sa.ForeignKey("events.number"), primary_key=True),
    sa.Index("event_facets_by_event", "event"),
    sqlite_with_rowid=False,
)  # fmt: skip
sa.Table(
    "event_parties", _metadata,
    sa.Column("identity", sa.ForeignKey("identities.number"), primary_key=True),
    sa.Column("side", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("event", sa.ForeignKey("events.number"), primary_key=True),
    sa.Index("event_parties_by_event", "event"),
    sqlite_with_rowid=False,
)  # fmt: skip
sa.Table(
    "event_places", _metadata,
    sa.Column("place", sa.ForeignKey("places.number"), primary_key=True),
    sa.Column("event", sa.ForeignKey("events.number"), primary_key=True),
    sa.Index("event_places_by_event", "event"),
    sqlite_with_rowid=False,
)  # fmt: skip


def upgrade() -> None:
    """Make the tables."""
    connection = op.get_bind()
    _metadata.create_all(connection)
    op.create_index("readings_by_time", "readings", ["added", "number"])
    _make_search(connection)


def _make_search(connection: sa.Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.execute(sa.text(
            "CREATE VIRTUAL TABLE event_search USING fts5(title, sentence, content='', "
            "tokenize='porter unicode61 remove_diacritics 2')"
        ))  # fmt: skip
        return
    for statement in (
        "CREATE TABLE event_search (report bigint CONSTRAINT pk_event_search PRIMARY KEY, words tsvector NOT NULL)",
        "CREATE INDEX event_search_by_words ON event_search USING gin (words)",
    ):
        connection.execute(sa.text(statement))
