"""Parses that newspapers' manner leads astray, set right before anything is read of them.

"Gunmen killed 38 people, officials and witnesses said": the parser takes those who said it for more of those who were killed, for
the comma before them looks like that of a list. A list without "and" before its last part is none, and a verb of
speech needs somebody who speaks.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from spacy.attrs import DEP, HEAD
from spacy.language import Language
from spacy.tokens import Doc, Token

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


@Language.component("onrecord_tellers")
def tellers(doc: Doc) -> Doc:
    """Give each verb of speech without a subject the end of the list before it, where only that can be its subject."""
    changes: dict[int, tuple[int, str]] = {}
    for verb in doc:
        if verb.lower_ in _TELLS and verb.pos_ == "VERB" and verb.tag_ in ("VBD", "VBP", "VBZ"):
            changes.update(_change(verb))
    if not changes:
        return doc
    heads = np.array([token.head.i - token.i for token in doc], dtype=np.int64)
    labels = np.array([token.dep for token in doc], dtype=np.uint64)
    for token, (head, label) in changes.items():
        heads[token] = head - token
        labels[token] = doc.vocab.strings.add(label)
    changed: Any = np.array([heads.view(np.uint64), labels]).T
    return doc.from_array([HEAD, DEP], changed)


def _change(verb: Token) -> dict[int, tuple[int, str]]:
    """New heads and labels by token; none where the parse may stand."""
    if verb.i == 0 or any(k.dep_ in _SUBJECTS for k in verb.lefts):
        return {}
    first = _first_teller(verb)
    if first is None:
        return {}
    found = {first.i: (verb.i, "nsubj")}
    root = verb.sent.root
    if (
        root.i != verb.i
    ):  # "wounded three soldiers, police and medics said": what was the main clause is what they said
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
