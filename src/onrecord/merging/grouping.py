"""Groups from pairs: the likeliest pairs of groups merge first, and a group is as near another as its members on average.

Average linkage on log odds (UPGMA: R. Sokal and C. Michener, 1958) does not chain: a report joins a group only if it
is like most of its members. The result depends on the set of pairs alone, not on their order, and what stands in one
connected part says nothing of another part, so that parts may be worked out apart, and again when they grow
(``regions.py``).
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

UNLIKE = -2.0
"""Log odds of two reports that are not worth comparing, and the least that any two have: one that is unlike all others
weighs no more than one that nothing is known of. At -6 the events of the January articles fall into more pieces."""

Pairs = Mapping[tuple[str, str], float]
Near = Sequence[Mapping[int, float]]
"""Of each item, by its place in the order of names, its log odds with others."""


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
    names = sorted(set(items))
    place = {name: n for n, name in enumerate(names)}
    near: list[dict[int, float]] = [{} for _ in names]
    for (a, b), value in odds.items():
        if a != b and a in place and b in place:
            near[place[a]][place[b]] = near[place[b]][place[a]] = value
    parted = [(place[a], place[b]) for a, b in apart if a in place and b in place]
    groups = [[names[n] for n in group] for group in groups_of(near, least=least, apart=parted)]
    return united(groups, together)


def groups_of(near: Near, *, least: float, apart: Iterable[tuple[int, int]] = ()) -> list[list[int]]:
    """Return the groups of items as likeness alone has them, by their places; as ``grouped``."""
    parted: dict[int, set[int]] = {}
    for a, b in apart:
        if a != b:  # nothing can be kept from itself
            parted.setdefault(a, set()).add(b)
            parted.setdefault(b, set()).add(a)
    found: list[list[int]] = []
    for part in _parts(near, least):
        found += [part] if len(part) == 1 else _Part(part, near, parted).merged(least)
    return found


def united(groups: Iterable[Sequence[str]], together: Iterable[tuple[str, str]]) -> list[tuple[str, ...]]:
    """Return the groups, those of pairs that stand together by decision in one; each and all of them sorted."""
    members = {n: list(group) for n, group in enumerate(groups)}
    group_of = {item: n for n, group in members.items() for item in group}
    for a, b in together:
        if a in group_of and b in group_of and group_of[a] != group_of[b]:
            kept, gone = group_of[a], group_of[b]
            group_of.update((item, kept) for item in members[gone])
            members[kept] += members.pop(gone)
    return sorted(tuple(sorted(group)) for group in members.values())


def _parts(near: Near, least: float) -> Iterator[list[int]]:
    """Connected parts: only pairs above ``least`` can start a merge."""
    seen = bytearray(len(near))
    for start in range(len(near)):
        if seen[start]:
            continue
        part, stack = [], [start]
        seen[start] = 1
        while stack:
            item = stack.pop()
            part.append(item)
            for other, value in near[item].items():
                if value > least and not seen[other]:
                    seen[other] = 1
                    stack.append(other)
        yield sorted(part)


class _Part:
    """One connected part, while its groups merge."""

    def __init__(self, items: list[int], near: Near, apart: Mapping[int, set[int]]) -> None:
        self._members = {item: [item] for item in items}
        self._sums: dict[int, dict[int, float]] = {
            # what is said of a pair, over what silence says
            item: {o: max(v, UNLIKE) - UNLIKE for o, v in near[item].items() if o in self._members}
            for item in items
        }
        self._apart = {item: {o for o in apart.get(item, ()) if o in self._members} for item in items}

    def merged(self, least: float) -> list[list[int]]:
        """Merge while two groups are near enough."""
        heap: list[tuple[float, int, int, int, int]] = []
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
        return [sorted(members) for members in self._members.values()]

    def _add(self, a: int, b: int, value: float) -> None:
        self._sums[a][b] = self._sums[b][a] = self._sums[a].get(b, 0.0) + value

    def _offer(self, heap: list[tuple[float, int, int, int, int]], a: int, b: int, least: float) -> None:
        sizes = len(self._members[a]), len(self._members[b])
        mean = round(self._sums[a][b] / (sizes[0] * sizes[1]) + UNLIKE, 9)
        if mean > least and b not in self._apart[a]:
            heapq.heappush(heap, (-mean, a, b, *sizes))

    def _merge(self, a: int, b: int) -> None:
        self._members[a] += self._members.pop(b)
        self._sums[a].pop(b, None)
        for other, value in sorted(self._sums.pop(b).items()):
            if other != a:
                del self._sums[other][b]
                self._add(a, other, value)
        for other in self._apart.pop(b):
            self._apart[other].discard(b)
            self._apart[other].add(a)
            self._apart[a].add(other)
