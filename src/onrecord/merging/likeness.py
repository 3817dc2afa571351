"""How alike two reports are, feature by feature. Each feature is the same whichever report comes first.

Where one of the two does not say, a feature is ``UNTOLD``: silence is no difference.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from onrecord.merging.articles import SAME_ARTICLE, one_story
from onrecord.merging.tellings import Days, Side, Telling
from onrecord.merging.terms import cosine, news_rarity, rarest
from onrecord.model import Place

UNTOLD = -1.0
_EARTH_KM = 6371.0
_MOST_DAYS, _MOST_KM = 30.0, 5000.0
_AREAS = ("country", "region")

Feature = Callable[[Telling, Telling], float]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two reports with their features, in the order of ``FEATURES``."""

    first: str
    second: str
    values: tuple[float, ...]


def compare(a: Telling, b: Telling) -> tuple[float, ...]:
    """Return the features of two reports, in the order of ``FEATURES``."""
    return tuple(float(feature(a, b)) for feature in FEATURES.values())


def _equal(a: object, b: object) -> float:
    return UNTOLD if a is None or b is None else float(a == b)


def _share(a: frozenset[object], b: frozenset[object]) -> float:
    """Members of both over those of the smaller."""
    return len(a & b) / min(len(a), len(b)) if a and b else UNTOLD


def _prefix(a: Telling, b: Telling) -> float:
    """Letters that the triggers begin with alike, over those of the longer: "attack" and "attacker"."""
    same = next(
        (n for n, (x, y) in enumerate(zip(a.word, b.word, strict=False)) if x != y),
        min(len(a.word), len(b.word)),
    )
    return same / max(1, len(a.word), len(b.word))


def _rarest_word(a: Telling, b: Telling) -> float:
    weights = news_rarity()
    return min(weights.get(a.word, rarest()), weights.get(b.word, rarest()))


def _sense(a: Telling, b: Telling) -> float:
    return UNTOLD if a.sense is None or b.sense is None else round(float(a.sense @ b.sense), 4)


def _of_sides(grain: str, left: str, right: str) -> Feature:
    def shared(a: Telling, b: Telling) -> float:
        mine: Side = getattr(a, left)
        theirs: Side = getattr(b, right)
        return _share(getattr(mine, grain), getattr(theirs, grain))

    return shared


def _crossed(a: Telling, b: Telling) -> float:
    """Whether the doer of one is done to in the other, and likewise: "talks between" has no direction."""
    one = _share(a.actors.countries, b.recipients.countries)
    two = _share(a.recipients.countries, b.actors.countries)
    return max(one, two)


def _unnamed(a: Telling, b: Telling) -> float:
    """Sides, of four, on which nobody is named."""
    return float(sum(not s for s in (a.actors, a.recipients, b.actors, b.recipients)))


def _place(a: Telling, b: Telling) -> float:
    """3 one place, 2 one lies in the other, 1 one country, 0 elsewhere."""
    if a.place is None or b.place is None:
        return UNTOLD
    if _one_place(a.place, b.place):
        return 3.0
    if a.place.country != b.place.country or a.place.country is None:
        return 0.0
    regions = {a.place.admin1, b.place.admin1}
    within = "country" in (a.place.precision, b.place.precision) or (
        len(regions) == 1 and "admin1" in (a.place.precision, b.place.precision)
    )
    return 2.0 if within else 1.0


def _one_place(a: Place, b: Place) -> bool:
    if a.geonames_id is not None and b.geonames_id is not None:
        return a.geonames_id == b.geonames_id
    return a.name == b.name and a.country == b.country


def _kilometres(a: Telling, b: Telling) -> float:
    """Great-circle distance, where both are more than areas."""
    here, there = a.place, b.place
    if here is None or there is None or here.precision in _AREAS or there.precision in _AREAS:
        return UNTOLD
    if here.lat is None or here.lon is None or there.lat is None or there.lon is None:
        return UNTOLD
    lat_a, lon_a, lat_b, lon_b = map(math.radians, (here.lat, here.lon, there.lat, there.lon))
    inner = math.sin((lat_a - lat_b) / 2) ** 2
    inner += math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_a - lon_b) / 2) ** 2
    return min(_MOST_KM, round(2 * _EARTH_KM * math.asin(math.sqrt(min(1.0, inner)))))


