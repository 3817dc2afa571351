"""What people decided about reports, as it stands after later decisions and undoings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.model import Decision

Pair = tuple[str, str]


@dataclass(frozen=True)
class Ruled:
    """Pairs that stand together and pairs that stand apart, who is together with whom, and reports that are wrong."""

    together: tuple[Pair, ...]
    apart: tuple[Pair, ...]
    partners: Mapping[str, frozenset[str]]
    rejected: frozenset[str] = frozenset()
    """Reports that stand in no event: somebody called them wrong."""


def not_undone(decisions: Sequence[Decision]) -> Iterator[Decision]:
    """Yield the decisions that nobody has undone, the last first; an undoing may itself be undone."""
    void: set[str] = set()
    for decision in sorted(decisions, key=lambda d: -d.number):
        if str(decision.number) in void:
            continue
        if decision.kind == "undo":
            void.add(decision.first)
        else:
            yield decision


def judged(decisions: Sequence[Decision]) -> dict[str, Decision]:
    """Return what people said last of single reports, by their ids: that one is right as it was coded, or wrong."""
    found: dict[str, Decision] = {}
    for decision in not_undone(decisions):
        if decision.kind in ("confirm", "reject"):
            found.setdefault(decision.first, decision)
    return found


def in_force(decisions: Sequence[Decision]) -> Ruled:
    """Return what holds: of two decisions on one pair the later one, and nothing that was undone."""
    last: dict[Pair, str] = {}
    for decision in not_undone(decisions):
        if decision.second is not None:
            pair = min(decision.first, decision.second), max(decision.first, decision.second)
            last.setdefault(pair, decision.kind)
    together = tuple(sorted(pair for pair, kind in last.items() if kind == "merge"))
    partners: dict[str, set[str]] = defaultdict(set)
    for a, b in together:
        partners[a].add(b)
        partners[b].add(a)
    frozen = defaultdict(frozenset, {name: frozenset(others) for name, others in partners.items()})
    apart = tuple(sorted(pair for pair, kind in last.items() if kind == "split"))
    wrong = frozenset(name for name, said in judged(decisions).items() if said.kind == "reject")
    return Ruled(together, apart, frozen, wrong)
