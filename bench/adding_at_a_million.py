"""What an article costs in a ledger of a million reports, beside one of ten thousand: ``python -m bench.adding_at_a_million``.

``--articles`` made-up articles (``bench/made_news``) are added and their events built: the small ledger. The large one is made
of it by ``--copies`` copies of other days and ids (``bench/copied_ledger.py``), so that both are as dense in time. Then a new
process for each adds the articles that come next, the events following each, and prints of both ledgers CPU milliseconds an
article, those of a PostgreSQL server included, what the first article took in the new process, and the most memory held.
``--folder`` keeps the two SQLite files, and takes those that are there; they are changed. ``--postgres`` starts a private server.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import text

from bench.copied_ledger import copy_ledger, stamp
from bench.made_news import made_records
from onrecord.ledger import Ledger
from onrecord.merging import catch_up, events_of

PER_DAY = 20
"""Articles on a working day: the small ledger holds some ten weeks, more than those with which new articles are compared."""


class Took(NamedTuple):
    """CPU milliseconds of one article: of adding it, and of its events; and what the process held at most, in megabytes."""

    adding: float
    events: float
    memory: int


def main() -> None:
    """Build, add, and print a line for each ledger and each ratio."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=1_250)
    parser.add_argument("--copies", type=int, default=124)
    parser.add_argument("--new", type=int, default=40)
    parser.add_argument("--per-day", type=int, default=PER_DAY)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--ask", action="store_true", help="then ask the large one for events, on PostgreSQL")
    given = parser.parse_args()
    with (_servers if given.postgres else _files)(given) as (small, large, server):
        found = []
        for url in (small, large):
            print(_size(url), flush=True)
            found.append(_added(url, given, server))
            _tell(found[-1])
        _compare(*found)


@contextmanager
def _files(given: argparse.Namespace) -> Iterator[tuple[str, str, None]]:
    with tempfile.TemporaryDirectory() as folder:
        small, large = ((given.folder or Path(folder)) / f"{name}.db" for name in ("small", "large"))
        if not small.exists():
            _build(f"sqlite:///{small}", given)
        if not large.exists():
            shutil.copy(small, large)
            _enlarge(f"sqlite:///{large}", given.copies)
        yield f"sqlite:///{small}", f"sqlite:///{large}", None


@contextmanager
def _servers(given: argparse.Namespace) -> Iterator[tuple[str, str, int]]:
    from tests.ledger.postgres import Server, binaries

    from bench.postgres_speed import ask, taken

    programs = binaries()
    if programs is None:
        raise SystemExit("PostgreSQL is not installed: apt-get install postgresql")
    server = Server(
        programs, tempfile.gettempdir()
    )  # a million with all that belongs to them may not fit in memory
    try:
        server.start()
        small = server.new_database()
        _build(small, given)
        large = server.new_database(like=small)
        _enlarge(large, given.copies)
        yield small, large, server.pid
        if given.ask:
            with closing(Ledger.open(large)) as ledger, events_of(ledger) as stored:
                ask(stored, lambda work: taken(server, work))
    finally:
        server.remove()


def _build(url: str, given: argparse.Namespace) -> None:
    with closing(Ledger.open(url)) as ledger:
        for record in made_records(given.articles, per_day=given.per_day):
            ledger.add(record)
        catch_up(ledger)


def _enlarge(url: str, copies: int) -> None:
    with closing(Ledger.open(url)) as ledger:
        copy_ledger(ledger._engine, copies)
        if ledger._engine.dialect.name != "sqlite":
            with ledger._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.execute(text("VACUUM ANALYZE"))


def _size(url: str) -> str:
    with closing(Ledger.open(url)) as ledger, ledger._engine.begin() as connection:
        stamp(connection)
        names = ("articles", "reports", "events", "view_blocks", "view_links")
        counts = [connection.scalar(text(f"SELECT count(*) FROM {name}")) for name in names]
    return ", ".join(f"{count:,} {name}" for name, count in zip(names, counts, strict=True))


def _added(url: str, given: argparse.Namespace, server: int | None) -> list[Took]:
    """Add the articles that come next in a process of its own."""
    asked = [url, given.articles, given.new, given.per_day, server]
    code = "import sys, json; from bench.adding_at_a_million import add; add(*json.loads(sys.argv[1]))"
    done = subprocess.run([sys.executable, "-c", code, json.dumps(asked)], check=True, stdout=subprocess.PIPE)
    return [Took(*json.loads(line)) for line in done.stdout.splitlines()]


def add(url: str, skip: int, count: int, per_day: int, server: int | None) -> None:
    """Add, and print a line of JSON for each article."""
    used = _user(server)
    with closing(Ledger.open(url)) as ledger:
        for record in islice(made_records(skip + count, per_day=per_day), skip, None):
            began = used()
            ledger.add(record)
            added = used()
            catch_up(ledger)
            print(json.dumps([added - began, used() - added, _peak()]), flush=True)


def _user(server: int | None) -> Callable[[], float]:
    """What says how many CPU milliseconds this process, and the server, have used so far."""
    if server is None:
        return lambda: 1000 * time.process_time()
    from bench.postgres_speed import server_ms

    return lambda: 1000 * time.process_time() + server_ms(server)


def _peak() -> int:
    line = next(
        line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")
    )
    return int(line.split()[1]) // 1024


def _tell(found: list[Took]) -> None:
    first, rest = found[0], found[1:]
    print(
        f"  {_mean(t.adding for t in rest):.1f} ms of CPU to add an article, {_mean(t.events for t in rest):.1f} ms for its "
        f"events; the first of the process: {first.adding:.1f} and {first.events:.1f} ms; {found[-1].memory} MB at most",
        flush=True,
    )


def _compare(small: list[Took], large: list[Took]) -> None:
    for what, of in (("adding", _adding), ("events", _events), ("both", lambda t: t.adding + t.events)):
        print(f"{what}: {_mean(map(of, large[1:])) / _mean(map(of, small[1:])):.2f} times as much an article")
    print(f"memory: {large[-1].memory / small[-1].memory:.2f} times as much")


def _adding(took: Took) -> float:
    return took.adding


def _events(took: Took) -> float:
    return took.events


def _mean(values: Iterator[float]) -> float:
    return statistics.mean(values)


if __name__ == "__main__":
    main()
