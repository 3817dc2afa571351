"""A protest and what it is for, told by two verbs: "blocked roads to protest against the deal" is one event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.coding.draft import Draft
from onrecord.coding.grammar import Grammar


def with_purposes(g: Grammar, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts with a protest and the infinitive of its purpose as one, against whom the purpose says."""
    protests = {d.trigger: d for d in drafts if d.event_type == "PROTEST" and d.sense.part == "verb"}
    gone: set[int] = set()
    for trigger, purpose in protests.items():
        above = protests.get(g.head[trigger])
        infinitive = g.tag[trigger] == "VB" and g.dep[trigger] in ("advcl", "xcomp")
        if above is None or above.trigger == trigger or not infinitive or above.actors != purpose.actors:
            continue
        gone.add(trigger)
        if purpose.recipients:
            protests[above.trigger] = replace(
                above, recipients=purpose.recipients, found=(above.found[0], purpose.found[1]),
                note=f"with '{g.text[trigger]}'",
            )  # fmt: skip
    return [
        protests.get(d.trigger, d) if d.event_type == "PROTEST" else d
        for d in drafts
        if d.trigger not in gone
    ]