def _apart(a: Days | None, b: Days | None) -> float:
    if a is None or b is None:
        return UNTOLD
    return min(_MOST_DAYS, float(max(0, a[0] - b[1], b[0] - a[1])))


def _published(a: Telling, b: Telling) -> float:
    if a.published is None or b.published is None:
        return UNTOLD
    return min(_MOST_DAYS, float(abs(a.published - b.published)))


def _width(a: Telling, b: Telling) -> float:
    """Days of the vaguer time."""
    widths = [t.days[1] - t.days[0] + 1 for t in (a, b) if t.days]
    return min(400.0, float(max(widths))) if widths else UNTOLD


def _figures(a: Telling, b: Telling) -> float:
    """Share of the figures that both give which meet."""
    both = a.figures.keys() & b.figures.keys()
    if not both:
        return UNTOLD
    meet = sum(a.figures[k][0] <= b.figures[k][1] and b.figures[k][0] <= a.figures[k][1] for k in both)
    return meet / len(both)


def _one_story(a: Telling, b: Telling) -> float:
    return SAME_ARTICLE if a.article == b.article else one_story(a.about, b.about)


def _sentences_apart(a: Telling, b: Telling) -> float:
    """Characters between the sentences of one article, as a logarithm."""
    return math.log1p(abs(a.sentence - b.sentence)) if a.article == b.article else UNTOLD


def _others_named(a: Telling, b: Telling) -> float:
    """Whether what is named beside one event's word stands in the other's sentence."""
    mine = a.actors.names | a.recipients.names
    theirs = b.actors.names | b.recipients.names
    return max(_share(mine, b.names), _share(theirs, a.names))


FEATURES: Mapping[str, Feature] = {
    "type": lambda a, b: _equal(a.kind, b.kind),
    "mode": lambda a, b: _equal(a.mode, b.mode),
    "word": lambda a, b: float(a.word == b.word),
    "words": lambda a, b: len(a.words & b.words) / len(a.words | b.words),
    "beginning of the word": _prefix,
    "rarity of the word": _rarest_word,
    "sense": _sense,
    "actors": _of_sides("names", "actors", "actors"),
    "actors' groups": _of_sides("groups", "actors", "actors"),
    "actors' countries": _of_sides("countries", "actors", "actors"),
    "recipients": _of_sides("names", "recipients", "recipients"),
    "recipients' groups": _of_sides("groups", "recipients", "recipients"),
    "recipients' countries": _of_sides("countries", "recipients", "recipients"),
    "sides changed": _crossed,
    "sides unnamed": _unnamed,
    "parties in the other's sentence": _others_named,
    "place": _place,
    "kilometres": _kilometres,
    "days apart": lambda a, b: _apart(a.days, b.days),
    "days of the vaguer time": _width,
    "times told": lambda a, b: float(a.dated + b.dated),
    "days between publications": _published,
    "ahead": lambda a, b: float(a.ahead + b.ahead),
    "negated": lambda a, b: float(a.negated != b.negated),
    "figures": _figures,
    "sentence": lambda a, b: cosine(a.terms, b.terms),
    "article": lambda a, b: 1.0 if a.article == b.article else cosine(a.topic, b.topic),
    "one story": _one_story,
    "names": lambda a, b: _share(a.names, b.names),
    "numbers": lambda a, b: _share(a.numbers, b.numbers),
    "speaker": lambda a, b: _equal(a.speaker, b.speaker),
    "one article": lambda a, b: float(a.article == b.article),
    "one sentence": lambda a, b: float(a.article == b.article and a.sentence == b.sentence),
    "sentences apart": _sentences_apart,
}
"""What is compared, in words that an explanation prints."""
