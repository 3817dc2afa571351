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


def quantities_of(reading: Reading, g: Grammar, draft: Draft) -> tuple[Quantity, ...]:
    """Quantities that count the event's participants or hang on its predicate, named by what befell the counted."""
    if not reading.quantities:
        return ()
    own = {*draft.tokens, *draft.actors, *draft.recipients} - draft.through.keys()
    if draft.doer is not None:
        own.add(draft.doer)
    above = {g.head[t] for t in (*draft.actors, *draft.recipients) if g.dep[t] == "pobj"}
    above |= {g.head[t] for t in above}  # "hundreds" of "hundreds of students"
    first = g.start[draft.trigger]
    found = []
    for q in reading.quantities:
        if not (first <= q.number and g.start[min(q.number, g.size - 1)] == first):
            continue
        counted = min(q.counted, g.size - 1)
        if (
            q.predicate in draft.tokens
            or counted in own
            or counted in above
            or g.head[counted] in draft.tokens
        ):
            found.append(_named(q, draft))
    return tuple(found)


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
