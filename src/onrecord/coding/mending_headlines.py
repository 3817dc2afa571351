"""Headlines whose verb the small pipeline takes for a noun: "Gunmen attack airport" is no airport of an attack.

A noun before a noun is singular in English ("a gunman attack"); a plural right before a word that is a verb too is its
subject, and what follows without an article its object.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.ontology import word_classes

if TYPE_CHECKING:
    from onrecord.coding.grammar import Grammar

_PLURAL = frozenset({"NNS", "NNPS"})
_FAR = 8
"""Tokens before the last noun that are looked at."""
_CLAUSAL = ("nsubj", "nsubjpass", "det", "aux", "relcl", "cop")


def mend_headlines(g: Grammar) -> None:
    """Repair the lists of ``g``, which hold the parse."""
    told = word_classes()["undergone"]
    for noun in range(2, g.size):
        if g.dep[noun] != "ROOT" or g.pos[noun] not in ("NOUN", "PROPN"):
            continue
        own = [k for k in range(max(0, noun - _FAR), min(noun + _FAR, g.size)) if g.head[k] == noun != k]
        if any(g.dep[k] in _CLAUSAL for k in own):
            continue
        verb = next((k for k in own if k < noun and g.dep[k] == "compound" and g.lower[k] in told), None)
        if verb is not None and verb > 0 and g.tag[verb - 1] in _PLURAL and g.dep[verb - 1] == "compound":
            _read_as_verb(g, verb, noun, own)


def _read_as_verb(g: Grammar, verb: int, noun: int, own: list[int]) -> None:
    """Make ``verb`` the head of its line, the plural before it the subject, and ``noun`` the object."""
    subject = verb - 1
    if g.head[subject] not in (verb, noun):
        return
    g.pos[verb], g.tag[verb], g.dep[verb], g.head[verb] = "VERB", "VBP", "ROOT", verb
    g.lemma[verb] = g.lower[verb]
    g.head[subject], g.dep[subject] = verb, "nsubj"
    g.head[noun], g.dep[noun] = verb, "dobj"
    for k in own:
        if k < subject:
            g.head[k] = subject
        elif k > noun and g.dep[k] == "prep" and g.lower[k] != "of":
            g.head[k] = verb
