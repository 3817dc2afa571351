"""Which earlier mention stands out: salience by grammatical role and recency (after Lappin and Leass 1994)."""

from __future__ import annotations

from collections.abc import Callable
from math import log2

from onrecord.reading.mention_kinds import Candidate
from onrecord.reading.mention_scene import Chains, Scene

_ROLES = {
    "nsubj": 80.0,
    "nsubjpass": 75.0,
    "dobj": 50.0,
    "agent": 50.0,
    "dative": 45.0,
    "attr": 30.0,
    "poss": 40.0,
}
_OTHER_ROLE = 35.0
_RECENCY = 100.0
_HEAD = 60.0
"""For a mention that is no part of another: "the mayor of Paris" before "Paris"."""
_PARALLEL = 35.0
_REPEATED = 15.0
_CONTINUED = 40.0
"""For the subject of a verb that another verb follows without a subject: "met the envoy and thanked him"."""
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_EMBEDDED = frozenset({"poss", "compound", "nmod", "amod", "appos"})
_FORM = {"name": 15.0, "pronoun": 20.0, "nominal": 0.0}
_MOST = 120
"""Mentions looked at, backwards: bounds the work in a sentence of ten thousand words."""


def best_antecedent(
    scene: Scene, chains: Chains, c: Candidate, window: int, weigh: Callable[[Candidate], float | None]
) -> Candidate | None:
    """Return the most salient mention of the last ``window`` sentences.

    ``weigh`` gives a mention's own bonus, or ``None`` where it cannot be the one.
    """
    here = scene.sentence_of[c.order]
    relation = scene.relation(c.head)
    best: tuple[float, Candidate] | None = None
    for order in range(c.order - 1, max(-1, c.order - _MOST), -1):
        m = scene.candidates[order]
        distance = here - scene.sentence_of[order]
        if distance > window:
            break
        bonus = weigh(m)
        if bonus is None:
            continue
        score = bonus + salience(scene, chains, m, distance, relation)
        if best is None or score > best[0]:
            best = (score, m)
    return best[1] if best is not None else None


def salience(scene: Scene, chains: Chains, m: Candidate, distance: int, relation: str) -> float:
    """Return how much a mention stands out, seen ``distance`` sentences later from a place with this relation."""
    role = scene.relation(m.head)
    own = _RECENCY + _ROLES.get(role, _OTHER_ROLE) + (0.0 if _embedded(scene, m, role) else _HEAD)
    score = own * 0.5**distance + _FORM[m.phrase.form] + _REPEATED * log2(chains.size(m.order))
    if role == relation or {role, relation} == {"nsubj", "nsubjpass"}:
        score += _PARALLEL * 0.7**distance
        score += _CONTINUED * 0.7**distance * _goes_on(scene, m)
    return score


def _goes_on(scene: Scene, m: Candidate) -> bool:
    """Whether a mention is the subject of further verbs that have none of their own."""
    tree = scene.tree
    if tree.dep[m.head] not in _SUBJECTS:
        return False
    further = (k for k in tree.kids[tree.head[m.head]] if tree.dep[k] == "conj" and tree.pos[k] == "VERB")
    return any(not any(tree.dep[s] in _SUBJECTS for s in tree.kids[verb]) for verb in further)


def _embedded(scene: Scene, m: Candidate, role: str) -> bool:
    if role in _EMBEDDED:
        return True
    if role != "pobj":
        return False
    tree = scene.tree
    return tree.pos[tree.head[scene.governor(m.head)]] in ("NOUN", "PROPN")
