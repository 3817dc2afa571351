"""Processes that share the work of bringing the events of a ledger up to date (``merging/crew.py``).

Each opens the ledger for itself and reads what is stored for good; the one that started them writes. A process that dies
loses nothing: what it was at is done here.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import connection
from typing import Any

from onrecord.ledger import Ledger
from onrecord.ledger.view import FilingCabinet
from onrecord.merging.crew import ALONE, Crew
from onrecord.merging.shelf import Shelf
from onrecord.model import UsageError

AT_ONCE = 200
"""Articles of one step where many are loaded: events that several of them tell are written up once. Other writers wait."""

_Function = Callable[[Any, Any], Any]


@contextmanager
def merging_crew(url: str, workers: int) -> Iterator[Crew]:
    """Open a crew of so many processes for the ledger at a database URL; one alone is this process.

    Raises ``UsageError`` for fewer than one.
    """
    if workers < 1:
        raise UsageError(f"--workers must be 1 or more, not {workers}")
    if workers == 1:
        yield ALONE
        return
    team = _Team(url, workers)
    try:
        yield Crew(team.run, workers)
    finally:
        team.close()


class _Team:
    """The processes, which stay for all steps: each keeps the articles at hand that it has seen last."""

    def __init__(self, url: str, workers: int) -> None:
        self._url, self._workers = url, workers
        self._pool = self._new_pool()
        self._here: _Hand | None = None

    def run(self, function: _Function, tasks: Sequence[Any]) -> Iterable[Any]:
        """Do the tasks; those of a process that died are done here."""
        waiting: list[Future[Any] | None] = [self._submitted(function, task) for task in tasks]
        for task, future in zip(tasks, waiting, strict=True):
            try:
                yield self._alone(function, task) if future is None else future.result()
            except BrokenProcessPool:
                yield self._alone(function, task)

    def close(self) -> None:
        """End the processes."""
        self._pool.shutdown(wait=True, cancel_futures=True)
        if self._here is not None:
            self._here.close()

    def _submitted(self, function: _Function, task: Any) -> Future[Any] | None:
        try:
            return self._pool.submit(_do, function, task)
        except BrokenProcessPool:  # some other task of this round broke it; the next round has new processes
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = self._new_pool()
            return None

    def _alone(self, function: _Function, task: Any) -> Any:
        if self._here is None:
            self._here = _Hand(self._url)
        return self._here.do(function, task)

    def _new_pool(self) -> ProcessPoolExecutor:
        # spawn: the same on every system, and no connection of the parent's is inherited
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(
            self._workers, mp_context=context, initializer=_begin, initargs=(self._url,)
        )


class _Hand:
    """A ledger that is read, and a shelf of what was read last."""

    def __init__(self, url: str) -> None:
        self._ledger = Ledger.open(url, create=False)
        self._shelf: Shelf | None = None

    def do(self, function: _Function, task: Any) -> Any:
        """Apply a function; each time in a reading of its own, so that the database can tidy up in between."""
        with self._ledger.reading() as opened:
            cabinet = FilingCabinet(opened)
            if self._shelf is None:
                self._shelf = Shelf(cabinet)
            self._shelf.cabinet = cabinet
            return function(self._shelf, task)

    def close(self) -> None:
        self._ledger.close()


_hand: list[_Hand] = []


def _begin(url: str) -> None:
    threading.Thread(target=_end_with_the_parent, daemon=True).start()
    _hand.append(_Hand(url))


def _end_with_the_parent() -> None:
    """One whose parent was killed would wait for tasks for ever."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    connection.wait([parent.sentinel])
    os._exit(1)


def _do(function: _Function, task: Any) -> Any:
    return _hand[0].do(function, task)
