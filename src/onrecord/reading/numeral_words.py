"""The words of numbers in ``data/quantities.toml``, and the value of one token."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal

Bound = Literal["about", "least", "most"]

_DIGITS = re.compile(r"^\d{1,3}(?:,\d{2,3})*(?:,\d{3})(?:\.\d+)?$|^\d+(?:\.\d+)?$")
_GLUED = re.compile(r"^(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)([a-z]+)$")
_SIGNED = re.compile(r"^(?:[a-z]{0,3}[$€£¥₹₩₺₴₦]|rs\.?)(?=\d)")
_LONGEST_NUMBER = 30  # characters; longer ones are keys and hashes, and 310 digits would be infinite


@dataclass(frozen=True, slots=True)
class NumberWords:
    """The number words of ``data/quantities.toml``."""

    numbers: Mapping[str, float]
    multipliers: Mapping[str, float]
    plurals: Mapping[str, float]
    vague: Mapping[str, tuple[float, float]]
    fractions: Mapping[str, float]
    nothing: frozenset[str]
    nobody: frozenset[str]
    currency: frozenset[str]
    hedges: frozenset[str]
    fill: frozenset[str]
    before: Mapping[tuple[str, ...], Bound]
    after: Mapping[tuple[str, ...], Bound]


@lru_cache(maxsize=1)
def quantity_data() -> Mapping[str, Any]:
    """Return ``data/quantities.toml``."""
    return tomllib.loads(
        files("onrecord.reading").joinpath("data/quantities.toml").read_text(encoding="utf8")
    )


@lru_cache(maxsize=1)
def number_words() -> NumberWords:
    """Return the number words, read once."""
    raw = quantity_data()

    def bounds(table: Mapping[str, Sequence[str]]) -> dict[tuple[str, ...], Bound]:
        kinds: tuple[Bound, ...] = ("about", "least", "most")
        return {tuple(phrase.split()): kind for kind in kinds for phrase in table[kind]}

    def values(table: Mapping[str, float]) -> dict[str, float]:
        return {word: float(value) for word, value in table.items()}

    return NumberWords(
        numbers=values(raw["numbers"]),
        multipliers=values(raw["multipliers"]),
        plurals=values(raw["plurals"]),
        vague={k: (float(v[0]), float(v[1])) for k, v in raw["vague"].items()},
        fractions=values(raw["fractions"]),
        nothing=frozenset(raw["nothing"]["words"].split()),
        nobody=frozenset(raw["nothing"]["people"].split()),
        currency=frozenset(raw["currency"]["signs"].split()),
        hedges=frozenset(raw["joined"]["hedges"].split()),
        fill=frozenset(raw["joined"]["fill"].split()),
        before=bounds(raw["before"]),
        after=bounds(raw["after"]),
    )


def value_of(word: str, words: NumberWords) -> float | None:
    """Return the value of one token: "8,000", "1.2bn", "twelve", "twenty-five"; None if it is no number."""
    if word in words.numbers:
        return words.numbers[word]
    if len(word) > _LONGEST_NUMBER or not word:
        return None
    if word[-1].isdigit() or word[0].isdigit():
        if _DIGITS.match(word):
            return float(word.replace(",", ""))
        glued = _GLUED.match(word)
        if glued and glued.group(2) in words.multipliers:
            return float(glued.group(1).replace(",", "")) * words.multipliers[glued.group(2)]
        amount = amount_in(word)
        return value_of(amount, words) if amount else None
    if "-" in word:
        parts = [words.numbers.get(p) for p in word.split("-")]
        if all(p is not None for p in parts):
            return sum(p for p in parts if p is not None)
    return None


def amount_in(word: str) -> str:
    """Return what follows a currency sign within one token ("HK$5,000"), or nothing."""
    sign = _SIGNED.match(word)
    return word[sign.end() :] if sign else ""


def scale_in(word: str, words: NumberWords) -> float:
    """Return what a token multiplies by: "billion", the "bn" of "3bn"; 1 where it does not."""
    glued = _GLUED.match(word)
    return words.multipliers.get(glued.group(2) if glued else word, 1.0)
