"""Events into rows: what has changed ends its row and begins another, so that the view can tell what it knew before."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, insert, select, text, update

from onrecord.ledger.folding import held, held_or_none
from onrecord.ledger.view.records import Kept, State
from onrecord.ledger.view.schema import (
    OPEN,
    UNDATED,
    event_facets,
    event_summaries,
    events,
    memberships,
)
from onrecord.ledger.view.summary_rows import form, pack_summary
from onrecord.model import Event

_KEYS = 500
_Row = dict[str, Any]

_PARTIES = """
    INSERT INTO event_parties (identity, side, event)
    SELECT DISTINCT p.identity, p.side, e.number FROM events e
    JOIN memberships m ON m.event = e.event AND m.until = :open JOIN participants p ON p.report = m.report
    WHERE e.since = :state"""
_PLACES = """
    INSERT INTO event_places (place, event)
    SELECT DISTINCT r.place, e.number FROM events e
    JOIN memberships m ON m.event = e.event AND m.until = :open JOIN reports r ON r.number = m.report
    WHERE e.since = :state AND r.place IS NOT NULL"""


def fellows(connection: Connection, numbers: Collection[int]) -> set[int]:
    """Return the reports that stand in one event with one of these, these included."""
    m = memberships.c
    named, found = set[str](), set[int]()
    for some in _some(sorted(numbers)):
        query = select(m.event).where(m.report.in_(some), m.until == OPEN).distinct()
        named.update(connection.scalars(query).all())
    for names in _some(sorted(named)):
        inside = select(m.report).where(m.event.in_(names), m.until == OPEN)
        found.update(connection.scalars(inside).all())
    return found


def keep(connection: Connection, state: State, about: Collection[int], found: Sequence[Kept]) -> None:
    """Let these events stand for the events of the reports ``about`` from a state on; those that stay as they were stay.

    ``about`` has every report of the events found, and of the events that stood before.
    """
    joined = _joined(connection, about)
    _rejoin(connection, state, joined, found)
    known = _known(connection, {row["event"] for row in joined})
    wanted = {kept.event: kept.row["digest"] for kept in found}
    ended = [number for name, (number, digest) in known.items() if wanted.get(name) != digest]
    _end(connection, events, ended, state.number)
    made = [kept for kept in found if known.get(kept.event, (0, ""))[1] != kept.row["digest"]]
    if made:
        rows = [kept.row | {"since": state.number, "until": OPEN} for kept in made]
        connection.execute(insert(events), rows)
        numbers = {name: number for name, (number, _) in _known(connection, {k.event for k in made}).items()}
        facets = [
            {"facet": facet, "value": value, "event": numbers[kept.event]}
            for kept in made
            for facet, value in kept.facets
        ]
        connection.execute(insert(event_facets), facets)
        summaries = [{"event": numbers[k.event], "form": form(), "summary": k.summary} for k in made]
        connection.execute(insert(event_summaries), summaries)
        for statement in (_PARTIES, _PLACES):
            connection.execute(text(statement), {"open": OPEN, "state": state.number})


def kept(event: Event, numbers: Sequence[int]) -> Kept:
    """Return what the view keeps of an event; ``numbers``: of its reports, in the order of ``told``."""
    facets, summary = tuple(facets_of(event)), pack_summary(event)
    return Kept(event.id, tuple(numbers), event.why, row_of(event), facets, summary)


def standing(connection: Connection, numbers: Collection[int]) -> dict[int, tuple[str, str]]:
    """Return of each of these reports that stands in an event the id of the event, and why it stands there."""
    return {row["report"]: (row["event"], row["why"]) for row in _joined(connection, numbers)}


def events_named(connection: Connection, names: Collection[str]) -> Iterator[Event]:
    """Yield the events with these ids that stand now."""
    e = events.c
    for some in _some(sorted(names)):
        for body in connection.scalars(select(e.body).where(e.event.in_(some), e.until == OPEN)):
            yield unpack_event(body)


def known_reports(connection: Connection, numbers: Collection[int]) -> set[int]:
    """Return those of the reports that have stood in an event before."""
    m = memberships.c
    return {
        n
        for some in _some(sorted(numbers))
        for n in connection.scalars(select(m.report).where(m.report.in_(some)))
    }


def pack_event(event: Event) -> tuple[bytes, str]:
    """Return an event as compressed JSON, and the SHA-256 of the JSON."""
    line = msgspec.json.encode(event)
    return zlib.compress(line), hashlib.sha256(line).hexdigest()


def unpack_event(packed: bytes) -> Event:
    """Return the event. Raises ``DamagedRecordError`` where it is none."""
    from onrecord.ledger.packing import DamagedRecordError

    try:
        return msgspec.json.decode(zlib.decompress(packed), type=Event)
    except (zlib.error, msgspec.MsgspecError, TypeError) as error:
        raise DamagedRecordError(
            f"a stored event cannot be read: {error}; `onrecord rebuild` makes it anew"
        ) from error


def row_of(event: Event) -> _Row:
    """Return the columns of an event, without when it stood."""
    body, digest = pack_event(event)
    return columns_of(event) | {"digest": digest, "body": body}


def columns_of(event: Event) -> _Row:
    """Return of these what it is found and listed by."""
    published = sorted(told.published for told in event.told if told.published)
    place = event.place
    return {
        "event": event.id, "event_type": event.event_type, "mode": held_or_none(event.mode),
        "day": held_or_none(event.when.start) or UNDATED,
        "start": held_or_none(event.when.start), "end": held_or_none(event.when.end),
        "actors": _names(event.actors), "recipients": _names(event.recipients),
        "place": held_or_none(place.name) if place else None, "country": held_or_none(place.country) if place else None,
        "geonames_id": place.geonames_id if place else None, "lat": place.lat if place else None, "lon": place.lon if place else None,
        "standing": json.dumps(event.standing),
        "confirmed_by": event.history[-1].confirmed_by if event.history else None,
        "credibility": event.credibility.grade if event.credibility else None,
        "reports": len(event.told), "articles": len({told.article for told in event.told}), "origins": len(event.origins),
        "first_published": held_or_none(published[0]) if published else None,
        "last_published": held_or_none(published[-1]) if published else "",
    }  # fmt: skip


def _names(side: Iterable[Any]) -> str:
    return json.dumps([held_or_none(participant.name) for participant in side], ensure_ascii=False)


def facets_of(event: Event) -> Iterator[tuple[str, str]]:
    """Yield the types that an event is told as, the words of its standing and its countries."""
    for kind in sorted({told.report.event_type for told in event.told}):
        yield "type", kind
    for said in dict.fromkeys(event.standing):
        yield "standing", said
    countries = {
        told.report.place.country for told in event.told if told.report.place and told.report.place.country
    }
    for country in sorted(countries):
        yield "country", str(held_or_none(country))


def _known(connection: Connection, names: Collection[str]) -> dict[str, tuple[int, str]]:
    e, found = events.c, dict[str, tuple[int, str]]()
    for some in _some(sorted(names)):
        query = select(e.event, e.number, e.digest).where(e.event.in_(some), e.until == OPEN)
        found.update((name, (number, digest)) for name, number, digest in connection.execute(query))
    return found


def _joined(connection: Connection, about: Collection[int]) -> list[_Row]:
    m, found = memberships.c, list[_Row]()
    for some in _some(sorted(about)):
        rows = connection.execute(
            select(m.number, m.event, m.report, m.why).where(m.report.in_(some), m.until == OPEN)
        )
        found += map(dict, rows.mappings().all())
    return found


def _rejoin(connection: Connection, state: State, joined: Iterable[_Row], found: Iterable[Kept]) -> None:
    wanted = {
        (kept.event, number, held(why))
        for kept in found
        for number, why in zip(kept.numbers, kept.why, strict=True)
    }
    standing = {(row["event"], row["report"], row["why"]): row["number"] for row in joined}
    _end(connection, memberships, [n for key, n in standing.items() if key not in wanted], state.number)
    rows = [
        {
            "event": event,
            "report": number,
            "why": why,
            "since": state.number,
            "until": OPEN,
            "version": state.version,
        }
        for event, number, why in sorted(wanted - standing.keys())
    ]
    if rows:
        connection.execute(insert(memberships), rows)


def _end(connection: Connection, table: Any, numbers: Collection[int], state: int) -> None:
    statement = update(table).where(table.c.number == bindparam("row")).values(until=state)
    if numbers:
        connection.execute(statement, [{"row": number} for number in numbers])


def _some(keys: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for first in range(0, len(keys), _KEYS):
        yield keys[first : first + _KEYS]
