"""Answers that stay true until the events change, kept for the next who asks."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
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

    def several(
        self, about: Sequence[Hashable], work: Callable[[list[int]], Sequence[_Answer]]
    ) -> list[_Answer]:
        """Return what is known about each, and let ``work`` give at once what is not known of those at some positions."""
        with self._lock:
            known = {at: self._known[one][1] for at, one in enumerate(about) if one in self._known}
        found = {at: answer[0] for at, answer in known.items() if answer}
        missing = [at for at in range(len(about)) if at not in found]
        if missing:
            found |= dict(zip(missing, work(missing), strict=True))
        return [self.of(one, lambda at=at: found[at]) for at, one in enumerate(about)]  # type: ignore[misc]
