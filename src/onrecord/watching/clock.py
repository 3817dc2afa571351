"""Time, given to the loop from outside, so that tests need not wait."""

from __future__ import annotations

import queue
import time
from typing import Protocol, TypeVar

_Item = TypeVar("_Item")

Inbox = queue.SimpleQueue
"""What finished meanwhile. A ``SimpleQueue``, because a signal may put something in at any moment."""


class Clock(Protocol):
    """What the loop needs of time."""

    def now(self) -> float:
        """Seconds since 1970, UTC."""
        ...

    def wait(self, inbox: Inbox[_Item], until: float | None, *, busy: bool) -> _Item | None:
        """Wait for what comes in, or until a time; ``None`` where nothing came.

        ``until`` is ``None`` for no end; ``busy``: something is under way and will come in.
        """
        ...


class SystemClock:
    """The clock of the machine."""

    LONGEST = 3600.0
    """Seconds of one wait: a machine that slept looks at the clock again."""

    def now(self) -> float:
        """Seconds since 1970, UTC."""
        return time.time()

    def wait(self, inbox: Inbox[_Item], until: float | None, *, busy: bool) -> _Item | None:
        """Wait for what comes in, or until a time, an hour at most."""
        del busy  # this clock goes on by itself
        seconds = self.LONGEST if until is None else min(max(until - self.now(), 0.0), self.LONGEST)
        try:
            return inbox.get(timeout=seconds)
        except queue.Empty:
            return None
