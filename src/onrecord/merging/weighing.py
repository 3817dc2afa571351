"""What the features of two reports weigh: log odds that both tell one event, and the share of each feature in them.

Gradient boosting for a binary outcome (J. Friedman, "Greedy function approximation", 2001), fitted by
``training/merging/fit.py``. The share of a feature is what the expected value changes at its splits along the path
(A. Saabas, "Interpreting random forests", 2014), so that the shares and the base add up to the log odds.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.merging.likeness import FEATURES

_SMALLEST = 1_000_000
"""Parts of a log odd that the values of the trees are whole numbers of: sums of them are exact."""
_LEAVES = 16
"""Most leaves of a tree: a bit each."""
_BATCH = 2_000
"""Pairs weighed at once: their leaves stay in the processor's cache."""


@dataclass(frozen=True, slots=True)
class _Tree:
    """Feature (negative for a leaf), threshold, children and expected value of each node."""

    feature: Sequence[int]
    threshold: Sequence[float]
    left: Sequence[int]
    right: Sequence[int]
    value: Sequence[float]


@dataclass(frozen=True, slots=True)
class _Splits:
    """The thresholds of one feature, ascending, and the leaves that are left beyond the first n of them.

    Each tree has a bit for each leaf, from left to right. A value over a threshold rules out the leaves under its left
    branch, and of the leaves that no feature rules out the leftmost is where the pair ends (C. Lucchese and others,
    "QuickScorer", SIGIR 2015).
    """

    feature: int
    thresholds: NDArray[np.float64]
    left: NDArray[np.uint16]
    """[thresholds + 1, trees]"""


class Weights:
    """A fitted ensemble over the features of two reports."""

    def __init__(self, base: float, trees: Sequence[_Tree]) -> None:
        self.base, self.trees = base, trees
        self._splits, self._values = _compiled(trees)

    def log_odds(self, pairs: Sequence[Sequence[float]] | NDArray[np.float64]) -> NDArray[np.float64]:
        """Log odds of each pair, [pairs]; ``pairs``: rows of features in the order of ``FEATURES``.

        The same to the last digit however many pairs are weighed at once.
        """
        rows = np.asarray(pairs, dtype=np.float64).reshape(-1, len(FEATURES))
        found = [self._sums(rows[n : n + _BATCH]) for n in range(0, len(rows), _BATCH)]
        return np.concatenate(found) / _SMALLEST if found else np.empty(0)

    def _sums(self, rows: NDArray[np.float64]) -> NDArray[np.int64]:
        leaves = np.full((len(rows), len(self.trees)), (1 << _LEAVES) - 1, dtype=np.uint16)
        for splits in self._splits:
            leaves &= splits.left[np.searchsorted(splits.thresholds, rows[:, splits.feature])]
        places = _leftmost()[leaves] + np.arange(0, len(self._values), _LEAVES)
        return np.asarray(self._values[places].sum(axis=1) + round(self.base * _SMALLEST))

    def shares(self, values: Sequence[float]) -> dict[str, float]:
        """What each feature adds to the log odds of one pair, heaviest first; the base stands under "before"."""
        names = list(FEATURES)
        found = {"before": self.base}
        for tree in self.trees:
            node = 0
            while (feature := tree.feature[node]) >= 0:
                child = tree.left if values[feature] <= tree.threshold[node] else tree.right
                step = tree.value[child[node]] - tree.value[node]
                found[names[feature]] = found.get(names[feature], 0.0) + step
                node = child[node]
            found["before"] += tree.value[0]
        return dict(sorted(found.items(), key=lambda item: (-abs(item[1]), item[0])))


def weights_of(raw: dict[str, Any]) -> Weights:
    """Build an ensemble from its JSON object. Raises ``ValueError`` where it was fitted on other features."""
    if raw["features"] != list(FEATURES):
        raise ValueError("the weights were fitted on other features: run training/merging/fit.py again")
    return Weights(raw["base"], tuple(_Tree(*columns) for columns in raw["trees"]))


def _compiled(trees: Sequence[_Tree]) -> tuple[list[_Splits], NDArray[np.int64]]:
    """The splits of each feature, and the value of each leaf of each tree, [trees * leaves]."""
    values = np.zeros(len(trees) * _LEAVES, dtype=np.int64)
    found: dict[int, list[tuple[float, int, int]]] = defaultdict(list)
    for n, tree in enumerate(trees):
        if sum(feature < 0 for feature in tree.feature) > _LEAVES:
            raise ValueError(f"a tree has more than {_LEAVES} leaves: fit smaller ones")
        _under(tree, 0, 0, found, n, values)
    return [_splits(feature, nodes, len(trees)) for feature, nodes in sorted(found.items())], values


def _under(
    tree: _Tree,
    node: int,
    first: int,
    found: dict[int, list[tuple[float, int, int]]],
    n: int,
    values: NDArray[np.int64],
) -> int:
    """The leaves under a node of tree ``n``, of which the leftmost is number ``first``; what they say is written down."""
    if (feature := tree.feature[node]) < 0:
        values[n * _LEAVES + first] = round(tree.value[node] * _SMALLEST)
        return 1 << first
    left = _under(tree, tree.left[node], first, found, n, values)
    right = _under(tree, tree.right[node], first + left.bit_count(), found, n, values)
    found[feature].append((tree.threshold[node], n, left))
    return left | right


def _splits(feature: int, nodes: Sequence[tuple[float, int, int]], trees: int) -> _Splits:
    thresholds = sorted({threshold for threshold, _, _ in nodes})
    left = np.full((len(thresholds) + 1, trees), (1 << _LEAVES) - 1, dtype=np.uint16)
    for threshold, tree, leaves in nodes:
        left[thresholds.index(threshold) + 1 :, tree] &= np.uint16(~leaves & ((1 << _LEAVES) - 1))
    return _Splits(feature, np.array(thresholds), left)


@lru_cache(maxsize=1)
def _leftmost() -> NDArray[np.int64]:
    """The number of the leftmost leaf of each set of leaves."""
    return np.array([(n & -n).bit_length() - 1 for n in range(1 << _LEAVES)])


@lru_cache(maxsize=1)
def load_weights() -> Weights:
    """Return the ensemble of ``data/likeness.json``."""
    raw = json.loads(files("onrecord.merging").joinpath("data/likeness.json").read_text("utf8"))
    return weights_of(raw)
