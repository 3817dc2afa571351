"""Whether what happens in a content rests on its source's word."""

from __future__ import annotations

from onrecord.reading.attribution.candidate import Candidate
from onrecord.reading.attribution.evidence import ALONE
from onrecord.reading.attribution.lexicon import Lexicon
from onrecord.reading.attribution.tree import Tree

_OBJECT_FRAMES = ("object", "prep:", "passive", "participle", "gap", "relative")
_CLAUSAL_NOUNS = frozenset(("noun-acl", "noun-infinitive", "noun-ccomp", "noun-relcl", "noun-is"))


_PASSING_ON = frozenset(("quote", "cite"))


def _says(tree: Tree, cue: int) -> bool:
    """Whether a participle with a clause of its own hangs on the cue's "as"."""
    told = (tree.child(k, "pcomp") for k in tree.kids[cue] if tree.lower[k] == "as")
    return any(verb is not None and tree.child(verb, "ccomp") is not None for verb in told)


def names_a_charge(tree: Tree, candidate: Candidate) -> bool:
    """Whether an accusation says of what: "accused the guards of theft", also where the parser hangs "of" too low."""
    if candidate.frame.endswith(("+of", "+for", "+over", ":for", ":of")):
        return True
    target = tree.child(candidate.cue, "dobj", "nsubjpass")
    if target is None or not candidate.frame.startswith(("object", "passive")):
        return False
    return any(tree.dep[k] == "prep" and tree.lower[k] in ("of", "for") for k in tree.kids[target])


def asserts_content(tree: Tree, candidate: Candidate, lexicon: Lexicon) -> bool:
    """Whether what happens in the content rests on the source's word.

    A source that says *that* something happened vouches for it; one that praises, discusses or opposes a thing
    does not: the thing is there anyway.
    """
    frame, cue = candidate.frame, candidate.cue
    lemma = tree.lemma[cue]
    if lemma in lexicon.deciding:
        return False  # who votes to ask has asked: the deed is the voter's, and the outlet tells it
    if "clause" not in frame and (lemma in lexicon.weighing or _leaves_open(tree, cue, lexicon)):
        return False
    if frame == ALONE:
        return lemma in lexicon.verbs and lemma not in lexicon.attitude
    if frame.startswith(_OBJECT_FRAMES) and "infinitive" not in frame:
        if lexicon.verbs.get(lemma) == "accuses" and names_a_charge(tree, candidate):
            return lemma in lexicon.accusing
        if frame.startswith("object") and lemma in _PASSING_ON and _says(tree, cue):
            return True  # "the paper quoted an official as saying that"
        if "+" in frame:  # "vowed revenge for the killing": the killing is no vow
            return False
        return lemma in (lexicon.prepositional if frame.startswith("prep:") else lexicon.nominal)
    if frame.startswith("noun-") and frame not in _CLAUSAL_NOUNS:
        noun = next((t for t in candidate.extra if tree.pos[t] == "NOUN"), cue)
        return tree.lemma[noun] in lexicon.nominal_nouns
    return not (frame.startswith("adjective-") and frame not in ("adjective-clause", "adjective-infinitive"))


def _leaves_open(tree: Tree, cue: int, lexicon: Lexicon) -> bool:
    """Whether nothing is said of a deed: "has never ruled out leaving"."""
    denied = any(tree.dep[k] == "neg" for k in tree.kids[cue])
    return denied and tree.lemma[cue] in lexicon.leave_open


def is_accused(tree: Tree, cue: int, source: int) -> bool:
    """Whether a passive's subject was taken for its source: "soldiers accused of torture" accuse nobody."""
    if tree.tag[cue] != "VBN":
        return False
    undergone = [k for k in tree.kids[cue] if tree.dep[k] in ("nsubjpass", "auxpass")]
    if tree.dep[cue] in ("acl", "relcl") and source == tree.head[cue]:
        return tree.dep[cue] == "acl" or bool(undergone)
    return any(k == source and tree.dep[k] == "nsubjpass" for k in undergone)
