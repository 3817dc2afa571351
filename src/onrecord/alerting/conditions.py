"""What is told of one event that was looked at again: it is new, its standing or a figure changed, somebody or some place
appears. What articles published before the oldest day tell (``least_published``) is never told, however late it is read; an
article without a date counts as published when it is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from onrecord.alerting.before import Past
from onrecord.alerting.records import Alert, Appeared, Condition, FigureChange, key_of
from onrecord.alerting.wording import Scene, range_words, standing_words
from onrecord.ledger.view import Since
from onrecord.model import Event, Figure, Participant, Told
from onrecord.views.headline import headline

Finder = Callable[[Past, Scene, Since], Iterator[Alert]]


def told_of(past: Past, conditions: frozenset[Condition], scene: Scene, since: Since) -> Iterator[Alert]:
    """Yield what is told of an event, in the order of ``FINDERS``."""
    if any(scene.is_recent(told) for told in past.fresh):
        for condition, finder in FINDERS.items():
            if condition in conditions:
                yield from finder(past, scene, since)


def _new(past: Past, scene: Scene, _since: Since) -> Iterator[Alert]:
    if past.found:
        return
    event, standing = past.event, standing_words(past.event)
    if past.before is None:
        why = f"New: no report told it before. Its standing: {standing}."
    else:
        why = f"The query finds it now, and did not before. Its standing: {standing}."
    # a headline alone would tell as done what is denied
    title = "New" if event.standing == ("reported",) else f"New, {standing}"
    yield scene.alert(
        "new", key_of(event.id), f"{title}: {headline(event)}", why, event, _latest(past, scene)
    )


def _changed_standing(past: Past, scene: Scene, _since: Since) -> Iterator[Alert]:
    event, before = past.event, past.before
    if before is None or not past.found:
        return
    was, now = standing_words(before), standing_words(event)
    if was == now:
        return
    because = event.history[-1].because if event.history else ()
    shown = [told for told in _latest(past, scene) if told.report.id in because] or _latest(past, scene)
    yield scene.alert(
        "standing", key_of(event.id, was, now, scene.state), f"{now.capitalize()}: {headline(event)}",
        f"Its standing was: {was}. It is now: {now}.", event, shown, standing_before=before.standing,
    )  # fmt: skip


def _changed_figure(past: Past, scene: Scene, _since: Since) -> Iterator[Alert]:
    if past.before is None or not past.found:
        return
    fresh = {told.report.id for told in past.fresh if scene.is_recent(told)}
    changes = []
    reports: set[str] = set()
    for figure in past.event.figures:
        if figure.report not in fresh:
            continue
        of = [old for old in past.before.figures if old.of == figure.of]
        own = [old for old in of if old.source == figure.source]
        # what a source has said before is no change: an article that looks back gives its figures again, in turn
        compared = own or of
        if compared and _value(figure) not in map(_value, compared):
            changes.append(_change(figure, compared[-1], past.event))
            reports.add(figure.report)
    changes = list({(c.of, c.low, c.high, c.value, c.who): c for c in changes}.values())
    if not changes:
        return
    told = [t for t in past.fresh if t.report.id in reports]
    why = " ".join(
        f"{c.of.capitalize()}: {c.value}, by {c.who}; before it was {c.before}, by {c.before_who}." for c in changes
    )  # fmt: skip
    key = key_of(past.event.id, *sorted((c.of, c.value, c.who) for c in changes), scene.state)
    yield scene.alert(
        "figure", key, f"{_figures(changes)}: {headline(past.event)}", why, past.event, told,
        figures=tuple(changes),
    )  # fmt: skip


def _first_actor(past: Past, scene: Scene, since: Since) -> Iterator[Alert]:
    yield from _first_party(past, scene, since, "actor")


def _first_recipient(past: Past, scene: Scene, since: Since) -> Iterator[Alert]:
    yield from _first_party(past, scene, since, "recipient")


def _first_party(past: Past, scene: Scene, since: Since, condition: Condition) -> Iterator[Alert]:
    side = 0 if condition == "actor" else 1
    seen: set[str] = set()
    for told in _latest(past, scene):
        for who in told.report.actors if side == 0 else told.report.recipients:
            key = who.id or who.name
            if key in seen or not _is_named(who):
                continue
            seen.add(key)
            if since.party_before(side, key):
                continue
            what = "does something" if side == 0 else "has something done to it"
            yield scene.alert(
                condition, key_of(key), f"First time: {who.name} · {headline(past.event)}",
                f"{who.name} {what} in the events of this query for the first time.", past.event, [told],
                appeared=Appeared(key=key, name=who.name, country=who.country),
            )  # fmt: skip


def _first_place(past: Past, scene: Scene, since: Since) -> Iterator[Alert]:
    seen: set[tuple[object, ...]] = set()
    for told in _latest(past, scene):
        place = told.report.place
        if place is None:
            continue
        known = (place.geonames_id,) if place.geonames_id else (place.name, place.country)
        if known in seen:
            continue
        seen.add(known)
        if since.place_before(place.geonames_id, place.name, place.country):
            continue
        yield scene.alert(
            "place", key_of(*known), f"First time in {place.name}: {headline(past.event)}",
            f"An event of this query is told to be in {place.name} for the first time.", past.event, [told],
            appeared=Appeared(key=str(place.geonames_id or place.name), name=place.name, country=place.country),
        )  # fmt: skip


FINDERS: dict[Condition, Finder] = {
    "new": _new, "standing": _changed_standing, "figure": _changed_figure, "actor": _first_actor,
    "recipient": _first_recipient, "place": _first_place,
}  # fmt: skip
"""The conditions that are about one event, in the order in which they are told."""


def _figures(changes: Sequence[FigureChange]) -> str:
    """ "Killed 176", "Injured 16, 50": the figures of the first kind."""
    kind = changes[0].of
    values = dict.fromkeys(change.value for change in changes if change.of == kind)
    return f"{kind.capitalize()} {', '.join(values)}"


def _latest(past: Past, scene: Scene) -> list[Told]:
    return [told for told in past.fresh if scene.is_recent(told)]


def _value(figure: Figure) -> tuple[object, ...]:
    if figure.low is None and figure.high is None:
        return (figure.text.casefold(),)
    return figure.low, figure.high


def _change(figure: Figure, before: Figure, event: Event) -> FigureChange:
    return FigureChange(
        of=figure.of, value=range_words(figure), low=figure.low, high=figure.high, who=_who(figure, event),
        before=range_words(before), before_who=_who(before, event),
    )  # fmt: skip


def _who(figure: Figure, event: Event) -> str:
    """Who gives a figure; an outlet in its own voice by its name."""
    named = (t.outlet or t.article for t in event.told if t.article == figure.article)
    return figure.name or next(named, figure.article)


def _is_named(who: Participant) -> bool:
    """Whether somebody is named: "gunmen" may be anybody, and are nobody's first time."""
    return who.id is not None or who.name.removeprefix("the ").removeprefix("The ")[:1].isupper()
