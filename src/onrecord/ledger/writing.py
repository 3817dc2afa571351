"""One article into its rows, within the caller's transaction."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Literal

from sqlalchemy import Connection, Table, insert, select

from onrecord.ledger import fulltext
from onrecord.ledger.current import moment
from onrecord.ledger.derived import Stored, add_derived
from onrecord.ledger.deriving import Row
from onrecord.ledger.folding import held, held_or_none
from onrecord.ledger.packing import DamagedRecordError, pack, unpack
from onrecord.ledger.schema import articles, attempts, readings, versions
from onrecord.model import Record

Added = Literal["new", "changed", "recoded", "known"]
"""What adding an article did: a first version, a further version, a further reading of a known version, nothing."""

_CLOCKS_APART = dt.timedelta(minutes=5)
"""Clocks of several machines differ by seconds; a clock that is further off is wrong, and not followed."""

PUBLISHED = ("title", "url", "outlet", "published", "text")
"""What makes a version: a change of one of these is a further version."""


def add_record(connection: Connection, record: Record, line: bytes, time: str, name: str) -> Added:
    """Add the rows of a record, of which ``line`` is the JSON, and log the attempt."""
    version, outcome = _add_version(connection, record, time)
    packed, digest = pack(line)
    if _is_known(connection, version.version, digest, record):
        outcome = "known"
    else:
        row = {
            "article": version.article, "version": version.version, "digest": digest, "record": packed,
            "coder": held(record.reports[0].coder) if record.reports else "", "added": time,
        }  # fmt: skip
        add_derived(connection, version._replace(reading=_added(connection, readings, row)), record)
    log_attempt(
        connection, time=time, name=name, outcome=outcome, version=version.version,
        outlet=record.outlet, published=record.published,
    )  # fmt: skip
    return outcome


def _is_known(connection: Connection, version: int, digest: str, record: Record) -> bool:
    """Whether a version has this reading: the same bytes, or as newest reading the same in the words of an older program.

    A record has more fields from one release to the next; that they are absent is no further reading.
    """
    of_version = readings.c.version == version
    if connection.execute(select(readings.c.number).where(of_version, readings.c.digest == digest)).first():
        return True
    newest = select(readings.c.record).where(of_version).order_by(readings.c.number.desc()).limit(1)
    packed = connection.scalar(newest)
    try:
        return packed is not None and unpack(packed) == record
    except DamagedRecordError:
        return False  # `onrecord check` names it; what is added now is whole


def log_attempt(
    connection: Connection,
    *,
    time: str,
    name: str,
    outcome: str,
    reason: str | None = None,
    version: int | None = None,
    outlet: str | None = None,
    published: str | None = None,
) -> None:
    """Log what was tried and what came of it."""
    texts = {"input": name, "outlet": outlet, "published": published, "reason": reason}
    row = {key: held_or_none(value) for key, value in texts.items()}
    connection.execute(insert(attempts), row | {"version": version, "outcome": outcome, "added": time})


def clock(connection: Connection) -> str:
    """Return the time of what is added now: never before what was added last, so that as-of reads stay as they are."""
    now = moment(dt.datetime.now(dt.UTC))
    assert now is not None
    last = connection.scalar(select(attempts.c.added).order_by(attempts.c.number.desc()).limit(1))
    if last is None or last <= now:
        return now
    ahead = dt.datetime.fromisoformat(last) - dt.datetime.fromisoformat(now)
    return last if ahead <= _CLOCKS_APART else now


def article_key(name: str) -> str:
    """Return the SHA-256 of an article's id, by which the ledger finds it."""
    return hashlib.sha256(held(name).encode("utf-8", "surrogatepass")).hexdigest()


def version_digest(row: Row) -> str:
    """Return the SHA-256 of what the outlet published, from the columns of a version."""
    return hashlib.sha256(repr(tuple(row[name] for name in PUBLISHED)).encode()).hexdigest()


def _add_version(connection: Connection, record: Record, time: str) -> tuple[Stored, Added]:
    names = (*PUBLISHED, "language")
    row: Row = {name: held_or_none(getattr(record, name)) for name in names}
    row |= {"digest": version_digest(row), "added": time}
    article, is_new = _article(connection, record.id, time)
    if not is_new:
        same = select(versions.c.number).where(
            versions.c.article == article, versions.c.digest == row["digest"]
        )
        known = connection.scalar(same)
        if known is not None:
            return Stored(article, known, 0), "recoded"
    number = _added(connection, versions, row | {"article": article})
    fulltext.add(connection, number, row["title"], row["text"])
    return Stored(article, number, 0), "new" if is_new else "changed"


def _article(connection: Connection, name: str, time: str) -> tuple[int, bool]:
    key = article_key(name)
    known = connection.scalar(select(articles.c.number).where(articles.c.key == key))
    if known is not None:
        return known, False
    return _added(connection, articles, {"key": key, "article": held(name), "added": time}), True


def _added(connection: Connection, table: Table, row: Row) -> int:
    key = connection.execute(insert(table).values(**row)).inserted_primary_key
    assert key is not None
    return int(key[0])
