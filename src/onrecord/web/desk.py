"""What pages ask of a ledger. The only module of the pages that knows where events come from."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Hashable, Sequence
from contextlib import AbstractContextManager
from functools import partial
from itertools import islice
from typing import Any, NamedTuple, TypeVar

import msgspec
from fastapi import HTTPException

from onrecord.ledger import Ledger
from onrecord.ledger.days import DayRead
from onrecord.ledger.view import (
    EVERY_EVENT,
    CountedEvents,
    EventFilters,
    EventLeaf,
    Facet,
    Numbered,
    Party,
    SpanCount,
    StoredEvents,
)
from onrecord.ledger.view.uncertain import changed_at
from onrecord.merging import track_records
from onrecord.merging.outcome_view import numbers_of, with_outcome
from onrecord.merging.registering import Asked as Wanted
from onrecord.merging.relations import STANDS_BY, worth_of
from onrecord.merging.reliability import graded, grades_of
from onrecord.merging.standing import OF_STATE
from onrecord.model import Event, Promise, Record, ReliabilityGrade, Summary, TrackRecord, UsageError
from onrecord.views.wording import country_name
from onrecord.web.asked import Asked
from onrecord.web.holdings import Holdings
from onrecord.web.listing import Listing
from onrecord.web.memory import Memory
from onrecord.web.past import Standpoints
from onrecord.web.present import SOON
from onrecord.web.tally import Tallied, Tally

PAGE = 50
"""Events on a page."""
MOST = 5_000
"""Events of one actor or place that a page works with, the latest."""
TOLD = 1_000
"""Events of a day that are looked at, those with most origins."""
_FACET = 12
"""Values that a facet shows."""
_FACETS: tuple[Facet, ...] = ("standing", "type", "country", "actor")
_Answer = TypeVar("_Answer")


class Value(NamedTuple):
    """One value of a facet."""

    value: str
    label: str
    times: int


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who takes part in events."""

    key: str
    """Its key in the knowledge base, else its name."""
    name: str
    country: str | None
    sector: str | None
    as_actor: int
    as_recipient: int
    score: float | None
    """Mean conflict-cooperation score of what it did, -10 to 10; ``None``: it did nothing that anybody stands by."""

    @property
    def speaks_for_state(self) -> bool:
        """Whether its words are those of its country."""
        return self.sector in OF_STATE and self.country is not None


