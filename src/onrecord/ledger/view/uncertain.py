"""Joins of which the merging was least sure: reports that barely stand in their event, events that are barely two.

Groups join by the mean of the log odds of their pairs (``merging/grouping.py``); here the same mean is worked out again
from the links that the view keeps, of a bounded number of events.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from sqlalchemy import Connection, select

from onrecord.ledger.schema import reports
from onrecord.ledger.view.records import Standpoint
from onrecord.ledger.view.schema import events as events_table
from onrecord.ledger.view.schema import memberships, view_links, view_states

_AT_ONCE = 500
Link = tuple[int, int, float]


class Join(NamedTuple):
    """A report (or event) that was joined with others, or was not, and the mean log odds on which that rests."""

    kind: Literal["inside", "between"]
    """``inside``: ``one`` stands in ``event`` beside ``other``; ``between``: ``event`` and ``beside`` are two."""
    event: str
    beside: str | None
    one: str
    """The report in question; of two events the report of the first that is most like one of the second."""
    other: str
    """The report that it is most like."""
    odds: float


def doubtful(connection: Connection, names: Sequence[str], at: Standpoint, silence: float) -> list[Join]:
    """Return the weakest join within each of these events, and those between one of them and any other that is linked to it.

    ``silence``: the log odds of two reports of which the view keeps no link. In no order.
    """
    homes = _homes(connection, names, at)
    sizes: dict[str, int] = defaultdict(int)
    for event in homes.values():
        sizes[event] += 1
    links = list(_links(connection, homes))
    strangers = {other for _, other, _ in links} - set(homes)
    beyond = _homes_of(connection, strangers, at)
    sizes |= _sizes(connection, set(beyond.values()), at)
    known = homes | beyond
    named = _named(connection, known)
    return [
        *_within(homes, sizes, links, named, silence),
        *_between(homes, known, sizes, links, named, silence),
    ]


def weak(
    connection: Connection, names: Sequence[str], at: Standpoint, below: float
) -> list[tuple[float, str, str]]:
    """Return the reports of these events with a score below another: score, report, event; the weakest first."""
    m, r = memberships.c, reports.c
    found: list[tuple[float, str, str]] = []
    for some in _some(sorted(names)):
        query = (
            select(r.score, r.report, m.event)
            .join(reports, r.number == m.report)
            .where(m.event.in_(some), m.since <= at.state, m.until > at.state, r.score < below)
        )
        found.extend((score, report, event) for score, report, event in connection.execute(query))
    return sorted(found)


def changed_at(connection: Connection, names: Sequence[str], at: Standpoint) -> dict[str, str]:
    """Return when each of these events came to stand as it does, in UTC."""
    e, s = events_table.c, view_states.c
    query = (
        select(e.event, s.made)
        .join(view_states, s.number == e.since)
        .where(e.event.in_(names), e.since <= at.state, e.until > at.state)
    )
    return {event: made for event, made in connection.execute(query)}  # noqa: C416


def _within(
    homes: dict[int, str], sizes: dict[str, int], links: Iterable[Link], named: dict[int, str], silence: float
) -> Iterator[Join]:
    """The report of each event that is least like the others of it."""
    sums: dict[int, float] = defaultdict(float)
    best: dict[int, tuple[float, int]] = {}
    for one, other, odds in links:
        if homes.get(other) == homes[one]:
            sums[one] += max(odds, silence) - silence
            best[one] = max(best.get(one, (silence, 0)), (odds, other))
    weakest: dict[str, tuple[float, str, int]] = {}
    for report, (_, other) in best.items():
        event = homes[report]
        found = round(sums[report] / (sizes[event] - 1) + silence, 6), named[report], other
        weakest[event] = min(weakest.get(event, found), found)
    for event, (odds, name, other) in weakest.items():
        yield Join("inside", event, None, name, named[other], odds)


def _between(
    homes: dict[int, str], known: dict[int, str], sizes: dict[str, int], links: Iterable[Link],
    named: dict[int, str], silence: float,
) -> Iterator[Join]:  # fmt: skip
    sums: dict[tuple[str, str], float] = defaultdict(float)
    best: dict[tuple[str, str], tuple[float, str, str]] = {}
    for one, other, odds in links:
        if other not in known or known[other] == homes[one]:
            continue
        pair = homes[one], known[other]
        if other in homes and pair[0] > pair[1]:
            continue  # the link stands the other way round too
        sums[pair] += max(odds, silence) - silence
        found = odds, named[one], named[other]
        best[pair] = max(best.get(pair, found), found)
    for (event, beside), total in sums.items():
        _, first, second = best[event, beside]
        mean = total / (sizes[event] * sizes[beside]) + silence
        yield Join("between", event, beside, first, second, round(mean, 6))


def _homes(connection: Connection, names: Sequence[str], at: Standpoint) -> dict[int, str]:
    m = memberships.c
    found: dict[int, str] = {}
    for some in _some(sorted(names)):
        query = select(m.report, m.event).where(m.event.in_(some), m.since <= at.state, m.until > at.state)
        found.update((report, event) for report, event in connection.execute(query))
    return found


def _homes_of(connection: Connection, numbers: Iterable[int], at: Standpoint) -> dict[int, str]:
    m = memberships.c
    found: dict[int, str] = {}
    for some in _some(sorted(numbers)):
        query = select(m.report, m.event).where(m.report.in_(some), m.since <= at.state, m.until > at.state)
        found.update((report, event) for report, event in connection.execute(query))
    return found


def _sizes(connection: Connection, names: Iterable[str], at: Standpoint) -> dict[str, int]:
    e = events_table.c
    found: dict[str, int] = {}
    for some in _some(sorted(names)):
        query = select(e.event, e.reports).where(e.event.in_(some), e.since <= at.state, e.until > at.state)
        found.update((event, count) for event, count in connection.execute(query))
    return found


def _links(connection: Connection, numbers: Iterable[int]) -> Iterator[Link]:
    k = view_links.c
    for some in _some(sorted(numbers)):
        query = select(k.one, k.other, k.odds).where(k.one.in_(some)).order_by(k.one, k.other)
        yield from ((one, other, odds) for one, other, odds in connection.execute(query))


def _named(connection: Connection, numbers: Iterable[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for some in _some(sorted(numbers)):
        query = select(reports.c.number, reports.c.report).where(reports.c.number.in_(some))
        found.update((number, name) for number, name in connection.execute(query))
    return found


def _some(values: Sequence[object]) -> Iterator[Sequence[object]]:
    for first in range(0, len(values), _AT_ONCE):
        yield values[first : first + _AT_ONCE]
