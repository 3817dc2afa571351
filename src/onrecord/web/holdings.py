"""What the ledger holds and what was tried, counted once and remembered until something more is added or tried."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TypeVar

from onrecord.ledger import Coverage, Ledger
from onrecord.ledger.days import DayRead, OutletDay
from onrecord.web.memory import Memory

_KEPT = 24
"""Counts remembered: the four of now, and of some times before."""
_Answer = TypeVar("_Answer")


class Holdings:
    """The counts of a ledger. Counting goes through all that was read, which takes seconds at a million reports."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._memory = Memory(_KEPT)

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
        return self._memory.of((what, at, self._ledger.last_numbers()), count)
