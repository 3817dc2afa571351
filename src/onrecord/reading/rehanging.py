"""Words that the small parser hangs on the wrong clause in a regular way, hung where they belong.

Each repair is one construction that cannot be what the parser took it for, told by a word and its neighbours in the
tree; all layers read the tree after it. Those of single events' grammar are in ``coding/mending.py``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from spacy.attrs import DEP, HEAD
from spacy.language import Language
from spacy.tokens import Doc, Token

from onrecord.reading.tellers_of_lists import tellers

REHANGING = "onrecord_rehanging"
"""The pipeline's component that does it."""
_FINITE = frozenset({"VBD", "VBZ"})
_TIMES = frozenset({"DATE", "TIME"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_FAR = 40
"""Words between a clause and its time that are looked at: a bound."""

_Move = tuple[int, str]
"""New head and relation of a word."""


@Language.component(REHANGING)
def _rehanging(doc: Doc) -> Doc:
    """Repair the tree of a parsed text."""
    moves: dict[int, _Move] = {}
    for token in doc:
        for repair in (
            tellers,
            _swallowed_subject,
            _time_of_the_clause_before,
            _second_deed,
            _attack_of_the_agent,
        ):
            found = repair(token)
            if found and moves.keys().isdisjoint(found):
                moves.update(found)
    return _moved(doc, moves) if moves else doc


def _moved(doc: Doc, moves: Mapping[int, _Move]) -> Doc:
    array: Any = doc.to_array([HEAD, DEP])
    for at, (head, relation) in moves.items():
        array[at, 0] = np.int64(head - at).astype(np.uint64)
        array[at, 1] = doc.vocab.strings.add(relation)
    moved = doc.from_array([HEAD, DEP], array)
    for at, (_, relation) in moves.items():
        token = moved[at]
        if relation == "pobj" and token.tag_ == "VBG":
            token.tag_, token.pos_, token.lemma_ = "NN", "NOUN", token.lower_
    return moved


def _time_of_the_clause_before(time: Token) -> dict[int, _Move]:
    """ "Men who robbed a bank last week gave themselves up": what ends a relative clause tells the time of that clause."""
    verb = time.head
    if time.i >= verb.i or verb.pos_ != "VERB" or time.ent_type_ not in _TIMES:
        return {}
    if time.dep_ != "npadvmod" or time.i + 1 != min(c.i for c in (*verb.lefts, verb) if c.i > time.i):
        return {}
    subject = next((c for c in verb.lefts if c.dep_ in _SUBJECTS and c.i < time.i), None)
    clause = None if subject is None else next((c for c in subject.rights if c.dep_ == "relcl"), None)
    if clause is None or clause.i >= time.i or time.i - clause.i > _FAR:
        return {}
    if any(t.text in (",", "—", "–") for t in time.doc[clause.i : time.i]):
        return {}
    return {time.i: (clause.i, "npadvmod")}


def _swallowed_subject(verb: Token) -> dict[int, _Move]:
    """ "Rebels who have fought since May agreed to talks": a month agrees to nothing, those who fought since then do."""
    if verb.dep_ != "advcl" or verb.tag_ not in _FINITE or verb.head.dep_ != "relcl":
        return {}
    clause, noun = verb.head, verb.head.head
    mark = next(
        (c for c in verb.lefts if c.dep_ == "mark" and c.lower_ in ("since", "until", "before")), None
    )
    time = next((c for c in verb.lefts if c.dep_ in _SUBJECTS), None)
    if noun.dep_ != "ROOT" or noun.pos_ not in ("NOUN", "PROPN") or mark is None or time is None:
        return {}
    if time.ent_type_ not in _TIMES or mark.i > time.i:
        return {}
    moved = {
        verb.i: (verb.i, "ROOT"),
        noun.i: (verb.i, "nsubj"),
        mark.i: (clause.i, "prep"),
        time.i: (mark.i, "pobj"),
    }
    last = [c for c in noun.rights if c.dep_ == "punct" and c.i > verb.i]
    return moved | {c.i: (verb.i, "punct") for c in last}


def _second_deed(verb: Token) -> dict[int, _Move]:
    """ "Vowed to answer and closed its airspace": a verb with a tense goes on from the one that has it, not from the infinitive."""
    first = verb.head
    if verb.dep_ != "conj" or first.tag_ != "VB" or first.i >= verb.i:
        return {}
    tense = _tense(verb)
    if tense is None or any(c.dep_ in _SUBJECTS for c in verb.lefts):
        return {}
    above = first
    while above.dep_ in ("xcomp", "ccomp", "advcl", "conj") and above.tag_ == "VB" and above.head.i < above.i:
        above = above.head
    if (
        _tense(above) is None
        or (_tense(above) != tense and tense == verb.tag_)
        or not any(c.tag_ == "TO" for c in first.lefts)
    ):
        return {}
    joins = [c for c in first.rights if c.dep_ in ("cc", "punct") and c.i < verb.i]
    return {verb.i: (above.i, "conj")} | {c.i: (above.i, c.dep_) for c in joins}


def _tense(verb: Token) -> str | None:
    """The tag of a verb, or of the first of its auxiliaries, where that has a tense."""
    tag = next((c.tag_ for c in verb.lefts if c.dep_ in ("aux", "auxpass")), verb.tag_)
    return tag if tag in _FINITE or (tag == "VBP" and tag != verb.tag_) else None


def _attack_of_the_agent(deed: Token) -> dict[int, _Move]:
    """ "Were killed by army shelling in Omdurman": the gerund right behind whose deed it is, and no clause."""
    if deed.tag_ != "VBG" or deed.dep_ != "advcl" or deed.i == 0:
        return {}
    whose = deed.nbor(-1)
    agent = whose.head
    if whose.dep_ != "pobj" or agent.dep_ != "agent" or agent.head.i != deed.head.i:
        return {}
    if any(c.dep_ in ("dobj", "ccomp", "xcomp", "mark", *_SUBJECTS) for c in deed.children):
        return {}
    verb = agent.head
    times = (c.i for c in deed.rights if any(t.ent_type_ in _TIMES for t in c.children))
    before = {c.i: (deed.i, c.dep_) for c in whose.lefts}
    moved = {deed.i: (agent.i, "pobj"), whose.i: (deed.i, "compound")}
    return moved | before | dict.fromkeys(times, (verb.i, "prep"))
