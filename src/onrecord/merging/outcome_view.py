"""What became of promises, of the stored events that are asked for; and how reliable those are who tell these.

The stored view keeps events as they are told, and beside them what became of those that are promises (``upkeep.py``). Whether
one is overdue is said when it is asked, by the last day of publication then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import msgspec

from onrecord.ledger.view import EventFilters, EventOrder, Numbered, PromiseFilters, StoredEvents
from onrecord.merging.outcomes import with_outcomes
from onrecord.merging.registering import EVERYTHING, Asked, fits
from onrecord.merging.reliability import reliability
from onrecord.model import Event, Promise, ReliabilityGrade

Row = dict[str, Any]
OUTCOME_WORDS = frozenset(("fulfilled", "not fulfilled"))
_AT_ONCE = 200


def with_outcome(stored: StoredEvents, event: Event) -> Event:
    """Return an event with what became of it, where it is a promise."""
    return marked(stored, [event])[0]


def marked(stored: StoredEvents, events: Sequence[Event]) -> tuple[Event, ...]:
    """Return events, in their order, with what became of those that are promises."""
    return with_outcomes(events, stored.promises_named([event.id for event in events]).values())


def register_of(stored: StoredEvents, asked: Asked = EVERYTHING) -> Iterator[Promise]:
    """Yield what became of the promises asked for, in order of the day on which they were made."""
    return (promise for _, promise in _found(stored, asked))


def numbers_of(stored: StoredEvents, asked: Asked = EVERYTHING) -> list[Numbered]:
    """Return the same as the numbers of their rows and their outcomes."""
    if asked.by_words:
        return [Numbered(n, p.event, p.outcome, p.overdue) for n, p in _found(stored, asked)]
    return stored.promise_numbers(_filters(asked))


def _found(stored: StoredEvents, asked: Asked) -> Iterator[tuple[int, Promise]]:
    return ((n, promise) for n, promise in stored.promises(_filters(asked)) if fits(promise, asked))


def _filters(asked: Asked) -> PromiseFilters:
    return PromiseFilters(
        kind=asked.kind or None, event_type=asked.event_type or None, state=asked.state or None,
        since=asked.since or None, until=asked.until or None, due=asked.due or None,
    )  # fmt: skip


def rows_with_outcomes(
    stored: StoredEvents, filters: EventFilters, *, order: EventOrder = "time", limit: int | None = None
) -> Iterator[Row]:
    """Yield the rows of events, the outcomes of promises in their standing; a filter for a standing goes by that."""
    wanted = filters.standing.lower() if filters.standing else None
    if wanted in OUTCOME_WORDS:
        rows: Iterator[Row] = iter(_ended_so(stored, wanted, filters, order))
    elif wanted == "planned" and limit is not None:  # some of these have an outcome, and stand as it says
        rows = _in_pages(stored, filters, order, limit)
    else:
        rows = stored.rows(filters, order=order, limit=limit)
    found = (row for row in _shown(stored, rows) if wanted is None or wanted in row["standing"])
    yield from islice(found, limit)


def _in_pages(stored: StoredEvents, filters: EventFilters, order: EventOrder, size: int) -> Iterator[Row]:
    """The rows of all events that pass, asked for a page at a time, so that those not looked at cost nothing."""
    after: str | None = None
    while True:
        page = stored.page(filters, order=order, limit=size, after=after)
        yield from page.rows
        if page.after is None:
            return
        after = page.after


def graded_rows(
    stored: StoredEvents, rows: Iterable[Row], grades: Mapping[str, ReliabilityGrade]
) -> Iterator[Row]:
    """Yield rows of events with how reliable those are who tell them; where nobody graded a source, that is F."""
    left = iter(rows)
    while some := list(islice(left, _AT_ONCE)):
        whole = stored.whole([str(row["id"]) for row in some]) if grades else ()
        found = {event.id: reliability(event.accounts, grades).grade for event in whole}
        yield from (row | {"reliability": found.get(str(row["id"]), "F")} for row in some)


def _ended_so(stored: StoredEvents, word: str, filters: EventFilters, order: EventOrder) -> list[Row]:
    """The rows of the promises that have an outcome of which a word of standing tells."""
    outcomes = ("fulfilled",) if word == "fulfilled" else ("not fulfilled", "overtaken")
    names = [
        row.event for outcome in outcomes for row in stored.promise_numbers(PromiseFilters(state=outcome))
    ]
    return stored.rows_named(names, msgspec.structs.replace(filters, standing=None), order=order)


def _shown(stored: StoredEvents, rows: Iterator[Row]) -> Iterator[Row]:
    """Rows with the outcomes of promises in their standing, some at a time."""
    while some := list(islice(rows, _AT_ONCE)):
        words = _standings(stored, [str(row["id"]) for row in some if "planned" in row["standing"]])
        yield from (row | {"standing": words.get(str(row["id"]), row["standing"])} for row in some)


def _standings(stored: StoredEvents, names: list[str]) -> dict[str, list[str]]:
    """The standing of those events that are promises with an outcome."""
    told = {n: p for n, p in stored.promises_named(names).items() if p.outcome != "open"}
    return {e.id: list(e.standing) for e in with_outcomes(stored.whole(list(told)), told.values())}
