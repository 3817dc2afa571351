"""What the columns are."""

from __future__ import annotations

from typing import Any, NamedTuple

from onrecord.ledger.view.columns.numbers import Mask, Numbers
from onrecord.ledger.view.columns.pairs import Pairs

PlaceRow = tuple[Any, ...]
"""Name, country, admin1, precision, latitude, longitude and GeoNames id."""


class Somebody(NamedTuple):
    """Somebody who takes part: the identities with one key are one."""

    key: str
    name: str
    country: str | None
    sector: str | None


class EventColumns(NamedTuple):
    """The open events of one state, in the order of their row numbers; what is text is a place in a list of texts."""

    state: int
    number: Numbers
    """The row number of each."""
    day: Numbers
    """First day, in ``days``."""
    end: Numbers
    """Last day, in ``ends``; -1 where it has none."""
    started: Mask
    """Whether it has a first day of its own."""
    reports: Numbers
    kind: Numbers
    """Type, mode and words of standing, in ``kinds``."""
    days: list[str]
    """In order."""
    ends: list[str]
    """In order."""
    kinds: list[tuple[str, str | None, str]]
    facets: dict[str, Pairs]
    """Of each facet, which event has which value."""
    values: dict[str, list[str]]
    """The values of each facet, in order."""
    identities: tuple[Pairs, Pairs]
    """Who takes part, by number of the identity: actors, recipients."""
    sides: tuple[Pairs, Pairs]
    """The same by ``parties``, each event and party once."""
    parties: list[Somebody]
    """By key."""
    placed: Pairs
    """Where it is, by number of the place."""
    spots: Pairs
    """The same by ``places``, each event and place once."""
    places: list[PlaceRow]
    orders: dict[str, Numbers]
    """The events in each order."""
