"""The outlet's own reservation: "without evidence", "could not be independently verified", "falsely claimed"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from onrecord.reading.attribution.candidate import Candidate, Range, subtree
from onrecord.reading.attribution.lexicon import Lexicon
from onrecord.reading.attribution.negation import is_negated
from onrecord.reading.attribution.proposal import Proposal
from onrecord.reading.attribution.tree import Tree

Words = frozenset[str]

_TAIL = 3  # tokens after a reservation that may still belong to it: "without evidence for this"
_LINKS = frozenset(
    (
        "but",
        "though",
        "although",
        "and",
        "yet",
        "has",
        "have",
        "had",
        "did",
        "so",
        "far",
        "they",
        "it",
        "he",
        "she",
        ",",
    )
)
_CLAIMING = ("claims", "accuses")
_CONTRASTS = frozenset(("but", "though", "although", "yet"))
_POINTING = frozenset(("that", "this", "these", "those", "the", "either", "such"))
_OTHERS = frozenset(("another", "other", "others", "different"))
_MARKS = frozenset(('"', "”", "''"))


@dataclass(frozen=True, slots=True)
class Doubt:
    """The words of a reservation, what it is about, and the number of the proposal that it makes a mere claim."""

    cue: tuple[Range, ...]
    content: tuple[Range, ...]
    lowers: int | None
    claim: Proposal | None = None
    """The claim, where the reservation alone names it: "offered no evidence for her claim that"."""


def _any(words: Iterable[str]) -> str:
    return "(?:" + "|".join(sorted(words, key=lambda w: (-len(w), w))) + ")"


@lru_cache(maxsize=4)
def _phrases(giving: Words, proof: Words, kinds: Words, verifying: Words, claims: Words) -> re.Pattern[str]:
    """Words that say that proof is missing, from word classes."""
    give, evidence = _any(giving), rf"(?:{_any(kinds)}\s)*{_any(proof)}"
    return re.compile(
        rf"\b(?:{give}\s(?:no|little|scant)\s{evidence}"
        rf"|(?:did\snot|didn['’]t|does\snot|do\snot|ha[sd]\snot|have\snot|without|never)\s{give}\s{evidence}"
        rf"|without\s{evidence}"
        rf"|no\s{evidence}\s(?:was|were|is|has\sbeen|have\sbeen)\s{give}"
        rf"|no\s{evidence}\s(?:for|of|to\ssupport|to\sback(?:\sup)?)\s(?=\w+\s(?:\w+\s)?{_any(claims)}s?\b)"
        rf"|(?:was|were|is|been)\sno\s(?:{_any(kinds)}\s)*{_any(verifying)}"
        rf"|not\s(?:\w+ly\s)*possible\sto\s(?:\w+ly\s)*(?:verify|confirm|corroborate))",
        re.I,
    )


def outlet_doubts(tree: Tree, lexicon: Lexicon, proposals: Sequence[Proposal]) -> list[Doubt]:
    """Return the reservations outside of everybody's quoted or reported words, each with what it is about.

    ``proposals``: in the order of their cues.
    """
    inside = _covering(tree, proposals)
    doubts: list[Doubt] = []
    lowered: set[int] = set()
    for phrase in sorted(_reservations(tree, lexicon, proposals)):
        if _of_another(tree, phrase):
            continue
        owner = inside[phrase[0]]
        named = _with_claim(tree, lexicon, proposals, phrase)
        if named is not None:
            doubts.append(named)
            continue
        if owner is None:
            about = _about(tree, proposals, phrase)
            content = proposals[about].content if about is not None else ()
        else:  # ", without evidence" at the end of a claim is the outlet's, though the parser hangs it lower
            about, content = owner, _before(tree, proposals[owner].content, phrase)
        if about is not None and content and about not in lowered:
            lowered.add(about)
            doubts.append(Doubt((phrase,), content, about))
    return doubts


def _reservations(tree: Tree, lexicon: Lexicon, proposals: Sequence[Proposal]) -> set[Range]:
    """Token ranges of all words that cast doubt."""
    found: set[Range] = set()
    token = 0
    pattern = _phrases(
        lexicon.doubt_giving,
        lexicon.doubt_proof,
        lexicon.doubt_kinds,
        lexicon.doubt_verifying,
        lexicon.echoes,
    )
    for match in pattern.finditer(tree.text):
        while token < len(tree) and tree.end[token] <= match.start():
            token += 1
        last = token
        while last < len(tree) and tree.begin[last] < match.start() + len(match.group().rstrip()):
            last += 1
        found.add((token, last))
    for i, word in enumerate(tree.lower):
        if word in lexicon.doubt_participles and tree.tag[i] == "VBN" and _unverified(tree, i):
            found.add((i, i + 1))
    for proposal in proposals:  # "falsely claimed", "baseless allegations that"
        begin, end = proposal.cue[0]
        for t in range(max(0, begin - 2), end):
            if tree.lower[t] in lexicon.doubt_words and (
                t >= begin or tree.head[t] == proposal.candidate.cue
            ):
                found.add((t, t + 1))
    return found


def _with_claim(tree: Tree, lexicon: Lexicon, proposals: Sequence[Proposal], phrase: Range) -> Doubt | None:
    """The reservation and the claim told only with it: "offered no proof for her claim that", "gave no evidence that"."""
    first = bisect_left(proposals, phrase[0], key=lambda p: p.candidate.cue)
    own = next((p for p in proposals[first : first + 1] if p.candidate.cue < phrase[1]), None)
    last = phrase[1] - 1
    of_proof = tree.child(last, "acl", "ccomp") if tree.lower[last] in lexicon.doubt_proof else None
    if of_proof is not None and any(tree.lower[k] == "that" for k in tree.kids[of_proof]):
        content = (subtree(tree, of_proof),)
        verb = own.candidate.cue if own is not None else -1
        if own is None or verb + 1 >= phrase[1]:
            return Doubt((phrase,), content, None)
        return Doubt(((verb + 1, phrase[1]),), content, None, _claim(own, verb, content))
    for noun in range(phrase[1], min(phrase[1] + _TAIL + 1, len(tree))):
        clause = tree.child(noun, "acl", "ccomp", "relcl")
        if own is not None and clause is not None and lexicon.nouns.get(tree.lemma[noun]) in _CLAIMING:
            content = (subtree(tree, clause),)
            return Doubt((phrase,), content, None, _claim(own, noun, content))
    return None


def _claim(own: Proposal, cue: int, content: tuple[Range, ...]) -> Proposal:
    candidate = Candidate(cue, "noun-acl", own.candidate.source, own.candidate.path, content)
    return Proposal(candidate, own.source, ((cue, cue + 1),), content, own.odds)


def _before(tree: Tree, content: tuple[Range, ...], phrase: Range) -> tuple[Range, ...]:
    """A content without the reservation that closes it; nothing where the reservation is the source's own."""
    last = content[-1]
    cut = phrase[0]
    while cut > last[0] and tree.lower[cut - 1] in _LINKS:
        cut -= 1  # "..., but has provided no evidence"
    added = any(tree.lower[t] in _CONTRASTS for t in range(cut, phrase[0]))
    closes = last[0] < phrase[0] and phrase[1] <= last[1] <= phrase[1] + _TAIL
    if (
        not closes
        or not (added or tree.lower[phrase[0] - 1] == ",")
        or any(m in tree.lower[phrase[0] : last[1]] for m in _MARKS)
    ):
        return ()
    stop = cut if added else phrase[0] - 1
    return (*content[:-1], (last[0], stop)) if stop > last[0] else ()


