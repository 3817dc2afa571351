"""How sure a draft is, and which contexts it stands in."""

from __future__ import annotations

from onrecord.coding.drafts import Draft
from onrecord.coding.grammar import Grammar
from onrecord.coding.participants import ParticipantFinder
from onrecord.coding.promises import declared
from onrecord.ontology import Lexicon, context_words

_ONE_SIDED = frozenset({"PROTEST", "MOBILIZE", "RETREAT", "CONSULT", "AGREE", "CONCEDE"})
_WILLED = frozenset(
    {"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "REJECT", "THREATEN"}
)
"""Types that only somebody can do, never a thing."""
_SOCIAL = frozenset(
    {"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "REQUEST", "REJECT", "ACCUSE", "THREATEN"}
)
"""Types that everyday life is full of too."""
_CONTEXT_STEPS = 5
"""How far from its trigger a word may hang and still put the event in a context."""


class Scorer:
    """Scores drafts of one document."""

    def __init__(self, grammar: Grammar, participants: ParticipantFinder, lexicon: Lexicon) -> None:
        self._g = grammar
        self._participants = participants
        classes = lexicon.classes
        self._leisure = classes["sport"] | classes["business"] | classes["entertainment"]
        self._weapons = classes["violent_means"] | classes["weapon"] | classes["attack"]
        self._contexts = context_words()

    def score(self, draft: Draft, first: int, last: int) -> float:
        """Confidence in 0..1: the sense's weight, lowered for missing and for unpolitical participants."""
        score = draft.sense.weight
        everybody = (*draft.actors, *draft.recipients)
        if not everybody:
            return 0.0
        complete = bool(draft.actors) and (
            bool(draft.recipients)
            or (draft.sense.reciprocal and len(draft.actors) > 1)
            or draft.event_type in _ONE_SIDED
        )
        score *= 1.0 if complete else 0.75
        if draft.sense.part == "noun" and draft.light is None:
            score *= 0.9
        if (
            draft.actors
            and draft.event_type in _WILLED
            and not any(map(self._participants.actor_like, draft.actors))
        ):
            score *= 0.6
        if draft.recipients and not any(map(self._participants.actor_like, draft.recipients)):
            score *= 0.75 if draft.event_type == "REQUEST" or draft.mode == "release" else 1.0
        score *= self._prominence(draft)
        if draft.actors and draft.event_type == "ASSAULT" and not any(map(self._violent, draft.actors)):
            score *= 0.5
        political = sum(self._participants.political(t) for t in everybody)
        if political == 0:
            score *= 0.65 if draft.event_type in _SOCIAL else 1.0
            score *= 0.85 if any(self._participants.actor_like(t) for t in everybody) else 0.6
            if self._leisurely(first, last):
                score *= 0.4
        return round(min(score, 1.0), 4)

    def _violent(self, token: int) -> bool:
        return self._participants.actor_like(token) or self._g.lemma[token] in self._weapons

    def _prominence(self, draft: Draft) -> float:
        """Less than 1 for what is told in passing: in modifying clauses, as purpose, as content of other events."""
        g, standing = self._g, draft.standing
        share = 1.0
        if g.dep[draft.trigger] in ("acl", "relcl", "pcomp"):
            share *= 0.75
        told = draft.note or declared(standing.cue) or draft.event_type in ("ACCUSE", "AGREE")
        if standing.modality == "planned" and not told:
            share *= 0.7
        if standing.modality == "possible":
            share *= 0.8
        if standing.cue == "to" and draft.event_type != "ACCUSE":
            share *= 0.7
        return share

    def _leisurely(self, first: int, last: int) -> bool:
        """Whether the sentence talks of sport, business or entertainment."""
        lemma = self._g.lemma
        return sum(lemma[t] in self._leisure for t in range(first, last)) > 1

    def contexts(self, draft: Draft) -> tuple[str, ...]:
        """The sense's contexts, then those that words of the event's own phrases call for."""
        g = self._g
        found = list(draft.sense.contexts)
        stack = [(t, _CONTEXT_STEPS) for t in draft.tokens]
        while stack:
            t, steps = stack.pop()
            context = self._contexts.get(g.lemma[t])
            if context is not None and context not in found and t not in draft.tokens:
                found.append(context)
            if steps:
                stack.extend(
                    (k, steps - 1)
                    for k in g.kids[t]
                    if g.dep[k] not in ("advcl", "ccomp", "parataxis", "relcl")
                )
        return tuple(found)
