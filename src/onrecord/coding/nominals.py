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
        g = self._g
        for k in g.kids[noun]:
            found = None
            if g.dep[k] in ("acl", "relcl") and k > noun:
                found = self._clause(k)
            elif g.dep[k] in _MODIFIERS or g.tag[k] == "JJ":
                found = self._modifier(k, noun)
            if found is not None:
                return found
        return (Told("planned", "next", True) if self._tenses.ahead(noun) else Told()), False

    def _modifier(self, word: int, noun: int) -> tuple[Told, bool] | None:
        g, w = self._g, self._words
        words, cue = {g.lemma[word], g.lower[word]}, g.text[word]
        if words & w["negated_modifiers"]:
            return Told("happened", cue), True
        if words & w["planned_modifiers"] and not self._told_already(word, noun):
            return Told("planned", cue, True), False
        if word > noun and (g.lemma[word] == "due" or g.child(word, "xcomp") is not None):
            # "the summit, due to take place in May"
            return (Told("planned", cue, True), False) if g.lemma[word] in w["planned"] else None
        if words & w["possible_modifiers"]:
            return Told("possible", cue), False
        if words & w["ongoing_modifiers"]:
            return Told("ongoing", cue), False
        if words & w["habitual_modifiers"] and g.tag[noun] == "NNS":
            return Told("habitual", cue), False
        return None

    def _told_already(self, word: int, noun: int) -> bool:
        """Whether the clause tells that what was planned took place: "the planned strike began"."""
        g, w = self._g, self._words
        head = g.head[noun]
        past = g.tag[head] == "VBD" or any(g.tag[k] == "VBD" for k in g.children(head, "aux", "auxpass"))
        if g.dep[noun] == "attr":
            return past  # "it was a planned attack"
        if g.dep[noun] not in ("nsubj", "nsubjpass") or not past:
            return False
        took_place = g.lemma[head] in w["occurring"] and not self._negation.verb(head)
        thing = g.child(head, "dobj")
        took_place = took_place and (thing is None or g.lemma[thing] in w["idle_nouns"])
        return took_place or g.lower[word] in w["ranking"]

    def _clause(self, verb: int) -> tuple[Told, bool] | None:
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
