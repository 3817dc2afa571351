"""Who, where and in which outlet: actors of the knowledge base, places of the gazetteer, and outlets that are made up."""

from __future__ import annotations

import datetime as dt
import random
import sqlite3
import tomllib
from collections import defaultdict
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import accumulate
from typing import Any, NamedTuple, TypeVar

from onrecord.knowledge.gazetteer import compiled_path
from onrecord.knowledge.loading import BODY_FILES, load_tables
from onrecord.knowledge.records import Entry
from onrecord.merging.terms import news_rarity

_OUTLETS = 300
_LEAST_PEOPLE = 5_000
"""People of the smallest town that news comes from."""
_UNNAMED = 0.45
"""Share of actors that no knowledge base has, where no measured share is given."""

T = TypeVar("T")


class Actor(NamedTuple):
    """Who does, suffers or says something."""

    name: str
    id: str | None
    country: str | None
    sector: str | None
    role: str | None = None


class Town(NamedTuple):
    """A town or region of the gazetteer."""

    name: str
    country: str
    admin1: str | None
    lat: float
    lon: float
    geonames_id: int


class Outlet(NamedTuple):
    """Who publishes; an agency's copy is printed by others."""

    name: str
    host: str
    is_agency: bool


class Zipf:
    """Draws by rank: the n-th of a list as often as 1/n (G. K. Zipf, 1949), or to another power."""

    def __init__(self, power: float = 1.0) -> None:
        self._power = power
        self._sums: dict[int, list[float]] = {}

    def draw(self, chance: random.Random, items: Sequence[T]) -> T:
        """Draw one of ``items``, the first most often. Raises ``IndexError`` for none."""
        if (sums := self._sums.get(len(items))) is None:
            sums = self._sums[len(items)] = list(
                accumulate((n + 1) ** -self._power for n in range(len(items)))
            )
        return chance.choices(items, cum_weights=sums)[0]


@dataclass(frozen=True)
class World:
    """All that stories are made of. The same for each process and each seed."""

    countries: tuple[Actor, ...]
    by_code: dict[str, Actor]
    bodies: dict[str, list[Entry]]
    persons: dict[str, list[Entry]]
    towns: dict[str, list[Town]]
    outlets: tuple[Outlet, ...]
    agencies: tuple[Outlet, ...]
    given: tuple[str, ...]
    family: tuple[str, ...]
    zipf: Zipf
    outlet_law: Zipf

    def somebody(self, chance: random.Random, country: str, day: dt.date, unnamed: float = _UNNAMED) -> Actor:
        """Draw an actor of a country who is in office on the day, or somebody whom no knowledge base has."""
        draw = chance.random()
        if draw < unnamed:
            return self._stranger(chance, country)
        if draw < unnamed + (1 - unnamed) * 0.4 and (persons := self.persons.get(country)):
            for _ in range(4):
                entry = self.zipf.draw(chance, persons)
                term = next((t for t in entry.terms if t.covers(day)), None)
                if term is not None and (entry.died is None or day <= entry.died):
                    return Actor(entry.name, entry.key, country, term.sector, term.office)
        if draw < unnamed + (1 - unnamed) * 0.8 and (bodies := self.bodies.get(country)):
            entry = self.zipf.draw(chance, bodies)
            if (entry.start is None or entry.start <= day) and (entry.end is None or day <= entry.end):
                return Actor(entry.name, entry.key, country, entry.sector)
        return self.by_code[country]

    def _stranger(self, chance: random.Random, country: str) -> Actor:
        others = wording()["others"]
        if chance.random() < 0.5:
            noun, sector = chance.choice(others["groups"]).split("|")
            return Actor(noun, None, country, sector, noun)
        role, sector = chance.choice(others["roles"]).split("|")
        name = f"{self.zipf.draw(chance, self.given)} {chance.choice(self.family)}"
        return Actor(name, None, country, sector, role)


@lru_cache(maxsize=1)
def wording() -> dict[str, Any]:
    """Return the words of ``data/wording.toml``."""
    return tomllib.loads(files("bench.made_news").joinpath("data/wording.toml").read_text("utf8"))


