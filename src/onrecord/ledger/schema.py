"""The tables, once, for SQLite and PostgreSQL. Rows are added, never changed.

What was published and read stands in ``articles``, ``versions``, ``readings`` and ``decisions``; ``attempts`` logs what
was tried. All other tables are derived: made from the readings, for queries to filter on, and made again where a
migration changes them. The full-text index is not here, because each database has its own (``fulltext.py``).
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
)

REVISION = "0007"
"""The newest schema, the one that this program reads and writes (``migrations/versions``)."""

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)

number = BigInteger().with_variant(Integer, "sqlite")
"""SQLite numbers rows by itself in an INTEGER alone."""
word = Text().with_variant(Text(collation="C"), "postgresql")
"""Compared by code points, as SQLite does, so that both databases sort alike."""

articles = Table(
    "articles",
    metadata,
    Column("number", number, primary_key=True),
    Column("key", String(64), nullable=False, doc="SHA-256 of the id: an address may be too long to index"),
    Column("article", word, nullable=False, doc="the id of the contract"),
    Column("added", String(32), nullable=False, doc="UTC, ISO 8601, as all times"),
    UniqueConstraint("key"),
)
"""One row an article."""

versions = Table(
    "versions",
    metadata,
    Column("number", number, primary_key=True),
    Column("article", ForeignKey("articles.number"), nullable=False),
    Column("digest", String(64), nullable=False, doc="SHA-256 of what the outlet published"),
    Column("title", word),
    Column("url", word),
    Column("outlet", word),
    Column("published", word),
    Column("language", word),
    Column("text", word, nullable=False),
    Column("added", String(32), nullable=False),
    UniqueConstraint("article", "digest"),
    Index("versions_by_article", "article", "number"),
    Index("versions_by_outlet", "outlet", "published"),
    Index("versions_by_day", "published"),
)
"""One row for each version of each article; a changed article is a new row beside the old one."""

readings = Table(
    "readings",
    metadata,
    Column("number", number, primary_key=True),
    Column("article", ForeignKey("articles.number"), nullable=False),
    Column("version", ForeignKey("versions.number"), nullable=False),
    Column("coder", word, nullable=False),
    Column("digest", String(64), nullable=False, doc="SHA-256 of the record"),
    Column("record", LargeBinary, nullable=False, doc="the record of the contract, zlib-compressed JSON"),
    Column("added", String(32), nullable=False),
    UniqueConstraint("version", "digest"),
    Index("readings_in_turn", "article", "version", "number", "added"),
    Index("readings_by_time", "added", "number"),
)
"""What one coder version read in one version. The newest reading of an article's newest version is current."""

decisions = Table(
    "decisions",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("kind", String(10), nullable=False, doc="merge, split or undo"),
    Column("first", String(32), nullable=False),
    Column("second", String(32)),
    Column("because", Text, nullable=False),
    Column("decider", String(200), nullable=False),
    Column("added", String(32), nullable=False),
)
"""What people decided about which reports tell one event. An undo is a further row, not a deletion."""

attempts = Table(
    "attempts",
    metadata,
    Column("number", number, primary_key=True),
    Column("input", word, nullable=False, doc="path, address or id"),
    Column("outlet", word),
    Column("published", word),
    Column("version", ForeignKey("versions.number"), doc="what it turned out to be; none where it failed"),
    Column("outcome", String(10), nullable=False, doc="new, changed, recoded, known or failed"),
    Column("reason", word, doc="why it failed"),
    Column("added", String(32), nullable=False),
    Index("attempts_by_time", "added"),
    Index("attempts_by_outlet", "outlet", "added"),
)
"""What was tried, when, and what came of it: coverage."""

identities = Table(
    "identities",
    metadata,
    Column("number", number, primary_key=True),
    Column("key", String(32), nullable=False, doc="hash of the other columns"),
    Column("name", word, nullable=False),
    Column("id", word, doc="of the knowledge base"),
    Column("country", word),
    Column("sector", word),
    Column("role", word),
    UniqueConstraint("key"),
    Index("identities_by_id", "id"),
    Index("identities_by_country", "country"),
)
"""Derived: who is named, each once, without the place in the text."""

identity_words = Table(
    "identity_words",
    metadata,
    Column("word", word, primary_key=True),
    Column("identity", ForeignKey("identities.number"), primary_key=True),
    sqlite_with_rowid=False,
)
"""Derived: the words of a name, folded, to find it by."""

