"""Counts over the events that pass: of values, of parties, of places. The same as the database counts."""

from __future__ import annotations

import json

import numpy as np

from onrecord.ledger.view.asking import Row
from onrecord.ledger.view.changes import FACETS, Facet
from onrecord.ledger.view.columns.choosing import Chosen
from onrecord.ledger.view.columns.numbers import Mask, Numbers
from onrecord.ledger.view.columns.pairs import events_in, times_in
from onrecord.ledger.view.columns.table import EventColumns
from onrecord.ledger.view.schema import UNDATED
from onrecord.ledger.view.tallies import Party, SpanCount
from onrecord.model import UsageError

_PLACE = ("name", "country", "admin1", "precision", "lat", "lon", "geonames_id")


def counts_in(chosen: Chosen, facet: Facet, limit: int | None = None) -> list[tuple[str, int]]:
    """Return how many of the events have each value, the commonest first; days in their order."""
    if facet not in FACETS:
        raise UsageError(f"'{facet}' is no facet: use one of {', '.join(FACETS)}")
    columns = chosen.columns
    if facet == "day":
        times = np.bincount(columns.day[chosen.mask], minlength=len(columns.days))
        found = [(day, int(n)) for day, n in zip(columns.days, times, strict=True) if n and day != UNDATED]
        return found[:limit]
    if facet in ("actor", "recipient"):
        counts = times_in(columns.sides[0 if facet == "actor" else 1], chosen.mask)
        return [(columns.parties[n].key, int(counts[n])) for n in _commonest(counts, limit)]
    values = columns.values[facet]
    counts = times_in(columns.facets[facet], chosen.mask)
    return [(values[n], int(counts[n])) for n in _commonest(counts, limit)]


def parties_in(chosen: Chosen) -> list[Party]:
    """Return everybody who takes part, by key."""
    columns, tallies = chosen.columns, dict[int, list[tuple[int, str, str | None, str, int]]]()
    for side, pairs in enumerate(columns.sides):
        event = events_in(pairs)
        passing = chosen.mask[event]
        both = pairs.value[passing].astype(np.int64) * len(columns.kinds) + columns.kind[event[passing]]
        for each, count in zip(*np.unique(both, return_counts=True), strict=True):
            party, kind = divmod(int(each), len(columns.kinds))
            tallies.setdefault(party, []).append((side, *columns.kinds[kind], int(count)))
    return [
        Party(
            key=(one := columns.parties[n]).key, name=one.name, country=one.country, sector=one.sector,
            tallies=tuple(sorted(tallies[n], key=repr)),
        )
        for n in sorted(tallies)
    ]  # fmt: skip


def spans_in(chosen: Chosen) -> list[SpanCount]:
    """Return how many events have the same first and last day, type and standing, and by how many reports they are told."""
    columns, mask = chosen.columns, chosen.mask
    own = np.where(columns.started, columns.day.astype(np.int64), -1) + 1
    ends, kinds = len(columns.ends) + 1, len(columns.kinds)
    groups = (own * ends + columns.end + 1) * kinds + columns.kind
    each, of = np.unique(groups[mask], return_inverse=True)
    times = np.bincount(of, minlength=len(each))
    told = np.bincount(of, weights=columns.reports[mask], minlength=len(each))
    found: dict[tuple[str | None, str | None, str, str], list[int]] = {}
    for group, events, reports in zip(each.tolist(), times.tolist(), told.tolist(), strict=True):
        days, kind = divmod(group, kinds)
        start, end = divmod(days, ends)
        event_type, _, standing = columns.kinds[kind]
        name = _day(columns, start - 1), columns.ends[end - 1] if end else None, event_type, standing
        so_far = found.setdefault(name, [0, 0])
        so_far[0] += events
        so_far[1] += int(reports)
    spans = [
        SpanCount(start, end, event_type, tuple(json.loads(standing)), events, reports)
        for (start, end, event_type, standing), (events, reports) in found.items()
    ]
    return sorted(spans, key=repr)


def places_in(chosen: Chosen) -> list[Row]:
    """Return where the events are told to be, those places with most of them first."""
    columns, pairs = chosen.columns, chosen.columns.spots
    counts = times_in(pairs, chosen.mask)
    first, last = _spans(columns, chosen.mask)
    rows = [
        dict(zip(_PLACE, columns.places[n], strict=True))
        | {"events": int(counts[n]), "first": _day(columns, first[n]), "last": _day(columns, last[n])}
        for n in np.flatnonzero(counts)
    ]
    return sorted(
        rows, key=lambda row: (-row["events"], row["name"], row["geonames_id"] or 0, row["admin1"] or "")
    )


def _spans(columns: EventColumns, mask: Mask) -> tuple[Numbers, Numbers]:
    """The first and the last day of the events at each place; -1 where none is dated."""
    pairs = columns.spots
    undated = columns.days.index(UNDATED) if UNDATED in columns.days else -1
    event = events_in(pairs)
    passing = mask[event] & (columns.day[event] != undated)
    place, day = pairs.value[passing], columns.day[event[passing]]
    first, last = (np.full(len(columns.places), -1, dtype=np.int32) for _ in range(2))
    order = np.argsort(day, kind="stable")
    last[place[order]] = day[order]  # of several the one assigned last stays
    first[place[order[::-1]]] = day[order[::-1]]
    return first, last


def _day(columns: EventColumns, code: int) -> str | None:
    return None if code < 0 else columns.days[code]


def _commonest(counts: Numbers, limit: int | None) -> list[int]:
    """The values that there are, the commonest first, in the order of values where they are as common."""
    there = np.flatnonzero(counts)
    order = np.argsort(-counts[there], kind="stable")
    return [int(n) for n in there[order][:limit]]
