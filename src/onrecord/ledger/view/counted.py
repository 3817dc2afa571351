"""The stored events of one state with their columns at hand: what is counted or listed needs no walk through the database."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

from sqlalchemy import Connection, select

from onrecord.ledger.view import asking, cursors, summaries
from onrecord.ledger.view.asking import EventFilters, EventLeaf, EventPage, Row
from onrecord.ledger.view.changes import Facet
from onrecord.ledger.view.columns import (
    Chosen,
    EventColumns,
    Masks,
    Numbers,
    Reading,
    counts_in,
    load_reports,
    numbers_after,
    numbers_of,
    parties_in,
    places_in,
    position_of,
    spans_in,
)
from onrecord.ledger.view.cursors import EventOrder
from onrecord.ledger.view.records import Standpoint
from onrecord.ledger.view.schema import events
from onrecord.ledger.view.tallies import Party, SpanCount
from onrecord.ledger.view.view import EVERY_EVENT, StoredEvents
from onrecord.model import Event, Summary

_MASKS = 128
"""Masks remembered: those who ask for a list mostly ask for its counts next. One is a bit an event."""


class HeldColumns:
    """The columns of a state, and what was chosen from them last."""

    def __init__(self, columns: EventColumns) -> None:
        self.columns = columns
        self._masks = Masks(_MASKS)
        self._reading = threading.Lock()
        self._event_of: Numbers | None = None

    def chosen(self, reading: Reading, filters: EventFilters) -> Chosen:
        """Return the events that pass the filters."""

        def reports() -> Numbers:
            with reading() as connection:
                return self._event_of_each(connection)

        return Chosen.by(reading, self.columns, filters, self._masks, reports)

    def load_reports(self, connection: Connection) -> None:
        """Load what searches for words need, so that nobody need wait for it."""
        self._event_of_each(connection)

    def _event_of_each(self, connection: Connection) -> Numbers:
        with self._reading:
            if self._event_of is None:
                self._event_of = load_reports(connection, self.columns)
            return self._event_of


class CountedEvents(StoredEvents):
    """The same answers as ``StoredEvents`` has of that state."""

    def __init__(
        self, reading: Callable[[], AbstractContextManager[Connection]], held: HeldColumns, *, newest: bool
    ) -> None:
        super().__init__(reading, Standpoint(held.columns.state, newest))
        self._held = held

    def rows(
        self, filters: EventFilters = EVERY_EVENT, *, order: EventOrder = "time", limit: int | None = None
    ) -> Iterator[Row]:
        """Yield the events for which the filters hold, as rows."""
        asking.ordered_by(order)
        numbers = numbers_of(self._chosen(filters), order, limit)
        with self._reading() as connection:
            yield from map(asking.shown, asking.rows_of(connection, numbers))

    def events(
        self, filters: EventFilters = EVERY_EVENT, *, order: EventOrder = "time", limit: int | None = None
    ) -> Iterator[Event]:
        """Yield them whole."""
        asking.ordered_by(order)
        numbers = numbers_of(self._chosen(filters), order, limit)
        with self._reading() as connection:
            yield from asking.whole_of(connection, numbers)

    def summaries(
        self, filters: EventFilters = EVERY_EVENT, *, order: EventOrder = "time", limit: int | None = None
    ) -> Iterator[Summary]:
        """Yield what lists say of them."""
        asking.ordered_by(order)
        numbers = numbers_of(self._chosen(filters), order, limit)
        with self._reading() as connection:
            yield from summaries.in_turn(connection, numbers, self._at)

    def page(
        self,
        filters: EventFilters = EVERY_EVENT,
        *,
        order: EventOrder = "time",
        limit: int = 50,
        after: str | None = None,
    ) -> EventPage:
        """Return so many events and the cursor of the next ones; ``after`` is the cursor of the page before."""
        found = self._following(filters, order, limit, after)
        if found is None:
            return super().page(filters, order=order, limit=limit, after=after)
        order, numbers = found
        with self._reading() as connection:
            rows = list(asking.rows_of(connection, numbers[:limit]))
        last = rows[-1] if len(numbers) > limit else None
        return EventPage([asking.shown(row) for row in rows], self._cursor(order, last))

    def leaf(
        self, filters: EventFilters = EVERY_EVENT, *, order: EventOrder = "time", limit: int = 50, after: str | None = None
    ) -> EventLeaf:  # fmt: skip
        """Return the same page as row numbers."""
        found = self._following(filters, order, limit, after)
        if found is None:
            return super().leaf(filters, order=order, limit=limit, after=after)
        order, numbers = found
        if len(numbers) <= limit:
            return EventLeaf(numbers, None)
        with self._reading() as connection:
            last = next(asking.rows_of(connection, numbers[limit - 1 : limit]), None)
        return EventLeaf(numbers[:limit], self._cursor(order, last))

    def _following(
        self, filters: EventFilters, order: EventOrder, limit: int, after: str | None
    ) -> tuple[EventOrder, list[int]] | None:
        """The order, and one event more than asked for; ``None`` where the page before was of another state."""
        first = 0
        if after is not None:
            state, order, (_, name) = cursors.read_cursor(after)
            place = self._place_of(order, name) if state == self.state else None
            if place is None:
                return None
            first = place + 1
        asking.ordered_by(order)
        return order, numbers_after(self._chosen(filters), order, first, limit + 1)

    def _cursor(self, order: EventOrder, last: Row | None) -> str | None:
        column = asking.ordered_by(order)[0].name
        return None if last is None else cursors.cursor(self._at, order, (last[column], last["event"]))

    def count(self, filters: EventFilters = EVERY_EVENT) -> int:
        """Return for how many events the filters hold."""
        return self._chosen(filters).total

    def counts(
        self, facet: Facet, filters: EventFilters = EVERY_EVENT, *, limit: int | None = None
    ) -> list[tuple[str, int]]:
        """Return for how many of those events each value of a facet holds, the commonest first; days in their order."""
        return counts_in(self._chosen(filters), facet, limit)

    def parties(self, filters: EventFilters = EVERY_EVENT) -> list[Party]:
        """Return everybody who takes part, by key."""
        return parties_in(self._chosen(filters))

    def spans(self, filters: EventFilters = EVERY_EVENT) -> list[SpanCount]:
        """Return how the events lie in time, by first and last day, type and standing."""
        return spans_in(self._chosen(filters))

    def places(self, filters: EventFilters = EVERY_EVENT) -> list[Row]:
        """Return where the events are told to be, those places with most of them first."""
        return places_in(self._chosen(filters))

    def _chosen(self, filters: EventFilters) -> Chosen:
        return self._held.chosen(self._reading, filters)

    def _place_of(self, order: EventOrder, name: str) -> int | None:
        e = events.c
        stood = (e.since <= self.state, e.until > self.state)
        with self._reading() as connection:
            number = connection.scalar(select(e.number).where(e.event == name, *stood))
        return None if number is None else position_of(self._held.columns, order, number)
