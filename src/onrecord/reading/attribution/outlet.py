"""The outlet's own reservation: "without evidence", "could not be independently verified", "falsely claimed"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from onrecord.reading.attribution.assemble import Proposal
from onrecord.reading.attribution.candidate import Range
from onrecord.reading.attribution.lexicon import Lexicon
from onrecord.reading.attribution.stance import is_negated
from onrecord.reading.attribution.tree import Tree


@dataclass(frozen=True, slots=True)
class Doubt:
    """The words of a reservation, what it is about, and the number of the proposal that it makes a mere claim."""

    cue: tuple[Range, ...]
    content: tuple[Range, ...]
    lowers: int | None


@lru_cache(maxsize=4)
def _phrases(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(
        r"\b(?:" + "|".join(map(re.escape, sorted(phrases, key=len, reverse=True))) + r")\b", re.I
    )


def outlet_doubts(tree: Tree, lexicon: Lexicon, proposals: Sequence[Proposal]) -> list[Doubt]:
    """Return the reservations outside of everybody's quoted or reported words, each with what it is about."""
    found: list[Range] = []
    token = 0
    for match in _phrases(lexicon.doubt_phrases).finditer(tree.text):
        while token < len(tree) and tree.end[token] <= match.start():
            token += 1
        last = token
        while last < len(tree) and tree.begin[last] < match.end():
            last += 1
        found.append((token, last))
    for i, word in enumerate(tree.lower):
        if word in lexicon.doubt_participles and tree.tag[i] == "VBN" and _unverified(tree, i):
            found.append((i, i + 1))
    inside = _covered(tree, proposals)
    doubts: list[Doubt] = []
    for phrase in sorted(found):
        about = None if inside[phrase[0]] else _about(tree, proposals, phrase)
        if about is not None and not (doubts and doubts[-1].lowers == about):
            doubts.append(Doubt((phrase,), proposals[about].content, about))
    return doubts


def _unverified(tree: Tree, participle: int) -> bool:
    """A negated passive without an agent but the outlet or nobody: "has not been confirmed"."""
    return is_negated(tree, participle) and tree.child(participle, "auxpass") is not None


def _covered(tree: Tree, proposals: Sequence[Proposal]) -> list[bool]:
    inside = [False] * (len(tree) + 1)
    for proposal in proposals:
        for begin, end in proposal.content:
            inside[begin:end] = [True] * (end - begin)
    return inside


def _about(tree: Tree, proposals: Sequence[Proposal], phrase: Range) -> int | None:
    """The attribution in the same sentence as the reservation, else the last one in the sentence before."""
    own = tree.sentence[phrase[0]]
    before = tree.sentence[own - 1] if own > 0 else own
    best = None
    for number, proposal in enumerate(proposals):
        sentence = tree.sentence[proposal.candidate.cue]
        if sentence == own and not _is_cue(proposal, phrase):
            return number
        if sentence == before and proposal.candidate.cue < phrase[0]:
            best = number
    return best


def _is_cue(proposal: Proposal, phrase: Range) -> bool:
    return (
        any(a < phrase[1] and phrase[0] < b for a, b in proposal.cue) and proposal.candidate.cue == phrase[0]
    )
