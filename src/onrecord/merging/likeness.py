"""How alike two reports are, feature by feature. Each feature is the same whichever report comes first.

Where one of the two does not say, a feature is ``UNTOLD``: silence is no difference. One report is compared with many at
once, and what two have in common is the same in any company (``ragged.py``).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from onrecord.merging.articles import SAME_ARTICLE
from onrecord.merging.columns import Columns
from onrecord.merging.ragged import NONE, Floats, Rows, Sets
from onrecord.merging.tellings import Telling

UNTOLD = -1.0
_EARTH_KM = 6371.0
_MOST_DAYS, _MOST_KM, _MOST_WIDTH = 30.0, 5000.0, 400.0

Feature = Callable[[Columns, int, Rows], NDArray[np.generic]]
"""Of the columns, the likeness of one report to others."""


def compare(a: Telling, b: Telling) -> tuple[float, ...]:
    """Return the features of two reports, in the order of ``FEATURES``."""
    return tuple(likenesses(Columns([a, b]), 0, np.array([1]))[0].tolist())


def compare_all(pairs: Iterable[tuple[Telling, Telling]]) -> Floats:
    """Return the features of many pairs, [pairs, features]."""
    numbers: dict[str, int] = {}
    tellings: list[Telling] = []
    others: dict[int, list[tuple[int, int]]] = {}
    count = 0
    for a, b in pairs:
        for telling in (a, b):
            if numbers.setdefault(telling.id, len(tellings)) == len(tellings):
                tellings.append(telling)
        others.setdefault(numbers[a.id], []).append((numbers[b.id], count))
        count += 1
    columns, rows = Columns(tellings), np.empty((count, len(FEATURES)))
    for one in sorted(others, key=lambda n: tellings[n].article):
        met, places = np.array(others[one]).T
        rows[places] = likenesses(columns, one, met)
    return rows


def likenesses(columns: Columns, one: int, others: Rows) -> Floats:
    """Return the features of one report with each of others, [others, features]."""
    rows = np.empty((len(others), len(FEATURES)))
    for n, feature in enumerate(FEATURES.values()):
        rows[:, n] = feature(columns, one, others)
    return rows


def _equal(values: Rows, one: int, others: Rows) -> Floats:
    if values[one] == NONE:
        return np.full(len(others), UNTOLD)
    return np.where(values[others] == NONE, UNTOLD, values[others] == values[one])


def _share(mine: Sets, one: int, theirs: Sets, others: Rows) -> Floats:
    """Members of both over those of the smaller."""
    items, sizes = mine.of(one), theirs.sizes[others]
    if not len(items):
        return np.full(len(others), UNTOLD)
    share = theirs.shared_with(items, others) / np.maximum(1, np.minimum(len(items), sizes))
    return np.where(sizes > 0, share, UNTOLD)


def _words(c: Columns, one: int, others: Rows) -> Floats:
    shared = c.words.shared_with(c.words.of(one), others)
    return np.asarray(shared / (c.words.sizes[one] + c.words.sizes[others] - shared))


def _prefix(c: Columns, one: int, others: Rows) -> Floats:
    """Letters that the triggers begin with alike, over those of the longer: "attack" and "attacker"."""
    length = int(c.letters[one])
    unlike = c.spelt[c.word[others], :length] != c.spelt[c.word[one], :length]
    same = np.where(unlike.any(axis=1), unlike.argmax(axis=1), length) if length else np.zeros(len(others))
    longest = np.maximum(1, np.maximum(length, c.letters[others]))
    return np.asarray(np.minimum(same, c.letters[others]) / longest)


def _sense(c: Columns, one: int, others: Rows) -> Floats:
    if not c.has_sense[one]:
        return np.full(len(others), UNTOLD)
    # the products are whole numbers that a float holds: no order of adding them matters
    cosines = np.round(c.sense[others] @ c.sense[one] / c.sense_unit, 4)
    return np.where(c.has_sense[others], cosines, UNTOLD)


def _of_sides(grain: str, left: str, right: str) -> Feature:
    def shared(c: Columns, one: int, others: Rows) -> Floats:
        return _share(c.sides[left, grain], one, c.sides[right, grain], others)

    return shared


def _crossed(c: Columns, one: int, others: Rows) -> Floats:
    """Whether the doer of one is done to in the other, and likewise: "talks between" has no direction."""
    doers, done_to = c.sides["actors", "countries"], c.sides["recipients", "countries"]
    return np.maximum(_share(doers, one, done_to, others), _share(done_to, one, doers, others))


def _place(c: Columns, one: int, others: Rows) -> Floats:
    """3 one place, 2 one lies in the other, 1 one country, 0 elsewhere."""
    p = c.places
    if not p.known[one]:
        return np.full(len(others), UNTOLD)
    by_number = (p.geonames[one] != NONE) & (p.geonames[others] != NONE)
    same = np.where(by_number, p.geonames[others] == p.geonames[one], p.name[others] == p.name[one])
    elsewhere = (p.country[others] != p.country[one]) | (p.country[one] == NONE)
    precision, own = p.precision[others], p.precision[one]
    within = (precision == "country") | (own == "country")
    within |= (p.admin1[others] == p.admin1[one]) & ((precision == "admin1") | (own == "admin1"))
    found = np.select([~p.known[others], same, elsewhere, within], [UNTOLD, 3.0, 0.0, 2.0], 1.0)
    return np.asarray(found, dtype=np.float64)


def _kilometres(c: Columns, one: int, others: Rows) -> Floats:
    """Great-circle distance, where both are more than areas."""
    lat, lon = c.places.lat, c.places.lon
    if math.isnan(lat[one]):
        return np.full(len(others), UNTOLD)
    inner = np.sin((lat[one] - lat[others]) / 2) ** 2
    inner += np.cos(lat[one]) * np.cos(lat[others]) * np.sin((lon[one] - lon[others]) / 2) ** 2
    return _told(np.minimum(_MOST_KM, np.rint(2 * _EARTH_KM * np.arcsin(np.sqrt(np.minimum(1.0, inner))))))


def _days_apart(c: Columns, one: int, others: Rows) -> Floats:
    apart = np.maximum(c.first[one] - c.last[others], c.first[others] - c.last[one])
    return _told(np.minimum(_MOST_DAYS, np.maximum(0.0, apart)))


def _published(c: Columns, one: int, others: Rows) -> Floats:
    return _told(np.minimum(_MOST_DAYS, np.abs(c.published[one] - c.published[others])))


def _width(c: Columns, one: int, others: Rows) -> Floats:
    """Days of the vaguer time."""
    return _told(np.minimum(_MOST_WIDTH, np.fmax(c.width[one], c.width[others])))


def _told(values: Floats) -> Floats:
    return np.where(np.isnan(values), UNTOLD, values)


def _figures(c: Columns, one: int, others: Rows) -> Floats:
    """Share of the figures that both give which meet."""
    both, meet = np.zeros(len(others)), np.zeros(len(others))
    for low, high in c.figures.values():
        if not math.isnan(low[one]):
            both += ~np.isnan(low[others])
            meet += (low[one] <= high[others]) & (low[others] <= high[one])
    return np.where(both > 0, meet / np.maximum(1, both), UNTOLD)


def _one_article(c: Columns, one: int, others: Rows) -> NDArray[np.bool_]:
    return np.asarray(c.article[others] == c.article[one])


def _article(c: Columns, one: int, others: Rows) -> Floats:
    return np.where(_one_article(c, one, others), 1.0, c.stories.topics(one, others))


def _one_story(c: Columns, one: int, others: Rows) -> Floats:
    return np.where(_one_article(c, one, others), SAME_ARTICLE, c.stories.odds(one, others))


def _one_sentence(c: Columns, one: int, others: Rows) -> NDArray[np.bool_]:
    return np.asarray(_one_article(c, one, others) & (c.sentence[others] == c.sentence[one]))


def _sentences_apart(c: Columns, one: int, others: Rows) -> Floats:
    """Characters between the sentences of one article, as a logarithm."""
    found = np.full(len(others), UNTOLD)
    here = _one_article(c, one, others)
    found[here] = [math.log1p(n) for n in np.abs(c.sentence[others[here]] - c.sentence[one]).tolist()]
    return found


def _others_named(c: Columns, one: int, others: Rows) -> Floats:
    """Whether what is named beside one event's word stands in the other's sentence."""
    return np.maximum(_share(c.parties, one, c.names, others), _share(c.names, one, c.parties, others))


FEATURES: Mapping[str, Feature] = {
    "type": lambda c, n, m: _equal(c.kind, n, m),
    "mode": lambda c, n, m: _equal(c.mode, n, m),
    "word": lambda c, n, m: c.word[m] == c.word[n],
    "words": _words,
    "beginning of the word": _prefix,
    "rarity of the word": lambda c, n, m: np.minimum(c.rarity[n], c.rarity[m]),
    "sense": _sense,
    "actors": _of_sides("names", "actors", "actors"),
    "actors' groups": _of_sides("groups", "actors", "actors"),
    "actors' countries": _of_sides("countries", "actors", "actors"),
    "recipients": _of_sides("names", "recipients", "recipients"),
    "recipients' groups": _of_sides("groups", "recipients", "recipients"),
    "recipients' countries": _of_sides("countries", "recipients", "recipients"),
    "sides changed": _crossed,
    "sides unnamed": lambda c, n, m: c.unnamed[n] + c.unnamed[m],
    "parties in the other's sentence": _others_named,
    "place": _place,
    "kilometres": _kilometres,
    "days apart": _days_apart,
    "days of the vaguer time": _width,
    "times told": lambda c, n, m: c.dated[n] + c.dated[m],
    "days between publications": _published,
    "ahead": lambda c, n, m: c.ahead[n] + c.ahead[m],
    "negated": lambda c, n, m: c.negated[n] != c.negated[m],
    "figures": _figures,
    "sentence": lambda c, n, m: c.terms.cosines(n, m),
    "article": _article,
    "one story": _one_story,
    "names": lambda c, n, m: _share(c.names, n, c.names, m),
    "numbers": lambda c, n, m: _share(c.numbers, n, c.numbers, m),
    "speaker": lambda c, n, m: _equal(c.speaker, n, m),
    "one article": _one_article,
    "one sentence": _one_sentence,
    "sentences apart": _sentences_apart,
}
"""What is compared, in words that an explanation prints."""
