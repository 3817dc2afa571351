"""A ledger made many times as large within its database, of which all is copied that adding and merging read.

Each copy is of other news: its rows have further numbers, its articles, reports and events other ids, and its days lie so many
days before those of the copy after it that the copies stand side by side in time, as dense as the original. What was read, the
events and the promises are packed anew with these days and ids, as far back as new articles can reach. ``bench/copied_rows.py`` copies what queries of events ask, on the same days.
"""

from __future__ import annotations

import datetime as dt
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Column, Connection, Engine, Table, text

from bench.copied_rows import trust_references
from onrecord.ledger.schema import metadata
from onrecord.merging.tellings_packed import packed_tellings, unpacked_tellings
from onrecord.merging.version import merging_version

_LEFT = (
    "alerts",
    "alert_messages",
    "alert_deliveries",
    "alert_cursors",
    "decisions",
    "reliabilities",
    "view_states",
)
"""Tables that are not copied; of identities and places neither, which all copies share."""
_SHARED = ("identities", "identity_words", "places")
_PACKED = (("readings", "record"), ("events", "body"), ("promises", "body"), ("view_tellings", "body"))
_DAYS = frozenset(
    ("starts", "ends", "published", "day", "start", "end", "first_published", "last_published", "made", "due")
)
_NAMES = frozenset(
    (("articles", "article"), ("reports", "report"), ("view_reports", "name"), ("events", "event"), ("memberships", "event"),
     ("promises", "event"))
)  # fmt: skip
"""Ids of the contract, which are of one copy alone."""
_HASHES = frozenset((("view_bands", "band"),))
_DAY = re.compile(rb'(?<=")\d{4}-\d\d-\d\d(?=")')
_ID = re.compile(rb'(?<=")(?:https?://[^"]*/\d{4}/\d\d/\d\d/\d+|[0-9a-f]{12}|[0-9a-f]{16})(?=")')
"""Ids of made-up articles and reports, and of events."""
_FAST = 1
_LOOKED_BACK = 800
"""Days before the original up to which copies are packed anew: what is told of a promise is looked for in 400, other likeness in
35. What lies before is as large, and nobody reads it."""


class Copy(NamedTuple):
    """Which copy: its number, from 1, and how many days before the original it lies."""

    number: int
    days: int


def copy_ledger(engine: Engine, copies: int) -> int:
    """Add so many copies before the original, side by side in time. Return the days of one."""
    with engine.connect() as connection:
        with connection.begin():
            largest = {t.name: _largest(connection, t) for t in _tables() if "number" in t.c}
            days = _span(connection)
            packed = {
                (table, column): connection.execute(
                    text(f"SELECT {_key(table)}, {column} FROM {table}")
                ).all()
                for table, column in _PACKED
            }
            blob = "BLOB" if engine.dialect.name == "sqlite" else "bytea"
            for table, _ in _PACKED:
                connection.execute(
                    text(f"CREATE TEMPORARY TABLE moved_{table} (number BIGINT PRIMARY KEY, packed {blob})")
                )
        for number in range(1, copies + 1):
            with connection.begin():
                if engine.dialect.name != "sqlite":
                    trust_references(connection)
                _add(connection, Copy(number, days * number), largest, packed)
        with connection.begin():
            _finish(connection, largest)
    return days


def _add(
    connection: Connection,
    copy: Copy,
    largest: dict[str, int],
    packed: Mapping[tuple[str, str], Sequence[Any]],
) -> None:
    for (of, _), rows in packed.items() if copy.days <= _LOOKED_BACK else ():
        connection.execute(text(f"DELETE FROM moved_{of}"))
        move = moved_tellings if of == "view_tellings" else moved
        made = [{"number": row[0], "packed": move(row[1], copy)} for row in rows]
        connection.execute(text(f"INSERT INTO moved_{of} VALUES (:number, :packed)"), made)
    for table in _tables():
        _copy(connection, table, copy, largest)
    _copy_search(connection, copy, largest)


def stamp(connection: Connection) -> None:
    """Let the view be one of today's merging that knows all readings. The caller commits."""
    newest = "(SELECT max(number) FROM view_states)"
    connection.execute(
        text(
            f"UPDATE view_states SET readings = (SELECT max(number) FROM readings), version = :version WHERE number = {newest}"
        ),
        {"version": merging_version()},
    )


def moved(packed: bytes, copy: Copy) -> bytes:
    """A record, event or promise as the ledger holds it, with the days and ids of a copy."""
    plain = packed.startswith(b"{")
    line = packed if plain else zlib.decompress(packed)
    line = _DAY.sub(lambda found: _earlier(found[0], copy.days), line)
    ending = f"-{copy.number:x}".encode()
    line = _ID.sub(lambda found: found[0] + ending, line)
    return line if plain else zlib.compress(line, _FAST)


def moved_tellings(packed: bytes, copy: Copy) -> bytes:
    """What the comparison sees of an article, with the days and ids of a copy."""
    ending = f"-{copy.number:x}"
    return packed_tellings(
        [
            replace(
                telling,
                id=telling.id + ending,
                article=telling.article + ending,
                published=telling.published and telling.published - copy.days,
                days=telling.days and (telling.days[0] - copy.days, telling.days[1] - copy.days),
                repeats=telling.repeats and telling.repeats + ending,
            )
            for telling in unpacked_tellings(packed)
        ]
    )


