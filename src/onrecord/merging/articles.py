"""Whether two articles are of one story: log odds of what they begin with, whom they name, their numbers, events and words.

Two earthquakes are told in the same words, with other names and numbers. A logistic regression of five likenesses, fitted by
``training/merging/fit.py`` on which documents of ECB+ have an event in common.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np

from onrecord.merging.ragged import NONE, Floats, Rows, Vectors, Vocabulary
from onrecord.merging.terms import Vector, news_rarity, rarest, terms, unit_vector

_LEAD = 60
"""Words of an article's beginning: headline and first paragraph, which tell what is new."""
SAME_ARTICLE = 9.0
"""Bound of the log odds, and what one article has with itself."""
_CAPITAL = re.compile(r"(?<![.!?]\s)(?<!\n)(?<!^)\b[A-Z][\w'’.-]+")
_NUMBER = re.compile(r"\d[\d,.]*\d|\d")


@dataclass(frozen=True, slots=True)
class About:
    """What an article is about, each as a unit vector."""

    words: Vector
    lead: Vector
    names: Vector
    """Words with a capital inside of sentences."""
    numbers: Vector
    events: Vector
    """The words that tell its events."""


def about(text: str, events: Iterable[str], title: str | None = None) -> About:
    """What a text is about. ``events``: stems of its events' words."""
    full = f"{title or ''}\n{text}"
    return About(
        words=_weighed(terms(full)),
        lead=_weighed(terms(" ".join(full.split()[:_LEAD]))),
        names=_weighed(term for word in _CAPITAL.findall(text) for term in terms(word)),
        numbers=unit_vector(_NUMBER.findall(full), {}, 1.0),
        events=_weighed(events),
    )


LIKENESSES = ("words", "lead", "names", "numbers", "events")
"""What two articles are compared by: the cosine of each."""


class Stories:
    """What the likeness of two articles says, worked out once for a pair of articles."""

    def __init__(self, vocabulary: Vocabulary, abouts: Sequence[About]) -> None:
        numbers: dict[int, int] = {}
        distinct: list[About] = []
        for about in abouts:
            if numbers.setdefault(id(about), len(numbers)) == len(distinct):
                distinct.append(about)
        self._of = np.array([numbers[id(about)] for about in abouts], dtype=np.int64)
        self._vectors = {
            name: Vectors(vocabulary, [getattr(a, name) for a in distinct]) for name in LIKENESSES
        }
        self._one, self._count = NONE, len(distinct)
        self._topics, self._odds = np.empty(0), np.empty(0)

    def topics(self, one: int, others: Rows) -> Floats:
        """Return the cosine of the words of the article of one report with those of others."""
        self._turn_to(one)
        return _filled(
            self._topics, self._of[others], lambda new: self._vectors["words"].cosines(self._one, new)
        )

    def odds(self, one: int, others: Rows) -> Floats:
        """Return the log odds that the article of one report and those of others are of one story."""
        self._turn_to(one)
        return _filled(self._odds, self._of[others], self._odds_with)

    def _odds_with(self, new: Rows) -> Floats:
        weights = story_weights()
        odds = np.full(len(new), weights["base"])
        for name, vectors in self._vectors.items():
            odds += weights[name] * vectors.cosines(self._one, new)
        return np.asarray(np.round(np.clip(odds, -SAME_ARTICLE, SAME_ARTICLE), 4))

    def _turn_to(self, one: int) -> None:
        """Begin with another article; the reports of one article come one after another."""
        if self._one != self._of[one]:
            self._one = int(self._of[one])
            self._topics, self._odds = np.full(self._count, math.nan), np.full(self._count, math.nan)


def _filled(known: Floats, wanted: Rows, work_out: Callable[[Rows], Floats]) -> Floats:
    """Return the values at these places, those that are not known yet worked out first."""
    new = np.unique(wanted[np.isnan(known[wanted])])
    if len(new):
        known[new] = work_out(new)
    return known[wanted]


def one_story(a: About, b: About) -> float:
    """Log odds that two articles have an event in common, from -9 to 9; the same whichever comes first."""
    return float(Stories(Vocabulary(), [a, b]).odds(0, np.array([1]))[0])


@lru_cache(maxsize=1)
def story_weights() -> Mapping[str, float]:
    """Return what each likeness weighs, and the base, of ``data/one_story.json``."""
    raw = json.loads(files("onrecord.merging").joinpath("data/one_story.json").read_text("utf8"))
    return {str(name): float(value) for name, value in raw.items()}


def _weighed(found: Iterable[str]) -> Vector:
    return unit_vector(found, news_rarity(), rarest())
