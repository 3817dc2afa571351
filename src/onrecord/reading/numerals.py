"""Numbers in digits and words, with what bounds them: "at least 30", "between 20 and 25", "hundreds of thousands".

Conventions, because news seldom says: a bare plural is at least two of its unit ("dozens": 24 or more); "about" and
"nearly" keep the number and are not exact, and so are "a dozen" and "a hundred"; "more than" includes the number;
"several" and "a few" are at least three; "up to" has no lower bound; a part of a number ("half of the 300") is worked
out and not exact; "dozens, perhaps hundreds" is at least the first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.reading.numeral_words import Bound, NumberWords, amount_in, number_words, scale_in, value_of

_DASHES = frozenset(("-", "–", "—", "‑"))
_SCALES = frozenset(("thousand", "million", "billion", "trillion"))
_LONGEST_BOUND = 4  # words of the longest phrase in [before] and [after]
_LONGEST_JOINT = 5  # words between two numbers that bound one
_EACH = frozenset(("a", "an", "per", "each", "every", "/"))
_DETERMINERS = frozenset(
    ("the", "its", "their", "those", "these", "his", "her", "all", "our", "some", "about")
)


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
    upper: int | None = None
    """Token of the upper number of "from 20 to 25", which may be a change and no range."""
    nobody: bool = False
    """Whether the number itself names people: "no one"."""
    part: int | None = None
    """Token of "half" in "half of the 300"."""
    without: bool = False
    """Whether what is counted is the object of "without"."""


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
        joined = _joined(lower, found[-1], numeral, words) if found else None
        if joined is not None:
            found.pop()
        found.append(joined or numeral)
        i = numeral.end
    return found


def _numeral_at(lower: list[str], i: int, words: NumberWords) -> Numeral | None:
    word = lower[i]
    if word in words.nothing or word in ("not", "n't", "nor"):
        return _nothing(lower, i, words)
    plural = _plural(lower, i, words)
    if plural is not None:
        low, end = plural
        kind, start = _bound_before(lower, i, words)
        least = None if kind == "most" else low
        return Numeral(least, None, False, start, end, i, partitive=lower[end : end + 1] == ["of"])
    part = _fraction(lower, i, words)
    if part is not None:
        return part
    span = _range_in(word, words) if i and lower[i - 1] in words.currency else None
    if span is not None:
        return Numeral(*span, False, i - 1, i + 1, i, money=True)
    cardinal = _cardinal(lower, i, words)
    if cardinal is not None:
        return _bounded(lower, i, *cardinal, words)
    if word in words.vague:
        return _vague(lower, i, words)
    return None


def _nothing(lower: list[str], i: int, words: NumberWords) -> Numeral | None:
    """ "no", "none of", "no one", "nobody", "not one", "not a single"."""
    after = lower[i + 1 : i + 4]
    if lower[i] not in words.nothing:
        size = 3 if after[:2] == ["a", "single"] else 2 if after[:1] == ["one"] else 0
        if not size or lower[i + size : i + size + 1] in (["but"], ["or"]):
            return None
        return Numeral(
            0.0, 0.0, True, i, i + size, i + size - 1, partitive=lower[i + size : i + size + 1] == ["of"]
        )
    if after[:1] in (["matter"], ["longer"], ["fewer"], ["less"], ["more"]):
        return None
    if lower[i] == "no" and (after[:1] == ["one"] or (after[:1] == ["-"] and after[1:2] == ["one"])):
        end = i + (2 if after[0] == "one" else 3)
        return Numeral(0.0, 0.0, True, i, end, end - 1, nobody=True)
    return Numeral(
        0.0, 0.0, True, i, i + 1, i, partitive=after[:1] == ["of"], nobody=lower[i] in words.nobody
    )  # fmt: skip


def _fraction(lower: list[str], i: int, words: NumberWords) -> Numeral | None:
    """ "half a million", "a quarter of a million", "two-thirds of the 90"; a part of no number is no number."""
    share, at = 1.0, i
    counter = words.numbers.get(lower[i]) or (1.0 if lower[i] in ("a", "one") else None)
    if counter is not None and lower[i] != "half":
        at = i + 1 + (lower[i + 1 : i + 2] == ["-"])
        share = counter
    if at >= len(lower) or lower[at] not in words.fractions:
        return None
    share, at_part = share * words.fractions[lower[at]], at
    at += 1
    if at < len(lower) and lower[at] in _DASHES:
        at += 1
    of = lower[at : at + 1] == ["of"]
    at += of
    while of and at < len(lower) and (owned := _owned(lower, at)):
        at += owned
    whole = _cardinal(lower, at, words) if at < len(lower) else None
    if whole is None and at < len(lower) and words.multipliers.get(lower[at], 0) >= 12 and len(lower[at]) > 2:
        whole = words.multipliers[lower[at]], at + 1  # "a half-million"
    if whole is None or (not of and whole[0] < 12) or share >= 1:
        return None
    value, end = share * whole[0], whole[1]
    kind, start = _bound_before(lower, i, words)
    low = None if kind == "most" else value
    high = None if kind == "least" else value
    return Numeral(
        low, high, False, start, end, end - 1, part=at_part if of and lower[at] not in ("a", "an") else None
    )


def _owned(lower: Sequence[str], at: int) -> int:
    """Words to pass on the way to the whole: "the", and who has it: "half of the island's 1,400 people"."""
    if lower[at] in _DETERMINERS:
        return 1
    return 2 if lower[at + 1 : at + 2] in (["'s"], ["’s"]) else 0


def _cardinal(lower: Sequence[str], at: int, words: NumberWords) -> tuple[float, int] | None:
    """A number from token ``at``: "8,000", "two hundred and five", "1.2 billion", "a dozen"; value and end."""
    total, current, i, seen = 0.0, 0.0, at, False
    if lower[at] in ("a", "an"):
        if at + 1 >= len(lower) or lower[at + 1] not in words.multipliers or len(lower[at + 1]) <= 2:
            return None
        current, i, seen = 1.0, at + 1, True
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
        elif (
            (word in _DASHES or word.isspace()) and seen and lower[i + 1 : i + 2] and lower[i + 1] in _SCALES
        ):
            pass  # "a $25-million grant"; a space that does not break is a token of its own
        elif word == "and" and seen and lower[i + 1 : i + 3] == ["a", "half"]:
            if lower[i + 3 : i + 4] and lower[i + 3] not in words.multipliers:
                break
            current, i = current + 0.5, i + 2  # "one and a half million"
        elif word == "and" and seen and lower[i - 1] in ("hundred", "thousand") and i + 1 < len(lower):
            if (value_of(lower[i + 1], words) or 100) >= 100:
                break
        else:
            break
        seen = True
        i += 1
    return (total + current, i) if seen else None


def _range_in(word: str, words: NumberWords) -> tuple[float, float] | None:
    """ "$5-$10" and "$2-3bn", of which the tokenizer splits off the first sign alone."""
    first, dash, last = word.replace("–", "-").partition("-")
    low = value_of(first, words) if dash else None
    last = amount_in(last) or last
    high = value_of(last, words) if low is not None else None
    if low is not None and high is not None and low < scale_in(last, words):
        low *= scale_in(last, words)
    return (low, high) if low is not None and high is not None and low < high else None


def _tens(left: str, right: str, words: NumberWords) -> bool:
    """Whether "twenty - five" is one number."""
    return left in words.numbers and left.endswith("ty") and 0 < words.numbers.get(right, 0) < 10


def _plural(lower: Sequence[str], at: int, words: NumberWords) -> tuple[float, int] | None:
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


def _bound_before(lower: Sequence[str], at: int, words: NumberWords) -> tuple[Bound | None, int]:
    """The longest bounding phrase that ends before token ``at``, and where it begins."""
    for size in range(min(_LONGEST_BOUND, at), 0, -1):
        kind = words.before.get(tuple(lower[at - size : at]))
        if kind is not None:
            return kind, at - size
    return None, at


def _bound_after(lower: Sequence[str], at: int, words: NumberWords) -> tuple[Bound | None, int]:
    for size in (2, 1):
        kind = words.after.get(tuple(lower[at : at + size]))
        if kind is not None:
            return kind, at + size
    return None, at


def _bound_of_rate(lower: Sequence[str], at: int, words: NumberWords) -> tuple[Bound | None, int]:
    """The bound of an amount that is paid over and over: "$18 an hour or more"."""
    if not lower[at + 1 : at + 2] or lower[at] not in _EACH:
        return None, at
    kind = words.after.get(tuple(lower[at + 2 : at + 4]))  # not "$9 an hour plus tips"
    return (kind, at + 4) if kind is not None else (None, at)


def _range(
    lower: Sequence[str], i: int, end: int, first: float, before: str, words: NumberWords
) -> tuple[float, int, int] | None:
    """The upper number of "20-25", "20 to 25", "between 20 and 25", "four or five"; value, where it begins, its end."""
    if end + 1 >= len(lower):
        return None
    joint = lower[end]
    joined = joint in _DASHES or joint in ("to", "or") or (joint == "and" and before == "between")
    if not joined or (joint == "to" and before == "to"):
        return None
    at = end + 1 + (lower[end + 1] in words.currency)
    upper = _cardinal(lower, at, words) if at < len(lower) else None
    if upper is None:
        return None
    value, stop = upper
    if value < first and joint in _DASHES:
        return None  # a score or a code
    if joint == "or" and not (first < value <= 2 * first and lower[i - 1] != ","):
        return None  # alternatives of a list, or other things
    scale = next((words.multipliers[w] for w in lower[at:stop] if w in words.multipliers), 1.0)
    return (value, at, stop) if value > first or value / scale > first else None


def _vague(lower: list[str], i: int, words: NumberWords) -> Numeral | None:
    """ "several", "a few", "a couple of dozen"."""
    if i and lower[i - 1] in ("as", "so", "how", "too", "not"):
        return None
    low, high = words.vague[lower[i]]
    start = i - 1 if i and lower[i - 1] in ("a", "the") else i
    more = lower[max(i - 2, 0) : i] == ["more", "than"]
    if lower[i] in ("few", "couple", "handful", "pair") and not more and (start == i or lower[start] != "a"):
        return None
    end = i + 1
    scale = 1.0
    after = end + (lower[end : end + 1] == ["of"])
    if after < len(lower) and lower[after] in words.multipliers and len(lower[after]) > 2:
        scale, end = words.multipliers[lower[after]], after + 1
    if (
        lower[i] == "some"
        and after < len(lower)
        and (value_of(lower[after], words) or lower[after] == "a" or lower[i + 1] == "of")
    ):
        return None  # "some 200" is a bound of the number, "some of" no number
    kind, start = _bound_before(lower, start, words)
    high = 0.0 if kind == "least" else high
    partitive = lower[end : end + 1] == ["of"]
    return Numeral(low * scale, high * scale or None, False, start, end, i, partitive=partitive)


def _bounded(lower: list[str], i: int, value: float, end: int, words: NumberWords) -> Numeral:
    """A cardinal with its range, its bounds before and after, and its currency."""
    start = i
    money = bool(amount_in(lower[i]))
    if not money and i > 0 and lower[i - 1] in words.currency:
        money, start = True, i - 1
    before = lower[start - 1] if start else ""
    upper = _range(lower, i, end, value, before, words)
    low: float | None = value
    high: float | None = value
    exact = "dozen" not in lower[i:end] and lower[i] not in ("a", "an")
    second = None
    if upper is not None:
        scale = next((s for w in lower[end : upper[2]] if (s := scale_in(w, words)) > 1), 1.0)
        shared = scale > 1 and value < scale and not any(w in words.multipliers for w in lower[i:end])
        if shared and value * scale <= upper[0]:
            low = value * scale  # "2 to 3 million", but not "two to a dozen"
        high, second, end, exact = upper[0], upper[1], upper[2], False
        start -= before in ("between", "from")
    kind, start = _bound_before(lower, start, words)
    if kind in (None, "about"):
        later, end = _bound_after(lower, end, words)
        if later is None and money:
            later, end = _bound_of_rate(lower, end, words)
        kind = later or kind
    if kind is not None:
        exact = False
        low = None if kind == "most" and upper is None else low
        high = None if kind == "least" else high
    partitive = lower[end : end + 1] == ["of"]
    return Numeral(low, high, exact, start, end, i, money, partitive, second)


def _joined(lower: Sequence[str], first: Numeral, second: Numeral, words: NumberWords) -> Numeral | None:
    """Two numbers that bound one: "dozens, perhaps hundreds", "at least 30 but no more than 50"."""
    if first.partitive or first.money != second.money or first.upper or second.upper or not first.low:
        return None
    gap = lower[first.end : second.number]
    outside = lower[first.end : second.start]
    if not gap or len(outside) > _LONGEST_JOINT:
        return None
    if not all(w in words.fill or w in words.hedges for w in outside):
        return None
    hedged = any(w in words.hedges for w in gap)
    opposite = first.high is None and second.low is None and "," not in outside
    least, most = first.low, second.high
    if not (hedged or opposite) or max(second.low or 0, second.high or 0) <= least:
        return None
    return replace(second, low=least, high=most, exact=False, start=first.start)
