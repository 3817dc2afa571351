"""A progress bar with rate and time left, on a terminal; elsewhere nothing."""

from __future__ import annotations

import threading
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
from rich.text import Text

from onrecord.scale.backfill import Plan
from onrecord.scale.coding_shard import Reached


class Tally:
    """Adds up what the shards in work have reached. May be told from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._reached: dict[str, Reached] = {}

    def tell(self, reached: Reached) -> tuple[int, int]:
        """Take one in; return documents and bytes done in all."""
        with self._lock:
            self._reached[reached.shard] = reached
            return sum(r.documents for r in self._reached.values()), sum(
                r.bytes for r in self._reached.values()
            )


class _Rate(ProgressColumn):
    """Articles a second since the start."""

    def render(self, task: Task) -> Text:
        documents = task.fields["documents"]
        seconds = task.elapsed or 0
        return Text(f"{documents:,} articles, {documents / seconds if seconds else 0:.1f}/s")


@contextmanager
def shown_progress(work: Plan, console: Console | None = None) -> Iterator[Callable[[Reached], None]]:
    """Show a bar while the work goes on, and give what is to be told of it."""
    console = console or Console(stderr=True)
    tally = Tally()
    if not console.is_terminal or not work.tasks:
        yield lambda _reached: None
        return
    columns = (
        TextColumn("{task.percentage:>3.0f} %"),
        BarColumn(),
        _Rate(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console) as bar:
        row = bar.add_task("", total=work.bytes, documents=0)

        def tell(reached: Reached) -> None:
            documents, done = tally.tell(reached)
            bar.update(row, completed=done, documents=documents)

        yield tell
