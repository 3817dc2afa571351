"""What the merging keeps of promises, and of what tells what became of them: plain values in, plain values out.

Events are by the numbers of their rows: an event that changes is another row, and what was filed of the old one is taken out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, bindparam, delete, insert, select, update

from onrecord.ledger.folding import held, held_or_none
from onrecord.ledger.view.keeping import unpack_event
from onrecord.ledger.view.schema import (
    OPEN,
    events,
    promises,
    view_deeds,
    view_evidence,
    view_pledges,
)
from onrecord.model import Event, Promise

_KEYS = 500
_MANY_YEARS = 12
"""Years from which on a promise is filed under no year."""
_ANYTHING = ""
_E, _P = events.c, promises.c
_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Promise)


class Looked(NamedTuple):
    """What a promise looks for: hashes of parties, kinds (``None``: any), first and last day of publication."""

    parties: Collection[int]
    kinds: Collection[str] | None
    first: str
    last: str


class Deed(NamedTuple):
    """What a report of an event tells, as it is filed."""

    party: int
    published: str
    kind: str


class Drawer:
    """The part of the view that promises are kept in, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begun(self, state: int) -> list[int]:
        """Return the events that stand since a state, which is the newest."""
        query = select(_E.number).where(_E.since == state, _E.until == OPEN).order_by(_E.number)
        return list(self._connection.scalars(query))

    def digests(self, numbers: Iterable[int]) -> dict[int, str]:
        """Return the hashes of events."""
        query = select(_E.number, _E.digest)
        return {
            number: digest
            for some in _some(numbers)
            for number, digest in self._connection.execute(query.where(_E.number.in_(some))).all()
        }

    def ended(self, state: int) -> dict[int, Event]:
        """Return the events that stood until a state."""
        query = select(_E.number, _E.body).where(_E.until == state)
        return {number: unpack_event(body) for number, body in self._connection.execute(query).all()}

    def events(self, numbers: Iterable[int]) -> dict[int, Event]:
        """Return events by the numbers of their rows."""
        query = select(_E.number, _E.body)
        return {
            number: unpack_event(body)
            for some in _some(numbers)
            for number, body in self._connection.execute(query.where(_E.number.in_(some))).all()
        }

    def take_out(self, numbers: Collection[int]) -> set[int]:
        """Take out what is filed of events that have ended; return the promises that rested on them."""
        v = view_evidence.c
        shaken = {
            promise
            for some in _some(numbers)
            for promise in self._connection.scalars(select(v.promise).where(v.later.in_(some))).all()
        }
        for column in (v.later, v.promise, view_deeds.c.event, view_pledges.c.event):
            for some in _some(numbers):
                self._connection.execute(delete(column.table).where(column.in_(some)))
        return shaken - set(numbers)

    def file_deeds(self, deeds: Mapping[int, Collection[Deed]]) -> None:
        """File what events tell."""
        self._insert(
            view_deeds, (deed._asdict() | {"event": event} for event, some in deeds.items() for deed in some)
        )

    def file_pledges(self, looked: Mapping[int, Looked]) -> None:
        """File what promises look for."""
        rows = (
            {"party": party, "year": year, "kind": kind, "event": event}
            for event, one in looked.items()
            for party in one.parties
            for year in _years(one)
            for kind in ([_ANYTHING] if one.kinds is None else one.kinds)
        )
        self._insert(view_pledges, rows)

    def told(self, looked: Looked) -> set[int]:
        """Return the events that tell what a promise looks for."""
        v, found = view_deeds.c, set[int]()
        for some in _some(looked.parties):
            query = select(v.event).where(
                v.party.in_(some), v.published >= looked.first, v.published <= looked.last
            )
            if looked.kinds is not None:
                query = query.where(v.kind.in_(looked.kinds))
            found.update(self._connection.scalars(query).all())
        return found

    def looking(self, deeds: Collection[Deed]) -> set[int]:
        """Return the promises that look for one of these, and may look for it at another time."""
        v, found = view_pledges.c, set[int]()
        by_year: dict[int, list[Deed]] = {}
        for deed in deeds:
            if (year := _year(deed.published)) is not None:
                by_year.setdefault(year, []).append(deed)
        for year, some in by_year.items():
            kinds = sorted({deed.kind for deed in some} | {_ANYTHING})
            wanted = {(deed.party, deed.kind) for deed in some} | {(deed.party, _ANYTHING) for deed in some}
            for parties in _some({deed.party for deed in some}):
                query = select(v.party, v.kind, v.event).where(
                    v.party.in_(parties), v.year.in_((0, year)), v.kind.in_(kinds)
                )
                rows = self._connection.execute(query).all()
                found.update(event for party, kind, event in rows if (party, kind) in wanted)
        return found

    def promises(self, numbers: Iterable[int]) -> dict[int, Promise]:
        """Return the promises that these events are, as they stand."""
        return {
            stands: _DECODER.decode(body)
            for some in _some(numbers)
            for stands, body in self._connection.execute(
                select(_P.stands, _P.body).where(_P.stands.in_(some), _P.until == OPEN)
            ).all()
        }

    def keep(self, state: int, gone: Collection[int], now: Mapping[int, Promise]) -> None:
        """Let promises stand so from a state on: those of these events, and no longer those of events that are gone."""
        ending = update(promises).where(_P.stands == bindparam("row"), _P.until == OPEN).values(until=state)
        if ended := [{"row": number} for number in (*gone, *now)]:
            self._connection.execute(ending, ended)
        rows = (row_of(promise) | {"stands": n, "since": state, "until": OPEN} for n, promise in now.items())
        self._insert(promises, rows)

    def rest(self, pairs: Iterable[tuple[int, int]], anew: Collection[int]) -> None:
        """Write down on which events promises rest: event, promise; of the promises ``anew`` it is all that they rest on."""
        v = view_evidence.c
        for some in _some(anew):
            self._connection.execute(delete(view_evidence).where(v.promise.in_(some)))
        self._insert(view_evidence, ({"later": later, "promise": promise} for later, promise in set(pairs)))

    def numbers(self, names: Iterable[str]) -> dict[str, int]:
        """Return the rows of the events with these ids that stand now."""
        return {
            name: number
            for some in _some(map(held, names))
            for name, number in self._connection.execute(
                select(_E.event, _E.number).where(_E.event.in_(some), _E.until == OPEN)
            ).all()
        }

    def _insert(self, table: Any, rows: Iterable[dict[str, Any]]) -> None:
        made = list(rows)
        if made:
            self._connection.execute(insert(table), made)


def row_of(promise: Promise) -> dict[str, Any]:
    """Return the columns of a promise, without when it stood."""
    return {
        "event": promise.event, "kind": promise.kind, "event_type": held_or_none(promise.event_type),
        "made": held(promise.made), "due": held_or_none(promise.due), "outcome": promise.outcome,
        "body": _ENCODER.encode(promise),
    }  # fmt: skip


def unpack_promise(body: bytes) -> Promise:
    """Return the promise of a row."""
    return _DECODER.decode(body)


def _years(looked: Looked) -> Sequence[int]:
    """The years of publication in which a promise looks; none known, or too many to be filed under each, are 0."""
    first, last = _year(looked.first), _year(looked.last)
    if first is None or last is None or last - first >= _MANY_YEARS:
        return (0,)
    return range(first, last + 1)


def _year(day: str) -> int | None:
    return int(day[:4]) if len(day) >= 4 and day[:4].isascii() and day[:4].isdigit() else None


def _some(keys: Iterable[Any]) -> Iterator[Sequence[Any]]:
    every = list(keys)
    for first in range(0, len(every), _KEYS):
        yield every[first : first + _KEYS]
