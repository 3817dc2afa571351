"""Made-up news for benchmarks: articles of stories over years, with the truth of which reports are of one event.

``made_news(count)`` streams records in the order of their days; what it holds does not grow with ``count``. The same seed
gives the same records on every machine with the same gazetteer, and a longer stream begins with a shorter one. Who and
where come from the knowledge base and the gazetteer, what is told of them is made up by chance and means nothing.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from bench.made_news.stories import Deed, Slot, deed, shares, slots
from bench.made_news.telling import Pen, report_on, said
from bench.made_news.world import World, world
from onrecord.model import Record, Report

PER_DAY = 40
"""Articles on a working day, where nothing else is said."""
_CHARACTERS = 3_000
"""Length of a text around which the others lie."""
_REPORTS = (3, 13)
"""Fewest and most reports of an article; 8 on average."""
_STRAY = 0.2
"""Share of reports of what has nothing to do with the story."""


class MadeUp(NamedTuple):
    """A record, and for each of its reports in turn the event that it is of."""

    record: Record
    events: tuple[str, ...]


def made_news(count: int, *, seed: int = 1, per_day: int = PER_DAY) -> Iterator[MadeUp]:
    """Yield ``count`` records of 8 reports and 3,000 characters on average, ``per_day`` a working day."""
    here = world()
    for number, slot in enumerate(islice(slots(here, seed, per_day), count)):
        yield _written(here, slot, number)


def made_records(count: int, *, seed: int = 1, per_day: int = PER_DAY) -> Iterator[Record]:
    """Yield the records alone."""
    return (made.record for made in made_news(count, seed=seed, per_day=per_day))


def _written(here: World, slot: Slot, number: int) -> MadeUp:
    pen = Pen(random.Random(slot.seed), slot, here)
    chance = pen.chance
    length = int(_CHARACTERS * chance.uniform(0.5, 1.5))
    told: list[tuple[Report, str]] = []
    count = chance.randint(*_REPORTS)
    quotes = round(shares()["per_1000_characters"]["attributions"] * length / 1000 * 0.9)
    title = " ".join(word.capitalize() for word in chance.sample(slot.story.matter, 5))
    for n in range(count):
        event = _event(here, slot, chance, n)
        name = f"{number:08x}{n:04x}"
        told.append(
            (report_on(pen, event, n + 1, name), event.id + ("-ahead" if event.day > slot.written else ""))
        )
        pen.write(" ")
        for _ in range(quotes * (n + 1) // count - quotes * n // count):
            said(pen, here.somebody(chance, slot.story.country, slot.written), "says")
            pen.write(" ")
        if (missing := length * (n + 1) // count - pen.length) > 80:
            pen.running(missing // 7)
            pen.write(".\n\n")
    return MadeUp(_record(pen, number, title, [report for report, _ in told]), tuple(e for _, e in told))


def _event(here: World, slot: Slot, chance: random.Random, position: int) -> Deed:
    """Choose what a sentence tells: the story's newest event first, then older and coming ones, and what is none of it."""
    deeds = slot.story.deeds
    if position and chance.random() < _STRAY:
        country = slot.story.country
        cast = [here.somebody(chance, country, slot.written) for _ in range(3)]
        towns = [here.zipf.draw(chance, here.towns[country])]
        return deed(chance, f"stray-{slot.seed:x}-{position}", cast, towns, slot.written)
    known = [d for d in deeds if d.day <= slot.written]
    ahead = deeds[len(known) : len(known) + 1]
    if position and ahead and chance.random() < shares()["modality"]["planned"]:
        return ahead[0]
    return known[-1 - min(int(chance.expovariate(0.7)), len(known) - 1)]


def _record(pen: Pen, number: int, title: str, reports: list[Report]) -> Record:
    slot = pen.slot
    day = slot.day.isoformat()
    address = f"https://{slot.outlet.host}/{day.replace('-', '/')}/{number}"
    return Record(
        id=address, title=title, url=address, outlet=slot.outlet.name, published=day, language="en",
        text="".join(pen.pieces), reports=tuple(reports), attributions=tuple(pen.attributions),
        toponyms=tuple(pen.toponyms), times=tuple(pen.times), mentions=tuple(pen.mentions),
        agency=slot.agency.name if slot.agency else None,
    )  # fmt: skip
