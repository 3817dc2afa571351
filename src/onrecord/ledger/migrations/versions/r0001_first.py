"""The first schema. Ledgers made before there were migrations have these tables already, and nothing says so."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the four tables where they are not there yet."""
    _make_published()
    _make_derived()


def _make_published() -> None:
    op.create_table(
        "article_versions",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("article", sa.String(1000), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("title", sa.Text),
        sa.Column("url", sa.Text),
        sa.Column("outlet", sa.Text),
        sa.Column("published", sa.String(10)),
        sa.Column("language", sa.String(10)),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("added", sa.String(32), nullable=False),
        sa.UniqueConstraint("article", "digest"),
        if_not_exists=True,
    )
    op.create_table(
        "readings",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("version", sa.Integer, sa.ForeignKey("article_versions.number"), nullable=False),
        sa.Column("coder", sa.String(100), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("record", sa.LargeBinary, nullable=False),
        sa.Column("added", sa.String(32), nullable=False),
        sa.UniqueConstraint("version", "digest"),
        if_not_exists=True,
    )


def _make_derived() -> None:
    op.create_table(
        "reports",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("reading", sa.Integer, sa.ForeignKey("readings.number"), nullable=False),
        sa.Column("report", sa.String(32), nullable=False),
        sa.Column("event_type", sa.String(16), nullable=False),
        sa.Column("starts", sa.String(10)),
        sa.Column("ends", sa.String(10)),
        sa.Column("place_country", sa.String(3)),
        sa.UniqueConstraint("reading", "report"),
        if_not_exists=True,
    )
    op.create_table(
        "decisions",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("first", sa.String(32), nullable=False),
        sa.Column("second", sa.String(32)),
        sa.Column("because", sa.Text, nullable=False),
        sa.Column("decider", sa.String(200), nullable=False),
        sa.Column("added", sa.String(32), nullable=False),
        if_not_exists=True,
    )
