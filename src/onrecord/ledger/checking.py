"""Is a ledger whole: hashes, references, derived rows, full-text index, and what the database itself finds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, FromClause, Select, Table, bindparam, exists, select, text
from sqlalchemy.exc import DBAPIError

from onrecord.ledger import fulltext
from onrecord.ledger.batches import batches
from onrecord.ledger.deriving import derive, identity_key, place_key
from onrecord.ledger.folding import held
from onrecord.ledger.packing import DamagedRecordError, unpack
from onrecord.ledger.schema import (
    articles,
    attributions,
    identities,
    metadata,
    participants,
    places,
    quantities,
    readings,
    reports,
    tellers,
    versions,
)
from onrecord.ledger.writing import PUBLISHED, article_key, version_digest
from onrecord.model import Record


class Damage(msgspec.Struct, frozen=True, kw_only=True):
    """Something in a ledger that is not as it was stored."""

    table: str
    number: int | None
    """The row, where one is meant."""
    article: str | None
    """The article that it belongs to, where one is known."""
    what: str


def find_damage(connection: Connection) -> Iterator[Damage]:
    """Yield what is damaged, table by table. A part that cannot be read at all does not keep the others from it."""
    parts: tuple[tuple[str, Callable[[Connection], Iterator[Damage]]], ...] = (
        ("database", _database), ("database", _references), ("articles", _articles), ("versions", _versions),
        ("readings", _readings), ("identities", _identities), ("places", _places), ("search", _search),
    )  # fmt: skip
    for table, part in parts:
        try:
            with connection.begin_nested():
                yield from part(connection)
        except DBAPIError as error:
            yield Damage(table=table, number=None, article=None, what=f"cannot be read: {error.orig}")


def _database(connection: Connection) -> Iterator[Damage]:
    """PostgreSQL has nothing alike; its checksums speak up when a damaged page is read."""
    if connection.dialect.name == "sqlite":
        for (found,) in connection.execute(text("PRAGMA integrity_check")):
            if found != "ok":
                yield Damage(table="database", number=None, article=None, what=found)


def _references(connection: Connection) -> Iterator[Damage]:
    for table in metadata.sorted_tables:
        number = table.c.get("number", next(iter(table.primary_key.columns)))
        for key in (k for column in table.c for k in column.foreign_keys):
            parent = key.column.table.alias()
            there = exists().where(parent.c[key.column.name] == key.parent)
            lost = select(number, key.parent).where(key.parent.is_not(None), ~there)
            for row in connection.execute(lost):
                what = f"{key.parent.name} {row[1]} is not in {parent.element.name}"  # type: ignore[attr-defined]
                yield Damage(table=table.name, number=row[0], article=None, what=what)


def _articles(connection: Connection) -> Iterator[Damage]:
    for number, key, article in batches(connection, articles, articles.c.key, articles.c.article):
        if key != article_key(article):
            yield Damage(
                table="articles", number=number, article=article, what="the id is not what its hash says"
            )
    childless = select(articles.c.number, articles.c.article).where(
        ~exists().where(versions.c.article == articles.c.number)
    )
    for number, article in connection.execute(childless):
        yield Damage(table="articles", number=number, article=article, what="has no version")


def _versions(connection: Connection) -> Iterator[Damage]:
    columns = [versions.c[name] for name in PUBLISHED]
    for row in batches(connection, versions, versions.c.article, versions.c.digest, *columns):
        if row.digest != version_digest(dict(row._mapping)):
            what = "title, address, outlet, date or text is not what its hash says"
            yield Damage(table="versions", number=row[0], article=_name(connection, row[1]), what=what)
    childless = select(versions.c.number, versions.c.article).where(
        ~exists().where(readings.c.version == versions.c.number)
    )
    for number, article in connection.execute(childless):
        yield Damage(
            table="versions", number=number, article=_name(connection, article), what="has no reading"
        )


def _readings(connection: Connection) -> Iterator[Damage]:
    wanted = (readings.c.article, readings.c.version, readings.c.digest, readings.c.record)
    for number, article, version, digest, packed in batches(connection, readings, *wanted):
        name = _name(connection, article)
        try:
            record = unpack(packed, digest)
        except DamagedRecordError as error:
            yield Damage(table="readings", number=number, article=name, what=str(error))
            continue
        same = select(versions.c.text, versions.c.article).where(versions.c.number == version)
        body = connection.execute(same).first()
        if held(record.id) != name or body is None or tuple(body) != (held(record.text), article):
            yield Damage(
                table="readings", number=number, article=name, what="the record is of another version"
            )
        for table, what in _differences(connection, number, record):
            yield Damage(table=table, number=number, article=name, what=what)


def _differences(connection: Connection, reading: int, record: Record) -> Iterator[tuple[str, str]]:
    """Say in which derived tables the rows of a reading are not those that its record gives."""
    derived = derive(record)
    for name, query in _STORED.items():
        found = Counter(tuple(row) for row in connection.execute(query, {"reading": reading}))
        columns = [column.name for column in query.selected_columns]
        wanted = Counter(tuple(row[column] for column in columns) for row in getattr(derived, name))
        missing, surplus = (wanted - found).total(), (found - wanted).total()
        if missing or surplus:
            yield (
                name,
                f"{missing} rows of reading {reading} are missing or changed, {surplus} should not be there",
            )


def _identities(connection: Connection) -> Iterator[Damage]:
    return _keyed(connection, identities, identity_key)


def _places(connection: Connection) -> Iterator[Damage]:
    return _keyed(connection, places, place_key)


def _keyed(connection: Connection, table: Table, key_of: Callable[[Any], str]) -> Iterator[Damage]:
    for row in batches(connection, table, *(c for c in table.c if c.name != "number")):
        if row.key != key_of(row._mapping):
            yield Damage(
                table=table.name, number=row[0], article=None, what="the row is not what its hash says"
            )


def _search(connection: Connection) -> Iterator[Damage]:
    for number in fulltext.damaged(connection):
        what = "the full-text index does not agree with the titles and texts"
        yield Damage(table="search", number=number, article=None, what=what)


def _name(connection: Connection, article: int) -> str | None:
    return connection.scalar(select(articles.c.article).where(articles.c.number == article))


def _stored(table: Table) -> Select[Any]:
    """Return the query for a table's rows of one reading, in which keys stand for identities, places and reports."""
    source: FromClause = table
    columns: list[Any] = []
    of = table.c.get("reading", reports.c.reading)
    if "reading" not in table.c:
        source = source.join(reports, reports.c.number == table.c.report)
    for column in table.c:
        if column.name in ("number", "reading", "article", "version"):
            continue
        if column.name in ("identity", "channel", "place"):
            other = (places if column.name == "place" else identities).alias()
            source = source.outerjoin(other, other.c.number == column)
            columns.append(other.c.key.label(column.name))
        elif column.name == "report" and table is not reports:
            columns.append(reports.c.report.label("report"))
        else:
            columns.append(column)
    return select(*columns).select_from(source).where(of == bindparam("reading"))


_STORED = {t.name: _stored(t) for t in (reports, participants, tellers, quantities, attributions)}
