"""Promises, threats and plans of a query: their last day has come or is past, or it is told what became of them.

That depends on the day and on other events, so all of the query are looked at once a day, and those that changed each time.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from onrecord.alerting.records import Alert, Condition, Due, key_of
from onrecord.alerting.wording import Scene
from onrecord.ledger.view import Since, StoredEvents
from onrecord.merging.outcome_view import marked
from onrecord.merging.pledges import pledge_of
from onrecord.model import Event, Promise, Told
from onrecord.views.headline import headline

_LOOKED_BACK = dt.timedelta(days=400)
"""How long after it was last told a promise is looked at."""


def told_of_promises(
    conditions: frozenset[Condition], scene: Scene, since: Since, stored: StoredEvents, ahead: int, *, everything: bool
) -> Iterator[Alert]:  # fmt: skip
    """Yield what is told of the promises of a query.

    ``ahead``: days before its last day at which a promise is told to be due; ``everything``: look at all promises, not
    only at those that changed.
    """
    wanted = conditions & {"due", "outcome"}
    today = scene.now[:10]
    if not wanted:
        return
    oldest = (dt.date.fromisoformat(today) - _LOOKED_BACK).isoformat()
    candidates = since.whole(since.chosen(oldest, begun=not everything))
    promises = [event for event in candidates if pledge_of(event) is not None]
    for event in marked(stored, promises):
        promise = event.promise
        if promise is None:
            continue
        if "due" in wanted:
            yield from _due(event, promise, scene, today, ahead)
        if "outcome" in wanted:
            yield from _outcome(event, promise, scene)


def _due(event: Event, promise: Promise, scene: Scene, today: str, ahead: int) -> Iterator[Alert]:
    """One that is open and of which the last day comes, and again when it is past; none that was past long ago."""
    if promise.outcome != "open" or promise.due is None or promise.due < scene.least_published:
        return
    if promise.due < today:
        when, why = "overdue", f"It was due by {promise.due}, and no report tells that it was done."
    elif (dt.date.fromisoformat(promise.due) - dt.date.fromisoformat(today)).days <= ahead:
        when, why = "due", f"It is due by {promise.due}."
    else:
        return
    title = f"{when.capitalize()}: {headline(event)}"
    # without the event's id and the words of the deed, which may be others when it is told again
    sides = (sorted(p.id or p.name for p in side) for side in (promise.who, promise.to))
    key = key_of(when, promise.due, promise.made, promise.event_type, *sides)
    yield scene.alert(
        "due", key, title, f"{promise.kind.capitalize()} on {promise.made}: {promise.what}. {why}", event, _last(event.told),
        due=_record(promise),
    )  # fmt: skip


def _outcome(event: Event, promise: Promise, scene: Scene) -> Iterator[Alert]:
    if promise.outcome == "open" or promise.since is None or promise.since < scene.least_published:
        return
    why = f"{promise.kind.capitalize()} on {promise.made}: {promise.what}. By reports of {promise.since} it is {promise.outcome}."
    reports = {one.report for one in promise.evidence if one.tells == promise.outcome}
    sentences = " ".join(
        f"“{one.sentence}” ({one.outlet or one.article})" for one in promise.evidence if one.report in reports
    )
    yield scene.alert(
        "outcome", key_of(promise.event, promise.outcome, promise.since), f"{promise.outcome.capitalize()}: {headline(event)}",
        f"{why} {sentences}", event, _last(event.told), due=_record(promise),
    )  # fmt: skip


def _last(told: tuple[Told, ...]) -> list[Told]:
    return list(reversed(told))


def _record(promise: Promise) -> Due:
    return Due(
        kind=promise.kind, what=promise.what, made=promise.made, due=promise.due, outcome=promise.outcome
    )
