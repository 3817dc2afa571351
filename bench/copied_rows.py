"""A ledger made many times as large within its database: its rows copied under further numbers, some days later.

So that a million reports need not be read or compared to measure what asking them costs. The rows of the events are copied
too, as if each copy told other events.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, text

from onrecord.merging.version import merging_version

_NUMBERED = ("articles", "versions", "readings", "reports", "events", "memberships")
_COPIED = {
    "articles": "number key article added",
    "versions": "number article digest title url outlet published language text added",
    "readings": "number article version coder digest record added",
    "reports": "number reading article version report event_type mode modality negated starts ends time_precision time_basis "
    "place place_country stance sentence_start sentence_end score",
    "participants": "report side position identity",
    "tellers": "report position innermost identity stance cue",
    "quantities": "report position of low high exact text",
    "events": "number event since until event_type mode day start end actors recipients place country geonames_id lat lon "
    "standing confirmed_by credibility reports articles origins first_published last_published digest body",
    "memberships": "number event report since until why version",
    "event_summaries": "event form summary",
    "event_facets": "facet value event",
    "event_parties": "identity side event",
    "event_places": "place event",
}
_DAYS = ("starts", "ends", "published", "day", "start", "end", "first_published", "last_published")
_EVENT_IDS = (("events", "event"), ("memberships", "event"))
_NO_NUMBERS = (
    *_EVENT_IDS,
    ("articles", "article"),
    ("reports", "report"),
    ("events", "reports"),
    ("events", "articles"),
    ("memberships", "version"),
)
"""Columns that hold something else where others of their names hold numbers of rows."""
_SENTENCE = "substr(v.text, r.sentence_start + 1, r.sentence_end - r.sentence_start)"


def copy_rows(connection: Connection, copies: int) -> None:
    """Copy all rows: as if that many more articles had been added, and their events built. The caller commits."""
    largest = {t: connection.scalar(text(f"SELECT max(number) FROM {t}")) or 0 for t in _NUMBERED}
    is_sqlite = connection.dialect.name == "sqlite"
    if not is_sqlite:
        trust_references(connection)
    for copy in range(1, copies + 1):
        for table, columns in _COPIED.items():
            names = ", ".join(f'"{column}"' for column in columns.split())
            shifted = ", ".join(
                _shifted(table, column, copy, largest, is_sqlite) for column in columns.split()
            )
            key = "number" if table in largest else columns.split()[0]
            key, most = ("event", largest["events"]) if table.startswith("event_") else (key, 0)
            most = most or largest.get(table, largest["reports"])
            connection.execute(
                text(f"INSERT INTO {table} ({names}) SELECT {shifted} FROM {table} WHERE {key} <= {most}")
            )
        _copy_sentences(connection, copy * largest["reports"], largest["reports"])
    known = "(SELECT max(number) FROM readings)"
    newest = "(SELECT max(number) FROM view_states)"
    connection.execute(
        text(f"UPDATE view_states SET readings = {known}, version = :version WHERE number = {newest}"),
        {"version": merging_version()},
    )
    if not is_sqlite:
        for table in _NUMBERED:  # so that what is added next gets the next numbers
            top = f"(SELECT max(number) FROM {table})"
            connection.execute(text(f"SELECT setval(pg_get_serial_sequence('{table}', 'number'), {top})"))


def trust_references(connection: Connection) -> None:
    """Let PostgreSQL not look up each row that a copied one refers to, in this transaction."""
    connection.execute(text("SET LOCAL session_replication_role = replica"))


def _copy_sentences(connection: Connection, further: int, largest: int) -> None:
    if connection.dialect.name == "sqlite":
        statement = (
            f"INSERT INTO event_search (rowid, title, sentence) SELECT r.number + {further}, v.title, {_SENTENCE} "
            f"FROM reports r JOIN versions v ON v.number = r.version WHERE r.number <= {largest}"
        )
    else:
        statement = (
            f"INSERT INTO event_search (report, words) SELECT report + {further}, words FROM event_search "
            f"WHERE report <= {largest}"
        )
    connection.execute(text(statement))


def _shifted(table: str, column: str, copy: int, largest: Mapping[str, int], is_sqlite: bool) -> str:
    of = table if column == "number" else f"{column}s"
    if of in largest and (table, column) not in _NO_NUMBERS:
        return f'"{column}" + {copy * largest[of]}'
    if (table, column) in _EVENT_IDS:
        return f"event || '-{copy:x}'"
    if column in ("key", "digest"):
        return f"substr({column}, 1, 56) || '{copy:08x}'"
    if column in _DAYS:
        days = copy % 4
        if is_sqlite:
            return f'coalesce(date("{column}", \'+{days} days\'), "{column}")'
        later = f"to_char(\"{column}\"::date + {days}, 'YYYY-MM-DD')"
        return f'CASE WHEN "{column}" LIKE \'____-__-__\' THEN {later} ELSE "{column}" END'
    return "substr(text, 1, 100)" if (table, column) == ("versions", "text") else f'"{column}"'
