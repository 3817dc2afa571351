"""What a noun's own modifiers say of the event that it tells: "planned talks", "the attack that never came"."""

from __future__ import annotations

from onrecord.coding.grammar import Grammar
from onrecord.coding.negation import Negation
from onrecord.coding.tenses import Tenses, Told
from onrecord.ontology import modality_words

_MODIFIERS = ("amod", "nmod", "compound", "advmod", "poss")
_RELATIVES = frozenset({"WDT", "WP"})


class Nominals:
    """Reads the modifiers of event nouns in one document."""

    def __init__(self, grammar: Grammar, negation: Negation, tenses: Tenses) -> None:
        self._g = grammar
        self._negation = negation
        self._tenses = tenses
        self._words = modality_words()

    def of(self, noun: int) -> tuple[Told, bool]:
        """What the modifiers of ``noun`` say, and whether they deny that it took place."""
        g, w = self._g, self._words
        for k in g.kids[noun]:
            if g.dep[k] in _MODIFIERS or (g.dep[k] == "det" and g.lower[k] in ("every", "each")):
                words = {g.lemma[k], g.lower[k]}
                if words & w["negated_modifiers"]:
                    return Told("happened", g.text[k]), True
                if words & w["planned_modifiers"] and not self._next_of_past(k, noun):
                    return Told("planned", g.text[k], True), False
                if words & w["possible_modifiers"]:
                    return Told("possible", g.text[k]), False
                if words & w["ongoing_modifiers"]:
                    return Told("ongoing", g.text[k]), False
                if words & w["habitual_modifiers"]:
                    return Told("habitual", g.text[k]), False
        for k in g.kids[noun]:
            if g.dep[k] in ("acl", "relcl") and k > noun:
                found = self._clause(k, noun)
                if found is not None:
                    return found
        if self._tenses.ahead(noun):
            return Told("planned", "next", True), False
        return Told(), False

    def _next_of_past(self, word: int, noun: int) -> bool:
        """Whether "next", "future" or "expected" only ranks a thing, as in "the next attack killed ten"."""
        g = self._g
        head = g.head[noun]
        if g.dep[noun] == "attr" and g.tag[head] == "VBD":
            return True  # "it was a planned attack" tells of one that took place
        return (
            g.lower[word] in self._words["ranking"]
            and g.dep[noun] in ("nsubj", "nsubjpass")
            and (g.tag[head] == "VBD" or any(g.tag[k] == "VBD" for k in g.kids[head]))
        )

    def _clause(self, verb: int, noun: int) -> tuple[Told, bool] | None:
        """From a clause of which the noun is the subject or the object: "talks scheduled for May", "to be held"."""
        g, w = self._g, self._words
        lemma = g.lemma[verb]
        if g.dep[verb] == "acl" and g.tag[verb] in ("VBN", "VBD"):
            if lemma in w["planned_objects"]:
                return Told("planned", g.text[verb], True), self._negation.verb(verb)
            if lemma in w["possible_objects"]:
                return Told("possible", g.text[verb]), self._negation.verb(verb)
            return (
                (Told("happened", g.text[verb]), True)
                if lemma in w["negating_objects"] - w["spurning"]
                else None
            )
        if any(g.lower[k] == "to" and g.tag[k] == "TO" for k in g.kids[verb]):
            passive = g.child(verb, "auxpass") is not None
            held = lemma in w["occurring"] and (passive or g.child(verb, "dobj") is None or lemma == "take")
            own = g.child(verb, "nsubj") is None and g.child(verb, "nsubjpass") is None
            return (Told("planned", "is to", True), self._negation.verb(verb)) if held and own else None
        relative = next((k for k in g.children(verb, "nsubj", "nsubjpass") if g.tag[k] in _RELATIVES), None)
        if relative is None:
            return None
        if g.dep[relative] == "nsubjpass" and lemma in w["planned_objects"]:
            return Told("planned", g.text[verb], True), self._negation.verb(verb)
        if g.dep[relative] == "nsubjpass" and lemma in w["negating_objects"] - w["spurning"]:
            return Told("happened", g.text[verb]), not self._negation.verb(verb)
        if lemma in w["occurring"]:
            return self._tenses.of(verb), self._negation.verb(verb)
        return None
