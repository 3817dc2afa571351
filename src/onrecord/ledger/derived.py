"""What queries filter on, made from the records: reports with their participants, sources and quantities; attributions."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, insert, select

from onrecord.ledger import fulltext
from onrecord.ledger.folding import folded, held, held_or_none, words
from onrecord.ledger.schema import (
    attributions,
    identities,
    identity_words,
    participants,
    places,
    quantities,
    readings,
    reports,
    tellers,
    versions,
)
from onrecord.model import Participant, Place, Record, Report, from_json

Row = dict[str, Any]
Numbers = Mapping[str, int]

_BATCH = 200
_KEYS = 500
"""Keys asked for at once; both databases allow some ten thousand."""


class Stored(NamedTuple):
    """Where a record is kept: the numbers of its rows."""

    article: int
    version: int
    reading: int


def add_derived(connection: Connection, stored: Stored, record: Record) -> None:
    """Add the rows that follow from a record which was just stored."""
    who = _known(connection, identities, dict(map(_identity, _people(record))))
    where = _known(connection, places, dict(_place(r.place) for r in record.reports if r.place))
    if record.reports:
        rows = [_report(stored, report, where) for report in record.reports]
        connection.execute(insert(reports), rows)
        of = select(reports.c.report, reports.c.number).where(reports.c.reading == stored.reading)
        numbers = {row.report: row.number for row in connection.execute(of)}
        _insert(connection, participants, _participants(record, numbers, who))
        _insert(connection, tellers, _tellers(record, numbers, who))
        _insert(connection, quantities, _quantities(record, numbers))
    _insert(connection, attributions, _attributions(stored, record, who))


def fill_derived(connection: Connection) -> None:
    """Make all derived rows and the full-text index from what is stored. The tables must be empty."""
    for row in _batches(connection, versions, versions.c.title, versions.c.text):
        fulltext.add(connection, *row)
    wanted = (readings.c.article, readings.c.version, readings.c.record)
    for number, article, version, packed in _batches(connection, readings, *wanted):
        add_derived(connection, Stored(article, version, number), from_json(zlib.decompress(packed)))


def _batches(connection: Connection, table: Table, *columns: Any) -> Iterator[Sequence[Any]]:
    """Yield the rows of a table in order, some at a time: rows are added to others meanwhile."""
    last = 0
    query = select(table.c.number, *columns).order_by(table.c.number).limit(_BATCH)
    while rows := connection.execute(query.where(table.c.number > last)).all():
        yield from rows
        last = rows[-1][0]


def _insert(connection: Connection, table: Table, rows: Iterable[Row]) -> None:
    made = list(rows)
    if made:
        connection.execute(insert(table), made)


def _known(connection: Connection, table: Table, rows: Mapping[str, Row]) -> Numbers:
    """Return the numbers of the rows with these keys; those that are not there yet are added."""
    numbers = _numbers(connection, table, list(rows))
    missing = [key for key in rows if key not in numbers]
    if missing:
        connection.execute(insert(table), [rows[key] for key in missing])
        added = _numbers(connection, table, missing)
        numbers |= added
        if table is identities:
            parts = ((word, added[key]) for key in missing for word in set(words(rows[key]["name"])))
            _insert(connection, identity_words, ({"word": w, "identity": number} for w, number in parts))
    return numbers


def _numbers(connection: Connection, table: Table, keys: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for first in range(0, len(keys), _KEYS):
        some = keys[first : first + _KEYS]
        query = select(table.c.key, table.c.number).where(table.c.key.in_(some))
        found.update((key, number) for key, number in connection.execute(query))
    return found


def _key(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _people(record: Record) -> Iterator[Participant]:
    for report in record.reports:
        yield from report.actors
        yield from report.recipients
        yield from (link.source for link in report.attribution if link.source)
    for attribution in record.attributions:
        yield from (p for p in (attribution.speaker, attribution.channel) if p)


def _identity(p: Participant) -> tuple[str, Row]:
    key = _identity_key(p)
    names = ("id", "country", "sector", "role")
    return key, {"key": key, "name": held(p.name)} | {n: held_or_none(getattr(p, n)) for n in names}


def _identity_key(p: Participant) -> str:
    return _key(p.name, p.id, p.country, p.sector, p.role)


def _place(place: Place) -> tuple[str, Row]:
    key = _place_key(place)
    row = {
        "key": key, "name": held(place.name), "folded": folded(place.name), "country": held_or_none(place.country),
        "admin1": held_or_none(place.admin1), "admin1_folded": folded(place.admin1) if place.admin1 else None,
        "lat": place.lat, "lon": place.lon, "geonames_id": place.geonames_id, "precision": place.precision,
    }  # fmt: skip
    return key, row


def _place_key(place: Place) -> str:
    return _key(
        place.name, place.country, place.admin1, place.lat, place.lon, place.geonames_id, place.precision
    )


def _report(stored: Stored, report: Report, where: Numbers) -> Row:
    place, when = report.place, report.when
    return {
        "reading": stored.reading, "article": stored.article, "version": stored.version, "report": held(report.id),
        "event_type": report.event_type, "mode": held_or_none(report.mode), "modality": report.modality,
        "negated": report.negated, "starts": held_or_none(when.start), "ends": held_or_none(when.end),
        "time_precision": when.precision, "time_basis": when.basis, "place": where[_place_key(place)] if place else None,
        "place_country": held_or_none(place.country) if place else None,
        "stance": report.attribution[-1].stance if report.attribution else None,
        "sentence_start": report.sentence[0], "sentence_end": report.sentence[1], "score": report.score,
    }  # fmt: skip


def _participants(record: Record, numbers: Numbers, who: Numbers) -> Iterator[Row]:
    for report in record.reports:
        for side, people in enumerate((report.actors, report.recipients)):
            for position, p in enumerate(people):
                yield {
                    "report": numbers[held(report.id)], "side": side, "position": position, "identity": who[_identity_key(p)],
                }  # fmt: skip


def _tellers(record: Record, numbers: Numbers, who: Numbers) -> Iterator[Row]:
    for report in record.reports:
        last = len(report.attribution) - 1
        for position, link in enumerate(report.attribution):
            yield {
                "report": numbers[held(report.id)], "position": position, "innermost": position == last,
                "identity": who[_identity_key(link.source)] if link.source else None, "stance": link.stance,
                "cue": held(link.cue.text) if link.cue else None,
            }  # fmt: skip


def _quantities(record: Record, numbers: Numbers) -> Iterator[Row]:
    for report in record.reports:
        for position, q in enumerate(report.quantities):
            yield {
                "report": numbers[held(report.id)], "position": position, "of": held(q.of), "low": q.low, "high": q.high,
                "exact": q.exact, "text": held(q.text),
            }  # fmt: skip


def _attributions(stored: Stored, record: Record, who: Numbers) -> Iterator[Row]:
    for position, a in enumerate(record.attributions):
        ends = [offset for span in a.content for offset in span]
        cue = " … ".join(record.text[start:end] for start, end in a.cue)
        yield {
            "reading": stored.reading, "article": stored.article, "version": stored.version, "position": position,
            "identity": who[_identity_key(a.speaker)] if a.speaker else None,
            "channel": who[_identity_key(a.channel)] if a.channel else None, "stance": a.stance,
            "cue": held(cue) if cue else None, "content_start": min(ends, default=None), "content_end": max(ends, default=None),
        }  # fmt: skip
