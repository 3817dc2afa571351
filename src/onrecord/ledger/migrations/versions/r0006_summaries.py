"""Summaries of events. The table stays empty: whoever serves the ledger fills it, and what is missing is made of the events.

Filling it here would let everybody wait for minutes who opens a ledger of a million reports after an upgrade, and an upgrade
mostly makes all events anew anyway. The table is written out here and not taken from ``view/schema.py``, which may change.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_number = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "event_summaries",
        sa.Column("event", _number, nullable=False, autoincrement=False),
        sa.Column("form", sa.String(16), nullable=False),
        sa.Column("summary", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("event", name="pk_event_summaries"),
        sa.ForeignKeyConstraint(["event"], ["events.number"], name="fk_event_summaries_event"),
    )
