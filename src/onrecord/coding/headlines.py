"""Passives that headlines tell without their auxiliary: "Journalist killed in Syria" has no killer.

The parser takes the participle for a past tense and those who undergo it for those who do it. A line that ends without
a full stop, whose subject has no article, and whose verb needs an object and has none, is read as a passive, unless
its subject is one who fights ("Rebels attacked in Homs").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.ontology import word_classes

if TYPE_CHECKING:
    from onrecord.coding.grammar import Grammar

_LONGEST = 16
"""Tokens of a headline."""
_STOPS = frozenset({".", "!", "?", ":", ";", '"', "”"})
_ARTICLES = frozenset({"the", "a", "an", "this", "that", "these", "those"})
_OBJECTS = ("dobj", "dative", "ccomp", "xcomp", "oprd", "aux", "auxpass", "nsubjpass")
_FIGHTERS = word_classes()["armed"] | word_classes()["forces"] | word_classes()["police"]


def read_passives(g: Grammar) -> frozenset[int]:
    """Make the subjects of headlines' bare participles subjects of passives in the lists of ``g``; return the participles."""
    undergone, found = word_classes()["undergone"], set[int]()
    for verb in range(g.size):
        if g.tag[verb] not in ("VBD", "VBN") or g.dep[verb] not in ("ROOT", "ccomp"):
            continue
        if g.lemma[verb] not in undergone or not _is_headline(g, verb):
            continue
        subject = g.child(verb, "nsubj")
        if subject is None or g.child(verb, *_OBJECTS) is not None or not _may_undergo(g, subject, verb):
            continue
        g.dep[subject] = "nsubjpass"
        found.add(verb)
    return frozenset(found)


def _may_undergo(g: Grammar, subject: int, verb: int) -> bool:
    """Whether a subject stands right before the verb without an article, and is nobody who fights."""
    if not subject < verb or any(g.lower[k] in _ARTICLES for k in g.kids[subject]):
        return False
    return g.lemma[subject] not in _FIGHTERS and g.pos[subject] != "PRON"


def _is_headline(g: Grammar, token: int) -> bool:
    """Whether the token's sentence is a short line that ends without a stop."""
    first = last = g.start[token]
    while last + 1 < g.size and g.start[last + 1] == first:
        last += 1
    while last > first and g.pos[last] == "SPACE":
        last -= 1
    return last - first < _LONGEST and g.text[last] not in _STOPS
