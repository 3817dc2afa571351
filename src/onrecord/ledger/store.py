"""The ledger: articles, readings, reports and decisions, append-only, in SQLite or PostgreSQL."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

import msgspec
from sqlalchemy import Connection, Engine, RowMapping, insert, select
from sqlalchemy.exc import DBAPIError

from onrecord.ledger.checking import Damage, find_damage
from onrecord.ledger.coverage import LAST_NUMBERS, Coverage, attempts_of, counts_of, coverage_of
from onrecord.ledger.current import current_reading, moment
from onrecord.ledger.days import DayRead, OutletDay, days_of, outlet_days_of
from onrecord.ledger.faults import explained, is_of_the_record, is_passing, is_read_only, naming, shown
from onrecord.ledger.filters import Filters, as_of_moment
from onrecord.ledger.opening import DEFAULT_URL, open_engine, prepare, writing
from onrecord.ledger.packing import unpack
from onrecord.ledger.querying import Order, Row, articles_of, attributions_of, quantities_of, reports_of
from onrecord.ledger.reliability import add_rating, ratings_of
from onrecord.ledger.schema import articles, decisions, readings, versions
from onrecord.ledger.searching import Found, find
from onrecord.ledger.view import summaries
from onrecord.ledger.view.filing import FilingCabinet, current_state, how_far, is_current
from onrecord.ledger.view.records import Standpoint
from onrecord.ledger.view.standpoints import standpoint_at
from onrecord.ledger.view.view import StoredEvents
from onrecord.ledger.writing import Added, add_record, article_key, clock, log_attempt
from onrecord.model import (
    Decision,
    DecisionKind,
    InputError,
    LedgerError,
    Rating,
    ReadOnlyLedgerError,
    Record,
    ReliabilityGrade,
    to_json,
)

EVERYTHING = Filters()

_Result = TypeVar("_Result")

WAITS = (0.1, 0.5, 1.0, 2.0, 4.0, 8.0)
"""Seconds before each further try where the server went away: a restart takes some seconds."""
_AT_A_TIME = 100
"""Rows fetched at once: what reading the whole ledger holds in memory."""


class Ledger:
    """An open ledger. Each article is added in one transaction of its own; nothing is ever overwritten.

    ``as_of`` shows what the ledger knew at a time; a time without a zone is UTC. What was alerted, and is to be delivered,
    stands beside that in ``Outbox(ledger)``.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @classmethod
    def open(
        cls, url: str = DEFAULT_URL, *, create: bool = True, tell: Callable[[str], None] | None = None
    ) -> Ledger:
        """Open the ledger at a database URL; make it where there is none, and migrate one of an older program.

        ``create=False`` refuses to make one; ``tell`` hears that a ledger is migrated. Raises ``UsageError`` for a URL
        that cannot be used and ``LedgerError`` where the database cannot.
        """
        engine = open_engine(url)
        try:
            prepare(engine, create=create, tell=tell or _say_nothing)
        except BaseException:
            engine.dispose()
            raise
        return cls(engine)

    @property
    def url(self) -> str:
        """Its address, without the password."""
        return shown(self._engine)

    def close(self) -> None:
        """Release the database connections."""
        self._engine.dispose()

    def add(self, record: Record, *, now: dt.datetime | None = None, name: str | None = None) -> Added:
        """Add an article as read. Adding the same twice changes nothing but the log of attempts.

        ``name`` is the input that it came from. Raises ``InputError`` for a record that cannot be stored.
        """
        name = name or record.url or record.id
        try:
            line = to_json(record)
        except (ValueError, UnicodeError) as error:
            raise InputError(name, f"cannot be stored: {error}") from error

        def write(connection: Connection) -> Added:
            return add_record(connection, record, line, moment(now) or clock(connection), name)

        return self._write(write, name)

    def log_failure(
        self,
        name: str,
        reason: str,
        *,
        outlet: str | None = None,
        published: str | None = None,
        now: dt.datetime | None = None,
    ) -> None:
        """Log that an input could not be read, and why; and whose it is and its day of publication, where known."""

        def write(connection: Connection) -> None:
            log_attempt(
                connection, time=moment(now) or clock(connection), name=name, outcome="failed", reason=reason,
                outlet=outlet, published=published,
            )  # fmt: skip

        self._write(write, name)

    def records(self, *, as_of: dt.datetime | str | None = None) -> Iterator[Record]:
        """Yield the current record of each article, in order of first addition, as known at ``as_of``."""
        query = select(readings.c.record).where(current_reading(readings, as_of_moment(as_of)))
        with naming(self._engine), self._engine.connect() as connection:
            streaming = query.order_by(readings.c.article).execution_options(yield_per=_AT_A_TIME)
            with connection.execute(streaming) as rows:
                for (packed,) in rows:
                    yield unpack(packed)

    def record(self, article: str, *, as_of: dt.datetime | str | None = None) -> Record | None:
        """Return the current record of one article, or ``None`` where the ledger has none."""
        query = (
            select(readings.c.record)
            .join(articles, articles.c.number == readings.c.article)
            .where(articles.c.key == article_key(article), current_reading(readings, as_of_moment(as_of)))
        )
        with naming(self._engine), self._engine.connect() as connection:
            packed = connection.scalar(query)
            return None if packed is None else unpack(packed)

    def versions(self, article: str, *, as_of: dt.datetime | str | None = None) -> list[RowMapping]:
        """Return every version of an article, oldest first."""
        columns = [c for c in versions.c if c.name != "article"]
        query = (
            select(articles.c.article, *columns)
            .join(articles, articles.c.number == versions.c.article)
            .where(articles.c.key == article_key(article))
            .order_by(versions.c.number)
        )
        at = as_of_moment(as_of)
        if at is not None:
            query = query.where(versions.c.added <= at)
        with naming(self._engine), self._engine.connect() as connection:
            return list(connection.execute(query).mappings())

    def search(
        self, query: str, *, limit: int = 20, as_of: dt.datetime | str | None = None
    ) -> tuple[Found, ...]:
        """Find the articles in whose title or text all words and quoted phrases of ``query`` stand, the best first.

        Words are found in all their forms, without case and accents. A query has no other syntax, so none is wrong.
        """
        with naming(self._engine), self._engine.connect() as connection:
            return tuple(find(connection, query, limit, as_of_moment(as_of)))

    def decide(
        self, kind: DecisionKind, first: str, second: str | None, *, because: str, decider: str
    ) -> None:
        """Log a decision: two reports tell one event, or do not, or decision number ``first`` is undone."""
        self.decide_together(kind, [(first, second)], because=because, decider=decider)

    def decide_together(
        self, kind: DecisionKind, pairs: Sequence[tuple[str, str | None]], *, because: str, decider: str
    ) -> None:
        """Log a decision about several pairs at once: all of them, or none. They have the same ``added``."""

        def write(connection: Connection) -> None:
            now = clock(connection)
            same = {"kind": kind, "because": because, "decider": decider, "added": now}
            rows = [{**same, "first": first, "second": second} for first, second in pairs]
            connection.execute(insert(decisions), rows)

        if pairs:
            self._write(write, pairs[0][0])

    def rate(self, source: str, grade: ReliabilityGrade, *, because: str, decider: str) -> None:
        """Log how reliable somebody holds a source to be. ``source`` is its key, as in the accounts of events."""
        self._write(lambda connection: add_rating(connection, source, grade, because, decider), source)

    def ratings(self, *, as_of: dt.datetime | str | None = None) -> list[Rating]:
        """Return the log of those grades, oldest first; the last of a source holds."""
        with self.reading() as connection:
            return ratings_of(connection, as_of_moment(as_of))

    def decisions(self, *, as_of: dt.datetime | str | None = None) -> list[Decision]:
        """Return the log of decisions, oldest first."""
        query = select(decisions).order_by(decisions.c.number)
        at = as_of_moment(as_of)
        if at is not None:
            query = query.where(decisions.c.added <= at)
        with naming(self._engine), self._engine.connect() as connection:
            return [Decision(**row) for row in connection.execute(query).mappings()]

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open a connection for one reading of the ledger; its errors are ``LedgerError``."""
        with naming(self._engine), self._engine.connect() as connection:
            yield connection

    def reports(
        self,
        filters: Filters = EVERYTHING,
        *,
        order: Order = "time",
        limit: int | None = None,
        as_of: dt.datetime | str | None = None,
    ) -> Iterator[Row]:
        """Yield the current reports for which the filters hold, as rows with participants, place, time and sources."""
        with self.reading() as connection:
            yield from reports_of(connection, filters, as_of_moment(as_of), order, limit)

    def quantities(
        self,
        filters: Filters = EVERYTHING,
        *,
        order: Order = "time",
        limit: int | None = None,
        as_of: dt.datetime | str | None = None,
    ) -> Iterator[Row]:
        """Yield the quantities of those reports, as rows."""
        with self.reading() as connection:
            yield from quantities_of(connection, filters, as_of_moment(as_of), order, limit)

    def attributions(
        self,
        filters: Filters = EVERYTHING,
        *,
        limit: int | None = None,
        as_of: dt.datetime | str | None = None,
    ) -> Iterator[Row]:
        """Yield the current attributions for which the filters hold, as rows."""
        with self.reading() as connection:
            yield from attributions_of(connection, filters, as_of_moment(as_of), limit)

    def articles(
        self,
        filters: Filters = EVERYTHING,
        *,
        limit: int | None = None,
        as_of: dt.datetime | str | None = None,
    ) -> Iterator[Row]:
        """Yield the current version of each article for which the filters hold, as rows."""
        with self.reading() as connection:
            yield from articles_of(connection, filters, as_of_moment(as_of), limit)

    def attempts(
        self,
        *,
        outlet: str | None = None,
        outcome: str | None = None,
        limit: int | None = None,
        as_of: dt.datetime | str | None = None,
    ) -> Iterator[Row]:
        """Yield what was tried to add, the last first: input, outlet, when, outcome and the reason of a failure."""
        with self.reading() as connection:
            yield from attempts_of(connection, outlet, outcome, as_of_moment(as_of), limit)

    def coverage(self, *, as_of: dt.datetime | str | None = None) -> tuple[Coverage, ...]:
        """Say of each outlet what was read when, what failed, and which days have no article."""
        with self.reading() as connection:
            return tuple(coverage_of(connection, as_of_moment(as_of)))

    def days(self, *, as_of: dt.datetime | str | None = None) -> tuple[DayRead, ...]:
        """Say of each day of publication how many articles are held and what failed; days without either are not listed."""
        with self.reading() as connection:
            return days_of(connection, as_of_moment(as_of))

    def outlet_days(self, *, as_of: dt.datetime | str | None = None) -> tuple[OutletDay, ...]:
        """Say how many articles are held of each outlet on each day of publication."""
        with self.reading() as connection:
            return outlet_days_of(connection, as_of_moment(as_of))

    def stats(self, *, as_of: dt.datetime | str | None = None) -> dict[str, int]:
        """Count what the ledger holds: articles, versions, readings, and current reports by type."""
        with self.reading() as connection:
            return counts_of(connection, as_of_moment(as_of))

    def last_numbers(self) -> tuple[int, int]:
        """Return the numbers of the last attempt and reading: while they stay, so do all counts of what is held."""
        with self.reading() as connection:
            attempt, reading = connection.execute(LAST_NUMBERS).one()
        return attempt or 0, reading or 0

    def check(self) -> Iterator[Damage]:
        """Yield what is damaged: hashes, references, derived rows, search, and what the database itself finds."""
        with naming(self._engine), self._engine.connect() as connection:
            yield from find_damage(connection)

    def copy_from(self, other: Ledger, *, as_of: dt.datetime | str | None = None) -> None:
        """Add what another ledger held at a time: the current records and the log of decisions as it was."""
        at = as_of_moment(as_of)
        then = None if at is None else dt.datetime.fromisoformat(at)
        for record in other.records(as_of=then):
            self.add(record)
        log = [msgspec.structs.asdict(decision) for decision in other.decisions(as_of=then)]
        if log:
            self._write(lambda connection: connection.execute(insert(decisions), log), other.url)

    def is_viewed(self, version: str) -> bool:
        """Whether the stored view of events knows all that the ledger holds, by this version of the merging."""
        with self.reading() as connection:
            return is_current(connection, version)

    def viewed(self, version: str, *, as_of: dt.datetime | str | None = None) -> StoredEvents | None:
        """Return the stored events as known at ``as_of``, else as they stand now.

        ``None`` where the view has no state that knows just what the ledger knew then. What is newer than the view is
        not in it: ``onrecord.merging.events_of`` brings it up to date first.
        """
        with self.reading() as connection:
            at = standpoint_at(connection, version, as_of_moment(as_of))
        return None if at is None else StoredEvents(self.reading, at)

    def viewed_now(self, version: str) -> StoredEvents | None:
        """Return the stored events as they stand now; ``None`` where the view is behind, or of another version."""
        with self.reading() as connection:
            state = current_state(connection, version)
        return None if state is None else StoredEvents(self.reading, Standpoint(state, True))

    def how_far(self, version: str) -> tuple[int, int, int]:
        """Return up to which reading the view knows the ledger, the last reading, and how many rows of events there are.

        A view of another version knows nothing.
        """
        with self.reading() as connection:
            return how_far(connection, version)

    def update_view(self, task: Callable[[FilingCabinet], _Result]) -> _Result:
        """Run one transaction that brings the stored view of events further. Writers take turns."""
        with naming(self._engine):
            return self._write(lambda connection: task(FilingCabinet(connection)), "events")

    def keep_summaries(self, at_once: int = 100) -> int:
        """Write down the summaries of events that are not kept, as after an upgrade; return how many there were to write.

        Others may read meanwhile, and write after each ``at_once`` of them.
        """
        with self.reading() as connection:
            lacking = summaries.missing(connection)
        last: int | None = 0
        while lacking and last is not None:
            after = last
            last = self.in_turn(lambda c, after=after: summaries.fill(c, after, at_once), "summaries")  # type: ignore[misc]
        return lacking

    def in_turn(self, task: Callable[[Connection], _Result], name: str) -> _Result:
        """Run one transaction on tables that another module of this room keeps. Writers take turns."""
        with naming(self._engine):
            return self._write(task, name)

    def _write(self, task: Callable[[Connection], _Result], name: str) -> _Result:
        """Run one transaction, again where the server went away meanwhile: what is stored twice is stored once."""
        waits = iter(WAITS)
        while True:
            try:
                with writing(self._engine) as connection:
                    return task(connection)
            except DBAPIError as error:
                if is_of_the_record(error):
                    raise InputError(name, f"cannot be stored: {error.orig}") from error
                if is_read_only(error):
                    raise ReadOnlyLedgerError(explained(self._engine, error)) from error
                wait = next(waits, None)
                if wait is None or not is_passing(error):
                    raise LedgerError(explained(self._engine, error)) from error
                time.sleep(wait)


def _say_nothing(_message: str) -> None:
    """What hears of a migration where nobody wants to."""
