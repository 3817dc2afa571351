"""What the features of two reports weigh: log odds that both tell one event, and the share of each feature in them.

Gradient boosting for a binary outcome (J. Friedman, "Greedy function approximation", 2001), fitted by
``training/merging/fit.py``. The share of a feature is what the expected value changes at its splits along the path
(A. Saabas, "Interpreting random forests", 2014), so that the shares and the base add up to the log odds.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.merging.likeness import FEATURES


@dataclass(frozen=True, slots=True)
class _Tree:
    """Feature (negative for a leaf), threshold, children and expected value of each node."""

    feature: NDArray[np.int64]
    threshold: NDArray[np.float64]
    left: NDArray[np.int64]
    right: NDArray[np.int64]
    value: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Weights:
    """A fitted ensemble over the features of two reports."""

    base: float
    trees: tuple[_Tree, ...]

    def log_odds(self, pairs: Sequence[Sequence[float]]) -> NDArray[np.float64]:
        """Log odds of each pair, [pairs]; ``pairs``: rows of features in the order of ``FEATURES``."""
        rows = np.asarray(pairs, dtype=np.float64).reshape(-1, len(FEATURES))
        total = np.full(len(rows), self.base)
        every = np.arange(len(rows))
        for tree in self.trees:
            node = np.zeros(len(rows), dtype=np.int64)
            while (inner := tree.feature[node] >= 0).any():
                at, here = every[inner], node[inner]
                goes_left = rows[at, tree.feature[here]] <= tree.threshold[here]
                node[inner] = np.where(goes_left, tree.left[here], tree.right[here])
            total += tree.value[node]
        # the same to the last digit however many pairs are weighed at once
        return np.round(total, 6)

    def shares(self, values: Sequence[float]) -> dict[str, float]:
        """What each feature adds to the log odds of one pair, heaviest first; the base stands under "before"."""
        names = list(FEATURES)
        found = {"before": self.base}
        for tree in self.trees:
            node = 0
            while (feature := int(tree.feature[node])) >= 0:
                child = tree.left if values[feature] <= tree.threshold[node] else tree.right
                step = float(tree.value[child[node]] - tree.value[node])
                found[names[feature]] = found.get(names[feature], 0.0) + step
                node = int(child[node])
            found["before"] += float(tree.value[0])
        return dict(sorted(found.items(), key=lambda item: (-abs(item[1]), item[0])))


def weights_of(raw: dict[str, Any]) -> Weights:
    """Build an ensemble from its JSON object. Raises ``ValueError`` where it was fitted on other features."""
    if raw["features"] != list(FEATURES):
        raise ValueError("the weights were fitted on other features: run training/merging/fit.py again")
    return Weights(raw["base"], tuple(_tree(*columns) for columns in raw["trees"]))


def _tree(
    feature: list[int], threshold: list[float], left: list[int], right: list[int], value: list[float]
) -> _Tree:
    return _Tree(np.array(feature), np.array(threshold), np.array(left), np.array(right), np.array(value))


@lru_cache(maxsize=1)
def load_weights() -> Weights:
    """Return the ensemble of ``data/likeness.json``."""
    raw = json.loads(files("onrecord.merging").joinpath("data/likeness.json").read_text("utf8"))
    return weights_of(raw)
