"""What a ledger costs: adds a second, bytes an article, and how long filters take. On made-up records.

    python -m bench.ledger_speed --articles 20000 [--ledger URL]
    python -m bench.ledger_speed --articles 1000 --copies 125     # a million reports, most of them copied within the database

The records are made by chance from a seed: names, places, days and texts are as many and as unevenly spread as in the
news, but mean nothing. Times are CPU seconds of this process, so that other work on the machine does not count.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, get_args

from onrecord.ledger import Filters, Ledger
from onrecord.model import (
    Attributed,
    Attribution,
    Cue,
    EventType,
    Participant,
    Place,
    Quantity,
    Record,
    Report,
    Stance,
    Trigger,
    When,
)

_COUNTRIES = (
    "USA",
    "IRN",
    "IRQ",
    "RUS",
    "UKR",
    "SYR",
    "ISR",
    "CHN",
    "GBR",
    "FRA",
    "DEU",
    "TUR",
    "IND",
    "PAK",
    "YEM",
    "LBY",
)
_SECTORS = ("GOV", "MIL", "REB", "CVL", "MED", "OPP", None)
_TYPES, _STANCES = get_args(EventType), get_args(Stance)
_FIRST = dt.date(2015, 1, 1)

QUERIES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("one actor by id", {"actor": "id-3"}),
    ("a country's actors", {"actor": "IRN"}),
    ("two countries", {"actor": "IRN", "recipient": "USA"}),
    ("words of a name", {"actor": "name-40 sur-2"}),
    ("a type", {"type": "ASSAULT"}),
    ("a type in a week", {"type": "ASSAULT", "since": "2019-06-01", "until": "2019-06-07"}),
    ("a day", {"since": "2019-06-01", "until": "2019-06-01"}),
    ("the last days", {"since": "2024-12-01"}),
    ("a country's places", {"place": "IRQ"}),
    ("a place by name", {"place": "town 17"}),
    ("who denied", {"stance": "denies", "since": "2018-01-01"}),
    ("a source", {"source": "id-5", "type": "ACCUSE"}),
    ("how many were killed", {"quantity": "killed", "since": "2020-01-01"}),
    ("an outlet", {"outlet": "outlet 7"}),
    ("a rare word", {"text": "word4999"}),
    ("actor, type, place and time", {"actor": "USA", "type": "ASSAULT", "place": "IRQ", "since": "2019-01-01"}),
)  # fmt: skip


def made_up(count: int, seed: int = 1) -> Iterator[Record]:
    """Yield records of about 8 reports and 3,000 characters each; the same seed gives the same."""
    chance = random.Random(seed)
    for number in range(count):
        day = (_FIRST + dt.timedelta(days=int(3650 * number / count))).isoformat()
        text = " ".join(f"word{int(chance.paretovariate(0.6)) % 30_000}" for _ in range(420))
        yield Record(
            id=f"https://outlet-{number % 60}.example/{day}/{number}", title=" ".join(text.split()[:8]), text=text,
            url=f"https://outlet-{number % 60}.example/{day}/{number}", outlet=f"outlet {number % 60}", published=day,
            language="en", reports=tuple(_report(chance, number, n, day) for n in range(chance.randint(3, 13))),
            attributions=tuple(
                Attribution(source=((0, 5),), cue=((6, 10),), content=((11, 90),), speaker=_somebody(chance), stance="says")
                for _ in range(chance.randint(2, 10))
            ),
        )  # fmt: skip


def _somebody(chance: random.Random) -> Participant:
    rank = min(int(chance.paretovariate(0.7)), 200_000)
    country = _COUNTRIES[min(int(chance.paretovariate(0.9)) - 1, 15)]
    known = rank < 3000
    name = f"name-{rank} sur-{rank % 700}"
    return Participant(
        text=name, start=0, end=len(name), name=name, id=f"id-{rank}" if known else None,
        country=_COUNTRIES[rank % 16] if known else country, sector=_SECTORS[rank % 7],
    )  # fmt: skip


def _place(chance: random.Random) -> Place:
    rank = min(int(chance.paretovariate(0.7)), 20_000)
    country = _COUNTRIES[rank % 16]
    return Place(text="here", start=0, end=4, name=f"Town {rank}", country=country, admin1=f"Region {rank % 200}",
                 lat=rank % 80, lon=rank % 170, geonames_id=rank, precision="city")  # fmt: skip


def _report(chance: random.Random, article: int, position: int, day: str) -> Report:
    chain = tuple(
        Attributed(
            source=_somebody(chance), cue=Cue(text="said", start=0, end=4), stance=chance.choice(_STANCES)
        )
        for _ in range(chance.choice((0, 0, 1, 1, 1, 2)))
    )
    killed = Quantity(of="killed", low=3, high=3, exact=True, text="3", start=0, end=1)
    return Report(
        id=f"{article:x}-{position:x}", sentence=(position * 100, position * 100 + 99),
        trigger=Trigger(start=0, end=5, text="event"), event_type=chance.choice(_TYPES), mode=None,
        actors=tuple(_somebody(chance) for _ in range(chance.choice((0, 1, 1, 2)))),
        recipients=tuple(_somebody(chance) for _ in range(chance.choice((0, 1, 1)))),
        place=_place(chance) if chance.random() < 0.7 else None,
        when=When(start=day, end=day, precision="day", basis="text"),
        quantities=(killed,) if chance.random() < 0.15 else (), attribution=chain, score=round(chance.random(), 3),
        coder="made up/1", why="made up for measuring",
    )  # fmt: skip


def main() -> None:
    """Add, then ask, and print a line for each figure."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument(
        "--ledger",
        help="URL of a new ledger, or of one that only is asked, with --articles 0 (default: a temporary SQLite file)",
    )
    parser.add_argument("--copies", type=int, default=0, help="Copy what was added so often, within SQLite.")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = given.ledger or f"sqlite:///{folder}/ledger.db"
        file = Path(url.removeprefix("sqlite:///"))
        ledger = Ledger.open(url)
        if given.articles:
            _add(ledger, given.articles)
        if given.articles and file.exists():
            print(f"{file.stat().st_size / given.articles:,.0f} bytes an article", flush=True)
        if given.copies:
            _copy(file, given.copies)
            _add(ledger, 1000, seed=2)
        _ask(ledger)
        ledger.close()


