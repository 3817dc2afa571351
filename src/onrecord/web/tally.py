"""What became of what each source has said, counted over all events once and then kept up with what changes.

Counting looks at every event, which takes some ten seconds at a million reports. So it is done beside the answering where
there are many events, and the page says of which state its counts are, and how far a first count has come.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from typing import NamedTuple

import msgspec

from onrecord.ledger.view import StoredEvents
from onrecord.merging import track_records
from onrecord.model import Event, LedgerError, Summary, TrackRecord

_COUNTS = tuple(f.name for f in msgspec.structs.fields(TrackRecord) if f.type is int)
_AT_ONCE = 200
"""Events after which others may look at the count."""


class Tallied(NamedTuple):
    """The track records, the commonest source first, and of what."""

    rows: tuple[TrackRecord, ...]
    counted: int
    """Events counted."""
    total: int
    """Events that there are; more than are counted where the count is not finished."""


class Tally:
    """The count of one state of the newest events. What is wrong half-way is begun anew."""

    def __init__(self, opened: Callable[[], AbstractContextManager[StoredEvents]]) -> None:
        self._opened = opened
        self._lock = threading.Lock()
        self._busy = threading.Lock()
        self._state: int | None = None
        self._counts: dict[str, Counter[str]] = {}
        self._names: dict[str, TrackRecord] = {}
        self._counted = 0

    def now(self, total: int) -> Tallied:
        """Return what is counted by now of so many events, and let the count go on."""
        if self._busy.acquire(blocking=False):
            threading.Thread(target=self._count_beside, daemon=True).start()
        with self._lock:
            rows = [self._row(source) for source, found in self._counts.items() if found["events"]]
            counted = self._counted
        return Tallied(
            tuple(sorted(rows, key=lambda row: (-row.events, row.source))), counted, max(total, counted)
        )

    def count(self) -> None:
        """Count, or keep up with what has changed since the last count; one at a time does."""
        with self._busy:
            self._go_on()

    def _go_on(self) -> None:
        with self._opened() as view:
            if self._state is None or not view.knows(self._state):
                self._forget()
                self._take(view.summaries(), 1)
            elif view.state > self._state:
                self._take(view.ended_since(self._state), -1)
                self._take(view.begun_since(self._state), 1)
            self._state = view.state

    def _count_beside(self) -> None:
        try:
            self._go_on()
        except LedgerError:
            self._state = (
                None  # begin anew when somebody asks again; who does is told what is wrong by the page itself
            )
        finally:
            self._busy.release()

    def _forget(self) -> None:
        with self._lock:
            self._counts, self._names, self._counted = {}, {}, 0

    def _take(self, events: Iterable[Event | Summary], sign: int) -> None:
        some: list[TrackRecord] = []
        seen = 0
        for event in events:
            some += track_records([event])
            seen += 1
            if seen == _AT_ONCE:
                self._add(some, seen, sign)
                some, seen = [], 0
        self._add(some, seen, sign)

    def _add(self, rows: Iterable[TrackRecord], events: int, sign: int) -> None:
        with self._lock:
            self._counted += sign * events
            for row in rows:
                self._names.setdefault(row.source, row)
                found = self._counts.setdefault(row.source, Counter())
                for name in _COUNTS:
                    found[name] += sign * getattr(row, name)

    def _row(self, source: str) -> TrackRecord:
        found = self._counts[source]
        return msgspec.structs.replace(self._names[source], **{name: found[name] for name in _COUNTS})
