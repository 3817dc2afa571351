"""What people decided about pairs of reports, as it stands after later decisions and undoings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.model import Decision

Pair = tuple[str, str]


@dataclass(frozen=True)
class Ruled:
    """Pairs that stand together and pairs that stand apart, and who is together with whom."""

    together: tuple[Pair, ...]
    apart: tuple[Pair, ...]
    partners: Mapping[str, frozenset[str]]


def in_force(decisions: Sequence[Decision]) -> Ruled:
    """Return what holds: of two decisions on one pair the later one, and nothing that was undone."""
    void: set[str] = set()
    last: dict[Pair, str] = {}
    for decision in sorted(decisions, key=lambda d: -d.number):
        if str(decision.number) in void:
            continue
        if decision.kind == "undo":
            void.add(decision.first)
        elif decision.second is not None:
            pair = min(decision.first, decision.second), max(decision.first, decision.second)
            last.setdefault(pair, decision.kind)
    together = tuple(sorted(pair for pair, kind in last.items() if kind == "merge"))
    partners: dict[str, set[str]] = defaultdict(set)
    for a, b in together:
        partners[a].add(b)
        partners[b].add(a)
    frozen = defaultdict(frozenset, {name: frozenset(others) for name, others in partners.items()})
    return Ruled(together, tuple(sorted(pair for pair, kind in last.items() if kind == "split")), frozen)
