"""What the language settles of an event, whatever the encoder has seen of its kind."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.coding.draft import ENTRY, Draft
from onrecord.coding.grammar import Grammar
from onrecord.coding.participants import ParticipantFinder
from onrecord.coding.tolls import Tolls
from onrecord.ontology import modality_words
from onrecord.reading import Reading

LEAST = 0.5
"""Least confidence in what is settled."""
_ARMED = frozenset({"MIL", "REB", "PRM", "UAF", "COP"})
_UNDERGONE = frozenset({"abduct", "beat", "torture", "sexual"})
"""Modes of what is done to people and often told without who did it."""
_CONTENT = frozenset({"xcomp", "ccomp", "pcomp"})


class Settled:
    """Finds the drafts of one document that are settled."""

    def __init__(self, grammar: Grammar, participants: ParticipantFinder, reading: Reading) -> None:
        self._g, self._participants = grammar, participants
        self.tolls = Tolls(grammar, reading)
        words = modality_words()
        self._denying = words["disclaiming"]
        self._told_of = words["answered_for"] | words["dying"] | words["tolls"]

    def is_settled(self, draft: Draft, drafts: Sequence[Draft]) -> bool:
        """Whether a draft is told for certain; ``drafts``: all of its sentence."""
        if self._two_forces(draft) or self.tolls.told_by_verb(draft, ENTRY):
            return True
        if self.tolls.told_by_noun(draft, drafts, ENTRY):
            return True
        if draft.repeats is not None and self._g.lemma[draft.trigger] in self._told_of:
            return True  # "claimed responsibility", "put the toll at 30"
        if self._is_undergone(draft) or self._goes_off(draft):
            return True
        return self.is_denied(draft) and bool(draft.actors and draft.recipients)

    def _is_undergone(self, draft: Draft) -> bool:
        """Whether people are told to have undergone what only others can do to them: "two women had been kidnapped"."""
        g, verb = self._g, draft.trigger
        if draft.actors or draft.retyped or draft.sense.part != "verb" or draft.sense.entry == ENTRY:
            return False
        if draft.mode not in _UNDERGONE or draft.standing.negated or draft.standing.modality != "happened":
            return False
        passive = g.child(verb, "auxpass") is not None and g.child(verb, "nsubjpass") is not None
        return passive and any(self._participants.actor_like(t) for t in draft.recipients)

    def _goes_off(self, draft: Draft) -> bool:
        """Whether something laid or fired is told to have gone off somewhere: "a bomb exploded outside a bank"."""
        g, verb = self._g, draft.trigger
        if (
            draft.mode != "explosives"
            or draft.retyped
            or draft.sense.part != "verb"
            or draft.sense.entry == ENTRY
        ):
            return False
        if draft.standing.negated or draft.standing.modality != "happened" or not draft.recipients:
            return False
        thing = None if g.passive(verb) else g.subject(verb)
        return thing is not None and self.tolls.is_weapon(thing)

    def is_struck(self, token: int) -> bool:
        """Whether a word names what an attack hit: "the shelling of a market"."""
        g, above = self._g, self._g.head[token]
        return g.dep[token] == "pobj" and g.lower[above] == "of" and self._is_attack(g.head[above])

    def _is_attack(self, token: int) -> bool:
        return not {self._g.lemma[token], self._g.lower[token]}.isdisjoint(self.tolls.attacks)

    def _two_forces(self, draft: Draft) -> bool:
        """Whether two armed sides fight each other, which leaves no room for another reading."""
        armed = [t for t in draft.actors if self._participants.sector(t) in _ARMED]
        return draft.event_type == "ASSAULT" and draft.sense.reciprocal and len(armed) > 1

    def is_denied(self, draft: Draft) -> bool:
        """Whether violence is what somebody denies to have done: "denied shelling the camp"."""
        g, verb = self._g, draft.trigger
        plain = draft.event_type == "ASSAULT" and draft.sense.part == "verb" and draft.sense.entry != ENTRY
        return plain and g.dep[verb] in _CONTENT and g.lemma[g.head[verb]] in self._denying
