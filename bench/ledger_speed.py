"""What a ledger costs as it grows: time an article, memory, size on disk, and how long filters and searches take.

    python -m bench.ledger_speed --articles 125000 [--ledger URL]      # a million reports, with full text
    python -m bench.ledger_speed --articles 0 --ledger URL             # only ask one that is there

The articles are made up (``bench/made_news``) and added as ``onrecord add`` does it, one transaction each. Time is that of
``Ledger.add`` alone, both as CPU seconds of this process and as seconds that passed; a window is 1,250 articles, some
10,000 reports. Memory is the most that the process ever held (``ru_maxrss``), making the articles included.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from bench.made_news import made_records
from onrecord.ledger import Filters, Ledger
from onrecord.model import Record

_WINDOW = 1_250
_TIMES = 5
"""How often each question is asked."""

QUERIES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("one actor by id", {"actor": "Q30"}),
    ("one person by id", {"actor": "Q22686"}),
    ("a country's actors", {"actor": "FRA"}),
    ("two countries", {"actor": "GBR", "recipient": "USA"}),
    ("words of a name", {"actor": "donald trump"}),
    ("a word of many names", {"actor": "police"}),
    ("somebody whom nobody knows", {"actor": "ali blair"}),
    ("a type", {"type": "ASSAULT"}),
    ("a rare type", {"type": "MOBILIZE"}),
    ("a type in a week", {"type": "ASSAULT", "since": "2016-06-01", "until": "2016-06-07"}),
    ("a day", {"since": "2016-06-01", "until": "2016-06-01"}),
    ("the last days", {"since": "2024-10-01"}),
    ("a country's places", {"place": "IRQ"}),
    ("a place by name", {"place": "manchester"}),
    ("a region by name", {"place": "california"}),
    ("who denied", {"stance": "denies", "since": "2016-01-01"}),
    ("a source", {"source": "Q30", "type": "ACCUSE"}),
    ("how many were killed", {"quantity": "killed", "since": "2016-01-01"}),
    ("an outlet", {"outlet": "Northern Wire"}),
    ("a rare word", {"text": "submarine"}),
    ("a common word", {"text": "president"}),
    ("two words and a type", {"text": "nuclear treaty", "type": "AGREE"}),
    ("actor, type, place and time", {"actor": "USA", "type": "ASSAULT", "place": "USA", "since": "2016-01-01"}),
    ("one country twice", {"actor": "USA", "recipient": "USA"}),
    ("a common word of an actor", {"text": "president", "actor": "FRA"}),
    ("the rarest together", {"actor": "FRA", "type": "MOBILIZE", "place": "IRQ"}),
    ("planned and sure", {"modality": "planned", "min_score": 0.9}),
    ("denied in words", {"negated": True, "type": "AID"}),
)  # fmt: skip
"""Filters of ``Ledger.reports``: by name, what is asked."""

SEARCHES = (
    "submarine", "president", "nuclear treaty", "election campaign president", '"president said"', '"prime minister"',
    "donald trump", "hospital explosion refugee", "the", "zzzz",
)  # fmt: skip
"""Questions to ``Ledger.search``: rare and common words, several, phrases, a word of every text, one of none."""


class Window(NamedTuple):
    """What adding so many articles took."""

    reports: int
    cpu: float
    """Seconds an article."""
    passed: float
    memory: int
    """Megabytes, the most so far."""


class Taken(NamedTuple):
    """What an answer took: seconds."""

    cpu: float
    passed: float


def main() -> None:
    """Add, then ask, and print a line for each figure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--skip", type=int, default=0, help="articles that the ledger has from a run before")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--ledger", help="URL (default: a temporary SQLite file)")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = given.ledger or f"sqlite:///{folder}/ledger.db"
        with closing(Ledger.open(url)) as ledger:
            if given.articles:
                windows = add(ledger, islice(made_records(given.articles, seed=given.seed), given.skip, None))
                _compare(windows)
            file = Path(url.removeprefix("sqlite:///"))
            if given.articles and file.exists():
                size = file.stat().st_size
                print(
                    f"on disk: {size / 1e9:.2f} GB, {size / given.articles:,.0f} bytes an article", flush=True
                )
            ask(ledger)


def add(ledger: Ledger, records: Iterable[Record]) -> list[Window]:
    """Add all, print what each window took, and return that."""
    windows: list[Window] = []
    reports, cpu, passed, count = 0, 0.0, 0.0, 0
    for record in records:
        before, began = time.process_time(), time.perf_counter()
        ledger.add(record)
        cpu += time.process_time() - before
        passed += time.perf_counter() - began
        reports += len(record.reports)
        count += 1
        if count == _WINDOW:
            windows.append(Window(reports, cpu / count, passed / count, _memory()))
            w = windows[-1]
            print(
                f"{w.reports:9,} reports: {1000 * w.cpu:.2f} ms of CPU an article, {1000 * w.passed:.2f} ms passed, "
                f"{w.memory} MB at most",
                flush=True,
            )
            cpu, passed, count = 0.0, 0.0, 0
    return windows


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _compare(windows: list[Window]) -> None:
    """The ledger of 10,000 reports is that of the second window; the last is the mean of four, or of what there is."""
    if len(windows) < 3:
        return
    early, late = windows[1], windows[-4:]
    for name in ("cpu", "passed"):
        first, last = getattr(early, name), statistics.mean(getattr(w, name) for w in late)
        print(
            f"{name}: an article costs {last / first:.2f} times what it did from {windows[0].reports:,} reports on"
        )
    print(
        f"memory: {windows[0].memory} MB at {windows[0].reports:,} reports, {late[-1].memory} MB at {late[-1].reports:,}"
    )


def ask(ledger: Ledger) -> None:
    """Ask everything, and print the median of each and the 95th percentile of all answers."""
    of_filters: list[Taken] = []
    for name, wanted in QUERIES:
        for order in ("newest", "time"):

            def found(wanted: dict[str, Any] = wanted, order: Any = order) -> int:
                return len(list(ledger.reports(Filters(**wanted), order=order, limit=50)))

            of_filters += _timed(f"{name}, {order}", found)
    of_searches: list[Taken] = []
    for query in SEARCHES:
        of_searches += _timed(f"search {query}", lambda query=query: len(ledger.search(query)))  # type: ignore[misc]
    for name, taken in (("filters", of_filters), ("searches", of_searches)):
        cpu, passed = (1000 * statistics.quantiles(side, n=20)[-1] for side in zip(*taken, strict=True))
        print(f"{name}, 95th percentile: {cpu:.0f} ms of CPU, {passed:.0f} ms passed")


def _timed(name: str, work: Callable[[], int]) -> list[Taken]:
    """Seconds that it took, each time."""
    taken, count = [], 0
    for _ in range(_TIMES):
        cpu, began = time.process_time(), time.perf_counter()
        count = work()
        taken.append(Taken(time.process_time() - cpu, time.perf_counter() - began))
    cpu, passed = (1000 * statistics.median(side) for side in zip(*taken, strict=True))
    print(f"{cpu:8.1f} ms of CPU, {passed:7.1f} ms passed  {name}: {count}", flush=True)
    return taken


if __name__ == "__main__":
    main()
