"""Who said it, behind a finished clause: "The dam is safe, the operator maintained", "..., admitted the mayor".

A clause with its subject and finite verb, a comma, and a noun phrase with a verb of speech that has nothing left to take is
an attribution in English whatever the verb is. Parsers often take the verb for a participle ("the mayor confessed in court")
or the speaker for its object ("claimed the ministry"), and a corpus of election news has few of these verbs, so that what is
found here stands whether or not the decision favours it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.reading.attribution.candidate import Candidate, Range
from onrecord.reading.attribution.evidence import tokens_of
from onrecord.reading.attribution.lexicon import Lexicon
from onrecord.reading.attribution.proposal import Proposal
from onrecord.reading.attribution.quotes import Quotes
from onrecord.reading.attribution.spans import after_dateline, source_range, without
from onrecord.reading.attribution.tree import Tree

_FRAME = "clause-before"
_SURE = 1.0
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_CUES = frozenset(("VBD", "VBZ", "VBP", "VBN"))
_SUBJECTS = frozenset(("nsubj", "nsubjpass", "expl", "csubj"))
_TAKEN = frozenset(("dobj", "ccomp", "xcomp", "oprd", "attr", "nsubjpass", "auxpass", "acomp"))
"""What hangs on a verb that has something else to say, or is told of somebody."""
_CLIMBED = frozenset(("pobj", "prep", "conj", "compound", "appos", "amod"))
_DEPTH = 6
_SPEAKERS = frozenset(("PERSON", "ORG", "NORP"))
_PRONOUNS = frozenset(("he", "she", "they"))
_ENDS = frozenset((".", ",", ";", "!", "?", "—", "–", "--", "-", ":", ")", '"', "”", "'", "’"))
_SAME = 0.6
"""Share of the clause that a content must have to be one with it."""
_LEAST = 3
"""Tokens of a content that goes on to the end of the clause."""


def after_clause(tree: Tree, quotes: Quotes, lexicon: Lexicon) -> Iterator[Proposal]:
    """Yield the attributions whose cue stands with its source behind a finished clause of the same sentence."""
    for cue in range(2, len(tree)):
        if tree.lemma[cue] not in lexicon.closing or tree.tag[cue] not in _CUES or quotes.of_token[cue] >= 0:
            continue
        found = _source_before(tree, lexicon, cue) or _source_behind(tree, lexicon, cue)
        if found is None:
            continue
        source, span, begin = found
        if tree.lemma[cue] in lexicon.showing and not _is_document(tree, lexicon, source):
            continue
        if not _has_no_more(tree, lexicon, cue, span):
            continue
        first = tree.sentence[cue]
        content = tuple(after_dateline(tree, quotes, ((first + _opens(tree, first), begin),)))
        rest = _resumed(tree, cue, span)
        if (
            not content
            or _is_open(tree, lexicon, begin - 1)
            or not (_is_finished(tree, content[0], cue, source) or rest)
        ):
            continue
        said = (*content, *rest)
        cues = ((cue - _auxiliaries(tree, cue), cue + 1),)
        yield Proposal(Candidate(cue, _FRAME, source, "subject", said), (span,), cues, said, _SURE, _SURE)


def _is_open(tree: Tree, lexicon: Lexicon, last: int) -> bool:
    """Whether a clause breaks off: "..., which, the ranger said, is", "... and, she said, has"."""
    return tree.dep[last] == "cc" or tree.lower[last] in lexicon.relatives


def settled_by_clause(chosen: Sequence[Proposal], found: Sequence[Proposal]) -> list[Proposal]:
    """``chosen`` with those of ``found`` whose clause no attribution at the same cue has, in the place of what has not."""
    kept = dict(enumerate(chosen))
    at: dict[int, list[int]] = {}
    for number, proposal in kept.items():
        for token in tokens_of(proposal.cue):
            at.setdefault(token, []).append(number)
    for number, proposal in enumerate(found, len(chosen)):
        clause = tokens_of(proposal.content[:1])
        there = sorted({n for t in tokens_of(proposal.cue) for n in at.get(t, ()) if n in kept})
        here = [kept[n] for n in there]
        if any(_has_clause(p, clause) for p in here):
            continue
        for n in there:
            del kept[n]
        kept[number] = _with_rest(proposal, here)
        for token in tokens_of(kept[number].cue):
            at.setdefault(token, []).append(number)
    return list(kept.values())


def _has_clause(proposal: Proposal, clause: set[int]) -> bool:
    """Whether a content is most of a clause, or goes on to its end: how far back it reaches, others have decided."""
    shared = clause & tokens_of(proposal.content)
    return len(shared) >= _SAME * len(clause) or (len(shared) >= _LEAST and max(clause) in shared)


def _with_rest(proposal: Proposal, others: Sequence[Proposal]) -> Proposal:
    """The proposal with what others let its cue say behind it ("That is why, he argued, the party must wait"), and their cue."""
    after = max(b for _, b in (*proposal.cue, *proposal.source)) + 1
    rest = tuple(r for p in others for r in p.content if r[0] == after)
    content = (*proposal.content, *rest[:1]) if len(proposal.content) == 1 else proposal.content
    said = [*content, *proposal.source]
    cue = next(
        (without(p.cue, said) for p in others if p.candidate.cue == proposal.candidate.cue), proposal.cue
    )
    return replace(proposal, content=content, cue=tuple(cue) or proposal.cue)


def _auxiliaries(tree: Tree, cue: int) -> int:
    """How many words of "has since" stand right before a cue."""
    at = cue
    while at > 0 and at - 1 in tree.kids[cue] and tree.dep[at - 1] in ("aux", "advmod", "neg"):
        at -= 1
    return cue - at


def _source_before(tree: Tree, lexicon: Lexicon, cue: int) -> tuple[int, Range, int] | None:
    """The speaker between the comma and the cue: head, range, and where the clause ends."""
    start = cue - _auxiliaries(tree, cue)
    subject = tree.child(cue, "nsubj")
    if subject is None and tree.dep[cue] == "acl":
        subject = tree.head[cue]
        for _ in range(_DEPTH):
            if tree.dep[subject] not in _CLIMBED or tree.left[tree.head[subject]] == tree.left[subject]:
                break
            above = tree.head[subject]
            if above > subject or tree.pos[above] in ("VERB", "AUX"):
                break
            subject = above
    if subject is None or subject >= cue or tree.lower[subject] in lexicon.relatives:
        return None  # "..., who added that": another's clause
    begin = tree.left[subject]
    if begin < 2 or tree.lower[begin - 1] != "," or tree.sentence[begin - 1] != tree.sentence[cue]:
        return None
    if tree.right[subject] < cue and tree.right[subject] + 1 < start and tree.lower[start - 1] != ",":
        return None
    end = start
    while end > begin and tree.lower[end - 1] == ",":
        end -= 1
    return subject, (begin, end), begin - 1


def _source_behind(tree: Tree, lexicon: Lexicon, cue: int) -> tuple[int, Range, int] | None:
    """The speaker behind a cue that follows the comma: "..., admitted the mayor"."""
    if tree.lower[cue - 1] != "," or tree.sentence[cue - 1] != tree.sentence[cue] or tree.tag[cue] == "VBN":
        return None
    for kid in tree.kids[cue]:
        if kid > cue and tree.dep[kid] in ("nsubj", "dobj") and tree.left[kid] == cue + 1:
            named = tree.entity[kid] in _SPEAKERS or tree.lower[kid] in _PRONOUNS
            body = tree.lemma[kid] in lexicon.headline_sources or tree.lemma[kid] in lexicon.bodies
            if named or body or tree.dep[kid] == "nsubj":
                return kid, source_range(tree, kid, cue), cue - 1
    return None


def _is_document(tree: Tree, lexicon: Lexicon, noun: int) -> bool:
    """Whether a noun names what can show something: filings, a survey, data."""
    return tree.lemma[noun] in lexicon.documents or tree.lemma[noun] in lexicon.records


def _has_no_more(tree: Tree, lexicon: Lexicon, cue: int, source: Range) -> bool:
    """Whether a cue takes neither object nor clause of its own, but for whom it is told: "told the court"."""
    whom = 0
    for kid in tree.kids[cue]:
        if kid < cue or source[0] <= kid < source[1]:
            continue
        if tree.dep[kid] == "prep" and tree.lower[kid] in ("of", "against", "about", "for"):
            return False
        if tree.dep[kid] == "dobj" and tree.lemma[cue] in lexicon.addressing and not whom:
            whom = kid
        elif tree.dep[kid] in _TAKEN and kid > cue and tree.lower[tree.left[kid]] != ",":
            return tree.dep[kid] in ("ccomp", "attr") and tree.lower[max(tree.left[kid] - 1, 0)] == ","
    after = max(cue + 1, source[1], tree.right[whom] + 1 if whom else 0)
    return (
        after >= len(tree)
        or tree.lower[after] in _ENDS
        or tree.pos[after] in ("ADP", "ADV", "PUNCT", "SPACE")
        or (tree.entity[after] in ("DATE", "TIME"))
    )


def _opens(tree: Tree, first: int) -> int:
    """1 where a sentence opens with a conjunction, which is the outlet's."""
    return int(tree.lower[first] in ("but", "and", "yet", "so") and tree.dep[first] == "cc")


