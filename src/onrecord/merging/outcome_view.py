"""What became of promises, of the stored events that are asked for.

The stored view keeps events as they are told; what became of a promise is a question about other events, and is answered
when it is asked: of one event by those with a party in common, of many by all.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from onrecord.ledger.view import EventFilters, EventOrder, StoredEvents
from onrecord.merging.outcomes import follow_up, with_outcomes
from onrecord.merging.pledges import pledge_of
from onrecord.model import Event, Promise

Row = dict[str, Any]
OUTCOME_WORDS = frozenset(("fulfilled", "not fulfilled"))
_FEW = 20
"""Promises up to which each is followed up by itself."""


def with_outcome(stored: StoredEvents, event: Event) -> Event:
    """Return an event with what became of it, where it is a promise."""
    pledge = pledge_of(event)
    if pledge is None:
        return event
    sides = (pledge.who, pledge.whom)
    about = {event.id: event}
    for party in sorted({key for side in sides for key in (*side.keys, *side.countries)}):
        about |= {e.id: e for e in stored.events(EventFilters(who=party, since=pledge.made))}
    found = [promise for promise in follow_up(about.values(), _last_day(stored)) if promise.event == event.id]
    return with_outcomes([event], found)[0]


def _last_day(stored: StoredEvents) -> str | None:
    """The last day of publication: a promise of which the last day lies before it is overdue."""
    newest = next(iter(stored.rows(order="published", limit=1)), None)
    return newest["last_published"] if newest else None


def register_of(stored: StoredEvents) -> tuple[Promise, ...]:
    """Return what became of all promises."""
    return follow_up(stored.events())


def rows_with_outcomes(
    stored: StoredEvents, filters: EventFilters, *, order: EventOrder = "time", limit: int | None = None
) -> Iterator[Row]:
    """Yield the rows of events, the outcomes of promises in their standing; a filter for a standing goes by that."""
    wanted = filters.standing.lower() if filters.standing else None
    by_outcome = wanted in OUTCOME_WORDS | {"planned"}
    if wanted in OUTCOME_WORDS:
        filters = msgspec.structs.replace(filters, standing=None)
    rows = list(stored.rows(filters, order=order, limit=None if by_outcome else limit))
    words = _standings(
        stored, [str(row["id"]) for row in rows if "planned" in row["standing"] or wanted in OUTCOME_WORDS]
    )
    shown = (row | {"standing": words.get(str(row["id"]), row["standing"])} for row in rows)
    found = (row for row in shown if not by_outcome or wanted in row["standing"])
    for n, row in enumerate(found):
        if limit is not None and n >= limit:
            return
        yield row


def _standings(stored: StoredEvents, names: list[str]) -> dict[str, list[str]]:
    """The standing of those events that are promises with an outcome."""
    if len(names) <= _FEW:
        return {name: list(with_outcome(stored, stored.named(name)).standing) for name in names}
    events = {event.id: event for event in stored.events()}
    asked = set(names)
    promises = [p for p in follow_up(events.values()) if p.event in asked and p.outcome != "open"]
    return {e.id: list(e.standing) for e in with_outcomes([events[p.event] for p in promises], promises)}
