"""Which event has which value: made of rows, asked by value, counted over some of the events."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from onrecord.ledger.view.columns.numbers import Mask, Numbers, narrow

_FEW = 5
"""Where more than one event in so many is chosen, going through all pairs costs less than finding theirs."""


class Pairs(NamedTuple):
    """The values of the event at ``n`` stand from ``starts[n]`` to before ``starts[n + 1]`` in ``value``."""

    starts: Numbers
    value: Numbers
    times: Numbers
    """How many events have each value."""


def pairs_of(event: Numbers, value: Numbers, events: int, values: int | None = None) -> Pairs:
    """Return pairs of two columns of one length, each pair in them once; of so many events and (if known) values."""
    order = np.argsort(event, kind="stable")
    starts = np.zeros(events + 1, dtype=np.int32)
    np.cumsum(np.bincount(event, minlength=events), out=starts[1:])
    known = int(value.max(initial=-1)) + 1 if values is None else values
    times = np.bincount(value, minlength=known).astype(np.int32)
    return Pairs(starts, narrow(value[order], known), times)


def events_in(pairs: Pairs) -> Numbers:
    """Return the event of each pair, by its place in the columns."""
    return np.repeat(np.arange(len(pairs.starts) - 1, dtype=np.int32), np.diff(pairs.starts))


def events_with(pairs: Pairs, passing: Mask) -> Mask:
    """Return which events have one of the values that pass."""
    mask = np.zeros(len(pairs.starts) - 1, dtype=np.bool_)
    if passing.any():
        hits = np.flatnonzero(passing[pairs.value])
        if len(hits) * _FEW > len(pairs.value):
            mask[events_in(pairs)[hits]] = True
        else:
            mask[np.searchsorted(pairs.starts, hits, side="right") - 1] = True
    return mask


def times_in(pairs: Pairs, mask: Mask) -> Numbers:
    """Return how many of the events of a mask have each value; of most events it is all less the others."""
    if 2 * int(np.count_nonzero(mask)) > len(mask):
        return pairs.times - _times_in(pairs, ~mask)
    return _times_in(pairs, mask)


def _times_in(pairs: Pairs, mask: Mask) -> Numbers:
    chosen = np.flatnonzero(mask)
    if len(chosen) * _FEW > len(mask):
        theirs = np.repeat(mask, np.diff(pairs.starts))
        return np.bincount(pairs.value[theirs], minlength=len(pairs.times))
    first = pairs.starts[chosen]
    lengths = pairs.starts[chosen + 1] - first
    before = np.cumsum(lengths) - lengths
    at = np.arange(int(lengths.sum())) + np.repeat(first - before, lengths)
    return np.bincount(pairs.value[at], minlength=len(pairs.times))