def _add(ledger: Ledger, count: int, seed: int = 1) -> None:
    spent, steps = 0.0, []
    for number, record in enumerate(made_up(count, seed), start=1):
        before = time.process_time()
        ledger.add(record)
        spent += time.process_time() - before
        if number % 1000 == 0:
            steps.append(spent)
            print(f"{number:,} articles: {1000 / spent:,.0f} adds a CPU second", flush=True)
            spent = 0.0
    if len(steps) > 1:
        print(f"the last thousand costs {steps[-1] / steps[0]:.2f} times the first")


def _copy(file: Path, copies: int) -> None:
    with closing(sqlite3.connect(file)) as connection:
        copy_rows(connection, copies)
        connection.commit()
        print(f"{connection.execute('SELECT count(*) FROM reports').fetchone()[0]:,} reports", flush=True)


def copy_rows(connection: sqlite3.Connection, copies: int) -> None:
    """Copy all rows under further numbers, some days later: as if that many more articles had been added."""
    size = {t: connection.execute(f"SELECT max(number) FROM {t}").fetchone()[0] for t in _NUMBERED}
    for copy in range(1, copies + 1):
        for table, columns in _COPIED.items():
            shifted = ", ".join(_shifted(table, column, copy, size) for column in columns.split())
            connection.execute(f"INSERT INTO {table} ({columns.replace(' ', ', ')}) SELECT {shifted} FROM {table} "
                               f"WHERE {_first(table, size)}")  # fmt: skip


_NUMBERED = ("articles", "versions", "readings", "reports")
_COPIED = {
    "articles": "number key article added",
    "versions": "number article digest title url outlet published language text added",
    "readings": "number article version coder digest record added",
    "reports": "number reading article version report event_type mode modality negated starts ends time_precision time_basis "
    "place place_country stance sentence_start sentence_end score",
    "participants": "report side position identity",
    "tellers": "report position innermost identity stance cue",
    "quantities": "report position of low high exact text",
}


def _shifted(table: str, column: str, copy: int, size: dict[str, int]) -> str:
    of = table if column == "number" else f"{column}s"
    if of in size and (table, column) not in (
        ("articles", "article"),
        ("reports", "report"),
    ):  # those are ids
        return f"{column} + {copy * size[of]}"
    if column in ("key", "digest"):
        return f"substr({column}, 1, 56) || '{copy:08x}'"
    if column in ("starts", "ends", "published"):
        return f"date({column}, '+{copy % 4} days')"
    return "substr(text, 1, 100)" if (table, column) == ("versions", "text") else column


def _first(table: str, size: dict[str, int]) -> str:
    return f"number <= {size[table]}" if table in size else f"report <= {size['reports']}"


def _ask(ledger: Ledger) -> None:
    worst: list[float] = []
    for name, wanted in QUERIES:
        for order in ("newest", "time"):
            taken = []
            for _ in range(3):
                before = time.process_time()
                found = len(list(ledger.reports(Filters(**wanted), order=order, limit=50)))
                taken.append(time.process_time() - before)
            worst.append(statistics.median(taken))
            print(f"{worst[-1] * 1000:7.1f} ms  {name}, {order}, {found} of at most 50", flush=True)
    print(f"{statistics.quantiles(worst, n=20)[-1] * 1000:.0f} ms is the 95th percentile")


if __name__ == "__main__":
    main()
