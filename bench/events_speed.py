"""How long the stored events take to answer, and to follow new articles: ``python -m bench.events_speed --articles 1000 --copies 125``.

Made-up articles (``bench/made_news``) are added and their events built; then all rows, those of the events included,
are copied within SQLite under further numbers, each copy some days off, so that a million reports need not be compared.
Times are CPU seconds of this process, so that other work on the machine does not count.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

from bench.copied_rows import copy_rows
from bench.made_news import made_records
from onrecord.ledger import Ledger
from onrecord.ledger.view import EVENT_ORDERS, EventFilters, StoredEvents
from onrecord.merging import catch_up, events_of

QUERIES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("everything", {}),
    ("one party by id", {"who": "Q30"}),
    ("a country's parties", {"who": "USA"}),
    ("a country's actors", {"actor": "FRA"}),
    ("two countries", {"actor": "GBR", "recipient": "USA"}),
    ("words of a name", {"who": "donald trump"}),
    ("a word of many names", {"who": "police"}),
    ("a type", {"type": "ASSAULT"}),
    ("a type in a week", {"type": "ASSAULT", "since": "2016-06-01", "until": "2016-06-07"}),
    ("a day", {"since": "2016-06-01", "until": "2016-06-01"}),
    ("the last days", {"since": "2018-11-01"}),
    ("a country's places", {"place": "USA"}),
    ("a place by name", {"place": "manchester"}),
    ("a common standing", {"standing": "reported"}),
    ("a rare standing", {"standing": "retracted"}),
    ("disputed, of a type", {"standing": "disputed", "type": "ASSAULT"}),
    ("told five times", {"least": 5}),
    ("a common word", {"text": "president"}),
    ("a rare word", {"text": "submarine"}),
    ("party, type, place and time", {"who": "USA", "type": "ASSAULT", "place": "USA", "since": "2016-01-01"}),
)  # fmt: skip
PER_DAY = 1
"""Articles on a working day: a thousand lie in four years, and copies beside them."""


def main() -> None:
    """Build, copy, ask, and print a line for each figure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--copies", type=int, default=0)
    parser.add_argument(
        "--ledger", help="File of a new ledger, or with --articles 0 of one that is only asked."
    )
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(given.ledger or f"{folder}/ledger.db")
        ledger = Ledger.open(f"sqlite:///{file}")
        if given.articles:
            _build(ledger, given.articles)
        if given.copies:
            with ledger._engine.begin() as connection:
                copy_rows(connection, given.copies)
        print(f"{file.stat().st_size / 2**20:,.0f} MB")
        _follow(ledger)
        with events_of(ledger) as stored:
            _ask(stored)
        print(f"peak memory, MB: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}")
        ledger.close()


def _build(ledger: Ledger, count: int) -> None:
    for record in made_records(count, per_day=PER_DAY):
        ledger.add(record)
    print(f"{_taken(lambda: catch_up(ledger)):.1f} s of CPU: the events of {count:,} articles", flush=True)


def _follow(ledger: Ledger) -> None:
    """Add articles one by one, and let the events follow each."""
    taken = []
    for record in islice(made_records(620, seed=3, per_day=PER_DAY), 600, 620):  # in the middle of the years
        ledger.add(record)
        taken.append(_taken(lambda: catch_up(ledger)))
    print(
        f"{statistics.median(taken) * 1000:.0f} ms of CPU until the events know one article more", flush=True
    )


def _ask(stored: StoredEvents) -> None:
    print(f"{stored.count():,} events", flush=True)
    every: list[float] = []
    for name, wanted in QUERIES:
        filters = EventFilters(**wanted)
        for order in EVENT_ORDERS:
            found = 0

            def ask(filters: EventFilters = filters, order: Any = order) -> None:
                nonlocal found
                found = len(list(stored.rows(filters, order=order, limit=50)))

            every.append(statistics.median(_taken(ask) for _ in range(3)))
            print(f"{every[-1] * 1000:7.1f} ms  {name}, {order}, {found} of at most 50", flush=True)
    print(
        f"{statistics.quantiles(every, n=20)[-1] * 1000:.0f} ms is the 95th percentile, {max(every) * 1000:.0f} ms the most"
    )


def _taken(work: Callable[[], Any]) -> float:
    before = time.process_time()
    work()
    return time.process_time() - before


if __name__ == "__main__":
    main()
