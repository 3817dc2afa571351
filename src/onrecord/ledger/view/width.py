"""Whether many events pass a filter: how a query is best put depends on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Select, func, intersect, select

_WIDE = 5_000
"""Events that pass a filter, from which on it is a wide one: the first of them are soon met in the order asked for."""


def is_wide(connection: Connection, rows: Select[Any]) -> bool:
    """Whether a query finds many."""
    some = rows.limit(_WIDE).subquery()
    return connection.scalar(select(func.count()).select_from(some)) == _WIDE


def few_of_all(connection: Connection, sets: Sequence[Select[Any]]) -> set[int] | None:
    """Return what several wide filters have in common, where that is little; ``None`` where it is not.

    Many events have an actor of one country and many a recipient of another, and few have both.
    """
    if len(sets) < 2:
        return None
    common = select(intersect(*sets).subquery().c[0]).limit(_WIDE)
    found = set(connection.scalars(common))
    return found if len(found) < _WIDE else None
