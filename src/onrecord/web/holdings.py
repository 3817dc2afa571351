"""What the ledger holds and what was tried, counted once and remembered until something more is added or tried."""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Callable, Hashable
from typing import Any, NamedTuple, TypeVar

from onrecord.ledger import Coverage, Ledger
from onrecord.ledger.days import DayRead, OutletDay
from onrecord.model import LedgerError
from onrecord.web.memory import Memory

_KEPT = 24
"""Counts remembered: the four of now, and of some times before."""
_LONG = 0.5
"""Seconds of a count from which on the next is made beside the answering."""
_SPARED = 4
"""Times as long as a count took pass before the next: a ledger that grows all the time is not counted all the time."""
_Answer = TypeVar("_Answer")


class _Counted(NamedTuple):
    """A count, of which last numbers of the ledger, how long it took, and when it was there."""

    answer: Any
    numbers: Hashable
    took: float
    made: float


class Holdings:
    """The counts of a ledger. Counting goes through all that was read, which takes seconds at a million reports.

    Where a count takes long, the one before is shown until the next, made beside the answering, is there.
    """

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._memory = Memory(_KEPT)
        self._now: dict[str, _Counted] = {}
        self._busy = threading.Lock()

    def stats(self, at: dt.datetime | None = None) -> dict[str, int]:
        """How much the ledger holds."""
        return self._kept("stats", at, lambda: self._ledger.stats(as_of=at))

    def coverage(self, at: dt.datetime | None = None) -> tuple[Coverage, ...]:
        """What was read of each outlet, and what failed."""
        return self._kept("coverage", at, lambda: self._ledger.coverage(as_of=at))

    def days(self, at: dt.datetime | None = None) -> tuple[DayRead, ...]:
        """What was read of each day."""
        return self._kept("days", at, lambda: self._ledger.days(as_of=at))

    def outlet_days(self, at: dt.datetime | None = None) -> tuple[OutletDay, ...]:
        """What was read of each outlet and day."""
        return self._kept("outlet days", at, lambda: self._ledger.outlet_days(as_of=at))

    def _kept(self, what: str, at: dt.datetime | None, count: Callable[[], _Answer]) -> _Answer:
        numbers = self._ledger.last_numbers()
        before = self._now.get(what)
        if at is None and before is not None and before.numbers != numbers and before.took > _LONG:
            self._count_beside(what, numbers, count, before)
            known: _Answer = before.answer
            return known

        def counted() -> _Answer:
            return self._count(what, numbers, count) if at is None else count()

        return self._memory.of((what, at, numbers), counted)

    def _count(self, what: str, numbers: Hashable, count: Callable[[], _Answer]) -> _Answer:
        start = time.monotonic()
        answer = count()
        end = time.monotonic()
        self._now[what] = _Counted(answer, numbers, end - start, end)
        return answer

    def _count_beside(
        self, what: str, numbers: Hashable, count: Callable[[], object], before: _Counted
    ) -> None:
        if time.monotonic() < before.made + _SPARED * before.took or not self._busy.acquire(blocking=False):
            return

        def work() -> None:
            try:
                self._memory.of((what, None, numbers), lambda: self._count(what, numbers, count))
            except LedgerError:
                return  # who asks next meets it too, and is told
            finally:
                self._busy.release()

        threading.Thread(target=work, daemon=True).start()
