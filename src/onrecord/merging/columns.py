"""Many reports side by side, a column for each thing that the comparison looks at, so that one is compared with many at once."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterable, Sequence
from operator import attrgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.merging.articles import Stories
from onrecord.merging.ragged import NONE, Floats, Rows, Sets, Vectors, Vocabulary
from onrecord.merging.spans import days_of
from onrecord.merging.tellings import Telling
from onrecord.merging.terms import news_rarity, rarest

_UNIT = 1 << 25
"""What a length of 1 is kept as in the vectors of events' words: sums of products are whole numbers that a float holds."""
_LETTERS = 64
"""Letters of a word that are compared."""
_AREAS = ("country", "region")


class Columns:
    """Reports by their numbers, from 0, in the order in which they are given."""

    sense_unit = float(_UNIT * _UNIT)
    """What the product of two vectors of events' words is in units of."""

    def __init__(self, tellings: Sequence[Telling]) -> None:
        self.tellings = tellings
        self.ids = [t.id for t in tellings]
        vocabulary = Vocabulary()

        def sets(what: Callable[[Telling], Any]) -> Sets:
            return Sets(vocabulary, [what(t) for t in tellings])

        self.words = sets(lambda t: t.words)
        self.sides = {
            (side, grain): sets(attrgetter(f"{side}.{grain}"))
            for side in ("actors", "recipients")
            for grain in ("names", "groups", "countries")
        }
        self.parties = sets(lambda t: t.actors.names | t.recipients.names)
        self.matter = sets(lambda t: t.matter)
        self.names = sets(lambda t: t.names)
        self.numbers = sets(lambda t: t.numbers)
        self.terms = Vectors(vocabulary, [t.terms for t in tellings])
        self.article = _numbered(t.article for t in tellings)
        numbers = {name: n for n, name in enumerate(self.ids)}
        self.repeats = np.array([numbers.get(t.repeats or "", NONE) for t in tellings], dtype=np.int64)
        self.stories = Stories(vocabulary, [t.about for t in tellings])
        self._scalars(tellings)
        self.word, self.spelt = _spelt([t.word for t in tellings])
        self.letters = np.array([min(_LETTERS, len(t.word)) for t in tellings], dtype=np.int64)
        self.sense, self.has_sense = _senses(tellings)
        self.figures = _figures(tellings)

    def _scalars(self, tellings: Sequence[Telling]) -> None:
        weights = news_rarity()
        self.kind = _numbered(t.kind for t in tellings)
        self.mode = _numbered(t.mode for t in tellings)
        self.speaker = _numbered(t.speaker for t in tellings)
        self.coder = _numbered(t.coder for t in tellings)
        self.rarity = np.array([weights.get(t.word, rarest()) for t in tellings])
        self.sentence = np.array([t.sentence for t in tellings], dtype=np.int64)
        self.published = np.array([math.nan if t.published is None else t.published for t in tellings])
        self.first, self.last = np.array([t.days or (math.nan, math.nan) for t in tellings]).reshape(-1, 2).T
        spans = [days_of(t) or (math.nan, math.nan) for t in tellings]
        self.filed_first, self.filed_last = np.array(spans).reshape(-1, 2).T
        self.width = self.last - self.first + 1
        self.dated = np.array([t.dated for t in tellings], dtype=np.int64)
        self.ahead = np.array([t.ahead for t in tellings], dtype=np.int64)
        self.negated = np.array([t.negated for t in tellings], dtype=bool)
        self.unnamed = np.array([(not t.actors) + (not t.recipients) for t in tellings])
        self.places = Places(tellings)


class Places:
    """Where each report has its event."""

    def __init__(self, tellings: Sequence[Telling]) -> None:
        places = [t.place for t in tellings]
        self.known = np.array([p is not None for p in places], dtype=bool)
        self.geonames = np.array(
            [NONE if p is None or p.geonames_id is None else p.geonames_id for p in places]
        )
        self.name = _numbered((p.name, p.country) if p else None for p in places)
        self.country = _numbered(p.country if p else None for p in places)
        self.admin1 = _numbered(p.admin1 if p else None for p in places)
        self.precision = np.array([p.precision if p else "" for p in places], dtype="U10")
        points = [
            (math.radians(p.lat), math.radians(p.lon))
            if p and p.precision not in _AREAS and p.lat is not None and p.lon is not None
            else (math.nan, math.nan)
            for p in places
        ]
        self.lat, self.lon = np.array(points).reshape(-1, 2).T


def _numbered(values: Iterable[Hashable]) -> Rows:
    """Equal values get equal numbers, ``None`` gets ``NONE``."""
    vocabulary = Vocabulary()
    return np.array([NONE if v is None else vocabulary.number(v) for v in values], dtype=np.int64)


def _spelt(words: Sequence[str]) -> tuple[Rows, NDArray[np.uint32]]:
    """The number of each word, and the letters of each number, [words, letters]."""
    spelt = np.array(list(dict.fromkeys(words)), dtype=f"U{_LETTERS}")
    return _numbered(words), spelt.view(np.uint32).reshape(len(spelt), _LETTERS)


def _senses(tellings: Sequence[Telling]) -> tuple[Floats, NDArray[np.bool_]]:
    """The vectors of the events' words as whole numbers, [reports, length], and which reports have one."""
    known = [t.sense for t in tellings if t.sense is not None]
    found = np.zeros((len(tellings), len(known[0]) if known else 0))
    has = np.array([t.sense is not None for t in tellings], dtype=bool)
    if known:
        found[has] = np.rint(np.array(known, dtype=np.float64) * _UNIT)
    return found, has


def _figures(tellings: Sequence[Telling]) -> dict[str, tuple[Floats, Floats]]:
    """Lowest and highest number of each kind, NaN where a report has none."""
    kinds = dict.fromkeys(kind for t in tellings for kind in t.figures)
    absent = (math.nan, math.nan)
    return {kind: tuple(np.array([t.figures.get(kind, absent) for t in tellings]).T) for kind in kinds}
