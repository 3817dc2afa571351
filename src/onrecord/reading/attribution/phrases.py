"""Spans as the phrases of the language: a source is a whole noun phrase, a clause has its subject, and who speaks within a
quotation says nothing beyond it. An imperative says nothing for anybody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from onrecord.reading.attribution.candidate import Range
from onrecord.reading.attribution.evidence import ranges_of, tokens_of
from onrecord.reading.attribution.proposal import Proposal
from onrecord.reading.attribution.quotes import Quotes
from onrecord.reading.attribution.spans import without
from onrecord.reading.attribution.tree import Tree

_BEFORE_NOUNS = frozenset(("det", "amod", "nummod", "poss", "quantmod"))
_SUBJECTS = frozenset(("nsubj", "nsubjpass", "expl"))
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_LONGEST = 6
"""Tokens of a noun phrase that a source lacks at its end."""
_GAP = 3
"""Tokens of a hole in a content that nothing fills."""
_HOLE = 8
"""Tokens of a subject that a content lacks where it begins."""


def _is_request_to_readers(tree: Tree, proposal: Proposal) -> bool:
    """Whether a cue is an imperative, which is nobody's word: "Imagine that", "Don't forget that"."""
    cue = proposal.candidate.cue
    bare = tree.tag[cue] == "VB" and tree.dep[cue] == "ROOT" and not proposal.source
    return bare and not any(
        tree.dep[k] in _SUBJECTS or tree.tag[k] in ("MD", "TO", "CC") for k in tree.kids[cue] if k < cue
    )


def is_cut(tree: Tree, span: Range) -> bool:
    """Whether a range ends within a noun phrase: "a security official familiar with the", "President" of "President Obama"."""
    last = span[1] - 1
    noun = tree.head[last]
    if tree.dep[last] in ("compound", "nmod"):
        return noun > last and tree.pos[last] == tree.pos[noun] == "PROPN" and tree.tag[noun] == "NNP"
    if tree.dep[last] in _BEFORE_NOUNS:
        return noun > last and tree.pos[noun] in ("NOUN", "PROPN") and tree.pos[last] != "PROPN"
    return tree.pos[last] == "ADP" and tree.dep[last] in ("prep", "agent")


def whole(tree: Tree, quotes: Quotes, proposals: Sequence[Proposal]) -> list[Proposal]:
    """Return proposals with their spans as phrases, without those that are nobody's word."""
    proposals = [p for p in proposals if not _is_request_to_readers(tree, p)]
    return [_within_quote(tree, quotes, _with_subject(tree, _with_noun(tree, p))) for p in proposals]


def _with_noun(tree: Tree, proposal: Proposal) -> Proposal:
    """A source with the noun that its last word belongs to; that noun is no content."""
    cue, source = tokens_of(proposal.cue), list(proposal.source)
    for number, span in enumerate(source):
        if not is_cut(tree, span):
            continue
        last = span[1] - 1
        noun = tree.head[last] if tree.head[last] > last else tree.child(last, "pobj") or last
        end = noun + 1
        if last < noun <= last + _LONGEST and not cue & set(range(span[1], end)):
            source[number] = (span[0], end)
    if tuple(source) == proposal.source:
        return proposal
    content = tuple(without(proposal.content, source)) or proposal.content
    return replace(proposal, source=tuple(source), content=content)


def _with_subject(tree: Tree, proposal: Proposal) -> Proposal:
    """A content that begins with a finite verb takes the subject right before it: "the colonel | paid two gunmen"."""
    taken = tokens_of((*proposal.source, *proposal.cue))
    content = tokens_of(proposal.content)
    for begin, _ in proposal.content:
        if tree.pos[begin] not in ("VERB", "AUX") or tree.tag[begin] not in _FINITE:
            continue
        verb = begin if tree.dep[begin] not in ("aux", "auxpass") else tree.head[begin]
        subject = next((k for k in tree.kids[verb] if tree.dep[k] in _SUBJECTS), None)
        if subject is None or tree.right[subject] != begin - 1 or begin - tree.left[subject] > _HOLE:
            continue
        phrase = set(range(tree.left[subject], begin))
        if not phrase & taken and tree.sentence[begin] == tree.sentence[proposal.candidate.cue]:
            content |= phrase
    ranges = ranges_of(_filled(tree, content, taken))
    return proposal if ranges == proposal.content else replace(proposal, content=ranges)


def _filled(tree: Tree, content: set[int], taken: set[int]) -> set[int]:
    """A content without holes of a few words in a sentence, which are neither cue nor source; and with its last noun."""
    filled = set(content)
    pieces = ranges_of(content)
    for (_, end), (begin, _) in pairwise(pieces):
        hole = set(range(end, begin))
        if len(hole) <= _GAP and not hole & taken and tree.sentence[end] == tree.sentence[begin]:
            filled |= hole
    last = max(content)
    noun = tree.head[last] if tree.head[last] > last else last
    if is_cut(tree, (last, last + 1)) and noun - last <= _LONGEST:
        rest = set(range(last + 1, noun + 1))
        filled |= set() if rest & taken else rest
    return filled


def _within_quote(tree: Tree, quotes: Quotes, proposal: Proposal) -> Proposal:
    """Who is said to speak within a closed quotation says nothing beyond it: '"He said: leave," she recalled'."""
    number = quotes.of_token[proposal.candidate.cue]
    if number < 0 or not quotes.quotes[number].closed:
        return proposal
    quote = quotes.quotes[number]
    content = tokens_of(proposal.content)
    kept = {t for t in content if t < quote.end - 1}
    if not _has_words(tree, kept) or min(content) < quote.start or not _has_words(tree, content - kept):
        return proposal
    return replace(proposal, content=ranges_of(kept))


def _has_words(tree: Tree, tokens: Iterable[int]) -> bool:
    return any(tree.pos[t] not in ("PUNCT", "SPACE") for t in tokens)
