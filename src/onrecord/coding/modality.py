"""Whether an event is told as done, under way, intended, possible, usual or not done.

Three things are read and put together: what the clause says by itself (:mod:`tenses`, :mod:`nominals`), what it
denies (:mod:`negation`), and what the words make of it that it depends on (:mod:`governors`).
"""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.coding.governors import Governors
from onrecord.coding.grammar import Grammar
from onrecord.coding.negation import Negation
from onrecord.coding.nominals import Nominals
from onrecord.coding.tenses import SUPPOSED, Tenses, Told
from onrecord.model import Modality
from onrecord.ontology import modality_words

_VERBAL = ("VERB", "AUX")


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
        self._negation = Negation(grammar)
        self._tenses = Tenses(grammar, self._negation)
        self._nominals = Nominals(grammar, self._negation, self._tenses)
        self._governors = Governors(grammar, self._negation, self._tenses)

    def of(
        self,
        trigger: int,
        light: int | None,
        involved: tuple[int, ...],
        speaks: bool = False,
        deed: bool = True,
    ) -> Standing:
        """The standing of the event at ``trigger``; ``involved`` are the tokens of its participants ("no Americans").

        ``speaks``: whether the event is itself something said, such as a request. ``deed``: whether a verb of planning
        tells the deed that is planned, as in "was planning attacks on", and not the planning.
        """
        g, w = self._g, self._words
        if light is not None and g.lemma[light] in w["answering"] and g.lemma[trigger] in w["said_nouns"]:
            light = None  # "refused to meet the demand", which was made
        verb = light if light is not None else trigger
        if g.pos[verb] in _VERBAL:
            told, negated = self._tenses.of(verb), self._negation.clause(verb, trigger)
        else:
            told, negated = self._nominals.of(verb)
        if light is not None:
            if g.lemma[light] in w["vouching"]:
                negated, involved = (
                    False,
                    (),
                )  # "nobody has claimed responsibility for the attack", which took place
            told, undone = self._with_noun(told, light, trigger)
            negated = negated != undone
        if g.pos[trigger] not in _VERBAL:
            negated = negated or self._negation.phrase(trigger)
        negated = negated or any(self._negation.phrase(t) for t in involved)
        if deed and light is None and g.pos[trigger] == "VERB" and g.lemma[trigger] in w["schemes"]:
            told = Told("planned", g.text[trigger], True)  # "was planning attacks on"
        above, flips = (None, False) if told.cue == SUPPOSED else self._governors.above(verb)
        if speaks and above is not None and above.cue.lower().startswith("vot"):
            above = None  # who votes to ask, asks
        if told.modality in ("happened", "ongoing", "habitual") and above is not None:
            told = above
        negated = negated != flips
        if told.modality == "happened" and not negated and any(g.lower[k] == "any" for k in g.kids[trigger]):
            told = Told("possible", "any")  # "will respond to any attack"
        return Standing(told.modality, negated, told.future, told.cue)

    def _with_noun(self, told: Told, light: int, noun: int) -> tuple[Told, bool]:
        """What the light verb's tense and the noun's modifiers say together, and whether the noun is denied."""
        g, w = self._g, self._words
        own, undone = self._nominals.of(noun)
        if told.modality in ("planned", "possible"):
            return told, undone
        ahead = g.lemma[light] in w["announcing"] and g.lemma[noun] in w["foreseen"]
        if ahead or g.lemma[light] in w["planned"] | w["planned_objects"]:
            return Told("planned", g.text[light], True), undone
        if g.lemma[light] in w["possible_objects"]:
            return Told("possible", g.text[light]), undone
        return (told if own.modality == "happened" else own), undone
