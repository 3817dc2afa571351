"""How far long work is, with rate and time left: a bar on a terminal, elsewhere a line now and then."""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Column
from rich.text import Text

from onrecord.scale.backfill import Plan
from onrecord.scale.coding_shard import Reached

_EVERY = 300.0
"""Seconds between two lines where no terminal shows the bar: a log of days stays short."""
Show = Callable[[int, int], None]
"""Hears how much of the whole is done, and how many articles; from any thread."""


class Tally:
    """Adds up what the shards in work have reached. May be told from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._reached: dict[str, Reached] = {}
        self._documents = self._bytes = 0

    def tell(self, reached: Reached) -> tuple[int, int]:
        """Take one in; return documents and bytes done in all."""
        with self._lock:
            before = self._reached.get(reached.shard)
            self._reached[reached.shard] = reached
            self._documents += reached.documents - (before.documents if before else 0)
            self._bytes += reached.bytes - (before.bytes if before else 0)
            return self._documents, self._bytes


@contextmanager
def shown_progress(work: Plan, console: Console | None = None) -> Iterator[Callable[[Reached], None]]:
    """Show how far a backfill is, and give what is to be told of it."""
    tally = Tally()
    with shown(work.bytes if work.tasks else 0, console) as show:

        def tell(reached: Reached) -> None:
            documents, done = tally.tell(reached)
            show(done, documents)

        yield tell


@contextmanager
def shown(total: int, console: Console | None = None, what: str = "articles") -> Iterator[Show]:
    """Show how much of ``total`` is done. Nothing is shown of work that is nothing."""
    console = console or Console(stderr=True)
    if not total:
        yield lambda _done, _articles: None
    elif console.is_terminal:
        with _bar(total, console, what) as show:
            yield show
    else:
        yield Lines(total, console, what).show


@contextmanager
def _bar(total: int, console: Console, what: str) -> Iterator[Show]:
    columns = (
        TextColumn("{task.percentage:>3.0f} %", table_column=Column(no_wrap=True)),
        BarColumn(bar_width=None),
        _Rate(table_column=Column(no_wrap=True)),
        TimeElapsedColumn(table_column=Column(no_wrap=True)),
        TimeRemainingColumn(table_column=Column(no_wrap=True)),
    )
    with Progress(*columns, console=console, expand=True) as bar:
        row = bar.add_task("", total=total, articles=0, what=what)
        yield lambda done, articles: bar.update(row, completed=done, articles=articles)


class _Rate(ProgressColumn):
    """Articles a second since the start."""

    def render(self, task: Task) -> Text:
        articles, seconds = task.fields["articles"], task.elapsed or 0
        return Text(f"{articles:,} {task.fields['what']}, {articles / seconds if seconds else 0:.1f}/s")


class Lines:
    """Says it in a line every few minutes. May be told from any thread."""

    def __init__(
        self,
        total: int,
        console: Console,
        what: str = "articles",
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """``clock`` gives seconds."""
        self._total, self._console, self._what, self._clock = total, console, what, clock
        self._start = self._said = clock()
        self._first: int | None = None
        self._lock = threading.Lock()

    def show(self, done: int, articles: int) -> None:
        """Say how far the work is, where nothing was said for some minutes."""
        with self._lock:
            now = self._clock()
            if self._first is None:  # where a run before was stopped, which is none of this run's pace
                self._first = done
            if now - self._said < _EVERY:
                return
            self._said = now
            line = self._line(done, articles, now - self._start)
        self._console.out(f"onrecord: {line}", highlight=False)

    def _line(self, done: int, articles: int, seconds: float) -> str:
        begun = done - (self._first or 0)
        left = dt.timedelta(seconds=int((self._total - done) / begun * seconds)) if begun > 0 else "?"
        share = 100 * done / self._total
        return f"{share:.0f} %, {articles:,} {self._what}, {articles / seconds:.1f}/s, {left} left"
