"""Which of a sentence's quantities count an event's participants, and what the event makes of them."""

from __future__ import annotations

import msgspec

from onrecord.coding.draft import Draft
from onrecord.coding.grammar import Grammar
from onrecord.model import Quantity
from onrecord.reading import QuantityNode, Reading

_PEOPLE = frozenset({"people", "troops", "officials", "civilians", "children", "protesters"})
_KILLS = frozenset({"kill", "assassinate", "murder", "slay", "massacre", "slaughter", "execute", "behead", "die", "killing"})  # fmt: skip
_INJURES = frozenset({"injure", "wound", "hurt", "harm", "maim"})
_HARM = frozenset({"killed", "injured", "casualties", "missing"})
_OF_HARM = frozenset({"in", "from", "by", "of", "during"})
_AFTER = frozenset({"after", "following"})
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj"})


def quantities_of(
    reading: Reading, g: Grammar, draft: Draft
) -> tuple[tuple[Quantity, ...], tuple[Quantity, ...]]:
    """Return the quantities of an event, and the earlier figures that the sentence says they have taken the place of.

    Those are its that count its participants, hang on its predicate or tell the harm that it did, named by what befell
    the counted. An earlier figure belongs where the newer one of its kind does.
    """
    first = g.start[draft.trigger]
    near = [
        q
        for q in reading.quantities_around(draft.trigger)
        if first <= q.number and g.start[min(q.number, g.size - 1)] == first
    ]
    tied = [q for q in near if _is_tied(q, g, draft)]
    kinds = {q.quantity.of for q in tied if not q.earlier}
    current = tuple(_named(q, draft) for q in tied if not q.earlier)
    overtaken = (q for q in near if q.earlier and (q in tied or q.quantity.of in kinds))
    return current, tuple(_named(q, draft) for q in overtaken)


def _is_tied(q: QuantityNode, g: Grammar, draft: Draft) -> bool:
    own = {*draft.tokens, *draft.actors, *draft.recipients} - draft.through.keys()
    if draft.doer is not None:
        own.add(draft.doer)
    above = {g.head[t] for t in (*draft.actors, *draft.recipients) if g.dep[t] == "pobj"}
    above |= {g.head[t] for t in above}  # "hundreds" of "hundreds of students"
    counted = min(q.counted, g.size - 1)
    return (
        q.predicate in draft.tokens
        or counted in own
        or counted in above
        or g.head[counted] in draft.tokens
        or is_harm_done(q, g, draft)
    )


def is_harm_done(q: QuantityNode, g: Grammar, draft: Draft) -> bool:
    """Return whether an attack is told as what did the harm: "30 were killed when missiles struck", "the toll of the bombing"."""
    if draft.event_type != "ASSAULT" or q.quantity.of not in _HARM:
        return False
    token = draft.trigger
    if g.dep[token] == "pobj" and g.lower[g.head[token]] in _OF_HARM:
        token = g.head[token]
    elif g.dep[token] == "pobj" and g.lower[g.head[token]] in _AFTER:
        # "were diagnosed with concussions after the attack"; "police shot two after the attack" is another deed
        token = g.head[token]
        verb = g.head[token]
        if any(g.dep[kid] == "agent" for kid in g.kids[verb]) or not any(
            g.head[t] == verb and g.dep[t].startswith("nsubj") for t in _phrase(q, g)
        ):
            return False
    elif g.dep[token] == "nsubj":  # "a bombing left 30 dead"
        return q.predicate is not None and g.head[token] in (q.predicate, g.head[q.predicate])
    elif g.dep[token] != "advcl" or draft.sense.lemma in _KILLS | _INJURES:
        return False  # "ten were hurt, a day after it said that nobody had been harmed" is another count
    over = {g.head[token]} | {t for t in g.kids[g.head[token]] if g.dep[t] == "conj"}
    over |= {g.head[t] for t in over if g.dep[t] == "conj"}  # "were killed and 60 injured when"
    told = {t for t in (q.predicate, min(q.counted, g.size - 1)) if t is not None}
    return bool(told & over) or any(g.head[t] in over and g.dep[t] in _ARGUMENTS for t in told)


def _phrase(q: QuantityNode, g: Grammar) -> set[int]:
    """The counted and the words above it up to the verb's argument: "hundreds" of "hundreds of students"."""
    token, found = min(q.counted, g.size - 1), set[int]()
    while token not in found:
        found.add(token)
        if g.dep[token].startswith("nsubj"):
            break
        token = g.head[token]
    return found


def _named(node: QuantityNode, draft: Draft) -> Quantity:
    """The quantity with "people" replaced by what the event makes of them."""
    quantity = node.quantity
    if quantity.of not in _PEOPLE:
        return quantity
    kind = None
    if draft.event_type == "PROTEST" and node.counted not in draft.recipients:
        kind = "protesters"
    elif draft.event_type == "ASSAULT" and node.counted not in draft.actors:
        lemma = draft.sense.lemma
        kind = "killed" if lemma in _KILLS else "injured" if lemma in _INJURES else None
    elif draft.event_type == "COERCE" and draft.mode == "arrest" and node.counted not in draft.actors:
        kind = "arrested"
    return quantity if kind is None else msgspec.structs.replace(quantity, of=kind)
