"""The stored events of one state with their columns at hand: what is counted or listed needs no walk through the database."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

from sqlalchemy import Connection, select

from onrecord.ledger.view import asking
from onrecord.ledger.view.asking import EventFilters, EventOrder, EventPage, Row
from onrecord.ledger.view.changes import Facet
from onrecord.ledger.view.columns import (
    Chosen,
    EventColumns,
    Numbers,
    counts_in,
    load_reports,
    numbers_after,
    numbers_of,
    parties_in,
    places_in,
    position_of,
)
from onrecord.ledger.view.records import Standpoint
from onrecord.ledger.view.schema import events
from onrecord.ledger.view.tallies import Party
from onrecord.ledger.view.view import EVERY_EVENT, StoredEvents
from onrecord.model import Event

_CHOICES = 16
"""Choices remembered: those who ask for a list mostly ask for its counts next. One is a byte an event."""


class HeldColumns:
    """The columns of a state, and what was chosen from them last."""

    def __init__(self, columns: EventColumns) -> None:
        self.columns = columns
        self._lock = threading.Lock()
        self._reading = threading.Lock()
        self._event_of: Numbers | None = None
        self._chosen: OrderedDict[EventFilters, Chosen] = OrderedDict()

    def chosen(self, connection: Connection, filters: EventFilters) -> Chosen:
        """Return the events that pass the filters."""
        with self._lock:
            found = self._chosen.get(filters)
        if found is None:
            found = Chosen.by(connection, self.columns, filters, lambda: self._event_of_each(connection))
        with self._lock:
            self._chosen[filters] = found
            self._chosen.move_to_end(filters)
            while len(self._chosen) > _CHOICES:
                self._chosen.popitem(last=False)
        return found

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
        with self._reading() as connection:
            asking.ordered_by(order)
            numbers = numbers_of(self._held.chosen(connection, filters), order, limit)
            yield from map(asking.shown, asking.rows_of(connection, numbers))

    def events(
        self, filters: EventFilters = EVERY_EVENT, *, order: EventOrder = "time", limit: int | None = None
    ) -> Iterator[Event]:
        """Yield them whole."""
        with self._reading() as connection:
            asking.ordered_by(order)
            numbers = numbers_of(self._held.chosen(connection, filters), order, limit)
            yield from asking.whole_of(connection, numbers)

    def page(
        self,
        filters: EventFilters = EVERY_EVENT,
        *,
        order: EventOrder = "time",
        limit: int = 50,
        after: str | None = None,
    ) -> EventPage:
        """Return so many events and the cursor of the next ones; ``after`` is the cursor of the page before."""
        first = 0
        with self._reading() as connection:
            if after is not None:
                state, order, (_, name) = asking.read_cursor(after)
                place = self._place_of(connection, order, name) if state == self.state else None
                if place is None:
                    return super().page(filters, order=order, limit=limit, after=after)
                first = place + 1
            column = asking.ordered_by(order)[0].name
            numbers = numbers_after(self._held.chosen(connection, filters), order, first, limit + 1)
            rows = list(asking.rows_of(connection, numbers[:limit]))
        key = (rows[-1][column], rows[-1]["event"]) if len(numbers) > limit else None
        following = None if key is None else asking.cursor(self._at, order, key)
        return EventPage([asking.shown(row) for row in rows], following)

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

    def places(self, filters: EventFilters = EVERY_EVENT) -> list[Row]:
        """Return where the events are told to be, those places with most of them first."""
        return places_in(self._chosen(filters))

    def _chosen(self, filters: EventFilters) -> Chosen:
        with self._reading() as connection:
            return self._held.chosen(connection, filters)

    def _place_of(self, connection: Connection, order: EventOrder, name: str) -> int | None:
        e = events.c
        stood = (e.since <= self.state, e.until > self.state)
        number = connection.scalar(select(e.number).where(e.event == name, *stood))
        return None if number is None else position_of(self._held.columns, order, number)
