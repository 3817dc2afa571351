"""What the words that an event depends on make of it: "plans to", "failed to", "the risk of", "was cancelled".

The event's word is followed upwards; each governor is one step, and the steps are summed up: the innermost modality
holds, and every denial turns the truth around.
"""

from __future__ import annotations

from dataclasses import replace

from onrecord.coding.clause_steps import ClauseSteps
from onrecord.coding.grammar import Grammar
from onrecord.coding.negation import Negation
from onrecord.coding.noun_steps import NounSteps
from onrecord.coding.steps import NOMINAL, VERBAL, Step
from onrecord.coding.tenses import Tenses, Told

_CLIMB = 6
"""How far up governors are looked at: a bound, so that no parse costs more."""
_ABLE = frozenset({"able", "capable", "free"})
_MILD = frozenset({"would", "should", "must", "ought"})
"""Auxiliaries that leave an intention an intention: "must be ready to", "would like to"."""


class Governors:
    """Follows the governors in one document."""

    def __init__(self, grammar: Grammar, negation: Negation, tenses: Tenses) -> None:
        self._g = grammar
        self._negation = negation
        self._tenses = tenses
        self._clauses = ClauseSteps(grammar, negation, tenses)
        self._nouns = NounSteps(grammar, negation, tenses)

    def above(self, token: int) -> tuple[Told | None, bool]:
        """What the governors make of the event at ``token``, and whether they turn its truth around."""
        found: Told | None = None
        flips, first, indirect = False, token, False
        for _ in range(_CLIMB):
            step = self._step(token, first)
            if step is None:
                break
            before = found
            found, denied = self._summed(step, token, found)
            flips = flips != denied
            indirect = indirect or step.kind in ("aside", "caused")
            if indirect and before is None and found is not None:
                found = replace(found, cue=f"{found.cue} ...")
            if step.head is None or step.kind == "aside":
                break
            token = step.head
        return found, flips

    def _summed(self, step: Step, token: int, found: Told | None) -> tuple[Told | None, bool]:
        """The modality after one more step, and whether the step denies what depends on it."""
        g, kind, head = self._g, step.kind, step.head
        if kind == "as-is":
            return found, False
        if kind == "open":
            return found or Told("possible", step.cue), False
        if kind in ("planned", "possible") and _unsettled(found):
            found = Told(kind, step.cue, kind == "planned")
        elif kind in ("ongoing", "habitual") and found is None:
            found = Told(kind, step.cue)
        if head is None:
            return found, kind == "negating"
        if g.pos[head] in VERBAL:
            found = self._tensed(self._tenses.of(head), found, kind == "real")
            denied = self._negation.clause(head, token)
        else:
            denied = self._negation.phrase(head)
        return found, kind != "aside" and denied != (kind == "negating")

    def _tensed(self, own: Told, found: Told | None, real: bool) -> Told | None:
        """What the governor's own tense adds: "may decide to attack" is possible, "will continue to" planned."""
        if _unsettled(found) and own.modality in ("planned", "possible"):
            return own
        if found is None and real and own.modality != "happened":
            return own
        if found is not None and found.cue.lower() in _ABLE and own.modality == "planned":
            return own  # "will be able to leave in May": it lies ahead, and nothing is said against it
        strong = own.modality == "possible" and own.cue not in _MILD
        return own if strong and found is not None and found.modality != "possible" else found

    def _step(self, token: int, first: int) -> Step | None:
        g = self._g
        relation, head = g.dep[token], g.head[token]
        if head == token:
            return None
        if relation == "conj":
            return self._coordinated(token, head)
        if relation in ("pobj", "pcomp"):
            return self._nouns.phrase(token, head, first)
        if g.pos[token] in VERBAL:
            return self._clauses.of(token, relation, head)
        if relation in ("acomp", "amod") or (relation == "oprd" and g.pos[token] == "ADJ"):
            return Step("real", head) if g.pos[head] in VERBAL else None
        return self._nouns.of(token, relation, head, first)

    def _coordinated(self, token: int, head: int) -> Step | None:
        g = self._g
        if g.pos[head] not in (*VERBAL, *NOMINAL):
            return None
        if g.tag[token] in ("VBD", "VBZ", "VBN") and g.tag[head] == "VB" and self._clauses.infinitive(head):
            return None  # "failed to attack the base and withdrew", hung on the wrong verb
        return Step("as-is", head)


def _unsettled(found: Told | None) -> bool:
    """Whether a governor further up decides: "expects to continue to grow" is expected, not under way."""
    return found is None or found.modality in ("ongoing", "habitual")
