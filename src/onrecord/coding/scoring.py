"""How sure a draft is, and which contexts it stands in."""

from __future__ import annotations

from onrecord.coding.draft import Draft
from onrecord.coding.grammar import Grammar
from onrecord.coding.participants import ParticipantFinder
from onrecord.coding.promises import declared
from onrecord.ontology import Lexicon, context_words, modality_words

_ONE_SIDED = frozenset({"PROTEST", "MOBILIZE", "RETREAT", "CONSULT", "AGREE", "CONCEDE"})
_WILLED = frozenset(
    {"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "REJECT", "THREATEN"}
)
"""Types that only somebody can do, never a thing."""
_SUFFERED = frozenset({"ASSAULT", "COERCE", "SANCTION", "RETREAT"})
"""Types often told without who did it: "were killed", "was arrested"."""
_BENEFITS = frozenset({"RETREAT", "CONCEDE", "AID"})
"""Types often told in the passive: "were released", "were lifted", "was granted asylum"."""
_CALLING = frozenset({"call", "phone", "telephone", "summon", "write", "contact"})
"""Verbs of getting in touch: what is done by it is done, though it is told as a purpose."""
_ADDRESSED = frozenset({"REQUEST", "REJECT", "THREATEN"})
"""Types often told without whom they address: "called for restraint"."""
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
        self._wishes = modality_words()["wishes"]
        self._last = -1, False

    def score(self, draft: Draft, first: int, last: int) -> float:
        """Confidence in 0..1: the sense's weight, lowered for missing and for unpolitical participants."""
        everybody = (*draft.actors, *draft.recipients)
        if not everybody:
            return 0.0
        people = self._participants
        political = any(map(people.political, everybody)) or self._nobody_hurt(draft)
        weight = draft.sense.weight
        if draft.sense.lemma == "warn" and draft.found == ("s", "") and political:
            weight = max(weight, 0.7)  # "warned that it would answer": of one's own side, a threat
        score = weight * self._completeness(draft, political) * self._prominence(draft)
        if draft.actors and draft.event_type in _WILLED and not any(map(people.actor_like, draft.actors)):
            score *= 0.6
        if draft.recipients and not any(map(people.actor_like, draft.recipients)):
            score *= 0.75 if draft.event_type == "REQUEST" or draft.mode == "release" else 1.0
        if draft.actors and draft.event_type == "ASSAULT" and not any(map(self._violent, draft.actors)):
            score *= 0.5
        if not political:
            score *= 0.65 if draft.event_type in _SOCIAL else 1.0
            somebody = any(map(people.actor_like, everybody))
            score *= 0.95 if somebody and draft.event_type == "ASSAULT" else 0.85 if somebody else 0.6
            if self._leisurely(first, last):
                score *= 0.4
        return round(min(score, 1.0), 4)

    def _completeness(self, draft: Draft, political: bool) -> float:
        """Less than 1 where a party is missing: least where the text is content without it."""
        bare = draft.sense.part == "noun" and draft.light is None
        if draft.actors and (
            draft.recipients
            or (draft.sense.reciprocal and len(draft.actors) > 1)
            or draft.event_type in _ONE_SIDED
        ):
            return 0.95 if bare else 1.0
        if not political:
            return 0.65 if bare else 0.75
        if bare:
            return 0.75
        if draft.event_type in _BENEFITS and not draft.actors and self._g.passive(draft.trigger):
            return 0.8
        if draft.event_type in _WILLED and (not draft.actors or not draft.found[0]):
            return 0.55
        suffers = not draft.actors and draft.event_type in _SUFFERED
        return 0.9 if suffers or (draft.event_type in _ADDRESSED and draft.actors) else 0.75

    def _nobody_hurt(self, draft: Draft) -> bool:
        """ "Nobody was killed": worth a report, though nobody in it is political."""
        return draft.event_type == "ASSAULT" and any(
            self._g.lower[t] in ("nobody", "none", "one") for t in draft.recipients if draft.standing.negated
        )

    def _violent(self, token: int) -> bool:
        return self._participants.actor_like(token) or self._g.lemma[token] in self._weapons

    def _prominence(self, draft: Draft) -> float:
        """Less than 1 for what is willed or possible only; hardly for where in the sentence it stands."""
        g, standing = self._g, draft.standing
        share = 0.95 if g.dep[draft.trigger] in ("acl", "relcl", "pcomp") else 1.0
        told = draft.note or declared(standing.cue) or draft.event_type in ("ACCUSE", "AGREE")
        verb = g.head[draft.trigger]
        if standing.modality == "planned" and g.dep[draft.trigger] in ("xcomp", "advcl") and g.lemma[verb] in _CALLING:
            return share  # "called him to convey his support": conveyed
        if standing.modality == "planned" and not told:
            share *= 0.65 if standing.cue.lower() == "to" or self._wished(standing.cue) else 0.8
        if standing.modality == "possible":
            share *= 0.8
        if standing.cue == "to" and draft.event_type != "ACCUSE":
            share *= 0.8
        return share

    def _wished(self, cue: str) -> bool:
        """Whether the word that makes a deed planned is somebody's wish or another event's content, no intention."""
        word = cue.lower()
        stems = (word, word.removesuffix("s"), word.removesuffix("d"), word.removesuffix("ed"), word.removesuffix("ing"))
        return any(s in self._wishes for s in stems)

    def _leisurely(self, first: int, last: int) -> bool:
        """Whether the sentence talks of sport, business or entertainment."""
        if self._last[0] != first:
            lemma = self._g.lemma
            self._last = first, sum(lemma[t] in self._leisure for t in range(first, last)) > 1
        return self._last[1]

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
