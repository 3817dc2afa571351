"""Which place each name of an article stands for: one sense a name, chosen for all names together.

A conditional logit ranks a name's senses, first on what the gazetteer says (size, kind, usual name or not), then
twice more on how well each sense agrees with the likely senses of the article's other names: the same country and
region, and settlements close by. The idea of spatial minimality is Leidner's (2007); one sense a discourse is
Gale, Church and Yarowsky's (1992).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from onrecord.knowledge.gazetteer import Candidate, gazetteer
from onrecord.reading import place_words as _lists
from onrecord.reading.home import NOWHERE, Home
from onrecord.reading.place_tokens import Named, Words
from onrecord.reading.place_words import place_words, says_within

Floats = npt.NDArray[np.float64]

_FAR_HOLDER = 8
"""Words between a name and the name of what holds it: "Victoria, the small capital of the Seychelles"."""
_MOST_SENSES = 24
_MOST_TOTAL = 900
"""Senses an article together; the distances are a square of it, so a book-length text stays within 10 MB."""
_REACH_KM = 60.0
_EARTH_KM = 6371.0
_BACKED, _UNBACKED = 0.6, 0.2
"""Weight of other names (1: one sure name) in a place's country or region that speaks for it, and that does not."""
_NAMESAKE = 15
"""Times as many people as in the place at home, from which a famous namesake is meant even there."""
_KNOWN_AT_HOME = 0.002
"""Share of a country's people that a town needs to be meant there rather than a capital of that name."""
NO_NATIONS: Mapping[str, float] = {}
_PARTS = {"districts", "provinces", "counties"}
"""Several of them are parts of a town, not what the name is: "districts of Aleppo"."""
_FAR = {"country", "admin1", "region"}

STATIC = (
    "country", "admin1", "admin2", "city", "region", "point", "other_words", "spelling", "abbreviation", "people",
    "people_squared", "behind_largest", "largest", "pointless", "held", "held_elsewhere", "area_next", "area_in_name",
    "city_next", "held_city", "first", "capitals_short", "same_as_region", "american_city", "no_people", "admin1_people",
    "capital", "capital_by_dateline", "holds", "famous_spelling", "capital_not_state", "part_of_area", "part_of_city",
)  # fmt: skip
CONTEXT = (
    "country_share", "region_share", "district_share", "country_named", "region_named", "near", "near_city", "far_from_all",
    "country_share_city", "region_share_city", "small_alone", "home", "region_share_admin2", "home_region",
    "country_backed", "region_backed", "capital_outdone", "largest_outdone",
)  # fmt: skip


@dataclass(slots=True)
class Sense:
    """One name, or one name with one holder ("Paris" before "Texas"), and its possible places."""

    key: str
    places: tuple[Candidate, ...]
    mentions: list[Named]
    held: frozenset[int]
    weight: float
    static: Floats
    chances: Floats = field(default_factory=lambda: np.zeros(0))

    area: bool = False
    """Whether the text calls it a province, county or the like."""

    state: bool = False
    """Whether the text calls it a first-level region: "Washington state"."""

    def best(self) -> Candidate | None:
        """The likeliest place. Between a town and the region named after it and around it, the words decide."""
        if not self.places:
            return None
        best = self.places[int(np.argmax(self.chances))]
        if self.state and best.kind == "city":
            called = [n for n, c in enumerate(self.places) if c.kind == "admin1" and c.rank < 2]
            best = self.places[max(called, key=lambda n: self.chances[n])] if called else best
        for other in sorted(self.places, key=lambda c: (c.rank, -c.population)):
            inner, outer = (best, other) if self.area else (other, best)
            if inner.kind == "city" and _around(outer, inner):
                return other
        return best


def _around(outer: Candidate, inner: Candidate) -> bool:
    """Whether a town lies in a region and near its middle (New York the state is not New York the city)."""
    holds = (outer.kind == "admin1" and outer.admin1 == inner.admin1) or (
        outer.kind == "admin2" and outer.geonames_id == inner.admin2
    )
    if not holds or max(outer.rank, inner.rank) > 1 or None in (outer.lat, outer.lon, inner.lat, inner.lon):
        return holds and outer.lat is None and inner.rank < 2
    height = outer.lat - inner.lat  # type: ignore[operator]
    width = (outer.lon - inner.lon) * math.cos(math.radians(inner.lat))  # type: ignore[operator, arg-type]
    return math.hypot(height, width) * 111 < 161


