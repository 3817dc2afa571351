"""How sure a draft is, and which contexts it stands in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from onrecord.coding.draft import Draft
from onrecord.coding.grammar import Grammar
from onrecord.coding.participants import ParticipantFinder
from onrecord.coding.promises import declared
from onrecord.ontology import EventKind, Lexicon, context_words, modality_words

_WILLED = frozenset(
    {"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "REJECT", "THREATEN"}
)
"""Types that only somebody can do, never a thing."""
_SUFFERED = frozenset({"ASSAULT", "COERCE", "SANCTION", "RETREAT"})
"""Types often told without who did it: "were killed", "was arrested"."""
_BENEFITS = frozenset({"RETREAT", "CONCEDE"})
"""Types often told in the passive: "were released", "were lifted"."""
_CALLING = frozenset({"call", "phone", "telephone", "summon", "write", "contact"})
"""Verbs of getting in touch: what is done by it is done, though it is told as a purpose."""
_ADDRESSED = frozenset({"REQUEST", "REJECT", "THREATEN"})
"""Types often told without whom they address: "called for restraint"."""
_SOCIAL = frozenset(
    {"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "REQUEST", "REJECT", "ACCUSE", "THREATEN"}
)
"""Types that everyday life is full of too."""
_WARNING = 0.7
_CONTEXT_STEPS = 5
"""How far from its trigger a word may hang and still put the event in a context."""


class Part(NamedTuple):
    """One factor of a score, and what it stands for."""

    factor: float
    because: str


class Scorer:
    """Scores drafts of one document."""

    def __init__(
        self,
        grammar: Grammar,
        participants: ParticipantFinder,
        lexicon: Lexicon,
        kinds: Mapping[str, EventKind],
    ) -> None:
        self._g = grammar
        self._participants = participants
        classes = lexicon.classes
        self._leisure = classes["sport"] | classes["business"] | classes["entertainment"]
        self._weapons = classes["violent_means"] | classes["weapon"] | classes["attack"]
        self._contexts = context_words()
        self._wishes = modality_words()["wishes"]
        self._one_sided = {name for name, kind in kinds.items() if kind.recipient == "optional"}
        self._last = -1, False

    def score(self, draft: Draft, first: int, last: int) -> float:
        """Confidence in 0..1: the sense's weight, lowered for missing and for unpolitical participants."""
        parts = self.parts(draft, first, last)
        if not parts:
            return 0.0
        score = 1.0
        for part in parts:
            score *= part.factor
        return round(min(score, 1.0), 4)

    def parts(self, draft: Draft, first: int, last: int) -> list[Part]:
        """The factors of the score, in order; none where the draft has no participant."""
        everybody = (*draft.actors, *draft.recipients)
        if not everybody:
            return []
        people = self._participants
        political = any(map(people.political, everybody)) or self._nobody_hurt(draft)
        parts = [self._weight(draft, political), self._completeness(draft, political)]
        parts.append(self._prominence(draft))
        if draft.actors and draft.event_type in _WILLED and not any(map(people.actor_like, draft.actors)):
            parts.append(Part(0.6, "the actor is nobody who can will it"))
        if (
            draft.recipients
            and not any(map(people.actor_like, draft.recipients))
            and (draft.event_type == "REQUEST" or draft.mode == "release")
        ):
            parts.append(Part(0.75, "the recipient is nobody who can act"))
        if draft.actors and draft.event_type == "ASSAULT" and not any(map(self._violent, draft.actors)):
            parts.append(Part(0.5, "the actor is nobody who can be violent"))
        if not political:
            if draft.event_type in _SOCIAL:
                parts.append(Part(0.65, "everyday life is full of this, and nobody in it is political"))
            somebody = any(map(people.actor_like, everybody))
            harmed = somebody and draft.event_type == "ASSAULT"
            parts.append(Part(0.95 if harmed else 0.85 if somebody else 0.6, "nobody in it is political"))
            if self._leisurely(first, last):
                parts.append(Part(0.4, "the sentence is of sport, business or entertainment"))
        return parts

    def _weight(self, draft: Draft, political: bool) -> Part:
        weight = draft.sense.weight
        if draft.sense.lemma == "warn" and draft.found == ("s", "") and political and weight < _WARNING:
            return Part(_WARNING, "a warning of one's own side is a threat")  # "warned that it would answer"
        return Part(weight, "weight of the entry")

    def _completeness(self, draft: Draft, political: bool) -> Part:
        """Less than 1 where a party is missing: least where the text is content without it."""
        bare = draft.sense.part == "noun" and draft.light is None
        if draft.actors and (
            draft.recipients
            or (draft.sense.reciprocal and len(draft.actors) > 1)
            or draft.event_type in self._one_sided
        ):
            return Part(0.95, "all parties, of a bare noun") if bare else Part(1.0, "all parties are told")
        if not political:
            return Part(0.65 if bare else 0.75, "a party is missing, and nobody is political")
        if bare:
            return Part(0.75, "a party of a bare noun is missing")
        if draft.event_type in _BENEFITS and not draft.actors and self._g.passive(draft.trigger):
            return Part(0.8, "who gave it is missing, as often in a passive")
        if draft.event_type in _WILLED and (not draft.actors or not draft.found[0]):
            return Part(0.55, "who did it is missing, of what somebody must will")
        suffers = not draft.actors and draft.event_type in _SUFFERED
        if suffers or (draft.event_type in _ADDRESSED and draft.actors):
            return Part(0.9, "a party is missing that is often left untold")
        return Part(0.75, "a party is missing")

    def _nobody_hurt(self, draft: Draft) -> bool:
        """ "Nobody was killed": worth a report, though nobody in it is political."""
        return draft.event_type == "ASSAULT" and any(
            self._g.lower[t] in ("nobody", "none", "one") for t in draft.recipients if draft.standing.negated
        )

    def _violent(self, token: int) -> bool:
        return self._participants.actor_like(token) or self._g.lemma[token] in self._weapons

    def _prominence(self, draft: Draft) -> Part:
        """Less than 1 for what is willed or possible only; hardly for where in the sentence it stands."""
        g, standing = self._g, draft.standing
        share, because = 1.0, []
        if g.dep[draft.trigger] in ("acl", "relcl", "pcomp"):
            share, because = 0.95, ["within a noun phrase"]
        told = draft.note or declared(standing.cue) or draft.event_type in ("ACCUSE", "AGREE")
        verb = g.head[draft.trigger]
        if (
            standing.modality == "planned"
            and g.dep[draft.trigger] in ("xcomp", "advcl")
            and g.lemma[verb] in _CALLING
        ):
            return Part(share, "done by the call itself")  # "called him to convey his support": conveyed
        if standing.modality == "planned" and not told:
            wished = standing.cue.lower() == "to" or self._wished(standing.cue)
            share *= 0.63 if wished else 0.8
            because.append("only a wish or a purpose" if wished else "planned, and nobody declares it")
        if standing.modality == "possible":
            share *= 0.8
            because.append("possible only")
        if standing.cue == "to" and draft.event_type != "ACCUSE":
            share *= 0.8
            because.append("a purpose")
        return Part(share, ", ".join(because) or "told as a fact of its own")

    def _wished(self, cue: str) -> bool:
        """Whether the word that makes a deed planned is somebody's wish or another event's content, no intention."""
        word = cue.lower()
        stems = (
            word,
            word.removesuffix("s"),
            word.removesuffix("d"),
            word.removesuffix("ed"),
            word.removesuffix("ing"),
        )
        return any(s in self._wishes for s in stems)

    def _leisurely(self, first: int, last: int) -> bool:
        """Whether the sentence talks of sport, business or entertainment."""
        if self._last[0] != first:
            lemma = self._g.lemma
            self._last = first, sum(lemma[t] in self._leisure for t in range(first, last)) > 1
        return self._last[1]

    def contexts(self, draft: Draft) -> dict[str, int | None]:
        """The sense's contexts, then those that words of the event's own phrases call for, each with that word."""
        g = self._g
        found: dict[str, int | None] = dict.fromkeys(draft.sense.contexts)
        stack = [(t, _CONTEXT_STEPS) for t in draft.tokens]
        while stack:
            t, steps = stack.pop()
            context = self._contexts.get(g.lemma[t])
            if context is not None and context not in found and t not in draft.tokens:
                found[context] = t
            if steps:
                stack.extend(
                    (k, steps - 1)
                    for k in g.kids[t]
                    if g.dep[k] not in ("advcl", "ccomp", "parataxis", "relcl")
                )
        return found