class Desk:
    """A ledger as pages see it. Counts over all events are remembered until the events change."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.standpoints = Standpoints(ledger)
        self.holdings = Holdings(ledger)
        self._memory = Memory()
        self._tally = Tally(lambda: self.at(None))

    def make_ready(self) -> None:
        """Load and count beforehand what takes long, so that who asks first need not wait for it."""
        with self.at(None) as view:
            self._parties(None, view)
        self.holdings.stats()

    def at(self, moment: dt.datetime | None) -> AbstractContextManager[StoredEvents]:
        """Open the stored events as known at a time."""
        return self.standpoints.at(moment)

    def listing(self, view: StoredEvents, asked: Asked, limit: int = PAGE) -> Listing:
        """A page of the events asked for, in the order asked for."""
        cursor = asked.after or None

        def leaf() -> EventLeaf:
            return view.leaf(asked.filters, order=asked.sort, limit=limit, after=cursor)

        try:
            found = self.kept(asked.moment, view, ("leaf", asked.filters, asked.sort, limit, cursor), leaf)
        except UsageError as error:
            raise HTTPException(422, str(error)) from error
        total = self.total(asked.moment, view, asked.filters)
        if isinstance(view, CountedEvents):
            read = partial(view.summarized, after=cursor)
        else:  # it may be gone when they are looked at
            read = partial(_among, view.summarized(found.numbers, cursor))
        return Listing(total, found.after, (asked.moment, view.standpoint), found.numbers, read)

    def every(self, asked: Asked, limit: int = MOST) -> list[Event]:
        """So many of the events asked for at most, whole, in the order asked for."""
        with self.at(asked.moment) as view:
            return list(view.events(asked.filters, order=asked.sort, limit=limit))

    def summaries(self, asked: Asked, limit: int = MOST) -> list[Summary]:
        """What lists say of these."""
        with self.at(asked.moment) as view:
            return list(view.summaries(asked.filters, order=asked.sort, limit=limit))

    def between(self, asked: Asked, one: str, other: str) -> list[Summary]:
        """What one has done to the other, and the other way round."""
        found: dict[str, Summary] = {}
        with self.at(asked.moment) as view:
            for actor, recipient in ((one, other), (other, one)):
                filters = msgspec.structs.replace(asked.filters, who=None, actor=actor, recipient=recipient)
                found |= {event.id: event for event in view.summaries(filters, order="newest", limit=MOST)}
        return list(found.values())

    def count(self, asked: Asked) -> int:
        """How many events are asked for."""
        with self.at(asked.moment) as view:
            return self.total(asked.moment, view, asked.filters)

    def facets(self, view: StoredEvents, asked: Asked) -> dict[str, list[Value]]:
        """How many of the events asked for have each value, the commonest first."""
        return {facet: self._facet(view, facet, asked) for facet in _FACETS}

    def _facet(self, view: StoredEvents, facet: Facet, asked: Asked) -> list[Value]:
        filters = asked.filters

        def count() -> list[Value]:
            found = view.counts(facet, filters, limit=_FACET)
            named = self.names(asked.moment, view) if facet == "actor" else {}
            return [Value(value, label_of(facet, value, named), times) for value, times in found]

        return self.kept(asked.moment, view, (facet, filters), count)

    def names(self, at: dt.datetime | None, view: StoredEvents) -> dict[str, str]:
        """What everybody who takes part is called, by key."""
        return self.kept(
            at, view, "names", lambda: {party.key: party.name for party in self._parties(at, view)}
        )

    def total(self, at: dt.datetime | None, view: StoredEvents, filters: EventFilters) -> int:
        """For how many events filters hold."""
        return self.kept(at, view, ("count", filters), lambda: view.count(filters))

    def times_of(self, events: Sequence[str], view: StoredEvents) -> dict[str, str]:
        """When each of some events came to stand as it does, by the ledger's own view."""
        with self.ledger.reading() as connection:
            return changed_at(connection, events, view.standpoint)

    def days(self, asked: Asked) -> list[tuple[str, int]]:
        """How many of the events asked for began on each day, in order."""
        with self.at(asked.moment) as view:
            return self.kept(
                asked.moment, view, ("day", asked.filters), lambda: view.counts("day", asked.filters)
            )

    def spans(self, asked: Asked) -> list[SpanCount]:
        """How the events asked for lie in time."""
        with self.at(asked.moment) as view:
            return view.spans(asked.filters)

    def event(self, name: str, at: dt.datetime | None = None) -> Event:
        """One event by its id. Raises 404."""
        with self.at(at) as view:
            try:
                found = with_outcome(view, view.named(name))
            except UsageError as error:
                raise HTTPException(404, str(error)) from error
        return graded([found], self.grades(at))[0]

    def whole(self, names: Sequence[str], at: dt.datetime | None = None) -> dict[str, Event]:
        """Events by their ids."""
        with self.at(at) as view:
            return {event.id: event for event in view.whole(names)}

    def grades(self, at: dt.datetime | None = None) -> dict[str, ReliabilityGrade]:
        """The reliability of each source that somebody graded, by its key."""
        return grades_of(self.ledger.ratings(as_of=at))

    def register(self, wanted: Wanted, at: dt.datetime | None = None) -> list[Numbered]:
        """What was promised, threatened and planned and is asked for, in order of the day on which it was made, as numbers."""
        with self.at(at) as view:
            return self.kept(at, view, ("promises", wanted), lambda: numbers_of(view, wanted))

    def promises(self, numbers: Sequence[int], at: dt.datetime | None = None) -> list[Promise]:
        """Those promises whole, with what became of them."""
        with self.at(at) as view:
            return view.promises_numbered(numbers)

    def record(self, name: str, at: dt.datetime | None = None) -> Record:
        """One article by its id. Raises 404."""
        found = self.ledger.record(name, as_of=at)
        if found is None:
            raise HTTPException(404, f"no article {name} in this ledger")
        return found

    def homes(self, record: Record, at: dt.datetime | None = None) -> dict[str, Event]:
        """The event of each report of an article, by the report's id."""
        with self.at(at) as view:
            homes = view.homes([report.id for report in record.reports])
            found = {event.id: event for event in view.whole(sorted(set(homes.values())))}
            return {report: found[event] for report, event in homes.items() if event in found}

    def days_read(self, at: dt.datetime | None = None) -> tuple[DayRead, ...]:
        """What was read of each day."""
        return self.holdings.days(at)

    def told_on(self, day: str, at: dt.datetime | None = None) -> list[Event]:
        """The events of which something was published on a day, those with most origins first."""
        with self.at(at) as view:
            return view.told_on(day, limit=TOLD)

    def told_by(self, outlet: str, at: dt.datetime | None = None) -> list[Summary]:
        """The events that an outlet tells, so many of the latest at most."""
        with self.at(at) as view:
            return view.told_by(outlet, limit=MOST)

    def actors(self, at: dt.datetime | None = None) -> list[Actor]:
        """Everybody who takes part, those in most events first."""

        def found() -> list[Actor]:
            everybody = [_actor(party) for party in self._parties(at, view)]
            return sorted(everybody, key=lambda actor: (-actor.as_actor - actor.as_recipient, actor.name))

        with self.at(at) as view:
            return self.kept(at, view, "actors", found)

    def actor(self, key: str, at: dt.datetime | None = None) -> Actor | None:
        """One actor by key or name, or a country with all its people by code."""
        folded = key.casefold()

        def found() -> Actor | None:
            everybody = self.actors(at)
            one = next((a for a in everybody if a.key == key or a.name.casefold() == folded), None)
            return one or _country(key, [a for a in everybody if a.country == key])

        with self.at(at) as view:
            return self.kept(at, view, ("actor", key), found)

    def places(self, asked: Asked) -> list[dict[str, Any]]:
        """Where the events asked for are, those places with most events first."""
        with self.at(asked.moment) as view:
            return self.kept(
                asked.moment, view, ("places", asked.filters), lambda: view.places(asked.filters)
            )

    def track_records(self, at: dt.datetime | None = None) -> tuple[TrackRecord, ...]:
        """What became of what each source has said, as far as it is counted."""
        return self.tallied(at).rows

    def tallied(self, at: dt.datetime | None = None) -> Tallied:
        """The same, and of how many events."""
        with self.at(at) as view:
            total = self.total(at, view, EVERY_EVENT)
            if total > SOON and isinstance(view, CountedEvents):
                return self._tally.now(total)
            return Tallied(
                self.kept(at, view, "sources", lambda: track_records(view.summaries())), total, total
            )

    def outlets(self, at: dt.datetime | None = None) -> list[str]:
        """The outlets of which the ledger has articles."""
        return [one.outlet for one in self.holdings.coverage(at) if one.outlet]

    def failures(self, limit: int, at: dt.datetime | None = None) -> list[dict[str, Any]]:
        """What could not be read, the last first."""
        return list(islice(self.ledger.attempts(outcome="failed", limit=limit, as_of=at), limit))

    def _parties(self, at: dt.datetime | None, view: StoredEvents) -> list[Party]:
        return self.kept(at, view, "parties", view.parties)

    def kept(
        self, at: dt.datetime | None, view: StoredEvents, about: Hashable, work: Callable[[], _Answer]
    ) -> _Answer:
        """Remember an answer; a past that was made anew numbers its states from the start, so the time is in the key."""
        return self._memory.of((at, view.standpoint, about), work)


