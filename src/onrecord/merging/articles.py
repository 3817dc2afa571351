"""Whether two articles are of one story: log odds of what they begin with, whom they name, their numbers, events and words.

Two earthquakes are told in the same words, with other names and numbers. A logistic regression of five likenesses, fitted by
``training/merging/fit.py`` on which documents of ECB+ have an event in common.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from onrecord.merging.terms import Vector, cosine, news_rarity, rarest, terms, unit_vector

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


LIKENESSES: Mapping[str, Callable[[About, About], float]] = {
    "words": lambda a, b: cosine(a.words, b.words),
    "lead": lambda a, b: cosine(a.lead, b.lead),
    "names": lambda a, b: cosine(a.names, b.names),
    "numbers": lambda a, b: cosine(a.numbers, b.numbers),
    "events": lambda a, b: cosine(a.events, b.events),
}


def one_story(a: About, b: About) -> float:
    """Log odds that two articles have an event in common, from -9 to 9; the same whichever comes first."""
    weights = story_weights()
    odds = weights["base"] + math.fsum(weights[name] * like(a, b) for name, like in LIKENESSES.items())
    return round(max(-SAME_ARTICLE, min(SAME_ARTICLE, odds)), 4)


@lru_cache(maxsize=1)
def story_weights() -> Mapping[str, float]:
    """Return what each likeness weighs, and the base, of ``data/one_story.json``."""
    raw = json.loads(files("onrecord.merging").joinpath("data/one_story.json").read_text("utf8"))
    return {str(name): float(value) for name, value in raw.items()}


def _weighed(found: Iterable[str]) -> Vector:
    return unit_vector(found, news_rarity(), rarest())
