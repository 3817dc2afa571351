"""Tables read from beginning to end in constant memory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Row, Table, select

_BATCH = 200
"""Rows held at a time: a version is a few kilobytes, a long one some megabytes."""


def batches(connection: Connection, table: Table, *columns: Any) -> Iterator[Row[*tuple[Any, ...]]]:
    """Yield number and columns of a table's rows in order of their numbers.

    Each batch is a query of its own, so that other rows can be read and added meanwhile.
    """
    last = 0
    query = select(table.c.number, *columns).order_by(table.c.number).limit(_BATCH)
    while rows := connection.execute(query.where(table.c.number > last)).all():
        yield from rows
        last = rows[-1][0]