def _among(found: dict[int, Summary], numbers: Sequence[int]) -> dict[int, Summary]:
    return {number: found[number] for number in numbers if number in found}


def label_of(facet: Facet, value: str, named: dict[str, str]) -> str:
    """What a value of a facet is called."""
    if facet == "country":
        return country_name(value)
    return named.get(value, value) if facet in ("actor", "recipient") else value


def _actor(party: Party) -> Actor:
    sides = [0, 0]
    total, done = 0.0, 0
    for side, kind, mode, standing, count in party.tallies:
        sides[side] += count
        if side == 0 and STANDS_BY & set(json.loads(standing)):
            total, done = total + count * worth_of(kind, mode), done + count
    return Actor(
        key=party.key, name=party.name, country=party.country, sector=party.sector, as_actor=sides[0], as_recipient=sides[1],
        score=round(total / done, 2) if done else None,
    )  # fmt: skip


def _country(code: str, people: Sequence[Actor]) -> Actor | None:
    """A country as one actor; an event of two of its people counts twice here, and its list has it once."""
    if not people:
        return None
    scored = [(a.score, a.as_actor) for a in people if a.score is not None]
    weight = sum(n for _, n in scored)
    return Actor(
        key=code, name=f"{country_name(code)}, with all its people", country=code, sector="GOV",
        as_actor=sum(a.as_actor for a in people), as_recipient=sum(a.as_recipient for a in people),
        score=round(sum(score * n for score, n in scored) / weight, 2) if weight else None,
    )  # fmt: skip
