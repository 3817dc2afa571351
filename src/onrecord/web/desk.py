"""What pages ask of a ledger. The only module of the pages that knows where events come from."""

from __future__ import annotations

import datetime as dt
import threading
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

import msgspec
from fastapi import HTTPException

from onrecord.ledger import Ledger
from onrecord.merging import build_events
from onrecord.merging.choosing import chosen, event_named
from onrecord.merging.relations import is_party, key_of, took_place, worth
from onrecord.merging.standing import STATE_SECTORS
from onrecord.model import Event, Participant, Record, UsageError
from onrecord.views.wording import country_name
from onrecord.web.asked import Asked

PAGE = 50
"""Events on a page."""
STATE = "GOV"
_FACET = 12
"""Values that a facet shows."""


class Listing(NamedTuple):
    """A page of the events asked for."""

    events: Sequence[Event]
    total: int
    after: str
    """Where the next page begins; empty: this is the last."""


class Value(msgspec.Struct, frozen=True):
    """One value of a facet."""

    value: str
    count: int


Facets = dict[str, list[Value]]


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who takes part in events."""

    key: str
    """Its key in the knowledge base, else its name."""
    name: str
    country: str | None
    sector: str | None
    events: int
    as_actor: int
    as_recipient: int
    score: float | None
    """Mean conflict-cooperation score of what it did, -10 to 10; ``None``: it did nothing that anybody stands by."""

    @property
    def speaks_for_state(self) -> bool:
        """Whether its words are those of its country."""
        return self.sector in STATE_SECTORS and self.country is not None


class Desk:
    """A ledger as pages see it. Events are kept until the ledger changes."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self._lock = threading.Lock()
        self._kept: dict[dt.datetime | None, tuple[object, tuple[Event, ...]]] = {}

    def all_events(self, at: dt.datetime | None = None) -> tuple[Event, ...]:
        """Every event as known at a time."""
        with self._lock:
            stamp = self._stamp()
            kept = self._kept.get(at)
            if kept is None or kept[0] != stamp:
                found = build_events(self.ledger.records(as_of=at), self.ledger.decisions(as_of=at))
                if len(self._kept) > 4:
                    self._kept.clear()
                kept = self._kept[at] = (stamp, found)
            return kept[1]

    def _stamp(self) -> object:
        attempts = list(self.ledger.attempts(limit=1))
        return (attempts[0]["added"] if attempts else None, len(self.ledger.decisions()))

    def events(self, asked: Asked, limit: int = PAGE) -> Listing:
        """The events asked for, in the order asked for."""
        found = self._sorted(asked)
        at = next((n for n, e in enumerate(found) if e.id == asked.after), 0) if asked.after else 0
        rest = found[at + limit : at + limit + 1]
        return Listing(found[at : at + limit], len(found), rest[0].id if rest else "")

    def _sorted(self, asked: Asked) -> list[Event]:
        found = chosen(self.all_events(asked.moment), asked.wanted)
        if asked.sort == "newest":
            return sorted(found, key=lambda e: (e.when.start or "", e.id), reverse=True)
        if asked.sort == "published":
            return sorted(found, key=lambda e: (_last(e), e.id), reverse=True)
        if asked.sort == "reports":
            return sorted(found, key=lambda e: (-len(e.told), e.id))
        if asked.sort == "origins":
            return sorted(found, key=lambda e: (-len(e.origins), e.id))
        if asked.sort == "credibility":
            return sorted(found, key=lambda e: (e.credibility.grade if e.credibility else 7, e.id))
        return found

    def facets(self, asked: Asked) -> Facets:
        """How many of the events asked for have each value, the commonest first."""
        counts: dict[str, Counter[str]] = {name: Counter() for name in ("standing", "type", "who", "place")}
        for event in chosen(self.all_events(asked.moment), asked.wanted):
            counts["standing"].update(event.standing)
            counts["type"][event.event_type] += 1
            counts["who"].update({p.country for p in (*event.actors, *event.recipients) if p.country})
            if event.place and event.place.country:
                counts["place"][event.place.country] += 1
        return {name: [Value(*c) for c in count.most_common(_FACET)] for name, count in counts.items()}

    def event(self, name: str, at: dt.datetime | None = None) -> Event:
        """One event by its id. Raises 404."""
        try:
            return event_named(self.all_events(at), name)
        except UsageError as error:
            raise HTTPException(404, str(error)) from error

    def record(self, name: str, at: dt.datetime | None = None) -> Record:
        """One article by its id. Raises 404."""
        found = self.ledger.record(name, as_of=at)
        if found is None:
            raise HTTPException(404, f"no article {name} in this ledger")
        return found

    def homes(self, record: Record, at: dt.datetime | None = None) -> dict[str, Event]:
        """The event of each report of an article, by the report's id."""
        inside = {report.id for report in record.reports}
        found = (event for event in self.all_events(at) if any(t.article == record.id for t in event.told))
        return {t.report.id: event for event in found for t in event.told if t.report.id in inside}

    def days(self, at: dt.datetime | None = None) -> list[str]:
        """Days on which anything was published, in order."""
        events = self.all_events(at)
        return sorted({told.published for event in events for told in event.told if told.published})

    def last_day(self, at: dt.datetime | None = None) -> str | None:
        """The last day on which anything was published."""
        days = self.days(at)
        return days[-1] if days else None

    def days_near(self, day: str, at: dt.datetime | None = None) -> tuple[str | None, str | None]:
        """The day of publication before a day, and the one after it."""
        days = self.days(at)
        before = [d for d in days if d < day]
        after = [d for d in days if d > day]
        return (before[-1] if before else None, after[0] if after else None)

    def told_on(self, day: str, at: dt.datetime | None = None) -> list[Event]:
        """The events of which something was published on a day, those that are told most often first."""
        found = [e for e in self.all_events(at) if any(t.published == day for t in e.told)]
        return sorted(found, key=lambda e: (-len(e.origins), -len(e.told), e.id))

    def actors(self, at: dt.datetime | None = None) -> list[Actor]:
        """Everybody who takes part, those in most events first."""
        doing: dict[str, list[Event]] = defaultdict(list)
        meeting: dict[str, list[Event]] = defaultdict(list)
        known: dict[str, Participant] = {}
        for event in self.all_events(at):
            for side, people in ((doing, event.actors), (meeting, event.recipients)):
                for key, who in {key_of(p): p for p in people}.items():
                    side[key].append(event)
                    known[key] = who
        rows = [
            _actor(key, who.name, who.country, who.sector, doing[key], meeting[key])
            for key, who in known.items()
        ]
        return sorted(rows, key=lambda row: (-row.events, row.name))

    def actor(self, key: str, at: dt.datetime | None = None) -> Actor | None:
        """One actor by key or name, or a country with all its people by code."""
        folded = key.casefold()
        everybody = self.actors(at)
        found = next((a for a in everybody if a.key == key or a.name.casefold() == folded), None)
        if found is None and any(a.country == key for a in everybody):
            events = self.involving(key, at)
            doing = [e for e in events if any(is_party(p, key) for p in e.actors)]
            meeting = [e for e in events if any(is_party(p, key) for p in e.recipients)]
            whole = f"{country_name(key)}, with all its people"
            found = _actor(key, whole, key, STATE, doing, meeting)
        return found

    def involving(self, key: str, at: dt.datetime | None = None) -> list[Event]:
        """The events in which a party takes part, the latest first."""
        found = [e for e in self.all_events(at) if any(is_party(p, key) for p in (*e.actors, *e.recipients))]
        return sorted(found, key=lambda e: (e.when.start or "", e.id), reverse=True)

    def places(self, asked: Asked) -> list[dict[str, Any]]:
        """Where the events asked for are, those places with most events first."""
        found: dict[tuple[Any, ...], list[str]] = defaultdict(list)
        for event in chosen(self.all_events(asked.moment), asked.wanted):
            if event.place is not None:
                p = event.place
                spot = (p.name, p.country, p.admin1, p.precision, p.lat, p.lon, p.geonames_id)
                found[spot].append(event.when.start or "")
        names = ("name", "country", "admin1", "precision", "lat", "lon", "geonames_id")
        rows = [
            dict(zip(names, spot, strict=True))
            | {"events": len(days), "first": min(filter(None, days), default=None), "last": max(days) or None}
            for spot, days in found.items()
        ]
        return sorted(rows, key=lambda row: (-row["events"], row["name"]))

    def at_place(self, name: str, at: dt.datetime | None = None) -> list[Event]:
        """The events at a place of this name or in a country of this code, the latest first."""
        found = [e for e in self.all_events(at) if e.place and name in (e.place.name, e.place.country)]
        return sorted(found, key=lambda e: (e.when.start or "", e.id), reverse=True)


def _actor(
    key: str, name: str, country: str | None, sector: str | None, doing: list[Event], meeting: list[Event]
) -> Actor:
    done = [worth(event) for event in doing if took_place(event)]
    return Actor(
        key=key,
        name=name,
        country=country,
        sector=sector,
        events=len({e.id for e in (*doing, *meeting)}),
        as_actor=len(doing),
        as_recipient=len(meeting),
        score=round(sum(done) / len(done), 2) if done else None,
    )


def _last(event: Event) -> str:
    return max((told.published or "" for told in event.told), default="")
