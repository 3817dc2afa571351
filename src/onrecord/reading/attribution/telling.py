"""The word that tells the stance of a cue: "question" of "continued to question", "urging" of "sent a letter urging"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.model import Stance
from onrecord.reading.attribution.candidate import Candidate
from onrecord.reading.attribution.evidence import ALONE
from onrecord.reading.attribution.stance_words import StanceWords
from onrecord.reading.attribution.tree import Tree

_OPEN = ("xcomp", "dobj", "acomp", "oprd", "attr", "acl", "relcl", "pcomp", "prep", "ccomp", "conj", "advcl")
_DEPTH = 4
"""Steps from the cue's verb: launched - series - of - ads - attacking."""
_MANY = frozenset(
    (
        "series",
        "round",
        "number",
        "string",
        "flurry",
        "barrage",
        "spate",
        "wave",
        "lot",
        "couple",
        "stream",
        "litany",
    )
)
_JOINED = ("prt", "dobj", "prep", "attr", "acomp", "oprd", "advmod", "xcomp")


def with_head(tree: Tree, candidate: Candidate) -> Candidate:
    """A candidate of the encoder alone whose cue is a form word, with what that hangs on instead: "it" of "it is unclear"."""
    cue = candidate.cue
    if candidate.frame != ALONE or not (tree.pos[cue] == "AUX" or tree.lower[cue] == "it"):
        return candidate
    head = tree.head[cue] if tree.dep[cue] in ("nsubj", "nsubjpass", "aux", "auxpass") else cue
    if tree.pos[head] == "AUX":
        head = next((k for k in tree.kids[head] if tree.dep[k] == "acomp"), head)
    if head == cue or any(a <= head < b for a, b in candidate.content):
        return candidate
    return replace(candidate, cue=head, extra=tuple(t for t in (*candidate.extra, cue) if t != head))


def phrase(tree: Tree, cue: int, words: StanceWords, extra: Sequence[int] = ()) -> Stance | None:
    """Return the stance that a verb tells together with what hangs on it: "took aim at", "came under fire"."""
    pairs = words.phrases.get(tree.lemma[cue])
    if not pairs or tree.pos[cue] not in ("VERB", "AUX", "NOUN", "PROPN"):
        return None
    near = {tree.lemma[k] for k in tree.kids[cue] if tree.dep[k] in _JOINED}
    near |= {tree.lower[k] for k in tree.kids[cue] if tree.dep[k] == "dobj"}
    near |= {tree.lemma[p] for k in tree.kids[cue] if tree.dep[k] == "prep" for p in tree.kids[k]}
    near |= {tree.lower[t] for t in extra}
    return next((stance for word, stance in pairs if word in near), None)


def telling(tree: Tree, candidate: Candidate, words: StanceWords) -> int:
    """Return the word of a cue that says most of the stance; the cue's head where no other does."""
    cue = candidate.cue
    own = words.of(tree, cue)
    loose = candidate.frame in (ALONE, "raising")
    if own not in (None, "says") and not (tree.lemma[cue] in words.carriers and tree.pos[cue] == "VERB"):
        return cue
    if loose:
        for token in (cue, *candidate.extra):
            if words.of(tree, token) not in (None, "says"):
                return token
    if candidate.frame == "prep:by":
        return _by(tree, cue)
    if not loose and tree.lemma[cue] not in words.carriers:
        return cue
    if candidate.frame == "raising" and tree.tag[cue] == "VBN":
        done = tree.child(cue, "xcomp")  # "is expected to announce"
        return cue if done is None or words.of(tree, done) in (None, "says") else done
    below = (t for t in _below(tree, cue) if words.tells(tree, t))
    if candidate.frame == "raising":  # "looks to smooth over disagreements" disagrees with nobody
        below = (t for t in below if tree.pos[t] not in ("NOUN", "PROPN"))
    return next(below, cue)


def _by(tree: Tree, cue: int) -> int:
    """What is done to do it: "won them over by promising"."""
    by = next((k for k in tree.kids[cue] if tree.lower[k] == "by"), None)
    done = None if by is None else tree.child(by, "pcomp")
    return cue if done is None else done


def _below(tree: Tree, token: int, depth: int = _DEPTH) -> Iterator[int]:
    """What hangs on a word and can carry its sense, nearest first, never beyond a subject or a finite clause."""
    for kid in tree.kids[token]:
        if (tree.dep[kid] not in _OPEN and not _counted(tree, kid)) or kid < token:
            continue
        if any(tree.tag[k] == "MD" for k in tree.kids[kid]):
            continue  # "hope that they will deny it": a clause of its own
        if tree.lemma[token] == "use" and tree.dep[kid] == "dobj":
            continue  # "used the question to demand"
        if tree.dep[kid] in ("ccomp", "conj", "advcl") and tree.tag[kid] not in ("VB", "VBG"):
            continue
        if tree.dep[kid] != "prep":
            yield kid
        if depth > 1 and tree.dep[kid] != "advcl":
            yield from _below(tree, kid, depth - 1)


def _counted(tree: Tree, token: int) -> bool:
    """Whether there are many of something, or one after the other: "a series of attacks"."""
    of = tree.head[token]
    return tree.dep[token] == "pobj" and tree.lower[of] == "of" and tree.lemma[tree.head[of]] in _MANY
