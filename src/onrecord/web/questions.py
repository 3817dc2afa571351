"""What a reviewer is asked: joins of which the merging was least sure, and reports with a low score.

The log odds of a join are those by which the merging decided (docs/events.md): above ``LEAST`` it joins, below it does
not, and the nearer they are to it the likelier a person sees it otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

import msgspec

from onrecord.ledger.view import StoredEvents
from onrecord.ledger.view.uncertain import Join, doubtful, weak
from onrecord.merging.decisions import Ruled, in_force, judged
from onrecord.merging.events import LEAST
from onrecord.merging.grouping import UNLIKE
from onrecord.model import Event, Told
from onrecord.web.asked import Asked
from onrecord.web.desk import Desk

SCOPE = 1_000
"""Events that are looked at: those told last, of the ones asked for."""
SHOWN = 20
"""Questions of a kind on a page."""
_NEAR = 1.5
"""Log odds from the threshold within which a join is asked about; at most four to one is that near."""
_LOW = 0.5
"""A report with a lower score is likelier wrong than right."""

About = Literal["inside", "between", "report"]


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """Whether a report stands rightly in its event, whether two events are one, or whether a report is right."""

    about: About
    event: Event
    told: Told
    """The report in question."""
    other_event: Event | None = None
    other: Told | None = None
    """The report that it is most like."""
    odds: float | None = None


class Questions(NamedTuple):
    """What is asked, the most doubtful first, and of how many events."""

    joins: list[Question]
    reports: list[Question]
    looked_at: int
    total: int


def questions_of(desk: Desk, asked: Asked) -> Questions:
    """Return what to ask about the events asked for; what people have decided is not asked again."""
    log = desk.ledger.decisions()
    ruled, known = in_force(log), judged(log)
    with desk.at(None) as view:
        names = [row["id"] for row in view.rows(asked.filters, order="published", limit=SCOPE)]
        joins, scores = desk.kept(None, view, ("doubtful", asked.filters), lambda: _doubts(desk, view, names))
        reports = [(report, event) for _, report, event in scores if report not in known]
        return Questions(
            joins=list(_joins(view, joins, ruled))[:SHOWN],
            reports=list(_reports(view, reports[:SHOWN])),
            looked_at=len(names),
            total=desk.total(None, view, asked.filters),
        )


def _doubts(
    desk: Desk, view: StoredEvents, names: Sequence[str]
) -> tuple[list[Join], list[tuple[float, str, str]]]:
    with desk.ledger.reading() as connection:
        joins = doubtful(connection, names, view.standpoint, UNLIKE)
        scores = weak(connection, names, view.standpoint, _LOW)
    near = [join for join in joins if _distance(join) < _NEAR]
    return sorted(near, key=lambda join: (_distance(join), join.event, join.one)), scores


def _distance(join: Join) -> float:
    """How far a join is on the right side of the threshold; less than nothing where other pairs outweighed it."""
    return join.odds - LEAST if join.kind == "inside" else LEAST - join.odds


def _joins(view: StoredEvents, joins: Sequence[Join], ruled: Ruled) -> Iterator[Question]:
    apart = set(ruled.apart)
    found = 0
    for join in joins:
        if found == SHOWN:
            return
        wanted = [join.event] if join.beside is None else [join.event, join.beside]
        whole = view.whole(wanted)
        if len(whole) < len(wanted) or _is_decided(whole, join, ruled, apart):
            continue
        told = {t.report.id: t for event in whole for t in event.told}
        found += 1
        yield Question(
            about=join.kind, event=whole[0], told=told[join.one], other=told[join.other], odds=join.odds,
            other_event=whole[1] if len(whole) > 1 else None,
        )  # fmt: skip


def _is_decided(events: Sequence[Event], join: Join, ruled: Ruled, apart: set[tuple[str, str]]) -> bool:
    ours, *other = ([told.report.id for told in event.told] for event in events)
    if join.kind == "inside":
        return not ruled.partners[join.one].isdisjoint(ours)
    return any((min(a, b), max(a, b)) in apart for a in ours for b in other[0])


def _reports(view: StoredEvents, reports: Sequence[tuple[str, str]]) -> Iterator[Question]:
    events = {event.id: event for event in view.whole(sorted({event for _, event in reports}))}
    for report, name in reports:
        event = events.get(name)
        told = next((t for t in event.told if t.report.id == report), None) if event else None
        if event is not None and told is not None:
            yield Question(about="report", event=event, told=told)