def _key(table: str) -> str:
    return "reading" if table == "view_tellings" else "number"


@lru_cache(maxsize=100_000)
def _earlier(day: bytes, days: int) -> bytes:
    try:
        return (dt.date.fromisoformat(day.decode()) - dt.timedelta(days)).isoformat().encode()
    except ValueError:  # looks like a day and is none
        return day


def _tables() -> Iterator[Table]:
    return (t for t in metadata.sorted_tables if t.name not in (*_LEFT, *_SHARED))


def _largest(connection: Connection, table: Table) -> int:
    return connection.scalar(text(f"SELECT max(number) FROM {table.name}")) or 0


def _span(connection: Connection) -> int:
    """Whole weeks, so that weekdays stay: from the first day of publication to the last, both included."""
    first, last = connection.execute(text("SELECT min(published), max(published) FROM versions")).one()
    days = (dt.date.fromisoformat(last) - dt.date.fromisoformat(first)).days + 1
    return -(-days // 7) * 7


def _copy(connection: Connection, table: Table, copy: Copy, largest: dict[str, int]) -> None:
    columns = list(table.c)
    shifted = [_shifted(connection, table, column, copy, largest) for column in columns]
    names = ", ".join(f'"{column.name}"' for column in columns)
    key, most = next(
        (column.name, largest[of]) for column in columns if (of := _numbers(table, column)) in largest
    )
    connection.execute(
        text(
            f'INSERT INTO {table.name} ({names}) SELECT {", ".join(shifted)} FROM {table.name} WHERE "{key}" <= {most}'
        )
    )


def _numbers(table: Table, column: Column[Any]) -> str | None:
    """Of which table a column has the numbers of rows."""
    if column.name == "number":
        return table.name
    return next((key.column.table.name for key in column.foreign_keys), None)


def _shifted(
    connection: Connection, table: Table, column: Column[Any], copy: Copy, largest: dict[str, int]
) -> str:
    name = f'"{column.name}"'
    if (of := _numbers(table, column)) in largest:
        return f"{name} + {copy.number * largest[str(of)]}"
    if (table.name, column.name) in _PACKED:
        return (
            f"(SELECT packed FROM moved_{table.name} m WHERE m.number = {table.name}.{_key(table.name)})"
            if copy.days <= _LOOKED_BACK
            else name
        )
    if (table.name, column.name) in _NAMES:
        return f"{name} || '-{copy.number:x}'"
    if (table.name, column.name) in _HASHES:
        return f"{name} / 256 + {copy.number << 48}"
    if column.name in ("key", "digest"):
        return f"substr({name}, 1, 56) || '{copy.number:08x}'"
    if (table.name, column.name) in (("view_blocks", "first"), ("view_blocks", "last")):
        return f'CASE WHEN "last" = 0 THEN {name} ELSE {name} - {copy.days} END'
    if (table.name, column.name) == ("view_pledges", "year"):
        return f"CASE WHEN {name} = 0 THEN 0 ELSE {name} - {copy.days // 365} END"
    if column.name in _DAYS:
        earlier = f"date({name}, '-{copy.days} days')"
        if connection.dialect.name != "sqlite":
            earlier = f"to_char({name}::date - {copy.days}, 'YYYY-MM-DD')"
        return f"CASE WHEN {name} LIKE '____-__-__' THEN {earlier} ELSE {name} END"
    return name


def _copy_search(connection: Connection, copy: Copy, largest: dict[str, int]) -> None:
    versions, reports = largest["versions"], largest["reports"]
    if connection.dialect.name == "sqlite":
        sentence = "substr(v.text, r.sentence_start + 1, r.sentence_end - r.sentence_start)"
        statements = (
            f"INSERT INTO search (rowid, title, text) SELECT number + {copy.number * versions}, title, text FROM versions "
            f"WHERE number <= {versions}",
            f"INSERT INTO event_search (rowid, title, sentence) SELECT r.number + {copy.number * reports}, v.title, {sentence} "
            f"FROM reports r JOIN versions v ON v.number = r.version WHERE r.number <= {reports}",
        )
    else:
        statements = (
            f"INSERT INTO search (version, words) SELECT version + {copy.number * versions}, words FROM search "
            f"WHERE version <= {versions}",
            f"INSERT INTO event_search (report, words) SELECT report + {copy.number * reports}, words FROM event_search "
            f"WHERE report <= {reports}",
        )
    for statement in statements:
        connection.execute(text(statement))


def _finish(connection: Connection, largest: dict[str, int]) -> None:
    stamp(connection)
    for of, _ in _PACKED:
        connection.execute(text(f"DROP TABLE moved_{of}"))
    if connection.dialect.name != "sqlite":
        for table in _tables():  # so that what is added next gets the next numbers
            if table.name in largest:
                top = f"(SELECT max(number) FROM {table.name})"
                connection.execute(
                    text(f"SELECT setval(pg_get_serial_sequence('{table.name}', 'number'), {top})")
                )