places = Table(
    "places",
    metadata,
    Column("number", number, primary_key=True),
    Column("key", String(32), nullable=False, doc="hash of the other columns"),
    Column("name", word, nullable=False),
    Column("folded", word, nullable=False),
    Column("country", word),
    Column("admin1", word),
    Column("admin1_folded", word),
    Column("lat", Float),
    Column("lon", Float),
    Column("geonames_id", BigInteger),
    Column("precision", String(10), nullable=False),
    UniqueConstraint("key"),
    Index("places_by_name", "folded"),
    Index("places_by_admin1", "admin1_folded"),
    Index("places_by_geonames", "geonames_id"),
)
"""Derived: where events happened, each place once, without its place in the text."""

reports = Table(
    "reports",
    metadata,
    Column("number", number, primary_key=True),
    Column("reading", ForeignKey("readings.number"), nullable=False),
    Column("article", ForeignKey("articles.number"), nullable=False),
    Column("version", ForeignKey("versions.number"), nullable=False),
    Column("report", word, nullable=False, doc="the id of the contract"),
    Column("event_type", word, nullable=False),
    Column("mode", word),
    Column("modality", String(10), nullable=False),
    Column("negated", Boolean, nullable=False),
    Column("starts", word),
    Column("ends", word),
    Column("time_precision", String(10), nullable=False),
    Column("time_basis", String(12), nullable=False),
    Column("place", ForeignKey("places.number")),
    Column("place_country", word),
    Column("stance", String(10), doc="of the innermost source; none: the outlet's own voice"),
    Column("sentence_start", Integer, nullable=False),
    Column("sentence_end", Integer, nullable=False),
    Column("score", Float, nullable=False),
    UniqueConstraint("reading", "report"),
    Index("reports_by_time", "starts", "ends", "number"),
    Index("reports_by_type", "event_type", "starts", "ends", "number"),
    Index("reports_by_country", "place_country", "starts", "ends", "number"),
    Index("reports_by_place", "place", "starts"),
    Index("reports_by_stance", "stance", "starts", "ends", "number"),
    Index("reports_by_version", "version"),
    Index("reports_by_id", "report"),
)
"""Derived: the reports of a reading, with the fields that queries filter on."""

participants = Table(
    "participants",
    metadata,
    Column("report", ForeignKey("reports.number"), primary_key=True),
    Column("side", SmallInteger, primary_key=True, doc="0 actor, 1 recipient"),
    Column("position", SmallInteger, primary_key=True),
    Column("identity", ForeignKey("identities.number"), nullable=False),
    Index("participants_by_identity", "identity", "side", "report"),
    sqlite_with_rowid=False,
)
"""Derived: who did it and to whom."""

tellers = Table(
    "tellers",
    metadata,
    Column("report", ForeignKey("reports.number"), primary_key=True),
    Column("position", SmallInteger, primary_key=True, doc="0 is the outermost"),
    Column("innermost", Boolean, nullable=False),
    Column("identity", ForeignKey("identities.number"), doc="none: somebody whom nobody names"),
    Column("stance", String(10), nullable=False),
    Column("cue", word),
    Index("tellers_by_identity", "identity", "report"),
    sqlite_with_rowid=False,
)
"""Derived: the chain of those who say so, of each report."""

quantities = Table(
    "quantities",
    metadata,
    Column("report", ForeignKey("reports.number"), primary_key=True),
    Column("position", SmallInteger, primary_key=True),
    Column("of", word, nullable=False),
    Column("low", Float),
    Column("high", Float),
    Column("exact", Boolean, nullable=False),
    Column("text", word, nullable=False),
    Index("quantities_by_kind", "of", "report", "low"),
    sqlite_with_rowid=False,
)
"""Derived: how many, of what."""

attributions = Table(
    "attributions",
    metadata,
    Column("number", number, primary_key=True),
    Column("reading", ForeignKey("readings.number"), nullable=False),
    Column("article", ForeignKey("articles.number"), nullable=False),
    Column("version", ForeignKey("versions.number"), nullable=False),
    Column("position", Integer, nullable=False, doc="in the article, from 0"),
    Column("identity", ForeignKey("identities.number")),
    Column("channel", ForeignKey("identities.number")),
    Column("stance", String(10), nullable=False),
    Column("cue", word),
    Column("content_start", Integer),
    Column("content_end", Integer),
    UniqueConstraint("reading", "position"),
    Index("attributions_by_identity", "identity", "stance"),
    Index("attributions_by_stance", "stance"),
    Index("attributions_by_version", "version"),
)
"""Derived: who says what in an article, whether or not it tells an event."""

DERIVED = (attributions, quantities, tellers, participants, reports, places, identity_words, identities)
"""What is made from the readings, in an order in which it can be emptied."""
