"""The ledger: articles, readings, reports and decisions, append-only, in any database that SQLAlchemy speaks."""

from __future__ import annotations

import datetime as dt
import hashlib
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from sqlalchemy import Connection, Engine, RowMapping, Select, create_engine, event, func, insert, select
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from onrecord.ledger.schema import article_versions, decisions, metadata, readings, reports
from onrecord.model import Decision, DecisionKind, LedgerError, Record, UsageError, from_json, to_json

DEFAULT_URL = "sqlite:///onrecord.db"

Added = Literal["new", "changed", "recoded", "known"]
"""What adding an article did: a first version, a further version, a further reading of a known version, nothing."""


class Ledger:
    """An open ledger. Each article is added in one transaction of its own; nothing is ever overwritten."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @classmethod
    def open(cls, url: str = DEFAULT_URL) -> Ledger:
        """Open the ledger at a database URL, and make its tables where there are none.

        Raises ``UsageError`` for a malformed URL and ``LedgerError`` where the database cannot be used.
        """
        try:
            engine = create_engine(url)
        except (ArgumentError, ImportError, SQLAlchemyError) as error:
            raise UsageError(
                f"--ledger {url}: not a usable database URL ({error}); try {DEFAULT_URL}"
            ) from error
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", _sqlite_settings)
        with _naming(engine):
            metadata.create_all(engine)
        return cls(engine)

    def close(self) -> None:
        """Release the database connections."""
        self._engine.dispose()

    def add(self, record: Record, *, now: dt.datetime | None = None) -> Added:
        """Add an article as read. Adding the same twice changes nothing."""
        added = (now or dt.datetime.now(dt.UTC)).isoformat(timespec="microseconds")
        with _naming(self._engine), self._engine.begin() as connection:
            version, was = _add_version(connection, record, added)
            line = to_json(record)
            digest = hashlib.sha256(line).hexdigest()
            known = select(readings.c.number).where(
                readings.c.version == version, readings.c.digest == digest
            )
            if connection.execute(known).first():
                return "known"
            reading = connection.execute(
                insert(readings).values(
                    version=version,
                    coder=record.reports[0].coder if record.reports else "",
                    digest=digest,
                    record=zlib.compress(line),
                    added=added,
                )
            ).inserted_primary_key
            assert reading is not None
            _add_reports(connection, reading[0], record)
            return was

    def records(self, *, as_of: dt.datetime | None = None) -> Iterator[Record]:
        """Return the current record of each article, in order of first addition, as known at ``as_of``."""
        latest = _latest_readings(as_of)
        query = select(readings.c.record).where(readings.c.number.in_(latest)).order_by(readings.c.version)
        with _naming(self._engine), self._engine.connect() as connection:
            for (packed,) in connection.execute(query):
                yield from_json(zlib.decompress(packed))

    def versions(self, article: str) -> list[RowMapping]:
        """Return every version of an article, oldest first."""
        query = (
            select(article_versions)
            .where(article_versions.c.article == article)
            .order_by(article_versions.c.number)
        )
        with _naming(self._engine), self._engine.connect() as connection:
            return list(connection.execute(query).mappings())

    def decide(
        self, kind: DecisionKind, first: str, second: str | None, *, because: str, decider: str
    ) -> None:
        """Log a decision: two reports tell one event, or do not, or decision number ``first`` is undone."""
        added = dt.datetime.now(dt.UTC).isoformat(timespec="microseconds")
        values = {
            "kind": kind,
            "first": first,
            "second": second,
            "because": because,
            "decider": decider,
            "added": added,
        }
        with _naming(self._engine), self._engine.begin() as connection:
            connection.execute(insert(decisions).values(**values))

    def decisions(self, *, as_of: dt.datetime | None = None) -> list[Decision]:
        """Return the log of decisions, oldest first."""
        query = select(decisions).order_by(decisions.c.number)
        if as_of is not None:
            query = query.where(decisions.c.added <= as_of.isoformat(timespec="microseconds"))
        with _naming(self._engine), self._engine.connect() as connection:
            return [Decision(**row) for row in connection.execute(query).mappings()]


@contextmanager
def _naming(engine: Engine) -> Iterator[None]:
    try:
        yield
    except (DBAPIError, zlib.error) as error:
        reason = getattr(error, "orig", None) or error
        url = engine.url.render_as_string(hide_password=True)
        raise LedgerError(
            f"{url}: the ledger cannot be used ({reason}); check that it is there, whole and writable"
        ) from error


def _sqlite_settings(connection: object, _record: object) -> None:
    cursor = connection.cursor()  # type: ignore[attr-defined]
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA busy_timeout=30000")
    cursor.close()


def _add_version(connection: Connection, record: Record, added: str) -> tuple[int, Added]:
    published = (record.title, record.url, record.outlet, record.published, record.text)
    digest = hashlib.sha256(repr(published).encode()).hexdigest()
    table = article_versions
    same = connection.execute(
        select(table.c.number).where(table.c.article == record.id, table.c.digest == digest)
    ).scalar()
    if same is not None:
        return same, "recoded"
    others = connection.execute(
        select(func.count()).select_from(table).where(table.c.article == record.id)
    ).scalar()
    fields = ("title", "url", "outlet", "published", "language", "text")
    values = {"article": record.id, "digest": digest, "added": added} | {
        f: getattr(record, f) for f in fields
    }
    key = connection.execute(insert(table).values(**values)).inserted_primary_key
    assert key is not None
    return key[0], "changed" if others else "new"


def _add_reports(connection: Connection, reading: int, record: Record) -> None:
    rows = [
        {
            "reading": reading,
            "report": report.id,
            "event_type": report.event_type,
            "starts": report.when.start,
            "ends": report.when.end,
            "place_country": report.place.country if report.place else None,
        }
        for report in record.reports
    ]
    if rows:
        connection.execute(insert(reports), rows)


def _latest_readings(as_of: dt.datetime | None) -> Select[tuple[int]]:
    """Pick the newest reading of the newest version of each article."""
    moment = as_of.isoformat(timespec="microseconds") if as_of else None
    versions = select(func.max(article_versions.c.number).label("version")).group_by(
        article_versions.c.article
    )
    if moment:
        versions = versions.where(article_versions.c.added <= moment)
    newest = (
        select(func.max(readings.c.number))
        .where(readings.c.version.in_(versions))
        .group_by(readings.c.version)
    )
    return newest.where(readings.c.added <= moment) if moment else newest
