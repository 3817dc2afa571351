"""Nationalities ("Iraqi"): no place names, but they say which country an article is about, and before a piece of ground
("an Iraqi base", "the Syrian town of Kobani") they say where."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache

from onrecord.knowledge.gazetteer import Candidate, gazetteer
from onrecord.knowledge.gazetteer_names import normalise
from onrecord.knowledge.gazetteer_sources import table
from onrecord.reading.place_tokens import Words
from onrecord.reading.place_words import place_words

_ALSO_COUNTRIES = frozenset({"laos", "philippines"})
"""Plurals of an adjective that are also a country's name."""
_WEIGHT = 0.5
"""What a nationality says of where the article's places lie; 1 is a country's name."""
_TAGS = frozenset({"JJ", "NNP", "NNPS", "NN", "NNS"})
_BETWEEN = 2
"""Words between a nationality and its ground: "Iraqi military bases"."""


@lru_cache(maxsize=1)
def _adjectives() -> dict[str, str]:
    """Alpha-2 code by the key of the adjective and of its plural."""
    return {
        normalise(word + tail): row["iso2"]
        for row in table("place_countries.csv")
        for word in row["adjectives"].split(";")
        if word
        for tail in ("s", "")
    }


@lru_cache(maxsize=1)
def adjective_keys() -> frozenset[str]:
    """Return the keys of words such as "Iranian": they name a nationality, not a place."""
    countries = {
        normalise(name) for row in table("place_countries.csv") for name in row["aliases"].split(";")
    }
    return frozenset(_adjectives().keys() - countries - _ALSO_COUNTRIES)


def names_nation(word: str) -> bool:
    """Return whether a word is the adjective of a country or the name of its people: "Thai", "Thais"."""
    return normalise(word) in adjective_keys()


@lru_cache(maxsize=4096)
def country_of(word: str) -> Candidate | None:
    """Return the country whose adjective the word is, or ``None``."""
    code = _adjectives().get(normalise(word))
    return gazetteer().country(code) if code else None


def nations(words: Words) -> dict[str, float]:
    """Return the countries (alpha-3) whose nationality the article names, each with a weight that grows as a root."""
    counts: dict[str, int] = {}
    for i in _nationalities(words):
        country = country_of(words.text[i])
        if country is not None and country.country:
            counts[country.country] = counts.get(country.country, 0) + 1
    return {country: _WEIGHT * math.sqrt(count) for country, count in counts.items()}


def grounds(words: Words) -> Iterator[tuple[int, Candidate]]:
    """Yield token and country of each nationality that stands before a piece of ground and so says where.

    A base, camp or prison may be one side's on another's ground: it counts only where the text tells no other place.
    """
    lists = place_words()
    for i in _nationalities(words):
        at = next(
            (
                j
                for j in range(i + 1, min(i + 2 + _BETWEEN, len(words.text)))
                if words.tag[j] in ("NN", "NNS")
            ),
            i,
        )
        while at + 1 < len(words.text) and at < i + 1 + _BETWEEN and words.tag[at + 1] in ("NN", "NNS"):
            at += 1
        if at == i or any(words.tag[j][:2] not in ("JJ", "NN", "CD") for j in range(i + 1, at)):
            continue
        if words.low[at] in lists["soil"] or (words.low[at] in lists["post"] and not _placed(words, at)):
            country = country_of(words.text[i])
            if country is not None:
                yield i, country


def _placed(words: Words, noun: int) -> bool:
    """Whether the text goes on to say where the base is: "a Russian base in Syria"."""
    after = words.low[noun + 1 : noun + 4]
    return (
        bool(after)
        and after[0] in place_words()["where_prepositions"]
        and any(
            words.named(noun + 1 + k) and after[k] not in place_words()["month"] for k in range(1, len(after))
        )
    )


def _nationalities(words: Words) -> list[int]:
    if words.nationalities is None:
        keys = adjective_keys()
        # a nationality is written with a capital, and tagging is the cheaper thing to ask
        words.nationalities = [
            i
            for i, (low, tag) in enumerate(zip(words.low, words.tag, strict=True))
            if tag in _TAGS and words.text[i] != low and normalise(low) in keys
        ]
    return words.nationalities
