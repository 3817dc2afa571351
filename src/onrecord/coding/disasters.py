"""Disasters and accidents as doers, which parsers may hide; and fire that is no disaster."""

from __future__ import annotations

from onrecord.coding.grammar import Grammar
from onrecord.ontology import word_classes

_FAR_UP = 6
"""Words up in which the disaster is looked for that a verb tells the outcome of."""


class Disasters:
    """Finds them in one document."""

    def __init__(self, grammar: Grammar) -> None:
        self._g = grammar
        self.words = word_classes()["disaster"]
        self._shooting = word_classes()["shooting"]

    def is_gunfire(self, fire: int) -> bool:
        """ "Sniper fire", "Israeli fire": what is fired, not what burns."""
        g = self._g
        near = g.children(fire, "compound", "amod", "nmod", "poss")
        return any(g.lemma[k] in self._shooting or g.entity[k] in ("NORP", "GPE", "ORG") for k in near)

    def did(self, verb: int) -> bool:
        """Whether a verb without a subject of its own tells the outcome of a disaster, which parsers may hide.

        "Dug after a quake shook the town, killing nine"; "a wildfire killed 61, most of them trapped, and injured 62".
        """
        g = self._g
        if g.child(verb, "nsubj", "nsubjpass") is not None:
            return False
        above = verb
        for _ in range(_FAR_UP):
            over = g.head[above]
            if over == above:
                return False
            near = [g.child(over, "nsubj")]
            if (
                near == [None] and g.dep[over] == "advcl"
            ):  # parsers take "after a quake shook" for "after a quake"
                near = [g.prepositional(g.head[over], "after")]
            if g.tag[verb] == "VBG":
                near += [g.child(k, "nsubj") for k in g.children(over, "advcl") if over < k < verb]
            if any(s is not None and g.lemma[s] in self.words for s in near):
                return True
            above = over
        return False
