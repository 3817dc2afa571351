"""What was polled and seen, in a small SQLite file of its own.

It is not in the ledger, because the ledger only grows and this is overwritten at every poll, and because the ledger may lie
on a server. It is no memory of the process, because it must survive a stop and because what was seen in months would fill
it. Losing the file loses nothing that was read: pages are fetched once more, and the ledger knows them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import msgspec

from onrecord.ledger.faults import sqlite_advice
from onrecord.model import LedgerError
from onrecord.sources.feeds import Entry

_SCHEMA = """
CREATE TABLE IF NOT EXISTS hosts (
  origin TEXT PRIMARY KEY, robots TEXT, robots_until REAL NOT NULL DEFAULT 0,
  not_before REAL NOT NULL DEFAULT 0, failures INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS targets (
  address TEXT NOT NULL, is_feed INTEGER NOT NULL, feed TEXT NOT NULL, host TEXT NOT NULL REFERENCES hosts, due REAL,
  hop TEXT, hops INTEGER NOT NULL DEFAULT 0, etag TEXT, modified TEXT, digest TEXT, stamp TEXT, published TEXT,
  first_seen REAL NOT NULL, listed REAL NOT NULL, fetched REAL, failures INTEGER NOT NULL DEFAULT 0, reason TEXT,
  PRIMARY KEY (address, is_feed)
);
CREATE INDEX IF NOT EXISTS targets_in_turn ON targets (host, is_feed, due);
CREATE INDEX IF NOT EXISTS targets_by_listing ON targets (is_feed, listed);
PRAGMA user_version = 1;
"""


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """A feed or page, and what is known of it. Times are seconds since 1970, UTC."""

    address: str
    is_feed: bool
    feed: str
    """Address of the configured feed that it is or was listed by."""
    host: str
    """Scheme, host and port that are asked next."""
    due: float | None = None
    """When it is asked next; ``None``: not any more."""
    hop: str | None = None
    """Where a redirect to another host leads, to be asked in its stead."""
    hops: int = 0
    etag: str | None = None
    modified: str | None = None
    """``Last-Modified``, word for word as the server wrote it."""
    digest: str | None = None
    """SHA-256 of the page as fetched last."""
    stamp: str | None = None
    """When it was changed, in the words of its feed; where several list it, of each (``_stamps``)."""
    published: str | None = None
    first_seen: float
    listed: float
    fetched: float | None = None
    failures: int = 0
    """Failures since it worked last."""
    reason: str | None = None
    """Why it failed last."""


class Host(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a host."""

    origin: str
    robots: str | None = None
    robots_until: float = 0.0
    not_before: float = 0.0
    failures: int = 0


_COLUMNS = Target.__struct_fields__
_PUT = (
    f"INSERT OR REPLACE INTO targets ({', '.join(_COLUMNS)}) VALUES ({', '.join(':' + c for c in _COLUMNS)})"
)
_OF_HOST = (
    "SELECT rowid FROM targets WHERE host = origin AND is_feed = {} AND due <= :{} ORDER BY due LIMIT 1"
)
_READY = f"""
SELECT t.* FROM hosts JOIN targets t ON t.rowid = coalesce(({_OF_HOST.format(1, "feeds")}), ({_OF_HOST.format(0, "now")}))
WHERE not_before <= :now ORDER BY t.due, t.address
"""
_FIRST = "SELECT min(due) FROM targets WHERE host = origin AND is_feed = {}"
_NEXT = f"SELECT origin, not_before, failures, ({_FIRST.format(1)}) AS feed, ({_FIRST.format(0)}) AS page FROM hosts"


class State:
    """The file, open for one process alone. Every change is on the disk when its method returns."""

    def __init__(self, db: sqlite3.Connection, path: str) -> None:
        db.row_factory = sqlite3.Row
        self._db, self._path = db, path

    @classmethod
    def open(cls, path: str) -> State:
        """Open or make the file. Raises ``LedgerError`` where another process has it, or it cannot be used."""
        db = None
        try:
            db = sqlite3.connect(path, timeout=2.0)
            db.execute("PRAGMA locking_mode = EXCLUSIVE")
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = NORMAL")  # losing the last entries costs a request each
            _prepare(db, path)
        except sqlite3.Error as error:
            if db is not None:
                db.close()
            reason = "another watch is running on it" if "locked" in str(error) else str(error)
            raise LedgerError(
                f"{path}: {reason}; stop that one, or give another `state` in the configuration"
            ) from error
        except LedgerError:
            if db is not None:
                db.close()
            raise
        return cls(db, path)

    @classmethod
    def copy_of(cls, path: str) -> State:
        """Return a copy in memory of what the file holds; nothing where there is none."""
        copy = sqlite3.connect(":memory:")
        with closing(
            sqlite3.connect(path, timeout=2.0) if Path(path).exists() else sqlite3.connect("")
        ) as db:
            try:
                db.backup(copy)
                _prepare(copy, path)
            except sqlite3.Error as error:
                copy.close()
                raise LedgerError(
                    f"{path}: cannot be read ({error}); a watch that runs on it holds it"
                ) from error
        return cls(copy, path)

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """One transaction. Raises ``LedgerError`` where the file cannot be used."""
        try:
            with self._db:
                yield self._db
        except sqlite3.Error as error:
            advice = sqlite_advice(error)
            raise LedgerError(f"{self._path}: the state cannot be used ({error}): {advice}") from error

    def put(self, target: Target) -> None:
        """Keep what is known of a target, and its host."""
        self.put_all([target])

    def put_all(self, targets: Iterable[Target]) -> None:
        """Keep many at once."""
        with self._open() as db:
            for target in targets:
                db.execute("INSERT OR IGNORE INTO hosts (origin) VALUES (?)", (target.host,))
                db.execute(_PUT, msgspec.structs.asdict(target))

    def target(self, address: str, *, is_feed: bool) -> Target | None:
        """Return what is known of an address."""
        query = "SELECT * FROM targets WHERE address = ? AND is_feed = ?"
        with self._open() as db:
            row = db.execute(query, (address, is_feed)).fetchone()
        return None if row is None else _target(row)

    def host(self, origin: str) -> Host:
        """Return what is known of a host."""
        with self._open() as db:
            row = db.execute("SELECT * FROM hosts WHERE origin = ?", (origin,)).fetchone()
        return Host(origin=origin) if row is None else Host(**dict(row))

    def put_host(self, host: Host) -> None:
        """Keep what is known of a host."""
        with self._open() as db:
            db.execute(
                "INSERT OR REPLACE INTO hosts (origin, robots, robots_until, not_before, failures) VALUES (?, ?, ?, ?, ?)",
                msgspec.structs.astuple(host),
            )

    def ready(self, now: float, busy: Collection[str], feeds_until: float) -> Target | None:
        """Return what may be asked now: of the hosts that are not busy and not resting, the one that waits longest.

        A feed goes before the pages of its host, if it was due at ``feeds_until``.
        """
        with self._open() as db:
            for row in db.execute(_READY, {"now": now, "feeds": min(now, feeds_until)}):
                if row["host"] not in busy:
                    return _target(row)
        return None

    def next_time(
        self, now: float, busy: Collection[str], feeds_until: float, *, patient: bool
    ) -> float | None:
        """Return when something may be asked next; ``None`` for never.

        Not ``patient``: only what is due now and waits for its host's pace, not for its back-off.
        """
        with self._open() as db:
            rows = db.execute(_NEXT).fetchall()
        found = []
        for origin, not_before, failures, feed, page in rows:
            if origin in busy or (not patient and failures and not_before > now):
                continue
            dues = [page, feed if feed is not None and feed <= feeds_until else None]
            found += [max(due, not_before) for due in dues if due is not None and (patient or due <= now)]
        return min(found, default=None)

    def waiting(self) -> int:
        """Return how many pages wait to be fetched for the first time."""
        query = "SELECT count(*) FROM targets WHERE is_feed = 0 AND due IS NOT NULL AND fetched IS NULL"
        with self._open() as db:
            return int(db.execute(query).fetchone()[0])

    def keep_feeds(self, feeds: Collection[str]) -> None:
        """Drop feeds that are no longer configured, and what they listed that is still to be fetched."""
        with self._open() as db:
            known = [row[0] for row in db.execute("SELECT DISTINCT feed FROM targets")]
            for feed in set(known) - set(feeds):
                db.execute("DELETE FROM targets WHERE feed = ? AND (is_feed OR due IS NOT NULL)", (feed,))

    def poll_only(self, feed: str, addresses: Collection[str]) -> None:
        """Ask no more for the sitemaps that an index no longer has among those that changed last."""
        with self._open() as db:
            query = "SELECT address FROM targets WHERE feed = ? AND is_feed AND due IS NOT NULL"
            gone = {row[0] for row in db.execute(query, (feed,))} - set(addresses)
            db.executemany(
                "UPDATE targets SET due = NULL WHERE address = ? AND is_feed", [(one,) for one in gone]
            )

    def put_times_right(self, now: float, *, interval: float, pause: float, farthest: float) -> None:
        """Bring forward what only a clock that was wrong can have put where it is, to ``now`` where that is due by rights.

        Seconds: ``interval`` the longest between two polls, ``pause`` the longest between two requests to a host that is well,
        ``farthest`` beyond which nothing is ever put off.
        """
        changes = (
            "UPDATE targets SET first_seen = min(first_seen, :now), listed = min(listed, :now), fetched = min(fetched, :now)"
            " WHERE first_seen > :now OR listed > :now OR fetched > :now",
            "UPDATE targets SET due = :now WHERE due > :now AND NOT is_feed AND failures = 0 AND fetched IS NULL",
            "UPDATE targets SET due = :now WHERE due > :now + :interval AND is_feed AND failures = 0",
            "UPDATE targets SET due = :now + :farthest WHERE due > :now + :farthest",
            "UPDATE hosts SET not_before = :now WHERE not_before > :now + :pause AND failures = 0",
            "UPDATE hosts SET not_before = :now + :farthest WHERE not_before > :now + :farthest",
            "UPDATE hosts SET robots_until = 0 WHERE robots_until > :now + :farthest",
        )
        with self._open() as db:
            for change in changes:
                db.execute(change, {"now": now, "interval": interval, "pause": pause, "farthest": farthest})

    def forget(self, before: float) -> None:
        """Drop what no feed has listed since a time, and hosts of which nothing is left."""
        with self._open() as db:
            db.execute("DELETE FROM targets WHERE listed < ? AND address <> feed", (before,))
            db.execute(
                "DELETE FROM hosts WHERE not_before < ? AND NOT EXISTS (SELECT 1 FROM targets WHERE host = origin)",
                (before,),
            )


def listed(entry: Entry, known: Target | None, *, feed: str, host: str, now: float) -> Target:
    """Return a page as it is after a feed listed it: due where it is new, and due again where its stamp changed.

    A feed may stamp anew at every poll, so a page is not fetched again before a quarter of its age has passed since.
    """
    if known is None:
        return Target(
            address=entry.address, is_feed=False, feed=feed, host=host, due=now, stamp=entry.stamp,
            published=entry.published, first_seen=now, listed=now,
        )  # fmt: skip
    stamps = _stamps(known)
    before = stamps.get(feed)
    if entry.stamp is not None:
        stamps[feed] = entry.stamp
    seen = msgspec.structs.replace(known, feed=feed, listed=now, stamp=_kept(stamps, feed))
    if entry.stamp is None or before is None or entry.stamp == before:
        return seen
    age = 0.0 if known.fetched is None else known.fetched - known.first_seen
    due = now if known.fetched is None else max(now, known.fetched + max(_SOONEST, age / 4))
    return msgspec.structs.replace(seen, due=due if known.due is None else min(due, known.due), failures=0)


def changed(known: Target, after: Target) -> bool:
    """Tell whether the feed that listed a page now gives it another stamp than it did before."""
    before = _stamps(known).get(after.feed)
    return before is not None and before != _stamps(after).get(after.feed)


def _stamps(page: Target) -> dict[str, str]:
    """The last stamp of each feed that lists a page: two feeds of one site write the same time in two ways."""
    if page.stamp is None:
        return {}
    try:
        return msgspec.json.decode(page.stamp, type=dict[str, str])
    except msgspec.DecodeError:  # of one feed alone, as the feed gives it
        return {page.feed: page.stamp}


def _kept(stamps: dict[str, str], feed: str) -> str | None:
    if stamps.keys() <= {feed}:
        return stamps.get(feed)
    return msgspec.json.encode(stamps).decode()


_SOONEST = 600.0
"""Seconds between two fetches of one page, at least."""


def _target(row: sqlite3.Row) -> Target:
    return Target(**{**dict(row), "is_feed": bool(row["is_feed"])})


def _prepare(db: sqlite3.Connection, path: str) -> None:
    version = db.execute("PRAGMA user_version").fetchone()[0]
    if version not in (0, 1):
        raise LedgerError(f"{path}: was made by a newer On Record; update this one, or give another `state`")
    db.executescript(_SCHEMA)