def _is_finished(tree: Tree, clause: Range, cue: int, source: int) -> bool:
    """Whether a range is a clause by itself: a finite verb with a subject, which hangs on nothing in a subordinate way."""
    inside = range(*clause)
    tops = [
        t
        for t in inside
        if tree.pos[t] in ("VERB", "AUX")
        and not (tree.head[t] != t and clause[0] <= tree.head[t] < clause[1])
    ]
    if not tops or any(tree.head[t] not in (t, cue, source, tree.head[source], tree.head[cue]) for t in tops):
        return False
    top = tops[-1]
    kids = [k for k in tree.kids[top] if clause[0] <= k < clause[1]]
    finite = tree.tag[top] in _FINITE or any(tree.tag[k] in _FINITE for k in kids)
    subject = any(tree.dep[k] in _SUBJECTS for k in kids)
    bound = any(tree.dep[k] == "mark" for k in kids) or tree.tag[tree.left[top]] in ("WRB", "WDT", "WP")
    return finite and subject and not bound


def _resumed(tree: Tree, cue: int, source: Range) -> tuple[Range, ...]:
    """What follows a cue that splits a clause: ", was an accident" of "What happened, the warden said, was an accident".

    A finite verb right behind the comma that has no subject there has it in what stands before.
    """
    last = max(cue + 1, source[1])
    while last < len(tree) and tree.lower[last] != "," and tree.sentence[last] == tree.sentence[cue]:
        last += 1
    verb = last + 1
    if verb >= len(tree) or tree.tag[verb] not in _FINITE or tree.sentence[verb] != tree.sentence[cue]:
        return ()
    if any(tree.dep[k] in _SUBJECTS and k > last for k in tree.kids[verb]):
        return ()
    end = verb
    while end < len(tree) and tree.sentence[end] == tree.sentence[cue] and tree.lower[end] != ";":
        end += 1
    return ((verb, end),)
