"""Which events pass the filters, as one mask over the columns, and the first of them in an order."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import numpy as np
from sqlalchemy import Connection, Select

from onrecord.ledger import fulltext
from onrecord.ledger.filters import COUNTRY, named_places, somebody
from onrecord.ledger.folding import held
from onrecord.ledger.view import sentences
from onrecord.ledger.view.asking import EventFilters, EventOrder
from onrecord.ledger.view.columns.table import EventColumns, Mask, Numbers, Pairs
from onrecord.model import UsageError


class Chosen(NamedTuple):
    """The events that pass."""

    columns: EventColumns
    mask: Mask

    @classmethod
    def by(
        cls,
        connection: Connection,
        columns: EventColumns,
        filters: EventFilters,
        reports: Callable[[], Numbers],
    ) -> Chosen:
        """Choose the events that pass the filters: the same as the database chooses.

        ``reports`` says of each report in which event it stands; asked only where words are looked for.
        """
        mask = np.ones(len(columns.number), dtype=np.bool_)
        if filters.since is not None:
            mask &= columns.end >= bisect_left(columns.ends, filters.since)
        if filters.until is not None:
            mask &= (columns.day < bisect_right(columns.days, filters.until)) & columns.started
        if filters.least > 1:
            mask &= columns.reports >= filters.least
        for facet, value in (("type", filters.type), ("standing", filters.standing)):
            if value is not None:
                written = value.upper() if facet == "type" else value.lower()
                mask &= _with_value(columns, facet, {held(written), held(value)})
        for who, sides in ((filters.who, (0, 1)), (filters.actor, (0,)), (filters.recipient, (1,))):
            if who is not None:
                mask &= _with_somebody(connection, columns, who, sides)
        if filters.place is not None:
            mask &= _somewhere(connection, columns, filters.place)
        if filters.text is not None:
            mask &= _with_text(connection, columns, filters.text, reports)
        return cls(columns, mask)

    @property
    def total(self) -> int:
        """How many there are."""
        return int(np.count_nonzero(self.mask))


def numbers_of(chosen: Chosen, order: EventOrder, limit: int | None = None) -> list[int]:
    """Return the row numbers of the first of them in an order."""
    return numbers_after(chosen, order, 0, limit)


def numbers_after(chosen: Chosen, order: EventOrder, position: int, limit: int | None) -> list[int]:
    """Return the row numbers of the first of them from a place in an order on."""
    way = chosen.columns.orders[order][position:]
    found = way[chosen.mask[way]][:limit]
    return [int(n) for n in chosen.columns.number[found]]


def position_of(columns: EventColumns, order: EventOrder, number: int) -> int | None:
    """Return the place of a row number in an order; ``None`` where it is not among the events."""
    at = int(np.searchsorted(columns.number, number))
    if at == len(columns.number) or columns.number[at] != number:
        return None
    return int(np.flatnonzero(columns.orders[order] == at)[0])


def _with_value(columns: EventColumns, facet: str, wanted: set[str]) -> Mask:
    values = columns.values[facet]
    passing = np.array([value in wanted for value in values], dtype=np.bool_)
    return _marked(columns, columns.facets[facet], passing)


def _with_somebody(connection: Connection, columns: EventColumns, who: str, sides: tuple[int, ...]) -> Mask:
    found = _found(connection, somebody(who))
    mask = np.zeros(len(columns.number), dtype=np.bool_)
    for side in sides:
        mask |= _among(columns, columns.identities[side], found)
    return mask


def _somewhere(connection: Connection, columns: EventColumns, place: str) -> Mask:
    if COUNTRY.fullmatch(place):
        return _with_value(columns, "country", {place})
    return _among(columns, columns.placed, _found(connection, named_places(place)))


def _with_text(
    connection: Connection, columns: EventColumns, query: str, reports: Callable[[], Numbers]
) -> Mask:
    wanted = fulltext.terms(query)
    if not wanted:
        raise UsageError(f"text: '{query}' holds no word to look for")
    found = connection.execute(sentences.matching(connection.dialect.name, wanted))
    matching = np.fromiter((row[0] for row in found), np.int64)
    event_of = reports()
    held_by = event_of[matching[matching < len(event_of)]]
    mask = np.zeros(len(columns.number), dtype=np.bool_)
    mask[held_by[held_by >= 0]] = True
    return mask


def _found(connection: Connection, query: Select[Any]) -> list[int]:
    return [row[0] for row in connection.execute(query)]


def _among(columns: EventColumns, pairs: Pairs, found: Iterable[int]) -> Mask:
    """The events with one of these values."""
    passing = np.zeros(int(pairs.value.max(initial=-1)) + 1, dtype=np.bool_)
    passing[[value for value in found if value < len(passing)]] = True
    return _marked(columns, pairs, passing)


def _marked(columns: EventColumns, pairs: Pairs, passing: Mask) -> Mask:
    mask = np.zeros(len(columns.number), dtype=np.bool_)
    if passing.any():
        mask[pairs.event[passing[pairs.value]]] = True
    return mask
