"""Answers that stay true until the events change, kept for the next who asks."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

_Answer = TypeVar("_Answer")


class Memory:
    """So many answers, those asked for last. Two who ask at once for the same wait for one working it out."""

    def __init__(self, most: int = 200) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._known: OrderedDict[Hashable, tuple[threading.Lock, list[Any]]] = OrderedDict()

    def of(self, about: Hashable, work: Callable[[], _Answer]) -> _Answer:
        """Return what is known about something, else work it out. What fails is not kept."""
        with self._lock:
            lock, answer = self._known.setdefault(about, (threading.Lock(), []))
            self._known.move_to_end(about)
            while len(self._known) > self._most:
                self._known.popitem(last=False)
        with lock:
            if not answer:
                answer.append(work())
            found: _Answer = answer[0]
            return found
