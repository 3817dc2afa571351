"""What processes take that belong to no parent of ours, such as Ray's: looked at in Linux's ``/proc`` while they run."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

_PAUSE = 0.5
_TICKS = os.sysconf("SC_CLK_TCK")


class Family:
    """All processes whose environment holds ``ONRECORD_BENCH=mark``, watched in a thread until the block ends."""

    def __init__(self, mark: str) -> None:
        self._mark = f"ONRECORD_BENCH={mark}".encode()
        self._took: dict[str, float] = {}
        self._held: dict[str, float] = {}
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Family:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()

    @property
    def cpu(self) -> float:
        """CPU seconds of all of them, each as last seen: at most half a second of each is missed."""
        return sum(self._took.values())

    @property
    def largest(self) -> float:
        """The most memory in MB that one of the others than this process held."""
        return max((mb for pid, mb in self._held.items() if pid != str(os.getpid())), default=0.0)

    def _watch(self) -> None:
        while not self._over.wait(_PAUSE):
            for place in Path("/proc").glob("[0-9]*"):
                try:
                    if self._mark not in (place / "environ").read_bytes().split(b"\0"):
                        continue
                    fields = (place / "stat").read_text().rpartition(")")[2].split()
                    self._took[place.name] = (int(fields[11]) + int(fields[12])) / _TICKS
                    status = (place / "status").read_text()
                    peak = next(
                        (line for line in status.splitlines() if line.startswith("VmHWM")), "VmHWM: 0 kB"
                    )
                    self._held[place.name] = int(peak.split()[1]) / 1024
                except (OSError, StopIteration):  # it has ended
                    continue


@contextmanager
def first_journal(output: Path) -> Iterator[Callable[[], float]]:
    """Give a function that says when, by ``time.monotonic``, a journal in the folder first held an entry."""
    seen: list[float] = []
    over = threading.Event()

    def watch() -> None:
        while not seen and not over.wait(0.05):
            if any(_entries(path) for path in output.rglob("*.journal")) or any(output.rglob("*.parquet")):
                seen.append(time.monotonic())

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield lambda: seen[0] if seen else time.monotonic()
    finally:
        over.set()
        thread.join()


def _entries(journal: Path) -> bool:
    """Tell whether there is more in a journal than its head."""
    try:
        with journal.open("rb") as stream:
            return stream.read(1_000_000).count(b"\n") > 1
    except OSError:
        return False
