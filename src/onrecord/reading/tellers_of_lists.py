"""Who tells something at the end of a sentence: a repair of the parse, made by ``rehanging``.

"Gunmen killed 38 people, officials and witnesses said": the parser takes those who said it for more of those who were killed, for
the comma before them looks like that of a list. A list without "and" before its last part is none, and a verb of
speech needs somebody who speaks.
"""

from __future__ import annotations

from spacy.tokens import Token

_TELLS = frozenset(
    {"said", "say", "says", "reported", "report", "reports", "confirmed", "announced", "claimed", "alleged"}
)
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl", "agent"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_LISTED = frozenset({"conj", "appos"})
_JOINS = frozenset({"and", "or"})
_FEWEST = 3
"""Parts of such a list: one that belongs before the comma, and two who speak."""
_MOST = 8
"""Parts of a list that are looked at."""


def tellers(verb: Token) -> dict[int, tuple[int, str]]:
    """Give a verb of speech without a subject the end of the list before it, where only that can be its subject.

    Returns new heads and relations by token; none where the parse may stand.
    """
    if verb.lower_ not in _TELLS or verb.pos_ != "VERB" or verb.tag_ not in ("VBD", "VBP", "VBZ"):
        return {}
    if verb.i == 0 or any(k.dep_ in _SUBJECTS for k in verb.lefts):
        return {}
    first = _first_teller(verb)
    if first is None:
        return {}
    found = {first.i: (verb.i, "nsubj")}
    root = verb.sent.root
    if (
        root.i != verb.i
    ):  # "wounded three soldiers, police and medics said": they said what was the main clause
        found[verb.i] = (verb.i, "ROOT")
        found[root.i] = (verb.i, "ccomp")
    return found


def _first_teller(verb: Token) -> Token | None:
    """The first of a list that ends before a verb and cannot go on what stands before it; ``None`` where there is none."""
    last = verb.nbor(-1)
    while last.dep_ not in _LISTED and last.head.i < last.i:
        last = last.head
    parts = [last]
    while parts[0].dep_ in _LISTED and parts[0].head.i < parts[0].i and len(parts) < _MOST:
        parts.insert(0, parts[0].head)
    if len(parts) < _FEWEST or not all(part.pos_ in _NOUNS for part in parts) or _before(last) not in _JOINS:
        return None
    at = len(parts) - 2
    while at > 1 and _before(parts[at]) == _before(parts[at - 1]) == ",":
        at -= 1
    return parts[at] if _before(parts[at]) == "," else None


def _before(part: Token) -> str:
    """The word before a part of a list with all that belongs to it."""
    edge = part.left_edge.i
    return part.doc[edge - 1].lower_ if edge else ""
