"""Which events a query asks for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.model import Event, UsageError


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a query asks for; what is ``None`` is left open. Names and words are found in any letter case."""

    event_type: str | None = None
    who: str | None = None
    """A name or a part of it, a key of the knowledge base or a country code of an actor or recipient."""
    place: str | None = None
    """A name or a country code."""
    since: str | None = None
    until: str | None = None
    standing: str | None = None
    text: str | None = None
    least: int = 1
    """How many reports it has at least."""


def chosen(events: Iterable[Event], wanted: Wanted) -> list[Event]:
    """Return the events asked for, in their order."""
    return [event for event in events if _fits(event, wanted)]


def event_named(events: Iterable[Event], name: str) -> Event:
    """Return the event with this id, or the only one whose id or one of whose reports' ids begins so.

    Raises ``UsageError`` where there is none, or more than one.
    """
    found = []
    for event in events:
        if name in (event.id, *(told.report.id for told in event.told)):
            return event
        if name and (event.id.startswith(name) or any(t.report.id.startswith(name) for t in event.told)):
            found.append(event)
    if not found:
        raise UsageError(f"no event {name} in this ledger; `onrecord events` lists those that it has")
    if len(found) > 1:
        raise UsageError(f"{name} is the beginning of {', '.join(e.id for e in found)}: give more of it")
    return found[0]


def _fits(event: Event, wanted: Wanted) -> bool:
    if len(event.told) < wanted.least:
        return False
    if wanted.event_type and all(t.report.event_type != wanted.event_type.upper() for t in event.told):
        return False
    if wanted.standing and wanted.standing.lower() not in event.standing:
        return False
    if wanted.since and (event.when.end is None or event.when.end < wanted.since):
        return False
    if wanted.until and (event.when.start is None or event.when.start > wanted.until):
        return False
    return _takes_part(event, wanted.who) and _is_at(event, wanted.place) and _says(event, wanted.text)


def _takes_part(event: Event, who: str | None) -> bool:
    if not who:
        return True
    sought = who.casefold()
    sides = (p for t in event.told for p in (*t.report.actors, *t.report.recipients))
    return any(sought in p.name.casefold() or who in (p.id, p.country) for p in sides)


def _is_at(event: Event, place: str | None) -> bool:
    if not place:
        return True
    sought = place.casefold()
    places = (t.report.place for t in event.told if t.report.place)
    return any(sought in p.name.casefold() or place == p.country for p in places)


def _says(event: Event, text: str | None) -> bool:
    words = (text or "").casefold().split()
    return any(all(word in t.sentence.casefold() for word in words) for t in event.told)
