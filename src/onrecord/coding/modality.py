"""Whether an event is told as done, under way, intended, possible, usual or not done."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.coding.grammar import Grammar
from onrecord.model import Modality
from onrecord.ontology import modality_words

_CLAUSAL = frozenset({"xcomp", "ccomp", "pcomp", "advcl", "acl", "conj", "relcl", "prep", "acomp", "dobj", "pobj", "attr", "nsubjpass", "nsubj", "compound"})  # fmt: skip
_CLIMB = 6
"""How far up governors are looked at: a bound, so that no parse costs more."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Modality and negation of one trigger, with the word that decided each, for the report's ``why``."""

    modality: Modality
    negated: bool
    future: bool
    """Whether it is told as something that will (or is willed to) happen."""
    cue: str = ""


class ModalityFinder:
    """Finds how events stand to the facts in one document."""

    def __init__(self, grammar: Grammar) -> None:
        self._g = grammar
        self._words = modality_words()

    def of(
        self, trigger: int, light: int | None, involved: tuple[int, ...], speaks: bool = False
    ) -> Standing:
        """The standing of the event at ``trigger``; ``involved`` are the tokens of its participants ("no Americans").

        ``speaks``: whether the event is itself something said, such as a request.
        """
        g, w = self._g, self._words
        verb = light if light is not None else trigger
        modality, cue, future = self._own(verb)
        negated = self._negated(verb) or (light is not None and self._denied_noun(trigger))
        negated = negated or any(self._no(t) for t in involved) or self._denied_noun(trigger)
        if light is None and g.pos[trigger] == "VERB" and g.lemma[trigger] in w["schemes"]:
            modality, cue, future = "planned", g.text[trigger], True  # "was planning attacks on"
        if light is not None and modality == "happened":
            modality, cue = self._light(light, trigger)
            future = modality == "planned"
        above, word, flips = self._governed(
            verb if light is not None or g.pos[trigger] in ("VERB", "AUX") else trigger
        )
        if word.lower().startswith("vot") and speaks:
            above, word = None, ""  # who votes to ask, asks
        if modality in ("happened", "ongoing") and above is not None:
            modality, cue = above, word
            future = future or above == "planned"
        return Standing(modality, negated != flips, future, cue)

    def _own(self, verb: int) -> tuple[Modality, str, bool]:
        """From the verb's own auxiliaries, adverbs and conjunctions."""
        g, w = self._g, self._words
        if g.pos[verb] not in ("VERB", "AUX"):
            modifiers = [k for k in g.kids[verb] if g.dep[k] in ("amod", "nmod", "compound")]
            for k in modifiers:
                if g.lemma[k] in w["planned_modifiers"] or g.lower[k] in w["planned_modifiers"]:
                    return "planned", g.text[k], True
                if g.lemma[k] in w["possible_modifiers"] or g.lower[k] in w["possible_modifiers"]:
                    return "possible", g.text[k], False
            return "happened", "", False
        kids = g.kids[verb]
        if any(g.dep[k] == "mark" and g.lower[k] in w["conditions"] for k in kids):
            return "possible", "if", False
        auxiliaries = [g.lower[k] for k in kids if g.dep[k] in ("aux", "auxpass")] or self._shared(verb)
        for a in auxiliaries:
            if a in w["future_auxiliaries"]:
                return "planned", a, True
            if a in w["possible_auxiliaries"]:
                if a in w["reported_future"] and self._reported(verb):
                    return "planned", a, True
                return "possible", a, False
        if "to" in auxiliaries and g.dep[verb] == "xcomp" and g.lemma[g.head[verb]] == "be":
            return "planned", "is to", True
        if any(g.dep[k] == "advmod" and g.lower[k] in w["habitual"] for k in kids):
            return "habitual", "", False
        present = any(a in ("is", "are", "'s", "'re", "am", "been") for a in auxiliaries)
        if g.tag[verb] == "VBG" and present:
            return "ongoing", "", False
        return "happened", "", False

    def _shared(self, verb: int) -> list[str]:
        """Auxiliaries that a coordinated verb shares with the first: "will meet and discuss"."""
        g = self._g
        if (
            g.dep[verb] != "conj"
            or g.pos[g.head[verb]] not in ("VERB", "AUX")
            or g.child(verb, "nsubj") is not None
        ):
            return []
        first = g.head[verb]
        if g.tag[first] != g.tag[verb]:
            return []
        return [g.lower[k] for k in g.kids[first] if g.dep[k] in ("aux", "auxpass")]

    def _reported(self, verb: int) -> bool:
        """Whether "would" is "will" told by somebody: "said it would withdraw"."""
        g = self._g
        own = g.child(verb, "nsubj", "nsubjpass")
        if (
            own is None or g.pos[own] != "PRON"
        ):  # "said it would strike if" is a threat, "said rain would fall if" a guess
            conditions = self._words["conditions"]
            clauses = (k for k in g.kids[verb] if g.dep[k] == "advcl")
            if any(g.lower[m] in conditions for k in clauses for m in g.kids[k]):
                return False
        return g.dep[verb] in ("ccomp", "conj") and g.lemma[g.head[verb]] in self._words["reporting"]

    def _light(self, light: int, noun: int) -> tuple[Modality, str]:
        g, w = self._g, self._words
        if g.lemma[light] in w["planned"]:
            return "planned", g.text[light]
        own, cue, _ = self._own(noun)
        return own, cue

    def _negated(self, verb: int) -> bool:
        g = self._g
        if any(g.dep[k] == "neg" or g.lower[k] == "never" for k in g.kids[verb]):
            return True
        if any(g.lower[k] == "longer" and g.lower[k - 1] == "no" for k in g.kids[verb] if k):
            return True
        if g.dep[verb] == "pcomp" and g.lower[g.head[verb]] == "without":
            return True
        if g.dep[verb] == "conj" and g.pos[g.head[verb]] == "VERB" and g.child(verb, "nsubj", "aux") is None:
            cc = [g.lower[k] for k in g.kids[g.head[verb]] if g.dep[k] == "cc"]
            return "or" in cc and any(g.dep[k] == "neg" for k in g.kids[g.head[verb]])
        return False

    def _no(self, token: int) -> bool:
        g = self._g
        return g.lower[token] in ("nobody", "none", "nothing") or any(
            g.lower[k] in ("no", "neither") and g.dep[k] in ("det", "neg", "preconj", "predet", "advmod") for k in g.kids[token]
        ) or (g.lower[token] in ("one", "no-one") and token > 0 and g.lower[token - 1] == "no")  # fmt: skip

    def _denied_noun(self, noun: int) -> bool:
        g = self._g
        if g.pos[noun] in ("VERB", "AUX"):
            return False
        return any(g.lower[k] == "no" and g.dep[k] in ("det", "neg") for k in g.kids[noun])

    def _governed(self, token: int) -> tuple[Modality | None, str, bool]:
        """From the words that the event depends on: their modality, the word, and whether they turn the truth around."""
        g, w = self._g, self._words
        flips = False
        for _ in range(_CLIMB):
            relation, head = g.dep[token], g.head[token]
            if head == token or relation not in _CLAUSAL:
                break
            lemma = g.lemma[head] if g.pos[head] != "ADP" else ""
            infinitive = g.tag[token] == "VB" and any(g.lower[k] == "to" for k in g.kids[token])
            below = infinitive or relation in ("xcomp", "pcomp", "dobj", "pobj", "ccomp", "acomp", "acl")
            if relation == "pobj" and g.lower[head] == "for" and g.lemma[g.head[head]] not in w["planned"]:
                break  # "vowed revenge for the killing": done
            if relation in ("nsubj", "nsubjpass", "relcl") or (
                relation == "ccomp" and lemma in w["reporting"] - w["planned"]
            ):
                break
            if relation == "advcl" and not infinitive:
                break
            if lemma in w["disclaiming"] and g.pos[token] in ("VERB", "AUX"):
                break  # "denied that it attacked": the source's stance, not ours
            if below and lemma in w["negating"]:
                return ("happened", g.text[head], True) if relation != "ccomp" else (None, "", flips)
            if (
                below
                and lemma in w["planned"]
                and (infinitive or relation != "ccomp" or not self._finite_past(token))
            ):
                noun = g.pos[head] == "NOUN" and lemma in w["schemes"]
                return "planned", "a " + lemma if noun else g.text[head], flips
            if below and lemma in w["possible"]:
                return "possible", g.text[head], flips
            if relation == "advcl" and infinitive:
                return "planned", "to", flips
            if relation == "conj" and g.pos[head] not in ("VERB", "AUX", "NOUN"):
                break
            if g.pos[head] in ("VERB", "AUX") and lemma in w["transparent"] and relation != "conj":
                own, cue, _ = self._own(head)
                if own in ("planned", "possible"):
                    return own, cue, flips
                flips = flips != self._negated(head)
            elif g.pos[head] in ("VERB", "AUX") and relation not in ("xcomp", "conj", "acomp"):
                break
            token = head
        return None, "", flips

    def _finite_past(self, verb: int) -> bool:
        g = self._g
        return g.tag[verb] in ("VBD", "VBZ", "VBP") or any(
            g.tag[k] in ("VBD", "VBZ", "VBP") and g.dep[k] == "aux" for k in g.kids[verb]
        )
