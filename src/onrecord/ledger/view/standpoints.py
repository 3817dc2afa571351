"""Which state of the view shows what the ledger knew at a time."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Table, func, select

from onrecord.ledger.schema import decisions, readings
from onrecord.ledger.view.records import Standpoint
from onrecord.ledger.view.schema import view_states


def newest_standpoint(connection: Connection) -> Standpoint:
    """Return the newest state; that of an empty view is 0."""
    return Standpoint(connection.scalar(select(func.max(view_states.c.number))) or 0, True)


def standpoint_at(connection: Connection, version: str, at: str | None) -> Standpoint | None:
    """Return the state that knows exactly what the ledger knew at a time; ``None`` where there was none.

    There is one where the view was brought up to date before the next article or decision came.
    """
    newest = newest_standpoint(connection)
    if at is None:
        return newest
    known = [_last(connection, table, at) for table in (readings, decisions)]
    if None in known:
        return None
    s = view_states.c
    same = (s.version == version, s.readings == known[0], s.decisions == known[1])
    found = connection.scalar(select(func.max(s.number)).where(*same))
    return None if found is None else Standpoint(found, found == newest.state)


def state_at(connection: Connection, at: str) -> int:
    """Return the last state that was made by then; 0 where none was."""
    s = view_states.c
    return connection.scalar(select(func.max(s.number)).where(s.made <= at)) or 0


def oldest_state(connection: Connection) -> int:
    """Return the first state that the view still knows."""
    return connection.scalar(select(func.min(view_states.c.number))) or 0


def _last(connection: Connection, table: Table, at: str) -> int | None:
    """The number of the last row that was there; ``None`` where one before it was not (clocks went backwards)."""
    c: Any = table.c
    last = (
        connection.scalar(
            select(c.number).where(c.added <= at).order_by(c.added.desc(), c.number.desc()).limit(1)
        )
        or 0
    )
    late = connection.scalar(select(c.number).where(c.added > at, c.number < last).limit(1))
    early = connection.scalar(select(c.number).where(c.added <= at, c.number > last).limit(1))
    return last if late is None and early is None else None
