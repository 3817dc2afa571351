"""What happened, and who writes of it when: stories of several events, told over days by many outlets or by one.

A story breaks on a day in a country. Most are written of once; a few, hundreds of times, as in the news (the number of
articles has a Pareto tail). Its events follow one another; tolls grow; an accused side denies; agencies' texts are
printed by others.
"""

from __future__ import annotations

import datetime as dt
import heapq
import math
import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from bench.made_news.world import Actor, Outlet, Town, World, wording, words

FIRST = dt.date(2015, 1, 1)
_TAIL = 1.15
"""Exponent of the number of articles of a story."""
_MOST_ARTICLES = 400
_LONGEST = 45
"""Days after which nobody writes of a story any more."""
_COPIED = 0.25
"""Share of articles that are an agency's text."""
_PLACED = 0.45
"""Share of events with a place. Election news, where the other shares were measured, has fewer (.12)."""
_DENIED = 0.06
"""Share of events that the actor's side denies."""
_MATTER_WORDS = 25


@dataclass(frozen=True)
class Deed:
    """One event as it was: what all reports of it are about."""

    id: str
    kind: str
    past: str
    bare: str
    mode: str | None
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    town: Town | None
    day: dt.date
    toll: dict[str, int]
    """The last count of each quantity."""
    denied: bool


@dataclass(frozen=True)
class Story:
    """What belongs together: its deeds in order of time, the words that it is about, and how often it is told."""

    number: int
    country: str
    start: dt.date
    deeds: tuple[Deed, ...]
    matter: tuple[str, ...]
    articles: int


class Slot(NamedTuple):
    """An article to be: when, of which story, in which outlet, as which text. One seed is one text."""

    day: dt.date
    written: dt.date
    """When its text was written: a copy may be printed a day later."""
    turn: int
    story: Story
    outlet: Outlet
    agency: Outlet | None
    seed: int


@lru_cache(maxsize=1)
def shares() -> dict[str, Any]:
    """Return the measured shares of ``data/shares.toml``."""
    return tomllib.loads(files("bench.made_news").joinpath("data/shares.toml").read_text("utf8"))


def slots(world: World, seed: int, per_day: int) -> Iterator[Slot]:
    """Yield articles to be written, day by day and without end, about ``per_day`` a day.

    What is held at a time is the stories of the last weeks, however many articles came before.
    """
    chance = random.Random(f"stories {seed}")
    waiting: list[tuple[dt.date, int, Slot]] = []
    day, turn, number = FIRST, 0, 0
    while True:
        due = 0
        while waiting and waiting[0][0] <= day:
            yield heapq.heappop(waiting)[2]
            due += 1
        quota = per_day if day.weekday() < 5 else per_day // 2
        while due < quota:
            story = _story(world, chance, number, day)
            number += 1
            for slot in _told(world, chance, story, turn):
                turn = slot.turn + 1
                if slot.day <= day:
                    due += 1
                    yield slot
                else:
                    heapq.heappush(waiting, (slot.day, slot.turn, slot))
        day += dt.timedelta(days=1)


def _told(world: World, chance: random.Random, story: Story, turn: int) -> Iterator[Slot]:
    """Say when a story is written of; the first time on the day on which it breaks."""
    pace = 0.7 + math.log(story.articles)
    days = sorted(min(int(chance.expovariate(1 / pace)), _LONGEST) for _ in range(story.articles - 1))
    copy: tuple[int, Outlet, int] | None = None
    for n, after in enumerate([0, *days]):
        seed = chance.getrandbits(48)
        outlet, agency, written = world.outlet_law.draw(chance, world.outlets), None, after
        if chance.random() < _COPIED:
            if copy is not None and after - copy[2] <= 1 and chance.random() < 0.8:
                seed, agency, written = copy
            else:
                agency = outlet = world.outlet_law.draw(chance, world.agencies)
                copy = seed, agency, after
        day, then = (story.start + dt.timedelta(days=d) for d in (after, written))
        yield Slot(day, then, turn + n, story, outlet, agency, seed)


def _story(world: World, chance: random.Random, number: int, start: dt.date) -> Story:
    countries = [c.country for c in world.countries if c.country]
    home = world.zipf.draw(chance, countries)
    other = home if chance.random() < 0.55 else world.zipf.draw(chance, countries)
    articles = min(_MOST_ARTICLES, int(chance.paretovariate(_TAIL)))
    cast = [world.somebody(chance, home, start, shares()["reports"]["unnamed"]) for _ in range(3)]
    cast += [world.somebody(chance, other, start, shares()["reports"]["unnamed"]) for _ in range(3)]
    towns = [world.zipf.draw(chance, world.towns[home]) for _ in range(2)]
    deeds, day = [], start
    for n in range(1 + int(articles**0.6) + chance.randrange(3)):
        deeds.append(deed(chance, f"{number}-{n}", cast, towns, day))
        day += dt.timedelta(days=int(chance.expovariate(0.6)))
    return Story(
        number, home, start, tuple(deeds), tuple(words().matter(chance, _MATTER_WORDS)), articles
    )  # fmt: skip


def deed(chance: random.Random, name: str, cast: list[Actor], towns: list[Town], day: dt.date) -> Deed:
    """Make an event of the types that news has, among a cast of actors."""
    share = shares()
    kind = chance.choices(list(share["types"]), list(share["types"].values()))[0]
    past, bare, mode = (*chance.choice(wording()["verbs"][kind]).split("|"), None)[:3]
    doers = chance.choices((0, 1, 2), share["reports"]["actors"])[0]
    done_to = chance.choices((0, 1, 2), share["reports"]["recipients"])[0]
    people = chance.sample(cast, min(len(cast), doers + done_to))
    toll = {}
    for row in wording()["counted"].get(kind, ()):
        if chance.random() < 0.5:
            toll[row.split("|")[0]] = int(chance.paretovariate(0.8)) + (
                1000 if row.startswith("money") else 0
            )
    return Deed(
        name, kind, past, bare, mode, tuple(people[:doers]), tuple(people[doers:]),
        chance.choice(towns) if chance.random() < _PLACED else None, day, toll, chance.random() < _DENIED,
    )  # fmt: skip
