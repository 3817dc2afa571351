"""Whose word it is where syntax and encoder do not agree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import log

from onrecord.reading.attribution.evidence import ALONE, Evidence, head_of, ranges_of, tokens_of
from onrecord.reading.attribution.phrases import is_cut
from onrecord.reading.attribution.proposal import Proposal
from onrecord.reading.attribution.tree import Tree

_NO_SOURCE = 0.5
"""A source below this probability gives way to one above it."""
_SURELY = 1e-3


def sourced(tree: Tree, words: Sequence[bool], evidence: Evidence, proposal: Proposal) -> Proposal:
    """The proposal with the encoder's source, where that of syntax is none to it or ends elsewhere.

    ``words``: which tokens have a letter or digit.
    """
    if proposal.candidate.frame == ALONE or not evidence.sources:
        return proposal
    return _bounded(tree, words, evidence, _replaced(tree, evidence, proposal))


def _likelihood(evidence: Evidence, tokens: Iterable[int]) -> float:
    places = [t - evidence.first for t in tokens]
    return max((float(evidence.source[p]) for p in places if 0 <= p < len(evidence.source)), default=0.0)


def _replaced(tree: Tree, evidence: Evidence, proposal: Proposal) -> Proposal:
    """The proposal with the encoder's likeliest source, where that of syntax is none to it."""
    patient = _patient(tree, proposal.candidate.cue)
    best = max(evidence.sources, key=lambda r: _likelihood(evidence, range(*r)))
    cue = {proposal.candidate.cue, *tokens_of(proposal.cue)}
    doubted = _likelihood(evidence, tokens_of(proposal.source)) < _NO_SOURCE
    if not doubted or _likelihood(evidence, range(*best)) <= _NO_SOURCE or cue & set(range(*best)):
        return proposal
    kept = tokens_of(proposal.content) - set(range(*best))
    if not kept or (patient is not None and best[0] <= patient < best[1]):
        return proposal
    candidate = replace(proposal.candidate, source=head_of(tree, best))
    version = ranges_of(tokens_of(proposal.version) - set(range(*best)))
    return replace(proposal, candidate=candidate, source=(best,), content=ranges_of(kept), version=version)


_SEEMING = frozenset(("seem", "appear"))


def _patient(tree: Tree, cue: int) -> int | None:
    """Who does not say it, though the subject of a verb: "she seemed", "he was asked", "the paper quoted him as saying"."""
    passive = tree.child(cue, "nsubjpass")
    if passive is not None:
        return passive
    if tree.dep[cue] == "pcomp" and tree.lower[tree.head[cue]] == "as":
        return tree.child(tree.head[tree.head[cue]], "nsubj")  # who quotes another "as saying" that
    return tree.child(cue, "nsubj") if tree.lemma[cue] in _SEEMING else None


def _bounded(tree: Tree, words: Sequence[bool], evidence: Evidence, proposal: Proposal) -> Proposal:
    """The proposal with the encoder's bounds of the same source, where these are likelier: "Smith, who ..."."""
    own = tokens_of(proposal.source)
    taken = {proposal.candidate.cue, *tokens_of(proposal.cue)}
    taken |= tokens_of(proposal.version or proposal.content)

    def gain(tokens: Iterable[int]) -> float:
        places = [t - evidence.first for t in tokens if words[t]]
        near = [float(evidence.source[p]) for p in places if 0 <= p < len(evidence.source)]
        return sum(log(max(p, _SURELY)) - log(max(1 - p, _SURELY)) for p in near)

    best, source = gain(own), proposal.source
    for span in evidence.sources:
        tokens = set(range(*span))
        if is_cut(tree, span):
            continue
        if tokens & own and not tokens & taken and gain(tokens) > best:
            best, source = gain(tokens), (span,)
    return replace(proposal, source=source)
