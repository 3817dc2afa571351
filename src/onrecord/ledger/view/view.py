"""The stored events as questions see them, from one standpoint: now, or as of a time that the view has kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any

from sqlalchemy import Connection

from onrecord.ledger.view import asking, auditing, changes, cursors, register, summaries, tallies
from onrecord.ledger.view.asking import EventFilters, EventLeaf, EventPage, Row
from onrecord.ledger.view.auditing import WrongRow
from onrecord.ledger.view.changes import Change, Facet
from onrecord.ledger.view.cursors import EventOrder
from onrecord.ledger.view.records import Standpoint
from onrecord.ledger.view.register import EVERY_PROMISE, Numbered, PromiseFilters
from onrecord.ledger.view.standpoints import newest_standpoint, oldest_state, state_at
from onrecord.model import Event, Promise, Summary, UsageError

EVERY_EVENT = EventFilters()


class StoredEvents:
    """The events of one state of the view. What does not fit in memory comes bit by bit."""

    def __init__(self, reading: Callable[[], AbstractContextManager[Connection]], at: Standpoint) -> None:
        self._reading, self._at = reading, at

    @property
    def standpoint(self) -> Standpoint:
        """From where the events are seen: answers to the same questions from the same standpoint are the same."""
        return self._at

    @property
    def state(self) -> int:
        """The number of the state: a cursor for ``changes``."""
        return self._at.state

    def is_of(self, reading: Callable[[], AbstractContextManager[Connection]]) -> bool:
        """Whether these are the events of the ledger that is read so."""
        return self._reading == reading

    def rows(
        self, filters: EventFilters = EVERY_EVENT, *, order: EventOrder = "time", limit: int | None = None
    ) -> Iterator[Row]:
        """Yield the events for which the filters hold, as rows."""
        with self._reading() as connection:
            yield from asking.events_of(connection, filters, self._at, order, limit)

    def rows_named(
        self, names: Sequence[str], filters: EventFilters = EVERY_EVENT, *, order: EventOrder = "time"
    ) -> list[Row]:
        """Return those of these events, by their ids, for which the filters hold, as rows."""
        with self._reading() as connection:
            return register.rows_among(connection, names, filters, self._at, order)

    def events(
        self, filters: EventFilters = EVERY_EVENT, *, order: EventOrder = "time", limit: int | None = None
    ) -> Iterator[Event]:
        """Yield them whole."""
        with self._reading() as connection:
            yield from asking.bodies_of(connection, filters, self._at, order, limit)

    def summaries(
        self, filters: EventFilters = EVERY_EVENT, *, order: EventOrder = "time", limit: int | None = None
    ) -> Iterator[Summary]:
        """Yield what lists say of them."""
        with self._reading() as connection:
            numbers = asking.numbers_of(connection, filters, self._at, order, limit)
            yield from summaries.in_turn(connection, numbers, self._at)

    def wrong_summaries(self) -> Iterator[str]:
        """Yield the ids of events, of any state, whose kept summary is not what the event says."""
        with self._reading() as connection:
            yield from summaries.wrong(connection)

    def wrong_rows(self) -> Iterator[WrongRow]:
        """Yield where the rows by which events, of any state, are found and listed are not what the events give."""
        with self._reading() as connection:
            yield from auditing.wrong_rows(connection)

    def named(self, name: str) -> Event:
        """Return the event with this id, or the only one whose id or one of whose reports' ids begins so.

        Raises ``UsageError`` where there is none, or more than one.
        """
        with self._reading() as connection:
            return asking.event_named(connection, name, self._at)

    def page(
        self,
        filters: EventFilters = EVERY_EVENT,
        *,
        order: EventOrder = "time",
        limit: int = 50,
        after: str | None = None,
    ) -> EventPage:
        """Return so many events and the cursor of the next ones; ``after`` is the cursor of the page before.

        All pages show the state of the first one, whatever is added meanwhile.
        """
        with self._reading() as connection:
            at, order, key = self._begins(connection, order, after)
            return asking.page_of(connection, filters, at, order, limit, key)

    def leaf(
        self, filters: EventFilters = EVERY_EVENT, *, order: EventOrder = "time", limit: int = 50, after: str | None = None
    ) -> EventLeaf:  # fmt: skip
        """Return the same page as row numbers, for who may know already what to show of an event."""
        with self._reading() as connection:
            at, order, key = self._begins(connection, order, after)
            return asking.leaf_of(connection, filters, at, order, limit, key)

    def summarized(self, numbers: Sequence[int], after: str | None = None) -> dict[int, Summary]:
        """Return the summaries of a leaf by row numbers; ``after`` is what the leaf was asked with."""
        with self._reading() as connection:
            return summaries.summaries_of(connection, numbers, self._begins(connection, "time", after)[0])

    def _begins(
        self, connection: Connection, order: EventOrder, after: str | None
    ) -> tuple[Standpoint, EventOrder, tuple[Any, str] | None]:
        """From where a page is seen, its order, and what it comes after: those of the page before."""
        if after is None:
            return self._at, order, None
        state, order, key = cursors.read_cursor(after)
        newest = newest_standpoint(connection).state
        if not oldest_state(connection) <= state <= newest:
            raise UsageError(
                f"'{after}' is a cursor from before the events were made anew: begin at the first page"
            )
        return Standpoint(state, state == newest), order, key

    def count(self, filters: EventFilters = EVERY_EVENT) -> int:
        """Return for how many events the filters hold."""
        with self._reading() as connection:
            return asking.count_of(connection, filters, self._at)

    def counts(
        self, facet: Facet, filters: EventFilters = EVERY_EVENT, *, limit: int | None = None
    ) -> list[tuple[str, int]]:
        """Return for how many of those events each value of a facet holds, the commonest first; days in their order."""
        with self._reading() as connection:
            return changes.counts_by(connection, facet, filters, self._at, limit)

    def changes(self, since: int | str, *, limit: int = 1000) -> list[Change]:
        """Return what is new, changed or gone since a state or a time (UTC, as the ledger writes it), the oldest first.

        Go on from the ``state`` of the last one. After the events were made anew, every one of them is new.
        """
        with self._reading() as connection:
            state = state_at(connection, since) if isinstance(since, str) else since
            return list(changes.changes_since(connection, state, limit))

    def knows(self, state: int) -> bool:
        """Whether the ledger still knows an older state: it does until the events are made anew."""
        with self._reading() as connection:
            return oldest_state(connection) <= state <= self.state

    def begun_since(self, state: int) -> Iterator[Event]:
        """Yield the events that stand now and did not, or stood otherwise, in an older state."""
        with self._reading() as connection:
            yield from changes.begun(connection, state, self._at)

    def ended_since(self, state: int) -> Iterator[Event]:
        """Yield the events that stood in an older state as they do no longer, as they stood then."""
        with self._reading() as connection:
            yield from changes.ended(connection, state, self._at)

    def parties(self, filters: EventFilters = EVERY_EVENT) -> list[tallies.Party]:
        """Return everybody who takes part, by key."""
        with self._reading() as connection:
            return tallies.parties_of(connection, filters, self._at)

    def spans(self, filters: EventFilters = EVERY_EVENT) -> list[tallies.SpanCount]:
        """Return how the events lie in time, by first and last day, type and standing."""
        with self._reading() as connection:
            return tallies.spans_of(connection, filters, self._at)

    def places(self, filters: EventFilters = EVERY_EVENT) -> list[Row]:
        """Return where the events are told to be, those places with most of them first."""
        with self._reading() as connection:
            return tallies.places_of(connection, filters, self._at)

    def told_on(self, day: str, *, limit: int = 1000) -> list[Event]:
        """Return the events of which something was published on a day, those with most origins first."""
        with self._reading() as connection:
            return tallies.told_on(connection, day, self._at, limit)

    def told_by(self, outlet: str, *, limit: int = 1000) -> list[Summary]:
        """Return what lists say of the events that an outlet tells, the latest told first."""
        with self._reading() as connection:
            numbers = tallies.told_by(connection, outlet, self._at, limit)
            return list(summaries.in_turn(connection, numbers, self._at))

    def whole(self, names: Sequence[str]) -> list[Event]:
        """Return events by their ids, in the order asked for; what is not there is left out."""
        with self._reading() as connection:
            return tallies.whole(connection, names, self._at)

    def homes(self, reports: Sequence[str]) -> dict[str, str]:
        """Return the id of the event of each of some reports, by the ids of the reports."""
        with self._reading() as connection:
            return tallies.homes_of(connection, reports, self._at)

    def left(self, event: str) -> list[str]:
        """Return the ids of the reports that stood in an event last and stand in none, since somebody called them wrong."""
        with self._reading() as connection:
            return tallies.left(connection, event, self._at)

    def promises(self, filters: PromiseFilters = EVERY_PROMISE) -> Iterator[tuple[int, Promise]]:
        """Yield the promises with the numbers of their rows, in order of the day on which they were made."""
        with self._reading() as connection:
            yield from register.promises_of(connection, filters, self._at)

    def promise_numbers(self, filters: PromiseFilters = EVERY_PROMISE) -> list[Numbered]:
        """Return the same as numbers and outcomes."""
        with self._reading() as connection:
            return register.numbers_of(connection, filters, self._at)

    def promises_numbered(self, numbers: Sequence[int]) -> list[Promise]:
        """Return promises by the numbers of their rows; those that are gone since are left out."""
        with self._reading() as connection:
            return register.numbered(connection, numbers, self._at)

    def promises_named(self, names: Sequence[str]) -> dict[str, Promise]:
        """Return what became of these events, by their ids, as far as they are promises."""
        with self._reading() as connection:
            return register.promises_named(connection, names, self._at)
