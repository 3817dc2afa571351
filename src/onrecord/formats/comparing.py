"""Two sets of events of different coders beside each other: which match, and what only one has.

Two events match where the days are at most one apart, the country of the place is the same, the quad class is the same,
and the parties do not contradict each other: where both coders give countries of the parties, one country or name is common.
One event matches one: the pairs with the same type, the same parties and the nearest days are taken first.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.formats.looking_up import took_place
from onrecord.model import Event, Participant
from onrecord.ontology import EventKind

_APART = dt.timedelta(days=1)
"""What two coders may differ by."""
_LONGEST = 6
"""Days that an event may span and still be compared by day: a week."""
_BY_DAY = frozenset(("minute", "hour", "day", "week", "range"))


@dataclass(frozen=True, slots=True)
class Coded:
    """One event as one coder has it."""

    id: str
    event_type: str
    mode: str | None
    quad: int
    start: dt.date
    end: dt.date
    country: str | None
    """Of the place."""
    parties: frozenset[str]
    """Countries of actors and recipients."""
    names: frozenset[str]
    """Their names in lower case."""
    actors: str
    recipients: str
    place: str | None


@dataclass(frozen=True, slots=True)
class Match:
    """An event of ours and one of theirs that are taken for one; one of them alone where the other is ``None``."""

    ours: Coded | None
    theirs: Coded | None

    @property
    def shown(self) -> Coded:
        """Ours where there is one."""
        found = self.ours or self.theirs
        assert found is not None
        return found


def comparable(events: Iterable[Event], kinds: Mapping[str, EventKind]) -> Iterator[Coded]:
    """Yield what can be compared: dated events that took place, of a known type and of at most a week."""
    for event in events:
        kind, when = kinds.get(event.event_type), event.when
        if kind is None or not took_place(event) or when.start is None or when.precision not in _BY_DAY:
            continue
        start = dt.date.fromisoformat(when.start)
        end = dt.date.fromisoformat(when.end or when.start)
        if (end - start).days > _LONGEST:
            continue
        people = (*event.actors, *event.recipients)
        yield Coded(
            id=event.id,
            event_type=event.event_type,
            mode=event.mode,
            quad=kind.quad,
            start=start,
            end=end,
            country=event.place.country if event.place else None,
            parties=frozenset(p.country for p in people if p.country),
            names=frozenset(p.name.casefold() for p in people),
            actors=_names(event.actors),
            recipients=_names(event.recipients),
            place=event.place.name if event.place else None,
        )


def compared(ours: Iterable[Coded], theirs: Iterable[Coded]) -> list[Match]:
    """Return all events of both, matched one to one where they match, by day, country, type and id."""
    mine, others = list(ours), list(theirs)
    pairs = _pairs(mine, others)
    taken_ours: set[str] = set()
    taken_theirs: set[str] = set()
    found: list[Match] = []
    for a, b in pairs:
        if a.id not in taken_ours and b.id not in taken_theirs:
            taken_ours.add(a.id)
            taken_theirs.add(b.id)
            found.append(Match(a, b))
    found += [Match(a, None) for a in mine if a.id not in taken_ours]
    found += [Match(None, b) for b in others if b.id not in taken_theirs]
    return sorted(found, key=_in_order)


def counts(matches: Sequence[Match]) -> Iterator[dict[str, object]]:
    """Yield by day, country and type how many events each has, and how many of them match."""
    table: dict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for match in matches:
        for side, one in enumerate((match.ours, match.theirs)):
            if one is not None:
                row = table[one.start.isoformat(), one.country or "", one.event_type]
                row[side] += 1
                row[2] += side == 0 and match.theirs is not None
    for (day, country, event_type), (ours, theirs, both) in sorted(table.items()):
        yield {
            "day": day, "country": country or None, "event_type": event_type, "ours": ours, "theirs": theirs, "both": both,
        }  # fmt: skip


def _pairs(ours: Sequence[Coded], theirs: Sequence[Coded]) -> list[tuple[Coded, Coded]]:
    """Every pair that may match, the likeliest first; the same whatever the order of the events."""
    by_day: dict[tuple[str | None, int, dt.date], list[Coded]] = defaultdict(list)
    for other in theirs:
        for day in _days(other.start, other.end):
            by_day[other.country, other.quad, day].append(other)
    found = {}
    for one in ours:
        for day in _days(one.start - _APART, one.end + _APART):
            for other in by_day.get((one.country, one.quad, day), ()):
                unlike = _unlike(one, other)
                if unlike is not None:
                    found[one.id, other.id] = (unlike, one, other)
    ranked = sorted(found.items(), key=lambda item: (item[1][0], item[0]))
    return [(one, other) for _, (_, one, other) in ranked]


def _unlike(one: Coded, other: Coded) -> tuple[int, ...] | None:
    """How unlike two events are that share place and quad class and nearly the day; ``None``: they are not one."""
    common = one.parties & other.parties or one.names & other.names
    if not common and ((one.parties and other.parties) or one.country is None):
        return None  # without a place, the parties are all there is to go by
    days = max((one.start - other.end).days, (other.start - one.end).days, 0)
    return (
        one.event_type != other.event_type,
        one.parties != other.parties,
        not common,
        days,
        one.mode != other.mode,
    )


def _days(start: dt.date, end: dt.date) -> Iterator[dt.date]:
    for n in range((end - start).days + 1):
        yield start + dt.timedelta(n)


def _names(people: Sequence[Participant]) -> str:
    return "; ".join(p.name for p in people)


def _in_order(match: Match) -> tuple[str, str, str, str]:
    one = match.shown
    return one.start.isoformat(), one.country or "", one.event_type, one.id
