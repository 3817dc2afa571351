"""How long the stored events take to answer, and to follow new articles, on PostgreSQL: ``python -m bench.postgres_speed --copies 50``.

A private server (as the tests start one) with made-up articles (``bench/made_news``), whose rows are copied as for SQLite
(``bench/events_speed.py``). Each question is asked three times; printed is the median, as CPU seconds of this process and the
server's together, and by the clock. The server's are those of all its processes (Linux's ``/proc``). It keeps its files in
memory where there is room, and does not wait for a disk.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from collections.abc import Callable
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import text
from tests.ledger.postgres import Server, binaries

from bench.copied_rows import copy_rows
from bench.events_speed import PER_DAY, QUERIES
from bench.made_news import made_records
from onrecord.ledger import Ledger
from onrecord.ledger.view import EVENT_ORDERS, EventFilters, StoredEvents
from onrecord.merging import catch_up, events_of

_TIMES = 3
_FOLLOWED = 20
"""Articles that are added one by one at the end."""


class Taken(NamedTuple):
    """What something took: milliseconds of CPU, here and on the server, and by the clock."""

    cpu: float
    passed: float


def main() -> None:
    """Build, copy, ask, add, and print a line for each figure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=250)
    parser.add_argument("--copies", type=int, default=0)
    parser.add_argument("--folder", help="where the server keeps its files, instead of in memory")
    given = parser.parse_args()
    programs = binaries()
    if programs is None:
        raise SystemExit("PostgreSQL is not installed: apt-get install postgresql")
    server = Server(programs, given.folder)
    try:
        server.start()
        with closing(Ledger.open(server.new_database())) as ledger:
            _fill(ledger, given.articles, given.copies)
            with events_of(ledger) as stored:
                ask(stored, lambda work: taken(server, work))
            _follow(ledger, given.articles, lambda work: taken(server, work))
    finally:
        server.remove()


def _fill(ledger: Ledger, articles: int, copies: int) -> None:
    for record in made_records(articles, per_day=PER_DAY):
        ledger.add(record)
    catch_up(ledger)
    with ledger._engine.begin() as connection:
        copy_rows(connection, copies)
    with ledger._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))
        size = connection.scalar(text("SELECT pg_database_size(current_database())")) or 0
        reports = connection.scalar(text("SELECT count(*) FROM reports"))
    print(f"{reports:,} reports, {size / 2**20:,.0f} MB", flush=True)


def ask(stored: StoredEvents, taken: Callable[[Callable[[], Any]], Taken]) -> None:
    """Ask everything in every order, and print what each answer took, and the 95th percentile."""
    print(f"{stored.count():,} events", flush=True)
    every: list[Taken] = []
    for name, wanted in QUERIES:
        filters = EventFilters(**wanted)
        for order in EVENT_ORDERS:

            def question(filters: EventFilters = filters, order: Any = order) -> None:
                list(stored.rows(filters, order=order, limit=50))

            every.append(_median([taken(question) for _ in range(_TIMES)]))
            print(f"{every[-1].cpu:7.1f} ms of CPU, {every[-1].passed:7.1f} ms  {name}, {order}", flush=True)
    for unit, values in (("of CPU", [t.cpu for t in every]), ("by the clock", [t.passed for t in every])):
        print(
            f"{statistics.quantiles(values, n=20)[-1]:.0f} ms {unit} is the 95th percentile, {max(values):.0f} ms the most"
        )


def _follow(ledger: Ledger, articles: int, taken: Callable[[Callable[[], Any]], Taken]) -> None:
    """Add articles in the middle of the years one by one, and let the events follow each."""
    first = articles * 3 // 5
    added, followed = [], []
    for record in islice(made_records(first + _FOLLOWED, seed=3, per_day=PER_DAY), first, None):
        added.append(taken(lambda record=record: ledger.add(record)))  # type: ignore[misc]
        followed.append(taken(lambda: catch_up(ledger)))
    for what, found in (("adding an article", added), ("the events of one article more", followed)):
        middle = _median(found)
        print(f"{middle.cpu:7.1f} ms of CPU, {middle.passed:7.1f} ms  {what}", flush=True)


def _median(found: list[Taken]) -> Taken:
    return Taken(statistics.median(t.cpu for t in found), statistics.median(t.passed for t in found))


def taken(server: Server, work: Callable[[], Any]) -> Taken:
    """Do something, and say what it took."""
    before, here, clock = server_ms(server.pid), time.process_time(), time.perf_counter()
    work()
    here, passed = time.process_time() - here, time.perf_counter() - clock
    return Taken(1000 * here + server_ms(server.pid) - before, 1000 * passed)


def server_ms(main: int) -> float:
    """CPU milliseconds that all processes of the server with this main one have used so far, those that have ended included."""
    fields = Path(f"/proc/{main}/stat").read_text().rpartition(")")[2].split()
    ended = sum(map(int, fields[13:15])) * 1000 / os.sysconf("SC_CLK_TCK")
    children = Path(f"/proc/{main}/task/{main}/children").read_text().split()
    return ended + sum(_used(process) for process in children)


def _used(process: str) -> float:
    try:
        return int(Path(f"/proc/{process}/schedstat").read_text().split()[0]) / 1e6
    except OSError:  # it has just ended
        return 0.0


if __name__ == "__main__":
    main()