def _unverified(tree: Tree, participle: int) -> bool:
    """A negated passive without an agent but the outlet or nobody: "has not been confirmed"."""
    return is_negated(tree, participle) and tree.child(participle, "auxpass") is not None


def _covering(tree: Tree, proposals: Sequence[Proposal]) -> list[int | None]:
    """For each token the number of an attribution whose content it is in."""
    inside: list[int | None] = [None] * (len(tree) + 1)
    for number, proposal in enumerate(proposals):
        for begin, end in proposal.content:
            inside[begin:end] = [number] * (end - begin)
    return inside


def _of_another(tree: Tree, phrase: Range) -> bool:
    """Whether what lacks proof is told elsewhere: "no evidence for another assertion"."""
    after = tree.lower[phrase[1] : phrase[1] + _TAIL]
    return any(word in _OTHERS for word in after)


def _about(tree: Tree, proposals: Sequence[Proposal], phrase: Range) -> int | None:
    """The attribution in the same sentence as the reservation, else the last one in the sentence before.

    "No evidence for that claim" is about what stands before it, whatever its own sentence goes on with.
    """
    points_back = phrase[1] < len(tree) and tree.lower[phrase[1]] in _POINTING
    own = tree.sentence[phrase[0]]
    before = tree.sentence[own - 1] if own > 0 else own
    best = None
    for number in range(bisect_left(proposals, before, key=lambda p: p.candidate.cue), len(proposals)):
        proposal = proposals[number]
        cue = proposal.candidate.cue
        if cue >= len(tree) or tree.sentence[cue] > own:
            break
        sentence = tree.sentence[cue]
        if sentence == own and not phrase[0] <= cue < (len(tree) if points_back else phrase[1]):
            return number
        if sentence == before and cue < phrase[0] and proposal.candidate.frame != "relative":
            best = number
    return best