@lru_cache(maxsize=1)
def world() -> World:
    """Make the world of the project's data files."""
    tables = load_tables()
    countries = tuple(Actor(e.name, e.key, code, "GOV") for code, e in tables.countries.items())
    bodies: dict[str, dict[str, Entry]] = defaultdict(dict)
    for entry in tables.bodies.values():
        if entry.country and entry.origin in BODY_FILES:
            bodies[entry.country][entry.key] = entry
    persons: dict[str, list[Entry]] = defaultdict(list)
    for entry in tables.persons:
        if entry.country and entry.terms:
            persons[entry.country].append(entry)
    names = [e.name.split() for e in tables.persons if " " in e.name]
    towns = _towns()
    papers = wording()["papers"]
    return World(
        countries=tuple(c for c in countries if c.country in towns),
        by_code={c.country: c for c in countries if c.country},
        bodies={country: list(found.values()) for country, found in bodies.items()},
        persons=dict(persons),
        towns=towns,
        outlets=tuple(_outlet(town, papers["names"]) for town in _seats(towns)),
        agencies=tuple(Outlet(n, f"{n.split()[0].lower()}.example", True) for n in papers["agencies"]),
        given=tuple(dict.fromkeys(parts[0] for parts in names)),
        family=tuple(dict.fromkeys(parts[-1] for parts in names)),
        zipf=Zipf(),
        outlet_law=Zipf(0.8),
    )


def _towns() -> dict[str, list[Town]]:
    """Return the towns of each country, the largest first."""
    query = (
        "SELECT p.name, p.country, r.name, p.lat, p.lon, p.geonames_id FROM place p LEFT JOIN place r "
        "ON r.kind = 'admin1' AND r.admin1 = p.admin1 "
        "WHERE p.kind = 'city' AND p.population >= ? AND p.geonames_id IS NOT NULL AND p.country IS NOT NULL "
        "ORDER BY p.country, p.population DESC, p.geonames_id"
    )
    found: dict[str, list[Town]] = defaultdict(list)
    with closing(sqlite3.connect(compiled_path())) as gazetteer:
        for row in gazetteer.execute(query, (_LEAST_PEOPLE,)):
            found[row[1]].append(Town(*row))
    return dict(found)


def _seats(towns: dict[str, list[Town]]) -> list[Town]:
    """Towns that outlets come from: the largest of English-speaking countries and of the others in turn."""
    chance = random.Random("outlets")
    english = [t for country in ("USA", "GBR", "CAN", "AUS", "IND", "NGA") for t in towns[country][:40]]
    others = [found[0] for found in towns.values()]
    seats = english + others
    chance.shuffle(seats)
    return seats[:_OUTLETS]


def _outlet(town: Town, papers: Sequence[str]) -> Outlet:
    name = f"{town.name} {papers[town.geonames_id % len(papers)]}"
    return Outlet(name, f"{town.geonames_id}.example", False)


class Words:
    """Running text by chance: small words by their share of English, all others by the share of news that has them."""

    def __init__(self) -> None:
        small: dict[str, float] = wording()["small"]
        rare = {w: 1 / (1 + 2.718 ** (r - 0.1)) for w, r in news_rarity().items() if w.isalpha()}
        left = 1 - sum(small.values()) / 100
        scale = left / sum(rare.values())
        self._all = [*small, *rare]
        self._sums = list(accumulate([s / 100 for s in small.values()] + [r * scale for r in rare.values()]))
        self._of_matters = [
            w for w, r in news_rarity().items() if w.isalpha() and len(w) > 3 and 3.0 < r < 5.5
        ]

    def some(self, chance: random.Random, count: int) -> list[str]:
        """Draw so many words."""
        return chance.choices(self._all, cum_weights=self._sums, k=count)

    def matter(self, chance: random.Random, count: int) -> list[str]:
        """Draw words that say what a story is about: each in a few of a hundred news texts."""
        return chance.sample(self._of_matters, count)


@lru_cache(maxsize=1)
def words() -> Words:
    """Return the words of news, made once a process."""
    return Words()
