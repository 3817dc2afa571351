"""What the clause that a verb takes is like: whose deed it tells, and whether it tells one or demands it."""

from __future__ import annotations

from collections.abc import Set

from onrecord.coding.grammar import Grammar

_FINITE = frozenset({"VBD", "VBZ", "MD"})
_PRESENT = frozenset({"VBP", "VBZ"})
_DEMANDING = frozenset({"must", "should", "need", "ought"})
_VERBS = ("VERB", "AUX")
_SPEAKERS = frozenset({"it", "he", "she", "they", "we", "i"})
"""Pronouns that may stand for the speaker."""
_OPEN = frozenset({"may", "might", "could", "can"})


def that_clause(g: Grammar, verb: int) -> int | None:
    """The verb of the clause that tells what somebody says: "insisted that it had left"."""
    return next((k for k in g.children(verb, "ccomp") if g.pos[k] in _VERBS), None)


def subject_of_clause(g: Grammar, verb: int) -> int | None:
    """Whose deed the clause tells: the diplomats of "said the diplomats must leave"."""
    inner = that_clause(g, verb)
    return None if inner is None else g.child(inner, "nsubj", "nsubjpass")


def demands(g: Grammar, verb: int) -> bool:
    """Whether a that-clause says what is to be done: "that they must leave", "that the army leave".

    The second is the mandative subjunctive: a bare verb form where the tense would ask for another. After a plural
    it looks like a present tense, which stands beside a present tense only ("insists that they leave" is either).
    """
    inner = that_clause(g, verb)
    if inner is None:
        return False
    first = g.child(inner, "aux", "auxpass")
    if first is not None and g.lower[first] != "be":
        return g.lower[first] in _DEMANDING
    if first is None and g.lower[inner] in _DEMANDING:
        return True
    form = inner if first is None else first
    if g.tag[form] in _FINITE or g.lower[form] in ("is", "are", "was", "were"):
        return False
    return g.tag[form] == "VB" or (g.tag[form] == "VBP" and g.tag[verb] not in _PRESENT)


def foresees(g: Grammar, verb: int, suffering: Set[str]) -> bool:
    """Whether a that-clause tells what others or nature may do or undergo, and not what the speaker will do.

    "Warned that millions could starve", "that the dam may burst", "that food was running out". ``suffering``: lemmas of
    what is undergone, and threatens nobody even where it is told as certain ("that thousands would die").
    """
    inner, who = that_clause(g, verb), subject_of_clause(g, verb)
    if inner is None or who is None or g.lower[who] in _SPEAKERS:
        return False
    speaker = g.subject(verb)
    if speaker is not None and g.lemma[who] == g.lemma[speaker]:
        return False
    modal = next((g.lower[k] for k in g.children(inner, "aux") if g.tag[k] == "MD"), None)
    return modal is None or modal in _OPEN or g.lemma[inner] in suffering
