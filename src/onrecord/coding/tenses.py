"""What a clause's own auxiliaries, conjunctions and adverbs say: "will", "may", "if", "used to", "is shelling"."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.coding.grammar import Grammar
from onrecord.coding.negation import Negation
from onrecord.model import Modality
from onrecord.ontology import modality_words

_VERBAL = ("VERB", "AUX")
_BASE = frozenset({"VB", "VBP"})
"""Tags of the bare form: the small parser takes the second verb of "will meet and discuss" for a present."""
_PRESENT = frozenset({"VBZ", "VBP"})
_INVERTED = frozenset({"had", "were", "should"})
_OPENINGS = frozenset({",", ";", ":", '"', "``", "“", "--", "–", "—", "-", "("})
UNTOLD = "(would)"
"""The cue of a "would" that no verb of speech governs: nobody announces anything by it."""


@dataclass(frozen=True, slots=True)
class Told:
    """Modality, the word that decided it, and whether the event is told as something to come."""

    modality: Modality = "happened"
    cue: str = ""
    future: bool = False


class Tenses:
    """Reads the tenses and moods of one document."""

    def __init__(self, grammar: Grammar, negation: Negation) -> None:
        self._g = grammar
        self._negation = negation
        self._words = modality_words()
        self._known: dict[int, Told] = {}
        self._asking: dict[int, bool] = {}

    def of(self, verb: int) -> Told:
        """What the clause of ``verb`` says by itself."""
        if verb not in self._known:
            self._known[verb] = Told()  # a loop in a bad parse ends here
            self._known[verb] = self._supposed(verb) or self._moody(verb) or self._temporal(verb)
        return self._known[verb]

    def ahead(self, token: int) -> bool:
        """Whether a time to come hangs on the token: "tomorrow", "next week", "in the coming days"."""
        g, w = self._g, self._words
        beside = (
            token + 2 < g.size and g.lower[token + 1] in w["coming"] and g.lemma[token + 2] in w["periods"]
        )
        if beside and g.pos[token] == "NOUN":
            return True
        for k in g.kids[token]:
            if g.lower[k] in w["tomorrow"]:
                return True
            noun = g.child(k, "pobj") if g.dep[k] == "prep" else k if g.dep[k] == "npadvmod" else None
            if noun is not None and any(g.lower[m] in w["coming"] for m in g.kids[noun]):
                return True
            if noun is not None and g.lower[noun] in w["tomorrow"]:
                return True
        return False

    def _supposed(self, verb: int) -> Told | None:
        """From what makes the clause a condition or a question."""
        g, w = self._g, self._words
        kids = g.kids[verb]
        if any(g.dep[k] == "mark" and g.lower[k] in w["conditions"] for k in kids):
            return Told("possible", "if")
        subject = g.child(verb, "nsubj", "nsubjpass", "expl")
        first = next((k for k in kids if g.dep[k] in ("aux", "auxpass")), None)
        if first is None and g.pos[verb] == "AUX":
            first = verb
        if subject is None or first is None or first > subject:
            return None
        opens = first == g.start[first] or g.text[first - 1] in _OPENINGS
        if self._asked(verb):
            return Told("possible", "?") if opens else None
        if opens and g.lower[first] in _INVERTED and g.dep[verb] in ("advcl", "ccomp"):
            return Told("possible", "if")
        return None

    def _asked(self, verb: int) -> bool:
        """Whether the sentence ends in a question mark."""
        g = self._g
        start = g.start[verb]
        if start not in self._asking:
            end = verb
            while end + 1 < g.size and g.start[end + 1] == start:
                end += 1
            self._asking[start] = any(g.text[t] == "?" for t in range(max(start, end - 2), end + 1))
        return self._asking[start]

    def _moody(self, verb: int) -> Told | None:
        """From the auxiliaries."""
        g, w = self._g, self._words
        kids = g.kids[verb]
        auxiliaries = [g.lower[k] for k in kids if g.dep[k] in ("aux", "auxpass")] or self._shared(verb)
        for a in auxiliaries:
            if a in w["future_auxiliaries"]:
                return Told("planned", a, True)
            if a in w["reported_future"] and (a == "would" or g.tag[verb] in _BASE):
                return self._would(verb, a, auxiliaries)
            if a in w["ability_auxiliaries"] and "have" not in auxiliaries and self._negation.verb(verb):
                return Told("happened", a)  # who could not did not
            if a in w["possible_auxiliaries"]:
                return Told("possible", a)
        if "to" in auxiliaries:
            head = g.head[verb]
            plain = g.child(head, "acomp", "attr", "oprd", "prep") is None
            if g.dep[verb] == "xcomp" and g.lemma[head] == "be" and plain:
                return Told("planned", "is to", True)
            if head == verb and g.child(verb, "nsubj", "nsubjpass") is not None:
                return Told("planned", "is to", True)  # headlines: "Iran to hold talks"
        return None

    def _would(self, verb: int, word: str, auxiliaries: list[str]) -> Told:
        """ "Would" is "will" told by somebody, or the outcome of a condition."""
        if self._reported(verb):
            return Told("planned", word, True)
        g = self._g
        guess = g.dep[verb] == "relcl" or (g.dep[verb] == "ccomp" and g.head[verb] != verb)
        conditional = "have" in auxiliaries or g.pos[verb] == "AUX" or self._conditioned(verb)
        return Told("possible", word) if conditional or guess else Told("planned", UNTOLD, True)

    def _conditioned(self, verb: int) -> bool:
        """Whether a condition hangs on the verb."""
        g = self._g
        return any(
            self._supposed(k) is not None
            for k in g.kids[verb]
            if g.dep[k] == "advcl" or (g.dep[k] == "ccomp" and g.child(k, "mark") is None)
        )

    def _reported(self, verb: int) -> bool:
        """Whether "would" is "will" told by somebody: "said it would withdraw"."""
        g = self._g
        own = g.child(verb, "nsubj", "nsubjpass")
        # "said it would strike if" is a threat, "said rain would fall if" a guess
        if (own is None or g.pos[own] != "PRON") and self._conditioned(verb):
            return False
        told = self._words["reporting"] | self._words["pledging"]
        return g.dep[verb] in ("ccomp", "conj") and g.lemma[g.head[verb]] in told

    def _shared(self, verb: int) -> list[str]:
        """Auxiliaries that a coordinated verb shares with the first: "will meet and discuss"."""
        g = self._g
        if g.dep[verb] != "conj" or g.pos[g.head[verb]] not in _VERBAL or g.child(verb, "nsubj") is not None:
            return []
        first = g.head[verb]
        if g.tag[first] != g.tag[verb] and not {g.tag[first], g.tag[verb]} <= _BASE:
            return []
        return [g.lower[k] for k in g.kids[first] if g.dep[k] in ("aux", "auxpass")]

    def _temporal(self, verb: int) -> Told:
        """From adverbs, and from the progressive and the present tense."""
        g, w = self._g, self._words
        kids = g.kids[verb]
        adverbs = [k for k in kids if g.dep[k] == "advmod"]
        doubt = next((k for k in adverbs if g.lower[k] in w["doubting"] and k < verb + 2), None)
        if doubt is not None:
            return Told("possible", g.text[doubt])
        present = [g.lower[k] for k in kids if g.dep[k] in ("aux", "auxpass")]
        going_on = g.tag[verb] == "VBG" or "being" in present
        progressive = going_on and any(a in ("is", "are", "'s", "'re", "am", "been") for a in present)
        simple = g.tag[verb] in _PRESENT and not present
        if (simple or (progressive and "been" not in present)) and self.ahead(verb):
            return Told("planned", "next", True)
        if progressive:
            return Told("ongoing")
        often = any(g.lower[k] in w["habitual"] for k in adverbs) or any(map(self._each, kids))
        return Told("habitual") if often else Told()

    def _each(self, token: int) -> bool:
        """Whether it says how often: "every week"."""
        g = self._g
        noun = g.child(token, "pobj") if g.dep[token] == "prep" else token
        if noun is None or (noun == token and g.dep[token] != "npadvmod"):
            return False
        return g.lemma[noun] in self._words["periods"] and any(
            g.lower[k] in ("every", "each") for k in g.kids[noun]
        )
