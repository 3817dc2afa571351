"""Whom a source cites: in "the channel reported, citing an official" what is reported is the official's word too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.reading.attribution.candidate import Candidate, Range, minus, subtree
from onrecord.reading.attribution.lexicon import Lexicon
from onrecord.reading.attribution.proposal import Proposal
from onrecord.reading.attribution.sources import subject_of
from onrecord.reading.attribution.spans import source_range, without
from onrecord.reading.attribution.tree import Tree

_BODIES = frozenset(("PERSON", "ORG"))
_CITING = frozenset(("citing", "quoting"))
_SURE = 1.0


def citations(tree: Tree, lexicon: Lexicon, proposals: Sequence[Proposal]) -> Iterator[Proposal]:
    """Yield an attribution for each "citing X" or "quoting X" where X can speak; its content is that of who cites."""
    for cue in range(len(tree)):
        if tree.lower[cue] not in _CITING:
            continue
        source = tree.child(cue, "dobj")
        if source is None or not _can_speak(tree, lexicon, source):
            continue
        content = _content(tree, cue, proposals)
        if content:
            whole = source_range(tree, source, cue)
            candidate = Candidate(cue, "citing", source, "object", content)
            yield Proposal(candidate, (whole,), ((cue, cue + 1),), content, _SURE)


def _can_speak(tree: Tree, lexicon: Lexicon, noun: int) -> bool:
    lemma = tree.lemma[noun]
    return (
        tree.entity[noun] in _BODIES
        or lemma in lexicon.documents
        or lemma in lexicon.headline_sources
        or lemma in lexicon.cited
    )


def _content(tree: Tree, cue: int, proposals: Sequence[Proposal]) -> tuple[Range, ...]:
    """The content of the attribution by whoever cites, else the clause that the phrase hangs on."""
    phrase = subtree(tree, cue)
    citer, _ = subject_of(tree, cue)
    for proposal in proposals:
        other = proposal.candidate
        if tree.sentence[other.cue] != tree.sentence[cue] or other.cue == cue:
            continue
        if other.cue == tree.head[cue] or (citer is not None and other.source == citer):
            return tuple(without(proposal.content, [phrase]))
    host = tree.head[cue]
    if host == cue or tree.pos[host] not in ("VERB", "AUX"):
        return ()
    return minus(subtree(tree, host), phrase)
