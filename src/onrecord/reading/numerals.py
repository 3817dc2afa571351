"""Numbers in digits and words, with what bounds them: "at least 30", "between 20 and 25", "hundreds of thousands".

Conventions, because news seldom says: a bare plural is at least two of its unit ("dozens": 24 or more); "about" and
"nearly" keep the number and are not exact; "more than" includes it; "several" and "a few" are at least three;
"up to" has no lower bound.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal

Bound = Literal["about", "least", "most"]

_DIGITS = re.compile(r"^\d{1,3}(?:,\d{3})+(?:\.\d+)?$|^\d+(?:\.\d+)?$")
_GLUED = re.compile(r"^(\d+(?:[.,]\d+)*)(k|m|mn|bn|b|million|billion|trillion)$")
_DASHES = frozenset(("-", "–", "—", "‑"))
_CURRENCY = frozenset(("$", "us$", "€", "£", "¥", "₪", "₽", "c$", "a$", "eur", "usd", "gbp"))
_LONGEST_NUMBER = 30  # characters; longer ones are keys and hashes, and 310 digits would be infinite
_LONGEST_BOUND = 4  # words of the longest phrase in [before] and [after]


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number with its bounds. Token ranges, end exclusive; ``number`` is the token of the number itself."""

    low: float | None
    high: float | None
    exact: bool
    start: int
    end: int
    number: int
    money: bool = False
    partitive: bool = False
    """Whether what is counted follows an "of": "dozens of soldiers"."""


@dataclass(frozen=True, slots=True)
class Words:
    """The number words of ``data/quantities.toml``."""

    numbers: Mapping[str, float]
    multipliers: Mapping[str, float]
    plurals: Mapping[str, float]
    vague: Mapping[str, tuple[float, float]]
    nothing: frozenset[str]
    before: Mapping[tuple[str, ...], Bound]
    after: Mapping[tuple[str, ...], Bound]


@lru_cache(maxsize=1)
def quantity_data() -> Mapping[str, Any]:
    """Return ``data/quantities.toml``."""
    return tomllib.loads(
        files("onrecord.reading").joinpath("data/quantities.toml").read_text(encoding="utf8")
    )


@lru_cache(maxsize=1)
def number_words() -> Words:
    """Return the number words, read once."""
    raw = quantity_data()

    def bounds(table: Mapping[str, Sequence[str]]) -> dict[tuple[str, ...], Bound]:
        kinds: tuple[Bound, ...] = ("about", "least", "most")
        return {tuple(phrase.split()): kind for kind in kinds for phrase in table[kind]}

    return Words(
        numbers={k: float(v) for k, v in raw["numbers"].items()},
        multipliers={k: float(v) for k, v in raw["multipliers"].items()},
        plurals={k: float(v) for k, v in raw["plurals"].items()},
        vague={k: (float(v[0]), float(v[1])) for k, v in raw["vague"].items()},
        nothing=frozenset(raw["nothing"]["words"].split()),
        before=bounds(raw["before"]),
        after=bounds(raw["after"]),
    )


def value_of(word: str, words: Words) -> float | None:
    """Return the value of one token: "8,000", "1.2bn", "twelve", "twenty-five"; None if it is no number."""
    if len(word) > _LONGEST_NUMBER:
        return None
    if _DIGITS.match(word):
        return float(word.replace(",", ""))
    glued = _GLUED.match(word)
    if glued:
        scale = words.multipliers.get(glued.group(2)) or 1.0
        return float(glued.group(1).replace(",", "")) * scale
    if word in words.numbers:
        return words.numbers[word]
    if "-" in word:
        parts = [words.numbers.get(p) for p in word.split("-")]
        if all(p is not None for p in parts):
            return sum(p for p in parts if p is not None)
    return None


def _cardinal(lower: Sequence[str], at: int, words: Words) -> tuple[float, int] | None:
    """A number from token ``at``: "8,000", "two hundred and five", "1.2 billion", "a dozen"; value and end."""
    total, current, i, seen = 0.0, 0.0, at, False
    if lower[at] in ("a", "an", "half") and at + 1 < len(lower):
        if lower[at] == "half" and lower[at + 1 : at + 3] == ["a", "dozen"]:
            return 6.0, at + 3
        if lower[at + 1] in words.multipliers and len(lower[at + 1]) > 2:
            current, i, seen = 1.0, at + 1, True
        else:
            return None
    while i < len(lower):
        word = lower[i]
        value = value_of(word, words)
        if value is not None:
            if seen and (value >= 100 or (current % 10 and current < 100) or lower[i - 1][0].isdigit()):
                break
            current += value
        elif word in words.multipliers and seen and (len(word) > 2 or lower[i - 1][0].isdigit()):
            if words.multipliers[word] == 100 or word == "dozen":
                current *= words.multipliers[word]
            else:
                total, current = total + current * words.multipliers[word], 0.0
        elif word in _DASHES and seen and i + 1 < len(lower) and _tens(lower[i - 1], lower[i + 1], words):
            current += words.numbers[lower[i + 1]]
            i += 1
        elif word == "and" and seen and lower[i - 1] in ("hundred", "thousand") and i + 1 < len(lower):
            if (value_of(lower[i + 1], words) or 100) >= 100:
                break
        else:
            break
        seen = True
        i += 1
    return (total + current, i) if seen else None


def _tens(left: str, right: str, words: Words) -> bool:
    """Whether "twenty - five" is one number."""
    return left in words.numbers and left.endswith("ty") and 0 < words.numbers.get(right, 0) < 10


