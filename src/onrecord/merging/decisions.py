"""What people decided about reports, as it stands after later decisions and undoings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

import msgspec

from onrecord.model import Decision

Pair = tuple[str, str]
ACCEPTED = "looked at on the review page and right as it stands"
"""The reason of what is accepted there without one."""


@dataclass(frozen=True)
class Ruled:
    """Pairs that stand together and pairs that stand apart, who is together with whom, and reports that are wrong."""

    together: tuple[Pair, ...]
    apart: tuple[Pair, ...]
    partners: Mapping[str, frozenset[str]]
    rejected: frozenset[str] = frozenset()
    """Reports that stand in no event: somebody called them wrong."""


class Act(NamedTuple):
    """What somebody did at once: its first decision, and how many further pairs it is about."""

    decision: Decision
    further: int


def acts(log: Sequence[Decision]) -> list[Act]:
    """Return the decisions of a log, those that were made at once together, in the order of the log."""
    return [Act(made[0], len(made) - 1) for _, some in groupby(log, _act) for made in [list(some)]]


def made_with(log: Sequence[Decision], decision: Decision) -> list[Decision]:
    """Return the decisions that were made at once with one of the log, itself included, as far as they are not undone."""
    undone = undoings(log)
    return [d for d in log if _act(d) == _act(decision) and d.number not in undone]


def _act(decision: Decision) -> tuple[str, ...]:
    """What those decisions have in common that were made at once: a report is split from each other one of its event.

    What is accepted is one pair, also where a clock that stands still gives several the same time.
    """
    is_alone = decision.because == ACCEPTED or decision.kind not in ("split", "undo")
    number = str(decision.number) if is_alone else ""
    return decision.kind, decision.added, decision.decider, decision.because, number


def not_undone(decisions: Sequence[Decision]) -> Iterator[Decision]:
    """Yield the decisions that nobody has undone, the last first, without undoings."""
    undone = undoings(decisions)
    for decision in sorted(decisions, key=lambda d: -d.number):
        if decision.kind != "undo" and decision.number not in undone:
            yield decision


def undoings(decisions: Sequence[Decision]) -> dict[int, Decision]:
    """Return by which later decision each is undone, by number; what is not in it holds. An undoing may itself be undone."""
    found: dict[int, Decision] = {}
    undone_by: dict[str, Decision] = {}
    for decision in sorted(decisions, key=lambda d: -d.number):
        if str(decision.number) in undone_by:
            found[decision.number] = undone_by[str(decision.number)]
        elif decision.kind == "undo":
            undone_by.setdefault(decision.first, decision)
    return found


def about(log: Sequence[Decision], reports: Collection[str]) -> list[Decision]:
    """Return the decisions of a log about some reports, by their ids, without undoings."""
    return [d for d in log if d.kind != "undo" and not {d.first, d.second}.isdisjoint(reports)]


def logged(log: Sequence[Decision]) -> list[dict[str, Any]]:
    """Return a log as rows, in its order, each with when, by whom and why it was undone; what holds has ``None`` there."""
    undone = undoings(log)
    rows = []
    for decision in log:
        by = undone.get(decision.number)
        row = msgspec.structs.asdict(decision)
        row |= {
            "undone": by and by.added,
            "undone_by": by and by.decider,
            "undone_because": by and by.because,
        }
        rows.append(row)
    return rows


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
