"""Phrases that lie deeper in a clause than a slot reaches: where to look for who else is meant."""

from __future__ import annotations

from collections.abc import Callable

from onrecord.coding.grammar import Grammar

NOBODY = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "ORDINAL"})
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_DEEP = frozenset(
    {"prep", "pobj", "dobj", "xcomp", "pcomp", "acl", "dative", "advmod", "appos", "conj", "ccomp"}
)
_BOUND = frozenset({"in", "of", "to", "from", "on", "for", "against", "over", "into", "toward", "towards"})
_RECEIVERS = frozenset({"GPE", "ORG", "NORP", "PERSON"})
_LATE = frozenset({"advcl", "acl", "relcl"})
_DEPTH = 8
REASONS = frozenset({"according", "due", "because", "thanks", "owing", "prior"})
CIRCUMSTANCES = frozenset(
    {
        "according",
        "following",
        "after",
        "during",
        "before",
        "amid",
        "despite",
        "since",
        "until",
        "ahead",
        "as",
    }
)
"""Prepositions of when and under what circumstances: what hangs below them is no party."""
CLAUSE_SUBJECTS = ("nsubj", "nsubjpass")


def deep(g: Grammar, verb: int, accept: Callable[[int], bool]) -> int | None:
    """Somebody in the phrases that hang anywhere on the clause: "agreed to let convoys into the towns of Syria"."""
    stack, found = [verb], []
    while stack:
        t = stack.pop()
        for k in g.kids[t]:
            if (
                k > verb
                and g.dep[k] in _DEEP
                and g.lower[k] not in REASONS
                and g.lower[k] not in CIRCUMSTANCES
            ):
                stack.append(k)
                if g.dep[k] == "pobj" and g.lower[t] in _BOUND and g.entity[k] not in NOBODY and accept(k):
                    found.append(k)
    return min(found, default=None)


def nested(g: Grammar, noun: int, word: str) -> int | None:
    """The noun after a preposition that parsers hang one phrase too deep: "a suit in a Paris court against X"."""
    for k in g.children(noun, "prep"):
        inner = g.child(k, "pobj")
        found = None if inner is None else g.prepositional(inner, word)
        if found is not None:
            return found
    return None


def late(g: Grammar, thing: int | None) -> int | None:
    """The receiver that parsers hang on the last words about a thing: "sent rice, which it had stored, to Haiti"."""
    if thing is None or g.dep[thing] != "dobj":
        return None
    last = next((k for k in reversed(g.kids[g.head[thing]]) if g.dep[k] in _LATE and k > thing), thing)
    for t in (last, thing):
        end = _last_phrase(g, t)
        if end is not None:
            return end
    return None


def _last_phrase(g: Grammar, token: int) -> int | None:
    """The name after the "to" with which everything below a token ends."""
    for _ in range(_DEPTH):
        below = [k for k in g.kids[token] if k > token and g.dep[k] != "punct"]
        if not below:
            return None
        token = below[-1]
        inner = g.child(token, "pobj") if g.lower[token] == "to" and g.dep[token] == "prep" else None
        if inner is not None and g.entity[inner] in _RECEIVERS:
            return inner
    return None


def between(g: Grammar, token: int) -> int | None:
    """The parties of a "between" that hangs deeper: "launched an effort to end the rift between X and Y"."""
    stack = [token]
    while stack:
        t = stack.pop()
        found = g.prepositional(t, "between")
        if found is not None:
            return found
        stack.extend(
            k for k in g.kids[t] if g.dep[k] in ("dobj", "acl", "xcomp", "prep", "pobj", "advcl", "pcomp")
        )
    return None


def clause_subject(g: Grammar, noun: int) -> int | None:
    """Who is to do it in "a demand that the king resign"."""
    for k in g.children(noun, "acl", "ccomp", "relcl"):
        if any(g.dep[m] == "mark" and g.lower[m] == "that" for m in g.kids[k]):
            return g.child(k, *CLAUSE_SUBJECTS)
    return None


def location(g: Grammar, token: int) -> int | None:
    """The place in the phrase that says where it happens."""
    for k in g.kids[token]:
        if g.dep[k] == "prep" and g.lower[k] in (
            "in",
            "at",
            "inside",
            "near",
            "across",
            "throughout",
            "on",
        ):
            inner = g.child(k, "pobj")
            if inner is not None and g.entity[inner] in _PLACES:
                return inner
    return None
