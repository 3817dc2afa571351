"""What a reviewer decides on a page, checked against how the events stand now, into the log of decisions."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import HTTPException

from onrecord.merging.decisions import ACCEPTED, made_with
from onrecord.model import DecisionKind, Event
from onrecord.web.access.visit import Visit
from onrecord.web.desk import Desk

_LONGEST = 1_000


def decide(desk: Desk, visit: Visit) -> int:
    """Log what a form says and return the number of the decision. Raises 404, 409 or 422 for what cannot be decided."""
    action = visit.field("action")
    if action == "undo":
        return undo(desk, visit)
    event = desk.event(_named(visit, "event"))
    if action == "accept":
        return _accept(desk, visit, event)
    if action == "merge":
        other = desk.event(_named(visit, "beside"))
        if other.id == event.id:
            raise HTTPException(409, "the two are one event already")
        return _log(desk, visit, "merge", [(event.told[0].report.id, other.told[0].report.id)])
    if action == "split":
        return _log(desk, visit, "split", _parted(event, visit.every("report")))
    if action in ("confirm", "reject"):
        kind: DecisionKind = "confirm" if action == "confirm" else "reject"
        return _log(desk, visit, kind, [(_inside(event, visit.field("one")), None)])
    raise HTTPException(422, "action: choose accept, merge, split, confirm, reject or undo")


def undo(desk: Desk, visit: Visit) -> int:
    """Log that a decision is undone, with those that were made by the same click. Raises 404 for one that the log does not have."""
    number, log = visit.field("number", 20), desk.ledger.decisions()
    found = next((decision for decision in log if str(decision.number) == number), None)
    if found is None:
        raise HTTPException(404, f"no decision {number} in the log")
    clicked = [str(d.number) for d in made_with(log, found)]
    return _log(desk, visit, "undo", [(one, None) for one in clicked or [number]], "undone on the page")


def _accept(desk: Desk, visit: Visit, event: Event) -> int:
    """What the merging decided is right: two reports of one event belong together, two of two events do not."""
    one, beside = _inside(event, visit.field("one")), visit.field("beside")
    if not beside:
        other = _inside(event, visit.field("other"))
        if one == other:
            raise HTTPException(422, "other: name another report of the event")
        return _log(desk, visit, "merge", [(one, other)], ACCEPTED)
    apart = desk.event(beside)
    if apart.id == event.id:
        raise HTTPException(409, "the two are one event by now: load the page again")
    return _log(desk, visit, "split", [(one, _inside(apart, visit.field("other")))], ACCEPTED)


def _parted(event: Event, strange: Sequence[str]) -> list[tuple[str, str]]:
    """Pairs that part some reports of an event from all others of it."""
    inside = [told.report.id for told in event.told]
    out = [_inside(event, report) for report in dict.fromkeys(strange)]
    rest = [report for report in inside if report not in out]
    if not out or not rest:
        raise HTTPException(422, "tick the reports that do not belong to the event, and leave at least one")
    return [(report, other) for report in out for other in rest]


def _inside(event: Event, report: str) -> str:
    if all(told.report.id != report for told in event.told):
        raise HTTPException(
            409, f"report {report} does not stand in event {event.id} (any more): load the page again"
        )
    return report


def _named(visit: Visit, field: str) -> str:
    name = visit.field(field, 200)
    if not name:
        raise HTTPException(422, f"{field}: name an event")
    return name


def _log(
    desk: Desk, visit: Visit, kind: DecisionKind, pairs: Sequence[tuple[str, str | None]], usual: str = ""
) -> int:
    because = visit.field("because", _LONGEST).replace("\x00", "\ufffd") or (
        ACCEPTED if kind == "confirm" else usual
    )
    if not because:
        raise HTTPException(422, "because: say why; the reason is kept with the decision")
    assert visit.caller is not None
    before = max((decision.number for decision in desk.ledger.decisions()), default=0)
    desk.ledger.decide_together(kind, pairs, because=because, decider=visit.caller.name)
    first_pair = pairs[0]
    made = [
        d
        for d in desk.ledger.decisions()
        if d.number > before and (d.kind, d.first, d.second) == (kind, *first_pair)
    ]
    return made[0].number
