"""Groups from pairs: the likeliest pairs of groups merge first, and a group is as near another as its members on average.

Average linkage on log odds (UPGMA: R. Sokal and C. Michener, 1958) does not chain: a report joins a group only if it
is like most of its members. The result depends on the set of pairs alone, not on their order, and what stands in one
connected part says nothing of another part, so that parts may be worked out apart, and again when they grow.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

UNLIKE = -2.0
"""Log odds of two reports that are not worth comparing, and the least that any two have: one that is unlike all others
weighs no more than one that nothing is known of. At -6 the events of the January articles fall into more pieces."""

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
    ``together`` and ``apart`` are decided. The groups of two that stand together are one, whatever their odds; two that
    stand apart meet only where other decisions bring them together.
    """
    near: dict[str, dict[str, float]] = defaultdict(dict)
    for (a, b), value in odds.items():
        if a != b:
            near[a][b] = near[b][a] = value
    found: list[tuple[str, ...]] = []
    for part in _parts(items, near, least):
        found += _Part(part, near, apart).merged(least)
    return _united(found, together)


def _united(groups: list[tuple[str, ...]], together: Iterable[tuple[str, str]]) -> list[tuple[str, ...]]:
    """The groups, those of pairs that stand together by decision in one."""
    group_of = {item: n for n, group in enumerate(groups) for item in group}
    members = {n: list(group) for n, group in enumerate(groups)}
    for a, b in together:
        if a in group_of and b in group_of and group_of[a] != group_of[b]:
            kept, gone = group_of[a], group_of[b]
            group_of.update((item, kept) for item in members[gone])
            members[kept] += members.pop(gone)
    return sorted(tuple(sorted(group)) for group in members.values())


def _parts(
    items: Collection[str], near: Mapping[str, Mapping[str, float]], least: float
) -> Iterable[list[str]]:
    """Connected parts: only pairs above ``least`` can start a merge."""
    known, seen = set(items), set[str]()
    for start in sorted(items):
        if start in seen:
            continue
        part, stack = [], [start]
        seen.add(start)
        while stack:
            item = stack.pop()
            part.append(item)
            for other, value in near.get(item, {}).items():
                if value > least and other in known and other not in seen:
                    seen.add(other)
                    stack.append(other)
        yield sorted(part)


class _Part:
    """One connected part, while its groups merge."""

    def __init__(
        self,
        items: list[str],
        near: Mapping[str, Mapping[str, float]],
        apart: Iterable[tuple[str, str]],
    ) -> None:
        self._members = {item: [item] for item in items}
        self._sums: dict[str, dict[str, float]] = {
            # what is said of a pair, over what silence says
            item: {o: max(v, UNLIKE) - UNLIKE for o, v in near.get(item, {}).items() if o in self._members}
            for item in items
        }
        self._apart: dict[str, set[str]] = defaultdict(set)
        for a, b in apart:
            if a in self._members and b in self._members:
                self._apart[a].add(b)
                self._apart[b].add(a)

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
