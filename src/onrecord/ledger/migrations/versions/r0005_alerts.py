"""What saved queries have told, and what is still to be delivered.

The tables are written out here and not taken from ``outbox.py``, which may change.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_word = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_number = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "alert_cursors",
        sa.Column("alert", _word, nullable=False),
        sa.Column("query", sa.String(64), nullable=False),
        sa.Column("state", sa.Integer, nullable=False),
        sa.Column("readings", sa.BigInteger, nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("digested", sa.String(32), nullable=False),
        sa.Column("begun", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("alert", name="pk_alert_cursors"),
    )
    op.create_table(
        "alert_messages",
        sa.Column("number", _number),
        sa.Column("alert", _word, nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("made", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_alert_messages"),
        sa.UniqueConstraint("key", name="uq_alert_messages_key"),
    )
    op.create_table(
        "alerts",
        sa.Column("number", _number),
        sa.Column("alert", _word, nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("event", _word),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("made", sa.String(32), nullable=False),
        sa.Column("message", _number),
        sa.PrimaryKeyConstraint("number", name="pk_alerts"),
        sa.UniqueConstraint("key", name="uq_alerts_key"),
        sa.ForeignKeyConstraint(["message"], ["alert_messages.number"], name="fk_alerts_message"),
    )
    op.create_index("alerts_by_alert", "alerts", ["alert", "message", "number"])
    op.create_table(
        "alert_deliveries",
        sa.Column("message", _number, nullable=False),
        sa.Column("target", _word, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("due", sa.String(32), nullable=False),
        sa.Column("reason", _word),
        sa.PrimaryKeyConstraint("message", "target", name="pk_alert_deliveries"),
        sa.ForeignKeyConstraint(["message"], ["alert_messages.number"], name="fk_alert_deliveries_message"),
    )
    op.create_index("alert_deliveries_by_target", "alert_deliveries", ["target", "state", "due", "message"])
