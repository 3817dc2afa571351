"""Which events pass the filters, as one mask over the columns, and the first of them in an order."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from typing import Any, NamedTuple

import numpy as np
from sqlalchemy import Connection, Select

from onrecord.ledger import fulltext
from onrecord.ledger.filters import COUNTRY, named_places, somebody
from onrecord.ledger.folding import held
from onrecord.ledger.view import sentences
from onrecord.ledger.view.asking import EventFilters
from onrecord.ledger.view.columns.numbers import Mask, Masks, Numbers
from onrecord.ledger.view.columns.pairs import Pairs, events_with
from onrecord.ledger.view.columns.table import EventColumns
from onrecord.ledger.view.cursors import EventOrder
from onrecord.model import UsageError

Reading = Callable[[], AbstractContextManager[Connection]]
"""Opens a connection, where the database need be asked at all."""
_SOME = 4_096
"""Events looked through at first for a page of a list; of a wide query it is among them."""


class Chosen(NamedTuple):
    """The events that pass."""

    columns: EventColumns
    mask: Mask

    @classmethod
    def by(
        cls,
        reading: Reading,
        columns: EventColumns,
        filters: EventFilters,
        masks: Masks,
        reports: Callable[[], Numbers],
    ) -> Chosen:
        """Choose the events that pass the filters: the same as the database chooses.

        ``masks`` remembers what passes each filter. ``reports`` says of each report in which event it stands; asked only
        where words are looked for.
        """

        def choose() -> Mask:
            mask = _within(columns, filters)
            for about, work in _parts(reading, columns, filters, reports):
                mask &= masks.of(about, work)
            return mask

        return cls(columns, masks.of(filters, choose))

    @property
    def total(self) -> int:
        """How many there are."""
        return int(np.count_nonzero(self.mask))


def numbers_of(chosen: Chosen, order: EventOrder, limit: int | None = None) -> list[int]:
    """Return the row numbers of the first of them in an order."""
    return numbers_after(chosen, order, 0, limit)


def numbers_after(chosen: Chosen, order: EventOrder, position: int, limit: int | None) -> list[int]:
    """Return the row numbers of the first of them from a place in an order on."""
    way = chosen.columns.orders[order]
    found: list[int] = []
    some = len(way) if limit is None else _SOME
    while position < len(way) and (limit is None or len(found) < limit):
        part = way[position : position + some]
        found += chosen.columns.number[part[chosen.mask[part]]].tolist()
        position, some = position + some, 4 * some
    return found[:limit]


def position_of(columns: EventColumns, order: EventOrder, number: int) -> int | None:
    """Return the place of a row number in an order; ``None`` where it is not among the events."""
    at = int(np.searchsorted(columns.number, number))
    if at == len(columns.number) or columns.number[at] != number:
        return None
    return int(np.flatnonzero(columns.orders[order] == at)[0])


def _within(columns: EventColumns, filters: EventFilters) -> Mask:
    """The events of the days, and told as often as is asked for."""
    mask = np.ones(len(columns.number), dtype=np.bool_)
    if filters.since is not None:
        mask &= columns.end >= bisect_left(columns.ends, filters.since)
    if filters.until is not None:
        mask &= (columns.day < bisect_right(columns.days, filters.until)) & columns.started
    if filters.least > 1:
        mask &= columns.reports >= filters.least
    return mask


def _parts(
    reading: Reading, columns: EventColumns, filters: EventFilters, reports: Callable[[], Numbers]
) -> Iterator[tuple[Hashable, Callable[[], Mask]]]:
    """Yield a name for what each of the other filters lets pass, and how to find it."""
    for facet, value in (("type", filters.type), ("standing", filters.standing)):
        if value is not None:
            written = value.upper() if facet == "type" else value.lower()
            yield (facet, value), partial(_with_value, columns, facet, {held(written), held(value)})
    for who, sides in ((filters.who, (0, 1)), (filters.actor, (0,)), (filters.recipient, (1,))):
        if who is not None:
            yield ("somebody", who, sides), partial(_with_somebody, reading, columns, who, sides)
    if filters.place is not None:
        yield ("place", filters.place), partial(_somewhere, reading, columns, filters.place)
    if filters.text is not None:
        yield ("text", filters.text), partial(_with_text, reading, columns, filters.text, reports)


def _with_value(columns: EventColumns, facet: str, wanted: set[str]) -> Mask:
    passing = np.array([value in wanted for value in columns.values[facet]], dtype=np.bool_)
    return events_with(columns.facets[facet], passing)


def _with_somebody(reading: Reading, columns: EventColumns, who: str, sides: tuple[int, ...]) -> Mask:
    found = _found(reading, somebody(who))
    mask = np.zeros(len(columns.number), dtype=np.bool_)
    for side in sides:
        mask |= _among(columns.identities[side], found)
    return mask


def _somewhere(reading: Reading, columns: EventColumns, place: str) -> Mask:
    if COUNTRY.fullmatch(place):
        return _with_value(columns, "country", {place})
    return _among(columns.placed, _found(reading, named_places(place)))


def _with_text(reading: Reading, columns: EventColumns, query: str, reports: Callable[[], Numbers]) -> Mask:
    wanted = fulltext.terms(query)
    if not wanted:
        raise UsageError(f"text: '{query}' holds no word to look for")
    with reading() as connection:
        found = connection.execute(sentences.matching(connection.dialect.name, wanted))
        hits = found.cursor.fetchall()  # as the driver gives them: a common word has some hundred thousand
    matching = np.fromiter((row[0] for row in hits), np.int64, len(hits))
    event_of = reports()
    held_by = event_of[matching[matching < len(event_of)]]
    mask = np.zeros(len(columns.number), dtype=np.bool_)
    mask[held_by[held_by >= 0]] = True
    return mask


def _found(reading: Reading, query: Select[Any]) -> list[int]:
    with reading() as connection:
        return [row[0] for row in connection.execute(query)]


def _among(pairs: Pairs, found: Iterable[int]) -> Mask:
    """The events with one of these values."""
    passing = np.zeros(len(pairs.times), dtype=np.bool_)
    passing[[value for value in found if value < len(passing)]] = True
    return events_with(pairs, passing)
