"""What became of promises, and what reports are compared by, in the stored view. Both stay empty until it is made anew.

The tables are written out here and not taken from ``view/schema.py``, which may change.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_metadata = sa.MetaData(
    naming_convention={"pk": "pk_%(table_name)s", "fk": "fk_%(table_name)s_%(column_0_name)s"}
)
_number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_word = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

sa.Table("readings", _metadata, sa.Column("number", _number, primary_key=True))
sa.Table("events", _metadata, sa.Column("number", _number, primary_key=True))
sa.Table(
    "view_tellings", _metadata,
    sa.Column("reading", sa.ForeignKey("readings.number"), primary_key=True, autoincrement=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
)  # fmt: skip
sa.Table(
    "view_deeds", _metadata,
    sa.Column("party", sa.BigInteger, primary_key=True),
    sa.Column("published", _word, primary_key=True),
    sa.Column("kind", _word, primary_key=True),
    sa.Column("event", sa.ForeignKey("events.number"), primary_key=True),
    sa.Index("view_deeds_by_event", "event"),
    sqlite_with_rowid=False,
)  # fmt: skip
sa.Table(
    "view_pledges", _metadata,
    sa.Column("party", sa.BigInteger, primary_key=True),
    sa.Column("year", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("kind", _word, primary_key=True),
    sa.Column("event", sa.ForeignKey("events.number"), primary_key=True),
    sa.Index("view_pledges_by_event", "event"),
    sqlite_with_rowid=False,
)  # fmt: skip
sa.Table(
    "view_evidence", _metadata,
    sa.Column("later", sa.ForeignKey("events.number"), primary_key=True, autoincrement=False),
    sa.Column("promise", sa.ForeignKey("events.number"), primary_key=True, autoincrement=False),
    sa.Index("view_evidence_by_promise", "promise"),
    sqlite_with_rowid=False,
)  # fmt: skip
sa.Table(
    "promises", _metadata,
    sa.Column("number", _number, primary_key=True),
    sa.Column("event", _word, nullable=False),
    sa.Column("stands", sa.ForeignKey("events.number"), nullable=False),
    sa.Column("since", sa.Integer, nullable=False), sa.Column("until", sa.Integer, nullable=False),
    sa.Column("kind", _word, nullable=False), sa.Column("event_type", _word),
    sa.Column("made", _word, nullable=False), sa.Column("due", _word),
    sa.Column("outcome", _word, nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
    sa.Index("promises_by_event", "event", "until"),
    sa.Index("promises_by_row", "stands", "until"),
    sa.Index("promises_by_time", "until", "made", "event"),
    sa.Index("promises_by_outcome", "until", "outcome", "made", "event"),
)  # fmt: skip


def upgrade() -> None:
    """Make the tables."""
    _metadata.create_all(op.get_bind())
