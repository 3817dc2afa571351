"""Which of the noted steps made a draft: a word may have been tried before, in another sense or without parties."""

from __future__ import annotations

from onrecord.coding.draft import Draft
from onrecord.coding.tracing.witness import Call


def drafted(calls: Call, draft: Draft) -> Call | None:
    """Return the call that first made the draft; ``None`` for one told before, or found by the encoder alone."""
    if any(c.gave is not None and c.given[0] == draft.trigger for c in calls.all("RepeatFinder.bare")):
        return None
    made = (c for c in calls.all("DraftFinder._draft") if same(c.gave, draft))
    return next(reversed(list(made)), None)


def same(one: object, other: Draft) -> bool:
    """Whether a step's result is an earlier state of the draft."""
    if not isinstance(one, Draft):
        return False
    return (one.trigger, one.sense.entry) == (other.trigger, other.sense.entry)
