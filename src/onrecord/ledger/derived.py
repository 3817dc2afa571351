"""The derived tables, filled: one article's rows, or all of them anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, Table, insert, select

from onrecord.ledger import fulltext
from onrecord.ledger.batches import batches
from onrecord.ledger.deriving import Row, derive
from onrecord.ledger.folding import words
from onrecord.ledger.packing import unpack
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
from onrecord.model import Record

_KEYS = 500
"""Keys asked for at once; both databases allow some ten thousand."""


class Stored(NamedTuple):
    """Where a record is kept: the numbers of its rows."""

    article: int
    version: int
    reading: int


def add_derived(connection: Connection, stored: Stored, record: Record) -> None:
    """Add the rows that follow from a record which was just stored."""
    derived, keys = derive(record), stored._asdict()
    who = _known(connection, identities, derived.identities)
    where = _known(connection, places, derived.places)
    if derived.reports:
        _insert(
            connection, reports, (keys | row | {"place": where.get(row["place"])} for row in derived.reports)
        )
        of = select(reports.c.report, reports.c.number).where(reports.c.reading == stored.reading)
        numbers = {row.report: row.number for row in connection.execute(of)}
        for table, rows in (
            (participants, derived.participants),
            (tellers, derived.tellers),
            (quantities, derived.quantities),
        ):
            _insert(connection, table, (_numbered(row, numbers, who) for row in rows))
    _insert(
        connection,
        attributions,
        (
            keys | row | {name: who.get(row[name]) for name in ("identity", "channel")}
            for row in derived.attributions
        ),
    )


def fill_derived(connection: Connection) -> None:
    """Make all derived rows and the full-text index from what is stored. The tables must be empty."""
    for row in batches(connection, versions, versions.c.title, versions.c.text):
        fulltext.add(connection, *row)
    wanted = (readings.c.article, readings.c.version, readings.c.record)
    for number, article, version, packed in batches(connection, readings, *wanted):
        add_derived(connection, Stored(article, version, number), unpack(packed))


def _numbered(row: Row, numbers: Mapping[str, int], who: Mapping[str, int]) -> Row:
    found = row | {"report": numbers[row["report"]]}
    return found | {"identity": who.get(row["identity"])} if "identity" in row else found


def _insert(connection: Connection, table: Table, rows: Iterable[Row]) -> None:
    made = list(rows)
    if made:
        connection.execute(insert(table), made)


def _known(connection: Connection, table: Table, rows: Mapping[str, Row]) -> Mapping[str, int]:
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
        found.update((row.key, row.number) for row in connection.execute(query))
    return found
