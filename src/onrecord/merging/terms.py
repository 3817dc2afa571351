"""The words of a text that say what it is about, each weighted by how rare it is in news."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files

Vector = dict[str, float]

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d{2,}")
_ENDINGS = ("ies", "ing", "ed", "es", "s")
_LEAST = 4
"""Letters that a stem keeps."""
_KEPT_TERMS = 120
"""Terms kept of each text, heaviest first: enough for a front-page story, and it bounds the cost."""


@lru_cache(maxsize=1)
def _stop_words() -> frozenset[str]:
    return frozenset(files("onrecord.merging").joinpath("data/stop_words.txt").read_text("utf8").split())


def terms(text: str) -> list[str]:
    """Stems of the words and numbers of a text, in order, without those that say nothing of what it is about."""
    stop = _stop_words()
    words = (m.lower().replace("’", "'").removesuffix("'s") for m in _WORD.findall(text))
    return [stem(w) for w in words if w not in stop]


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Strip the commonest endings: plural and participle of one verb should meet, no more is needed here."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST:
            return word[: -len(ending)]
    return word


def rarity(texts: Sequence[Sequence[str]]) -> Vector:
    """Inverse document frequency of each term over texts given as terms."""
    counts = Counter(term for found in texts for term in set(found))
    return {term: math.log((1 + len(texts)) / (1 + n)) + 0.1 for term, n in counts.items()}


@lru_cache(maxsize=1)
def news_rarity() -> Mapping[str, float]:
    """Inverse document frequency in news at large (docs/cards/merging.md), so that a text weighs the same in any company."""
    lines = files("onrecord.merging").joinpath("data/term_counts.tsv").read_text("utf8").splitlines()
    size = int(lines[0].split("\t")[1])
    rows = (line.split("\t") for line in lines[1:])
    return {term: math.log((1 + size) / (1 + int(n))) + 0.1 for term, n in rows}


@lru_cache(maxsize=1)
def rarest() -> float:
    """The weight of a term that the counts do not hold."""
    return max(news_rarity().values())


def unit_vector(found: Iterable[str], weights: Mapping[str, float], unknown: float) -> Vector:
    """Unit vector of a text's terms: the logarithm of their number times their rarity, heaviest terms only."""
    weighed = {t: (1 + math.log(n)) * weights.get(t, unknown) for t, n in Counter(found).items()}
    heaviest = sorted(weighed.items(), key=lambda item: (-item[1], item[0]))[:_KEPT_TERMS]
    length = math.sqrt(sum(w * w for _, w in heaviest))
    return {t: w / length for t, w in heaviest} if length else {}


def cosine(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """Cosine of two unit vectors."""
    few, many = (a, b) if len(a) <= len(b) else (b, a)
    return sum(w * many[t] for t, w in few.items() if t in many)
