"""Killed at random points of ``add``, a ledger loses nothing that it said was stored, and holds nothing twice."""

from __future__ import annotations

import multiprocessing
import os
import random
import time
from collections import Counter
from multiprocessing.connection import Connection

from sqlalchemy import func, select

from onrecord.ledger import Damage, Ledger
from onrecord.ledger.opening import open_engine
from onrecord.ledger.schema import articles as articles_table
from onrecord.ledger.schema import readings, reports, versions
from onrecord.merging import build_events, events_of, wrong_events
from onrecord.model import Record
from tests.ledger.adding import add_and_view, add_articles, articles, key
from tests.merging.made_up import article as made_up

_KILLS = int(os.environ.get("ONRECORD_KILLS", "12"))
"""`make test-kills` sets 200."""
_ARTICLES = 10 * _KILLS
_EACH = 20
"""After how many kills the whole ledger is checked; what is stored is looked at after each."""


def _round(url: str, chance: random.Random, skip: int = 0) -> tuple[set[tuple[str, int, int]], bool]:
    """Add until killed; return what was said to be stored, and whether all was."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.ledger.adding"])
    told, tell = context.Pipe(duplex=False)
    process = context.Process(target=add_articles, args=(url, _ARTICLES, skip, tell))
    process.start()
    tell.close()
    stored: set[tuple[str, int, int]] = set()
    if chance.random() < 0.8:  # else at once: while it opens the ledger, or makes it
        _take(told, stored, chance.randrange(1, 12))
    time.sleep(chance.random() * 0.02)
    process.kill()
    process.join()
    finished = _take(told, stored, None)
    told.close()
    process.close()
    return stored, finished


def _take(told: Connection, stored: set[tuple[str, int, int]], count: int | None) -> bool:
    """Hear of stored articles: so many, or all that were told before the end. Say whether it was the end."""
    try:
        while count is None or count > 0:
            heard = told.recv()
            if heard is None:
                return True
            stored.add(heard)
            count = None if count is None else count - 1
    except EOFError:
        pass
    return False


def test_nothing_stored_is_lost_or_doubled(url: str) -> None:
    chance = random.Random(_KILLS)
    stored: set[tuple[str, int, int]] = set()
    for kill in range(_KILLS):
        # two that are known already, then new ones
        stored |= _round(url, chance, max(len(stored) - 2, 0))[0]
        found = _found(url)
        assert set(found) >= stored
        assert max(found.values(), default=1) == 1
        if kill % _EACH == 0:
            assert _damage(url) == []
    ledger = Ledger.open(url)
    for article in articles(_ARTICLES):
        ledger.add(article)
    ledger.close()
    assert _damage(url) == []
    assert _found(url) == Counter(map(key, articles(_ARTICLES)))


def _found(url: str) -> Counter[tuple[str, int, int]]:
    """Return the keys of all readings: of each, how often it stands there."""
    Ledger.open(url).close()  # a kill may have come before there was one
    query = (
        select(articles_table.c.article, func.length(versions.c.text), func.count(reports.c.number))
        .select_from(readings)
        .join(versions, versions.c.number == readings.c.version)
        .join(articles_table, articles_table.c.number == readings.c.article)
        .outerjoin(reports, reports.c.reading == readings.c.number)
        .group_by(readings.c.number, articles_table.c.article, func.length(versions.c.text))
    )
    engine = open_engine(url)
    with engine.connect() as connection:
        found = Counter((row[0], row[1], row[2]) for row in connection.execute(query))
    engine.dispose()
    return found


def _damage(url: str) -> list[Damage]:
    ledger = Ledger.open(url)
    found = list(ledger.check())
    ledger.close()
    return found


def test_the_killed_are_killed_in_the_middle(url: str) -> None:
    """Else the test above would show nothing."""
    Ledger.open(url).close()
    stored, finished = _round(url, random.Random(1))
    assert not finished
    assert len(stored) < len(list(articles(_ARTICLES)))


def _somethings_told(number: int) -> Record:
    return made_up(f"r{number}", f"2020-01-{8 + number % 5:02}", actor=("IRN", "ISR")[number % 2])


def test_stored_events_killed_at_any_point_go_on_from_there(url: str) -> None:
    context = multiprocessing.get_context("forkserver")
    chance, records = random.Random(_KILLS), [_somethings_told(n) for n in range(4 * max(3, _KILLS // 4))]
    Ledger.open(url).close()
    for first in range(0, len(records), 4):
        told, tell = context.Pipe(duplex=False)
        process = context.Process(target=add_and_view, args=(url, records[first : first + 4], tell))
        process.start()
        tell.close()
        told.recv()
        time.sleep(chance.random() * 0.1)
        process.kill()
        process.join()
        process.close()
        told.close()
    ledger = Ledger.open(url)
    assert list(ledger.check()) == []
    with events_of(ledger) as stored:
        assert tuple(stored.events()) == build_events(ledger.records(), ledger.decisions())
    assert list(wrong_events(ledger)) == []
    ledger.close()


def test_two_that_bring_the_events_up_to_date_at_once_do_not_disturb_each_other(url: str) -> None:
    context = multiprocessing.get_context("forkserver")
    Ledger.open(url).close()
    pipes, processes = [], []
    for half in range(2):
        told, tell = context.Pipe(duplex=False)
        records = [_somethings_told(n) for n in range(half, 16, 2)]
        process = context.Process(target=add_and_view, args=(url, records, tell))
        process.start()
        tell.close()
        pipes.append(told)
        processes.append(process)
    for process, told in zip(processes, pipes, strict=True):
        process.join()
        assert process.exitcode == 0
        told.close()
    ledger = Ledger.open(url)
    with events_of(ledger) as stored:
        found = tuple(stored.events())
    assert found == build_events(ledger.records()) == build_events(map(_somethings_told, range(16)))
    ledger.close()
