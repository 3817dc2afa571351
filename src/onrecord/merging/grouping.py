"""Groups from pairs: the likeliest pairs of groups merge first, and a group is as near another as its members on average.

Average linkage on log odds (UPGMA: R. Sokal and C. Michener, 1958) does not chain: a report joins a group only if it
is like most of its members. The result depends on the set of pairs alone, not on their order, and what stands in one
connected part says nothing of another part, so that parts may be worked out apart, and again when they grow.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

UNLIKE = -6.0
"""Log odds of two reports that nothing brings together."""

Pairs = Mapping[tuple[str, str], float]


def grouped(
    items: Collection[str],
    odds: Pairs,
    *,
    least: float = 0.0,
    together: Iterable[tuple[str, str]] = (),
    apart: Iterable[tuple[str, str]] = (),
) -> list[tuple[str, ...]]:
    """Return the groups of ``items``, each and all of them sorted.

    ``odds``: log odds of pairs, either way round; ``least``: mean log odds from which on two groups merge.
    ``together`` and ``apart`` are decided: the former merge first and whatever their odds, the latter never meet unless
    they are brought together by others that must be.
    """
    near: dict[str, dict[str, float]] = defaultdict(dict)
    for (a, b), value in odds.items():
        if a != b:
            near[a][b] = near[b][a] = value
    bound = _bound(items, together)
    found = []
    for part in _parts(items, near, least, bound):
        found += _Part(part, near, bound, apart).merged(least)
    return sorted(found)


def _bound(items: Collection[str], together: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The first of those that must stand together, for each item."""
    first = {item: item for item in items}

    def root(item: str) -> str:
        while first[item] != item:
            item = first[item]
        return item

    for a, b in together:
        if a in first and b in first:
            low, high = sorted((root(a), root(b)))
            first[high] = low
    return {item: root(item) for item in items}


def _parts(
    items: Collection[str], near: Mapping[str, Mapping[str, float]], least: float, bound: Mapping[str, str]
) -> Iterable[list[str]]:
    """Connected parts: only pairs above ``least`` can start a merge."""
    mates: dict[str, list[str]] = defaultdict(list)
    for item in items:
        mates[bound[item]].append(item)
    seen: set[str] = set()
    for start in sorted(items):
        if start in seen:
            continue
        part, stack = [], [start]
        seen.add(start)
        while stack:
            item = stack.pop()
            part.append(item)
            linked = [b for b, value in near.get(item, {}).items() if value > least]
            for other in (*linked, *mates[bound[item]]):
                if other not in seen and other in bound:
                    seen.add(other)
                    stack.append(other)
        yield sorted(part)


class _Part:
    """One connected part, while its groups merge."""

    def __init__(
        self,
        items: list[str],
        near: Mapping[str, Mapping[str, float]],
        bound: Mapping[str, str],
        apart: Iterable[tuple[str, str]],
    ) -> None:
        inside = set(items)
        self._members: dict[str, list[str]] = defaultdict(list)
        for item in items:
            self._members[bound[item]].append(item)
        self._sums: dict[str, dict[str, float]] = {name: {} for name in self._members}
        for item in items:
            mine = bound[item]
            for other, value in sorted(near.get(item, {}).items()):
                if other in inside and bound[other] != mine and item < other:
                    # what is said of a pair, over what silence says
                    self._add(mine, bound[other], max(value, UNLIKE) - UNLIKE)
        self._apart: dict[str, set[str]] = defaultdict(set)
        for a, b in apart:
            if a in inside and b in inside and bound[a] != bound[b]:
                self._apart[bound[a]].add(bound[b])
                self._apart[bound[b]].add(bound[a])

    def merged(self, least: float) -> list[tuple[str, ...]]:
        """Merge while two groups are near enough."""
        heap: list[tuple[float, str, str, int, int]] = []
        for a, others in self._sums.items():
            for b in others:
                if a < b:
                    self._offer(heap, a, b, least)
        while heap:
            _, a, b, size_a, size_b = heapq.heappop(heap)
            if (len(self._members.get(a, ())), len(self._members.get(b, ()))) != (size_a, size_b):
                continue  # one of them has grown or gone
            self._merge(a, b)
            for other in self._sums[a]:
                self._offer(heap, min(a, other), max(a, other), least)
        return [tuple(sorted(members)) for members in self._members.values()]

    def _add(self, a: str, b: str, value: float) -> None:
        self._sums[a][b] = self._sums[b][a] = self._sums[a].get(b, 0.0) + value

    def _offer(self, heap: list[tuple[float, str, str, int, int]], a: str, b: str, least: float) -> None:
        sizes = len(self._members[a]), len(self._members[b])
        mean = round(self._sums[a][b] / (sizes[0] * sizes[1]) + UNLIKE, 9)
        if mean > least and b not in self._apart[a]:
            heapq.heappush(heap, (-mean, a, b, *sizes))

    def _merge(self, a: str, b: str) -> None:
        self._members[a] += self._members.pop(b)
        self._sums[a].pop(b, None)
        for other, value in sorted(self._sums.pop(b).items()):
            if other != a:
                del self._sums[other][b]
                self._add(a, other, value)
        for other in self._apart.pop(b, set()):
            self._apart[other].discard(b)
            self._apart[other].add(a)
            self._apart[a].add(other)
