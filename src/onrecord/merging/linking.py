"""New reports of the stored view, compared with all that they may be one event with: by windows of time, each pair in one window.

A pair belongs to the window of the new report of the two, of two new ones to that of the one filed first. So windows can be
worked through in any order, by any number of processes, and each pair is compared once. Countries do not cut the work: reports
of one matter may share a person, a place or what their articles are about, and no country.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from onrecord.ledger.view import Filed
from onrecord.merging.candidates import Meeting, may_meet
from onrecord.merging.columns import Columns
from onrecord.merging.crew import cut
from onrecord.merging.events import weighed
from onrecord.merging.ragged import Rows
from onrecord.merging.shelf import Shelf
from onrecord.merging.spans import LONGEST
from onrecord.merging.weighing import load_weights

_WINDOW = 7
"""Days on which the reports of a window begin."""
_NEW, _OTHERS = 400, 20_000
"""New reports, and those that they meet, from which on they are compared before the next window is looked at."""
_FEWEST = 50
"""New reports that are worth a task of their own, for what they meet is set in columns once a task."""


class New(NamedTuple):
    """Where a report is filed, and what is beside it."""

    own: tuple[int, ...]
    """Blocks under which it is filed, as hashes."""
    beside: tuple[int, ...]
    """Blocks of what it is compared with."""
    first: int
    """First and last day on which it can have been, as ordinals."""
    last: int


class Comparison(NamedTuple):
    """New reports, and for each the numbers of those that share a block with it."""

    new: Sequence[int]
    met: Sequence[Rows]
    filed: Mapping[int, Filed]
    """All of them."""


def link(shelf: Shelf, new: Mapping[Filed, New]) -> None:
    """Write down how alike these reports, which are filed, are to others, and to one another."""
    numbers = np.array(sorted(filed.number for filed in new), dtype=np.int64)
    met: dict[Filed, Rows] = {}
    everybody = numbers[:0]
    for window in _windows(new):
        met.update(_met(shelf, window, numbers))
        everybody = np.unique(np.concatenate([everybody, *(met[filed] for filed in window)]))
        if len(met) >= _NEW or len(everybody) >= _OTHERS:
            _compare(shelf, met)
            met, everybody = {}, numbers[:0]
    _compare(shelf, met)


def _compare(shelf: Shelf, met: Mapping[Filed, Rows]) -> None:
    for found in shelf.share(compared, list(_comparisons(shelf, met))):
        shelf.cabinet.link(found)


def _windows(new: Mapping[Filed, New]) -> Iterator[dict[Filed, New]]:
    """Reports that begin in one week, so many at most."""
    weeks: dict[int, list[Filed]] = {}
    for filed, place in new.items():
        if place.beside:
            weeks.setdefault(place.first // _WINDOW, []).append(filed)
    for _, some in sorted(weeks.items()):
        turn = sorted(some, key=lambda f: (f.reading, f.number))
        for first in range(0, len(turn), _NEW):
            yield {filed: new[filed] for filed in turn[first : first + _NEW]}


def _comparisons(shelf: Shelf, met: Mapping[Filed, Rows]) -> Iterator[Comparison]:
    some = {filed: others for filed, others in met.items() if len(others)}
    if not some:
        return
    known = {filed.number: filed for filed in some}
    others = np.unique(np.concatenate(list(some.values()))).tolist()
    known |= shelf.cabinet.filed(numbers=[number for number in others if number not in known])
    for part in cut(list(some), shelf.crew.size, _FEWEST):
        there = {*(f.number for f in part), *np.unique(np.concatenate([some[f] for f in part])).tolist()}
        yield Comparison(
            [f.number for f in part], [some[f] for f in part], {number: known[number] for number in there}
        )


def _met(shelf: Shelf, window: Mapping[Filed, New], numbers: Rows) -> Iterator[tuple[Filed, Rows]]:
    """Each report of a window with those that share a block with it; of two new ones the one filed first has the other.

    ``numbers``: of all that are new.
    """
    blocks = {block for place in window.values() for block in place.beside}
    first, last = min(p.first for p in window.values()), max(p.last for p in window.values())
    rows = np.array(shelf.cabinet.in_blocks(blocks, first, last, LONGEST), dtype=np.int64).reshape(-1, 4)
    rows = rows[np.argsort(rows[:, 0], kind="stable")]
    names, starts = np.unique(rows[:, 0], return_index=True)
    ends = np.append(starts, len(rows))[1:]
    span = {block: (start, end) for block, start, end in zip(names.tolist(), starts, ends, strict=True)}
    for filed, place in window.items():
        found = [rows[slice(*span[block])] for block in place.beside if block in span]
        near = np.concatenate(found) if found else rows[:0]
        near = near[(near[:, 1] <= place.last) & (near[:, 2] >= place.first)]
        others = np.unique(near[:, 3])
        yield filed, others[(others > filed.number) | ~np.isin(others, numbers, assume_unique=True)]


def compared(shelf: Shelf, task: Comparison) -> list[tuple[int, int, float]]:
    """Compare new reports with others and return the log odds of those that are not quite unlike."""
    order = sorted(task.filed.values(), key=lambda f: (f.reading, f.number))  # one article after another
    shelf.at_hand(filed.reading for filed in order)
    columns = Columns([shelf.telling(filed) for filed in order])
    numbers = {name: filed.number for name, filed in zip(columns.ids, order, strict=True)}
    places = {filed.number: n for n, filed in enumerate(order)}

    def meetings() -> Iterator[Meeting]:
        for number, met in zip(task.new, task.met, strict=True):
            one, others = places[number], np.array([places[n] for n in met.tolist()], dtype=np.int64)
            others.sort()
            yield one, others[may_meet(columns, one, others)]

    odds = weighed(columns, meetings(), load_weights())
    return [(numbers[a], numbers[b], value) for (a, b), value in odds.items()]
