"""Numbers in words and digits, as far as time expressions use them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

UNKNOWN = -1
"""A count that the text leaves open: "several", "a few", "dozens"."""

_OPEN = {"several", "few", "many", "some", "number", "dozens", "scores", "hundreds", "thousands"}


def count_of(words: Sequence[str], values: Mapping[str, int]) -> float:
    """Return the number that lower-case ``words`` say; ``UNKNOWN`` for an open one.

    "a" is 1, "a couple of" 2, "half a" 0.5, "two and a half" 2.5, "twenty four" 24.
    """
    if any(w in _OPEN for w in words):
        return UNKNOWN
    if "couple" in words:
        return 2
    if "/" in words:
        at = words.index("/")
        top, bottom = words[at - 1], words[at + 1]
        whole = words[at - 2] if at >= 2 and words[at - 2].isdigit() else "0"
        return int(whole) + int(top) / max(int(bottom), 1)
    half = "half" in words
    total, group = 0.0, 0.0
    for word in words:
        if word[0].isdigit():
            group += float(word.replace(",", ""))
        elif word in ("hundred", "thousand", "dozen"):
            group = (group or 1) * values[word]
            if word == "thousand":
                total, group = total + group, 0.0
        elif word in values:
            group += values[word]
    total += group
    if not total and not half:
        return 1
    return total + (0.5 if half else 0)


def year_of(words: Sequence[str], values: Mapping[str, int]) -> int | None:
    """Return the year in words: "nineteen ninety-seven", "two thousand (and) five", "twenty twenty"."""
    said = [w for w in words if w in values]
    if not said:
        return None
    if said[0] == "two" and "thousand" in said:
        return 2000 + sum(values[w] for w in said[2:])
    century = values[said[0]]
    rest = sum(values[w] for w in said[1:] if w != "hundred")
    if 17 <= century <= 20 and (rest >= 10 or "hundred" in said):
        return century * 100 + rest
    return None
