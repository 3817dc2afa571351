"""How reliable people hold sources to be: a log of grades.

The table is written out here and not taken from ``reliability.py``, which may change.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_word = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "reliabilities",
        sa.Column("number", sa.Integer),
        sa.Column("source", _word, nullable=False),
        sa.Column("grade", sa.String(1), nullable=False),
        sa.Column("because", sa.Text, nullable=False),
        sa.Column("decider", sa.String(200), nullable=False),
        sa.Column("added", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_reliabilities"),
    )
    op.create_index("reliabilities_by_source", "reliabilities", ["source", "number"])
