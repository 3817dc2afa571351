"""What the language settles of an event, whatever the encoder has seen of its kind."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.coding.counts import is_harm_done
from onrecord.coding.draft import ENTRY, Draft
from onrecord.coding.grammar import Grammar
from onrecord.coding.participants import ParticipantFinder
from onrecord.ontology import modality_words, word_classes
from onrecord.reading import Reading

LEAST = 0.5
"""Least confidence in what is settled."""
_ARMED = frozenset({"MIL", "REB", "PRM", "UAF", "COP"})
_TOLL = frozenset({"killed", "injured", "casualties", "missing"})
_BY_ATTACK = ("in", "by", "during")
_CONTENT = frozenset({"xcomp", "ccomp", "pcomp"})


class Settled:
    """Finds the drafts of one document that are settled."""

    def __init__(self, grammar: Grammar, participants: ParticipantFinder, reading: Reading) -> None:
        self._g, self._participants, self._reading = grammar, participants, reading
        self._denying = modality_words()["disclaiming"]
        self._answered_for = modality_words()["answered_for"]
        self._attacks = word_classes()["attack"] | {"shooting", "massacre", "stabbing"}

    def is_settled(self, draft: Draft, drafts: Sequence[Draft]) -> bool:
        """Whether a draft is told for certain; ``drafts``: all of its sentence."""
        if self._two_forces(draft) or self._has_toll(draft) or self._did_harm(draft, drafts):
            return True
        if draft.repeats is not None and self._g.lemma[draft.trigger] in self._answered_for:
            return True  # "claimed responsibility"
        return self.is_denied(draft) and bool(draft.actors and draft.recipients)

    def is_struck(self, token: int) -> bool:
        """Whether a word names what an attack hit: "the shelling of a market"."""
        g, above = self._g, self._g.head[token]
        return g.dep[token] == "pobj" and g.lower[above] == "of" and self._is_attack(g.head[above])

    def _is_attack(self, token: int) -> bool:
        return not {self._g.lemma[token], self._g.lower[token]}.isdisjoint(self._attacks)

    def _has_toll(self, draft: Draft) -> bool:
        """Whether the text counts the dead or the hurt of an attack: "12 people died in the attack". Its doer is not told."""
        if (
            draft.event_type != "ASSAULT"
            or draft.actors
            or draft.sense.part != "verb"
            or draft.sense.entry == ENTRY
        ):
            return False
        g = self._g
        told = (g.prepositional(draft.trigger, word) for word in _BY_ATTACK)
        return any(noun is not None and self._is_attack(noun) for noun in told) and any(
            n.quantity.of in _TOLL and n.quantity.high != 0 and n.predicate in draft.tokens
            for n in self._reading.quantities
        )

    def _did_harm(self, draft: Draft, drafts: Sequence[Draft]) -> bool:
        """Whether an attack named by a noun is what hurt those counted, and no other word of the sentence tells that.

        "Forty soldiers were diagnosed with concussions after Russia's missile attack on the base".
        """
        if draft.event_type != "ASSAULT" or draft.sense.part != "noun" or draft.sense.entry == ENTRY:
            return False
        told = {token for other in drafts if other is not draft for token in other.tokens}
        return any(
            n.quantity.of in _TOLL
            and n.quantity.high != 0
            and n.predicate not in told
            and is_harm_done(n, self._g, draft)
            for n in self._reading.quantities
        )

    def _two_forces(self, draft: Draft) -> bool:
        """Whether two armed sides fight each other, which leaves no room for another reading."""
        armed = [t for t in draft.actors if self._participants.sector(t) in _ARMED]
        return draft.event_type == "ASSAULT" and draft.sense.reciprocal and len(armed) > 1

    def is_denied(self, draft: Draft) -> bool:
        """Whether violence is what somebody denies to have done: "denied shelling the camp"."""
        g, verb = self._g, draft.trigger
        plain = draft.event_type == "ASSAULT" and draft.sense.part == "verb" and draft.sense.entry != ENTRY
        return plain and g.dep[verb] in _CONTENT and g.lemma[g.head[verb]] in self._denying
