"""What the language settles of an event, whatever the encoder has seen of its kind."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.coding.draft import ENTRY, Draft
from onrecord.coding.grammar import Grammar
from onrecord.coding.participants import ParticipantFinder
from onrecord.coding.tolls import Tolls
from onrecord.ontology import event_types, modality_words
from onrecord.reading import Reading

LEAST = 0.5
"""Least confidence in what is settled."""
_ARMED = frozenset({"MIL", "REB", "PRM", "UAF", "COP"})
_UNDERGONE = frozenset({"abduct", "beat", "torture", "sexual", "arrest", "deport"})
"""Modes of what is done to people and often told without who did it."""
_TOLD = frozenset({"happened", "ongoing"})
_BESIDE = frozenset({"arrest", "deport"})
"""Of these, modes that a relative clause often tells only to say who is meant: "the editor who was arrested last year"."""
_DONE_BY_HAND = frozenset({"loot", "torch", "ransack", "pillage", "plunder", "vandalise", "vandalize", "firebomb", "desecrate", "burn_down"})  # fmt: skip
"""Destruction that has a doer even where nobody is named: no accident loots a shop."""
_CONTENT = frozenset({"xcomp", "ccomp", "pcomp"})
_IN_DEED = frozenset({2, 4})
"""Quad classes of what is done, and not said."""
_ACCUSING = frozenset({"accuse", "convict"})


class Settled:
    """Finds the drafts of one document that are settled."""

    def __init__(self, grammar: Grammar, participants: ParticipantFinder, reading: Reading) -> None:
        self._g, self._participants = grammar, participants
        self.tolls = Tolls(grammar, reading)
        words = modality_words()
        self._denying = words["disclaiming"]
        self._answering = words["answering_for"] - self._denying
        self._told_of = words["answered_for"] | words["dying"] | words["tolls"] | {"dead"}

    def is_settled(self, draft: Draft, drafts: Sequence[Draft]) -> bool:
        """Whether a draft is told for certain; ``drafts``: all of its sentence."""
        if self._two_forces(draft) or self.tolls.told_by_verb(draft, ENTRY):
            return True
        if self.tolls.told_by_noun(draft, drafts, ENTRY):
            return True
        if draft.repeats is not None and self._g.lemma[draft.trigger] in self._told_of:
            return True  # "claimed responsibility", "put the toll at 30"
        undone = self._is_undergone(draft) or self._is_answered_for(draft)
        if undone or self._is_phoned(draft) or self._goes_off(draft, drafts):
            return True
        if self._is_sure(draft):
            return True
        told = self.is_denied(draft) or self._is_blamed(draft)
        return told and bool(draft.actors and draft.recipients)

    def _is_sure(self, draft: Draft) -> bool:
        """Whether its entry leaves no room for another reading, and it is told as done."""
        told = draft.sense.sure and not draft.retyped and draft.standing.modality in _TOLD
        return told and bool(draft.actors or draft.recipients)

    def _is_answered_for(self, draft: Draft) -> bool:
        """Whether somebody takes an attack told before upon himself: "admitted responsibility for that attack"."""
        light = draft.light
        taken = light is not None and self._g.lemma[light] in self._answering and bool(draft.actors)
        taken = taken and draft.repeats is not None
        return taken and draft.event_type == "ASSAULT" and not draft.standing.negated and not draft.retyped

    def _is_phoned(self, draft: Draft) -> bool:
        """Whether two speak by telephone, which is never anything but a talk."""
        known = draft.sense.entry != ENTRY and not draft.retyped and draft.standing.modality == "happened"
        return known and draft.mode == "phone" and draft.sense.reciprocal and len(draft.actors) > 1

    def _is_undergone(self, draft: Draft) -> bool:
        """Whether people are told to have undergone what only others can do to them: "two women had been kidnapped"."""
        g, verb = self._g, draft.trigger
        if draft.actors or draft.retyped or draft.sense.part != "verb" or draft.sense.entry == ENTRY:
            return False
        wrecked = draft.sense.words in _DONE_BY_HAND
        if (
            not (wrecked or draft.mode in _UNDERGONE)
            or draft.standing.negated
            or draft.standing.modality != "happened"
        ):
            return False
        if draft.mode in _BESIDE and g.dep[verb] in ("relcl", "acl"):
            return False
        passive = g.child(verb, "auxpass") is not None and g.child(verb, "nsubjpass") is not None
        return passive and (wrecked or any(self._participants.actor_like(t) for t in draft.recipients))

    def _is_blamed(self, draft: Draft) -> bool:
        """Whether a deed is what a main clause accuses or convicts somebody of: "accused Oman of arming the rebels"."""
        g, verb = self._g, draft.trigger
        kind = event_types().get(draft.event_type)
        plain = draft.sense.part == "verb" and draft.sense.entry != ENTRY and not draft.retyped
        if not plain or kind is None or kind.quad not in _IN_DEED or g.dep[verb] != "pcomp":
            return False
        above = g.head[verb]
        accused = g.head[above]
        main = g.dep[accused] in ("ROOT", "ccomp") or (
            g.dep[accused] == "conj" and g.dep[g.head[accused]] == "ROOT"
        )
        return main and g.lower[above] == "of" and g.lemma[accused] in _ACCUSING

    def _goes_off(self, draft: Draft, drafts: Sequence[Draft]) -> bool:
        """Whether something laid or fired is told to have gone off somewhere: "a bomb exploded outside a bank".

        Where the clause over it tells what the blast did, that tells the attack: "ten were killed when a bomb exploded".
        """
        g, verb = self._g, draft.trigger
        over = set(g.conjuncts(g.head[verb])) | {g.head[verb], g.head[g.head[verb]]}
        if g.dep[verb] == "advcl" and any(d.event_type == "ASSAULT" and d.trigger in over for d in drafts):
            return False
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