def _plural(lower: Sequence[str], at: int, words: Words) -> tuple[float, int] | None:
    """ "dozens", "hundreds of thousands", "tens of millions": the least that it can mean, and the end."""
    unit = words.plurals.get(lower[at])
    if unit is None:
        return None
    low, i = 2 * unit, at + 1
    while i + 1 < len(lower) and lower[i] in ("of", "and") and lower[i + 1] in words.plurals:
        if lower[i] == "of":
            low *= words.plurals[lower[i + 1]]
        i += 2
    return low, i


def _bound_before(lower: Sequence[str], at: int, words: Words) -> tuple[Bound | None, int]:
    """The longest bounding phrase that ends before token ``at``, and where it begins."""
    for size in range(min(_LONGEST_BOUND, at), 0, -1):
        kind = words.before.get(tuple(lower[at - size : at]))
        if kind is not None:
            return kind, at - size
    return None, at


def _bound_after(lower: Sequence[str], at: int, words: Words) -> tuple[Bound | None, int]:
    for size in (2, 1):
        kind = words.after.get(tuple(lower[at : at + size]))
        if kind is not None:
            return kind, at + size
    return None, at


def _range(
    lower: Sequence[str], end: int, first: float, before: str, words: Words
) -> tuple[float, int] | None:
    """The upper number of "20-25", "20 to 25", "between 20 and 25"; value and end."""
    if end + 1 >= len(lower):
        return None
    joined = lower[end] in _DASHES or lower[end] == "to" or (lower[end] == "and" and before == "between")
    if not joined or (lower[end] == "to" and before == "to"):
        return None
    at = end + 1 + (lower[end + 1] in _CURRENCY)
    upper = _cardinal(lower, at, words) if at < len(lower) else None
    if upper is None:
        return None
    value, stop = upper
    if value < first and lower[end] in _DASHES:
        return None  # a score or a code
    scale = next((words.multipliers[w] for w in lower[at:stop] if w in words.multipliers), 1.0)
    return (value, stop) if value > first or value / scale > first else None


def find_numerals(lower: list[str]) -> list[Numeral]:
    """Return the numerals of a tokenised, lower-cased text in order, not overlapping."""
    words = number_words()
    found: list[Numeral] = []
    i = 0
    while i < len(lower):
        numeral = _numeral_at(lower, i, words)
        if numeral is None:
            i += 1
            continue
        found.append(numeral)
        i = numeral.end
    return found


def _numeral_at(lower: list[str], i: int, words: Words) -> Numeral | None:
    word = lower[i]
    if word in words.nothing and lower[i + 1 : i + 2] not in (["longer"], ["fewer"], ["less"], ["more"]):
        return Numeral(0.0, 0.0, True, i, i + 1, i, partitive=lower[i + 1 : i + 2] == ["of"])
    plural = _plural(lower, i, words)
    if plural is not None:
        low, end = plural
        kind, start = _bound_before(lower, i, words)
        return Numeral(
            None if kind == "most" else low,
            None,
            False,
            start,
            end,
            i,
            partitive=lower[end : end + 1] == ["of"],
        )
    cardinal = _cardinal(lower, i, words)
    if cardinal is not None:
        return _bounded(lower, i, *cardinal, words)
    if word in words.vague:
        return _vague(lower, i, words)
    return None


def _vague(lower: list[str], i: int, words: Words) -> Numeral | None:
    """ "several", "a few", "a couple of dozen"."""
    if i and lower[i - 1] in ("as", "so", "how", "too", "not"):
        return None
    low, high = words.vague[lower[i]]
    start = i - 1 if i and lower[i - 1] in ("a", "the") else i
    if lower[i] in ("few", "couple", "handful", "pair") and (start == i or lower[start] != "a"):
        return None
    end = i + 1
    scale = 1.0
    after = end + (lower[end : end + 1] == ["of"])
    if after < len(lower) and lower[after] in words.multipliers and len(lower[after]) > 2:
        scale, end = words.multipliers[lower[after]], after + 1
    if (
        lower[i] == "some"
        and after < len(lower)
        and (value_of(lower[after], words) or lower[after] in ("a", "of"))
    ):
        return None  # "some 200" is a bound of the number, "some of" no number
    partitive = lower[end : end + 1] == ["of"]
    return Numeral(low * scale, high * scale or None, False, start, end, i, partitive=partitive)


def _bounded(lower: list[str], i: int, value: float, end: int, words: Words) -> Numeral:
    """A cardinal with its range, its bounds before and after, and its currency."""
    start = i
    money = i > 0 and lower[i - 1] in _CURRENCY
    if money:
        start = i - 1
    before = lower[start - 1] if start else ""
    upper = _range(lower, end, value, before, words)
    low: float | None = value
    high: float | None = value
    exact = "dozen" not in lower[i:end]
    if upper is not None:
        scale = next((words.multipliers[w] for w in lower[end : upper[1]] if w in words.multipliers), 1.0)
        shared = scale > 1 and value < scale and not any(w in words.multipliers for w in lower[i:end])
        if shared and value * scale <= upper[0]:
            low = value * scale  # "2 to 3 million", but not "two to a dozen"
        high, end, exact = upper[0], upper[1], False
        if before in ("between", "from"):
            start -= 1
    kind, start = _bound_before(lower, start, words)
    if kind is None:
        kind, end = _bound_after(lower, end, words)
    if kind is not None:
        exact = False
        low = None if kind == "most" and upper is None else low
        high = None if kind == "least" else high
    partitive = lower[end : end + 1] == ["of"]
    return Numeral(low, high, exact, start, end, i, money, partitive)
