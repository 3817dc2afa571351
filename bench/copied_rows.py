"""A ledger made many times as large within SQLite: its rows copied under further numbers, some days later.

So that a million reports need not be read or compared to measure what asking them costs.
"""

from __future__ import annotations

import sqlite3


def copy_rows(connection: sqlite3.Connection, copies: int) -> None:
    """Copy all rows under further numbers, some days later: as if that many more articles had been added."""
    size = {t: connection.execute(f"SELECT max(number) FROM {t}").fetchone()[0] for t in _NUMBERED}
    for copy in range(1, copies + 1):
        for table, columns in _COPIED.items():
            shifted = ", ".join(_shifted(table, column, copy, size) for column in columns.split())
            connection.execute(f"INSERT INTO {table} ({columns.replace(' ', ', ')}) SELECT {shifted} FROM {table} "
                               f"WHERE {_first(table, size)}")  # fmt: skip


_NUMBERED = ("articles", "versions", "readings", "reports")
_COPIED = {
    "articles": "number key article added",
    "versions": "number article digest title url outlet published language text added",
    "readings": "number article version coder digest record added",
    "reports": "number reading article version report event_type mode modality negated starts ends time_precision time_basis "
    "place place_country stance sentence_start sentence_end score",
    "participants": "report side position identity",
    "tellers": "report position innermost identity stance cue",
    "quantities": "report position of low high exact text",
}


def _shifted(table: str, column: str, copy: int, size: dict[str, int]) -> str:
    of = table if column == "number" else f"{column}s"
    if of in size and (table, column) not in (
        ("articles", "article"),
        ("reports", "report"),
    ):  # those are ids
        return f"{column} + {copy * size[of]}"
    if column in ("key", "digest"):
        return f"substr({column}, 1, 56) || '{copy:08x}'"
    if column in ("starts", "ends", "published"):
        return f"date({column}, '+{copy % 4} days')"
    return "substr(text, 1, 100)" if (table, column) == ("versions", "text") else column


def _first(table: str, size: dict[str, int]) -> str:
    return f"number <= {size[table]}" if table in size else f"report <= {size['reports']}"
