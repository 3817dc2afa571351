"""Rows of a query as columns, some thousands at a time: no row is an object for longer than that."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from sqlalchemy import Connection, Select
from sqlalchemy.exc import DatabaseError

from onrecord.ledger.view.columns.numbers import Numbers

_AT_ONCE = 20_000


class Codes(dict[Any, int]):
    """Values numbered in the order in which they come."""

    def __missing__(self, value: Any) -> int:
        """Give a value that is new the next number."""
        code = self[value] = len(self)
        return code

    def ranked(self, codes: array[int]) -> Numbers:
        """Return numbers given here as places in the order of the values; -1 stays."""
        rank = np.full(len(self) + 1, -1, dtype=np.int32)
        for n, value in enumerate(sorted(self)):
            rank[self[value]] = n
        return rank[as_numbers(codes)]


def as_numbers(found: array[int]) -> Numbers:
    """Return whole numbers as a column."""
    return np.array(found, dtype=np.int32)


def columns_of(connection: Connection, query: Select[Any]) -> Iterator[Sequence[Sequence[Any]]]:
    """Yield the columns of some rows, then those of the next ones.

    SQLite's rows are taken as its driver gives them: putting each into an object of its own takes most of the time.
    """
    if connection.dialect.name == "sqlite":
        compiled = query.compile(dialect=connection.dialect, compile_kwargs={"literal_binds": True})
        cursor = connection.connection.cursor()
        try:
            cursor.execute(str(compiled))
            while some := cursor.fetchmany(_AT_ONCE):
                yield list(zip(*some, strict=True))
        except sqlite3.Error as error:  # as SQLAlchemy would raise it
            raise DatabaseError(str(compiled), None, error) from error
        finally:
            cursor.close()
        return
    with connection.execute(query.execution_options(yield_per=_AT_ONCE)) as rows:
        for part in rows.partitions():
            yield list(zip(*part, strict=True))
