"""The stored events as known at a time, kept open for the next question of the same time."""

from __future__ import annotations

import datetime as dt
import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from onrecord.ledger import Ledger
from onrecord.ledger.view import StoredEvents
from onrecord.merging import events_of
from onrecord.web.present import Present

_KEPT = 4
"""Times that stay open."""


class _Open:
    """One time that is open, and how many are asking it."""

    def __init__(self) -> None:
        self.stack = ExitStack()
        self.asking = 0
        self.lock = threading.Lock()
        self.view: StoredEvents | None = None


class Standpoints:
    """Events as known now or at a time. What was known at a past time does not change, so its answer is kept open."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._present = Present(ledger)
        self._lock = threading.Lock()
        self._past: OrderedDict[dt.datetime, _Open] = OrderedDict()

    @contextmanager
    def at(self, moment: dt.datetime | None) -> Iterator[StoredEvents]:
        """Open the events as known at a time (``None``: now)."""
        if moment is None or moment > dt.datetime.now(dt.UTC):
            with events_of(self._ledger) as found:
                yield self._present.of(found)
            return
        one = self._entered(moment)
        try:
            with one.lock:
                if one.view is None:
                    one.view = one.stack.enter_context(events_of(self._ledger, as_of=moment))
            yield one.view
        finally:
            with self._lock:
                one.asking -= 1
            self._forget_oldest(_KEPT)

    def close(self) -> None:
        """Close every time that is open."""
        self._forget_oldest(0)

    def _entered(self, moment: dt.datetime) -> _Open:
        with self._lock:
            one = self._past.setdefault(moment, _Open())
            self._past.move_to_end(moment)
            one.asking += 1
            return one

    def _forget_oldest(self, kept: int) -> None:
        with self._lock:
            idle = [moment for moment, one in self._past.items() if not one.asking]
            gone = [self._past.pop(moment) for moment in idle[: max(0, len(self._past) - kept)]]
        for one in gone:
            one.stack.close()