def resolve(
    words: Words, names: Sequence[Named], home: Home = NOWHERE, nations: Mapping[str, float] = NO_NATIONS
) -> list[Sense]:
    """Return the senses of the accepted names, each with the chances of its places.

    ``home``: where the outlet is at home. ``nations``: weight of each country (alpha-3) whose adjective the article uses.
    """
    units = units_of(words, names)
    model = _lists.place_model()
    weigh(units, [u.static for u in units], np.array(model["sense_alone"]))
    for _ in range(2):
        context = context_of(units, home, nations)
        weigh(
            units,
            [np.hstack((u.static, c)) for u, c in zip(units, context, strict=True)],
            np.array(model["sense_in_article"]),
        )
    return units


def weigh(units: Sequence[Sense], features: Sequence[Floats], weights: Floats) -> None:
    """Set each unit's chances by a conditional logit."""
    for unit, table in zip(units, features, strict=True):
        if unit.places:
            scores = table @ weights
            scores -= scores.max()
            unit.chances = np.exp(scores)
            unit.chances /= unit.chances.sum()


def units_of(words: Words, names: Sequence[Named]) -> list[Sense]:
    """Group the names: same key and same holder are one unit."""
    groups: dict[tuple[str, frozenset[int]], list[Named]] = {}
    helds: dict[str, set[int]] = {}
    holders: dict[str, set[int]] = {}
    for at, name in enumerate(names):
        follower = names[at + 1] if at + 1 < len(names) else None
        held, holding = _held(words, name, follower)
        held = held or _owned(name, names[at - 1] if at else None, words)
        helds.setdefault(name.key, set()).update(held)
        if follower is not None:
            holders.setdefault(follower.key, set()).update(holding)
        groups.setdefault((name.key, held), []).append(name)
    _follow(groups)
    units = []
    for (key, held), mentions in groups.items():
        places = _limit(mentions, held, max(4, _MOST_TOTAL // max(len(groups), 1)))
        static, area = _static(words, mentions, places, held, frozenset(helds[key]), holders.get(key, set()))
        units.append(
            Sense(
                key,
                places,
                mentions,
                held,
                math.sqrt(len(mentions)) * mentions[0].chance,
                static,
                area=area,
                state=any(
                    words.low[m.last : m.last + 1] and words.low[m.last] in place_words()["first_level"]
                    for m in mentions
                ),
            )
        )
    return units


def _follow(groups: dict[tuple[str, frozenset[int]], list[Named]]) -> None:
    """Let a bare name be the one that the article once tells fully: "Tripoli in Lebanon", then "Tripoli"."""
    full: dict[str, list[frozenset[int]]] = {}
    for key, held in groups:
        if held:
            full.setdefault(key, []).append(held)
    for key, helds in full.items():
        if len(helds) == 1 and (key, frozenset()) in groups:
            groups[key, helds[0]] += groups.pop((key, frozenset()))


def _limit(mentions: Sequence[Named], held: frozenset[int], most: int) -> tuple[Candidate, ...]:
    senses = max((m.senses for m in mentions), key=len)
    if senses and senses[0].kind == "region" and senses[0].rank == 0 and " " in mentions[0].key:
        # a hamlet called Middle East is not what the words mean
        senses = tuple(c for c in senses if c.id in held or c.kind != "city" or c.population > 100_000)
    ranked = sorted(
        senses,
        key=lambda c: (
            c.id not in held,
            c.kind not in ("country", "admin1", "region"),
            c.rank > 1,
            -c.population,
        ),
    )
    return tuple(ranked[: min(most, _MOST_SENSES)])


def _held(words: Words, name: Named, follower: Named | None) -> tuple[frozenset[int], frozenset[int]]:
    """Ids of the name's senses that lie in the region named right after it ("City, Region"), and of that region's."""
    if follower is None or not 0 < follower.first - name.last <= _FAR_HOLDER:
        return frozenset(), frozenset()
    if not says_within(words.low[name.last : follower.first]):
        return frozenset(), frozenset()
    regions = {c.admin1 for c in follower.senses if c.kind == "admin1"}
    districts = {c.geonames_id for c in follower.senses if c.kind == "admin2" and c.rank < 2}
    countries = {c.country for c in follower.senses if c.kind == "country"}
    if _describes(words, follower):
        countries = set()
    inside = [
        c
        for c in name.senses
        if (c.admin1 in regions and c.kind != "admin1")
        or (c.country in countries and c.kind != "country")
        or (c.admin2 is not None and c.admin2 in districts)
    ]
    around = {c.admin1 for c in inside}, {c.country for c in inside}, {c.admin2 for c in inside}
    holding = [
        c.id
        for c in follower.senses
        if (c.kind == "admin1" and c.admin1 in around[0])
        or (c.kind == "country" and c.country in around[1])
        or (c.kind == "admin2" and c.geonames_id in around[2])
    ]
    return frozenset(c.id for c in inside), frozenset(holding)


def _describes(words: Words, name: Named) -> bool:
    """Whether a name only says of whom a noun is: "in the Middle East, U.S. officials said" is no town in the U.S.

    Of states it may be both: "a Portland, Oregon man".
    """
    i = name.last
    return i < len(words.text) and words.tag[i].startswith("NN") and words.text[i].islower()


def _owned(name: Named, owner: Named | None, words: Words) -> frozenset[int]:
    """Ids of the name's senses that lie in the country whose possessive stands before it: "Nigeria's Niger state"."""
    if owner is None or words.low[owner.last : name.first] not in (["'s"], ["’s"]):
        return frozenset()
    countries = {c.country for c in owner.senses if c.kind == "country"}
    return frozenset(c.id for c in name.senses if c.kind != "country" and c.country in countries)


def _static(
    words: Words,
    mentions: Sequence[Named],
    places: Sequence[Candidate],
    held: frozenset[int],
    elsewhere: frozenset[int],
    holding: Set[int],
) -> tuple[Floats, bool]:
    lists = place_words()
    area_next = city_next = False
    for m in mentions:
        following = words.low[m.last] if m.last < len(words.low) else ""
        before = words.low[max(0, m.first - 2) : m.first]
        area_next |= following in lists["area"] or (
            len(before) == 2 and before[1] == "of" and before[0] in lists["area"] - _PARTS
        )
        city_next |= following in ("city", "town", "village") or (
            m.first > 1
            and words.low[m.first - 1] == "of"
            and words.low[m.first - 2] in ("city", "town", "village", "suburb")
        )
    part = any(m.first > 0 and words.low[m.first - 1] in lists["direction"] for m in mentions)
    dateline = any("dateline" in m.features for m in mentions)
    in_name = words.low[mentions[0].last - 1] in lists["area"]
    largest = max((math.log10(c.population + 1) for c in places), default=0.0)
    regions = {c.admin1 for c in places if c.kind == "admin1" and c.rank < 2}
    table = np.zeros((len(places), len(STATIC)))
    for row, c in enumerate(places):
        people = math.log10(c.population + 1)
        admin, city = c.kind in ("admin1", "admin2"), c.kind == "city"
        table[row] = (
            c.kind == "country", c.kind == "admin1", c.kind == "admin2", city, c.kind == "region", c.kind == "point",
            c.rank == 1, c.rank == 2, c.rank == 3, people * city, people * people * city / 5, (largest - people) * city,
            people == largest, c.lat is None, c.id in held, c.id in elsewhere, area_next and admin, in_name and admin,
            city_next and city, c.id in held and city, row == 0, len(c.name) <= 3, city and c.admin1 in regions,
            city and c.country == "USA", city and c.population == 0, people * (c.kind == "admin1"),
            c.capital, c.capital and dateline, c.id in holding, max(0.0, people - 5) * (c.rank == 2),
            c.capital and any(o.kind == "admin1" and o.rank == 0 and o.country == c.country and o.admin1 != c.admin1 for o in places),
            part and not city, part and city and c.population < 1_000_000,
        )  # fmt: skip
    return table, area_next or in_name


def context_of(
    units: Sequence[Sense], home: Home = NOWHERE, nations: Mapping[str, float] = NO_NATIONS
) -> list[Floats]:
    """Return for each unit how its places agree with the other units' likely places."""
    places = [c for u in units for c in u.places]
    if not places:
        return [np.zeros((0, len(CONTEXT))) for _ in units]
    owner = np.repeat(np.arange(len(units)), [len(u.places) for u in units])
    mass = np.concatenate([u.chances * u.weight for u in units])
    total = sum(u.weight for u in units if u.places) or 1.0
    city = np.array([c.kind == "city" for c in places])
    near = _near(places, owner, mass)
    country = _share(places, owner, mass, [c.country for c in places])
    country += [nations.get(c.country or "", 0.0) for c in places]
    region = _share(places, owner, mass, [c.admin1 for c in places])
    district = _share(
        places,
        owner,
        mass,
        [str(c.geonames_id) if c.kind == "admin2" else c.admin2 and str(c.admin2) for c in places],
    )
    named_country = _share(places, owner, mass, [c.country for c in places], only="country")
    named_region = _share(places, owner, mass, [c.admin1 for c in places], only="admin1")
    small = np.array([c.kind == "city" and c.population < 20_000 for c in places])
    at_home = _at_home(units, home)
    at_region = at_home & np.array([home.admin1 is not None and c.admin1 == home.admin1 for c in places])
    first = np.cumsum([0, *(len(u.places) for u in units if u.places)])[:-1]
    outdone = _outdone(country, first) | _outdone(region, first)
    capital = np.array([c.capital == 1 for c in places])
    largest = np.concatenate([u.static[:, STATIC.index("largest")] for u in units]) > 0
    scale = total + sum(nations.values()) + 2.0
    admin2 = np.array([c.kind == "admin2" for c in places])
    table = np.column_stack((
        country / scale, region / scale, district / scale, np.minimum(named_country, 1), np.minimum(named_region, 1),
        np.log1p(near), np.log1p(near) * city, near < 0.05, country / scale * city, region / scale * city,
        small & (near < 0.1) & (region < 0.3), at_home, region / scale * admin2, at_region,
        country >= _BACKED, region >= _BACKED, capital & outdone, largest & outdone,
    )).astype(np.float64)  # fmt: skip
    return np.split(table, np.cumsum([len(u.places) for u in units])[:-1])


def _at_home(units: Sequence[Sense], home: Home) -> npt.NDArray[np.bool_]:
    """Which places lie in the outlet's country and may be meant there by their bare name.

    A paper of Toronto that writes of Paris does not mean the one in Ontario, nor one of Chicago Athens in Georgia; but
    Tripoli is known to every reader in Lebanon.
    """
    if home.country is None:
        return np.zeros(sum(len(u.places) for u in units), dtype=bool)
    people = gazetteer().people(home.country)
    found = []
    for unit in units:
        towns = [c for c in unit.places if c.kind == "city"]
        most = max((c.population for c in towns), default=0)
        capital = any(c.capital and c.country != home.country for c in towns)
        found += [
            c.country == home.country
            and (
                c.kind != "city"
                or (
                    c.population * _NAMESAKE >= most
                    and (not capital or c.population >= _KNOWN_AT_HOME * people)
                )
            )
            for c in unit.places
        ]
    return np.array(found, dtype=bool)


def _outdone(share: Floats, first: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Whether no other name backs the place while one backs a rival for the same name. ``first``: each name's first."""
    best = np.maximum.reduceat(share, first)
    lengths = np.diff([*first.tolist(), len(share)])
    result: npt.NDArray[np.bool_] = (np.repeat(best, lengths) >= _BACKED) & (share < _UNBACKED)
    return result


def _share(
    places: Sequence[Candidate],
    owner: npt.NDArray[np.int64],
    mass: Floats,
    values: Sequence[str | int | None],
    only: str = "",
) -> Floats:
    """Weight of the other names' places with the same value."""
    sums: dict[str | int, float] = {}
    own: dict[tuple[int, str | int], float] = {}
    for c, unit, weight, value in zip(places, owner.tolist(), mass.tolist(), values, strict=True):
        if value is None or (only and c.kind != only):
            continue
        sums[value] = sums.get(value, 0.0) + weight
        own[unit, value] = own.get((unit, value), 0.0) + weight
    return np.array(
        [
            0.0 if v is None else sums.get(v, 0.0) - own.get((u, v), 0.0)
            for u, v in zip(owner.tolist(), values, strict=True)
        ]
    )


def _near(places: Sequence[Candidate], owner: npt.NDArray[np.int64], mass: Floats) -> Floats:
    """Weight of the other names' settlements, falling by e every ``_REACH_KM``."""
    exact = np.array([c.kind not in _FAR and c.lat is not None for c in places])
    lat = np.radians([c.lat if c.lat is not None else 0.0 for c in places])
    lon = np.radians([c.lon if c.lon is not None else 0.0 for c in places])
    point = np.column_stack((np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat))).astype(
        np.float32
    )
    chord = np.clip(2.0 - 2.0 * (point @ point.T), 0.0, 4.0)
    kernel = np.exp(np.sqrt(chord) * (-_EARTH_KM / _REACH_KM))
    kernel[owner[:, None] == owner[None, :]] = 0.0
    result: Floats = (kernel @ (mass * exact)) * exact
    return result
