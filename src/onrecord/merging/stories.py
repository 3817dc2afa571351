"""Group texts into stories: TF-IDF centroids in order of time, then refined until they stand still.

The input is sorted by date and id first, so the same set of texts gives the same stories in any order.
Method: single-pass clustering as in Topic Detection and Tracking (Allan, 2002), followed by reassignment rounds
as in spherical k-means and by merging of near centroids.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d{2,}")
_STOP = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "been",
        "but",
        "by",
        "for",
        "from",
        "had",
        "has",
        "have",
        "he",
        "her",
        "his",
        "in",
        "into",
        "is",
        "it",
        "its",
        "more",
        "not",
        "of",
        "on",
        "or",
        "our",
        "over",
        "said",
        "says",
        "she",
        "that",
        "the",
        "their",
        "them",
        "they",
        "this",
        "to",
        "up",
        "was",
        "we",
        "were",
        "what",
        "when",
        "which",
        "who",
        "will",
        "with",
        "would",
        "you",
        "after",
        "new",
        "about",
        "out",
        "than",
        "no",
        "all",
        "also",
        "can",
        "could",
        "how",
        "i",
        "if",
        "may",
        "just",
        "like",
        "my",
        "one",
        "other",
        "s",
        "so",
        "some",
        "there",
        "these",
        "time",
        "two",
        "us",
        "your",
    ]
)
_KEPT_TERMS = 120
"""Terms kept of each text, heaviest first: enough for a front-page story, and it bounds the cost."""

_JOIN = (0.08, 0.18)
_MERGE = (0.14, 0.40)
_LENGTHS = (10, 60)
"""Least cosine for joining a story and for merging two: for texts of 10 kept terms and fewer (headlines), and of 60
and more (articles), in between in proportion. Two headlines on one matter share fewer words than two articles."""

_ROUNDS = 3
_WINDOW_DAYS = 21
"""A story without a new text for three weeks is over (the TDT studies use one to four weeks)."""

Vector = dict[str, float]


def group_stories(texts: Iterable[tuple[str, str, str | None]]) -> dict[str, str]:
    """Group ``(id, text, ISO date or None)`` into stories; returns the story of each id.

    A story is named after its first member in order of date and id.
    """
    ordered = sorted(texts, key=lambda t: (t[2] or "", t[0]))
    vectors = _vectors([text for _, text, _ in ordered])
    days = [_day(date) for _, _, date in ordered]
    assigned = _first_pass(vectors, days)
    for _ in range(_ROUNDS):
        assigned = _merge_near(vectors, assigned, days)
        assigned = _reassign(vectors, assigned, days)
    names: dict[int, str] = {}
    for (name, _, _), story in zip(ordered, assigned, strict=True):
        names.setdefault(story, name)
    return {name: names[story] for (name, _, _), story in zip(ordered, assigned, strict=True)}


def _day(date: str | None) -> int | None:
    return dt.date.fromisoformat(date).toordinal() if date else None


def _terms(text: str) -> list[str]:
    words = [
        w
        for w in (m.lower().replace("’", "'").removesuffix("'s") for m in _WORD.findall(text))
        if w not in _STOP
    ]
    return [_stem(w) for w in words]


def _stem(word: str) -> str:
    """Strip the commonest endings: plural and participle of one verb should meet, no more is needed here."""
    for ending in ("ies", "ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def _vectors(texts: Sequence[str]) -> list[Vector]:
    counted = [Counter(_terms(text)) for text in texts]
    documents: Counter[str] = Counter()
    for counts in counted:
        documents.update(counts.keys())
    idf = {term: math.log((1 + len(texts)) / (1 + n)) + 0.1 for term, n in documents.items()}
    vectors = []
    for counts in counted:
        weights = {t: (1 + math.log(n)) * idf[t] for t, n in counts.items()}
        heaviest = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:_KEPT_TERMS]
        vectors.append(_unit(dict(heaviest)))
    return vectors


def _unit(vector: Vector) -> Vector:
    length = math.sqrt(sum(w * w for w in vector.values()))
    return {t: w / length for t, w in vector.items()} if length else vector


class _Index:
    """Centroid sums by term, so that a text meets only the stories that it shares a word with."""

    def __init__(self) -> None:
        self.postings: dict[str, dict[int, float]] = defaultdict(dict)
        self.squares: dict[int, float] = defaultdict(float)
        self.first: dict[int, int] = {}
        self.last: dict[int, int] = {}

    def add(self, story: int, vector: Vector, day: int | None) -> None:
        for term, weight in vector.items():
            posting = self.postings[term]
            old = posting.get(story, 0.0)
            posting[story] = old + weight
            self.squares[story] += (old + weight) ** 2 - old**2
        if day is not None:
            self.first[story] = min(day, self.first.get(story, day))
            self.last[story] = max(day, self.last.get(story, day))

    def best(self, vector: Vector, day: int | None, without: int | None = None) -> tuple[float, int | None]:
        scores: dict[int, float] = defaultdict(float)
        for term, weight in vector.items():
            for story, sum_ in self.postings.get(term, {}).items():
                scores[story] += weight * sum_
        best, chosen = 0.0, None
        for story in sorted(scores):
            if story == without or not self._near(story, day):
                continue
            score = scores[story] / math.sqrt(self.squares[story])
            if score > best + 1e-12:
                best, chosen = score, story
        return best, chosen

    def _near(self, story: int, day: int | None) -> bool:
        if day is None or story not in self.last:
            return True
        return self.first[story] - _WINDOW_DAYS <= day <= self.last[story] + _WINDOW_DAYS


def _between(bounds: tuple[float, float], terms: int) -> float:
    """Return the threshold for a text of so many terms."""
    shortest, longest = _LENGTHS
    share = min(1.0, max(0.0, (terms - shortest) / (longest - shortest)))
    return bounds[0] + share * (bounds[1] - bounds[0])


def _first_pass(vectors: Sequence[Vector], days: Sequence[int | None]) -> list[int]:
    index, assigned = _Index(), []
    for n, (vector, day) in enumerate(zip(vectors, days, strict=True)):
        score, story = index.best(vector, day)
        chosen = story if story is not None and score >= _between(_JOIN, len(vector)) else n
        index.add(chosen, vector, day)
        assigned.append(chosen)
    return assigned


def _centroids(
    vectors: Sequence[Vector], assigned: Sequence[int], days: Sequence[int | None]
) -> tuple[_Index, dict[int, Vector]]:
    index, sums = _Index(), defaultdict[int, Vector](dict)
    for vector, story, day in zip(vectors, assigned, days, strict=True):
        index.add(story, vector, day)
        total = sums[story]
        for term, weight in vector.items():
            total[term] = total.get(term, 0.0) + weight
    return index, {story: _unit(total) for story, total in sums.items()}


def _merge_near(vectors: Sequence[Vector], assigned: Sequence[int], days: Sequence[int | None]) -> list[int]:
    """Join each story to its nearest one where both say so and their centroids are near enough."""
    index, centroids = _centroids(vectors, assigned, days)
    typical = sum(map(len, vectors)) // max(1, len(vectors))
    nearest = {}
    for story in sorted(centroids):
        score, other = index.best(centroids[story], index.last.get(story), without=story)
        if other is not None and score >= _between(_MERGE, typical):
            nearest[story] = other
    target = {a: min(a, b) for a, b in nearest.items() if nearest.get(b) == a}
    return [target.get(story, story) for story in assigned]


def _reassign(vectors: Sequence[Vector], assigned: Sequence[int], days: Sequence[int | None]) -> list[int]:
    index, _ = _centroids(vectors, assigned, days)
    moved = []
    for vector, story, day in zip(vectors, assigned, days, strict=True):
        score, best = index.best(vector, day)
        moved.append(best if best is not None and score >= _between(_JOIN, len(vector)) else story)
    return moved
