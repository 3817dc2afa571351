"""Sets and vectors of many reports or articles as arrays, so that one is compared with many at once.

All sums are of whole numbers: what two have in common is the same to the last digit whichever comes first and whatever else
stands in the arrays.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

_UNIT = 1 << 30
"""What a weight of 1 is kept as: products of two unit vectors stay under 2 ** 63, and nothing over 1e-8 is lost."""
NONE = -1
"""The number of what is not there."""

Rows = NDArray[np.int64]
"""Numbers of rows, [rows]."""
Floats = NDArray[np.float64]


class Vocabulary:
    """Whole numbers from 0 for words, names and whatever else can be the same."""

    def __init__(self) -> None:
        self._numbers: dict[Hashable, int] = {}
        self._blank: Rows = np.zeros(0, dtype=np.int64)

    def number(self, item: Hashable) -> int:
        """Return the number of an item, a new one for a new item."""
        return self._numbers.setdefault(item, len(self._numbers))

    def all(self, items: Iterable[Hashable]) -> Rows:
        """Return the numbers of items, in order."""
        known = self._numbers
        return np.array([known.setdefault(item, len(known)) for item in items], dtype=np.int64)

    def blank(self) -> Rows:
        """Return zeros for all items, to be written on and left as zeros again."""
        if len(self._blank) < len(self._numbers):
            self._blank = np.zeros(len(self._numbers), dtype=np.int64)
        return self._blank


class Sets:
    """A set of items for each row: the items of row n are ``items[starts[n]:starts[n + 1]]``."""

    def __init__(self, vocabulary: Vocabulary, rows: Sequence[Collection[Hashable]]) -> None:
        self._vocabulary = vocabulary
        self.items: Rows = vocabulary.all(chain.from_iterable(rows))
        self.sizes: Rows = np.array([len(row) for row in rows], dtype=np.int64)
        self.starts: Rows = np.concatenate(([0], np.cumsum(self.sizes)))

    def of(self, row: int) -> Rows:
        """Return the items of a row."""
        return self.items[self.starts[row] : self.starts[row + 1]]

    def shared_with(self, items: Rows, rows: Rows) -> Rows:
        """Return how many of these items each of these rows has."""
        at = self.places(rows)
        return self.added(rows, self.marked(items, np.ones(len(items), dtype=np.int64), at))

    def places(self, rows: Rows) -> Rows:
        """Return the places of all items of these rows, one row after another."""
        sizes = self.sizes[rows]
        return np.repeat(self.starts[rows] - (np.cumsum(sizes) - sizes), sizes) + np.arange(sizes.sum())

    def marked(self, items: Rows, values: Rows, at: Rows) -> Rows:
        """Return for each of these places the value of its item, 0 where it is none of ``items``."""
        blank = self._vocabulary.blank()
        blank[items] = values
        found = blank[self.items[at]]
        blank[items] = 0
        return found

    def added(self, rows: Rows, values: Rows) -> Rows:
        """Return the sum of each row's values, which stand one row after another."""
        ends = np.cumsum(self.sizes[rows])
        sums = np.concatenate(([0], np.cumsum(values)))
        # a sum that runs over is right again in the difference
        return np.asarray(sums[ends] - sums[ends - self.sizes[rows]])


class Vectors(Sets):
    """A unit vector for each row, over the items of a vocabulary."""

    def __init__(self, vocabulary: Vocabulary, rows: Sequence[Mapping[str, float]]) -> None:
        super().__init__(vocabulary, rows)
        weights = np.array([w for row in rows for w in row.values()], dtype=np.float64)
        self._weights: Rows = np.rint(weights * _UNIT).astype(np.int64)

    def cosines(self, one: int, rows: Rows) -> Floats:
        """Return the cosines of one row with others."""
        at = self.places(rows)
        mine = self._weights[self.starts[one] : self.starts[one + 1]]
        return np.asarray(
            self.added(rows, self.marked(self.of(one), mine, at) * self._weights[at]) / _UNIT / _UNIT
        )
