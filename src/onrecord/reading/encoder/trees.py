"""Boosted decision trees, fitted in ``training/`` and kept as JSON: the last word over rules and heads.

Gradient boosting for a binary outcome (J. Friedman, "Greedy function approximation", 2001). One case is decided in plain
Python, many at once over arrays: both give the same numbers to the last digit.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

Tree = tuple[tuple[int, ...], tuple[float, ...], tuple[int, ...], tuple[int, ...], tuple[float, ...]]
"""Feature, threshold, left, right and value of each node; the feature of a leaf is negative."""


@dataclass(frozen=True, slots=True)
class _Nodes:
    """The nodes of all trees one after another; a leaf leads to itself."""

    roots: NDArray[np.intp]
    feature: NDArray[np.intp]
    threshold: NDArray[np.float64]
    left: NDArray[np.intp]
    right: NDArray[np.intp]
    value: NDArray[np.float64]
    depth: int


@dataclass(frozen=True, slots=True)
class Trees:
    """An ensemble and the names of its features, in order."""

    features: tuple[str, ...]
    base: float
    trees: tuple[Tree, ...]
    nodes: _Nodes = field(compare=False, repr=False)

    def log_odds(self, values: Sequence[float]) -> float:
        """Return the log odds of one case; ``values`` in the order of ``features``."""
        total, values = self.base, [float(v) for v in values]  # numpy's own numbers compare ten times slower
        for feature, threshold, left, right, value in self.trees:
            node = 0
            while feature[node] >= 0:
                node = left[node] if values[feature[node]] <= threshold[node] else right[node]
            total += value[node]
        return total

    def log_odds_of_all(self, rows: Sequence[Sequence[float]]) -> list[float]:
        """Return the log odds of many cases, each as ``log_odds`` gives them."""
        if not rows:
            return []
        nodes, values = self.nodes, np.array(rows, dtype=np.float64)
        case = np.arange(len(values))[:, None]
        at = np.broadcast_to(nodes.roots, (len(values), len(nodes.roots)))
        for _ in range(nodes.depth):
            goes_left = values[case, nodes.feature[at]] <= nodes.threshold[at]
            at = np.where(goes_left, nodes.left[at], nodes.right[at])
        added = np.empty((len(values), len(nodes.roots) + 1))
        added[:, 0], added[:, 1:] = self.base, nodes.value[at]
        found: list[float] = np.cumsum(added, axis=1)[
            :, -1
        ].tolist()  # in the order of the trees, as one by one
        return found


def trees_of(raw: dict[str, Any]) -> Trees:
    """Build an ensemble from its JSON object."""
    trees: tuple[Tree, ...] = tuple(tuple(tuple(column) for column in tree) for tree in raw["trees"])  # type: ignore[misc]
    return Trees(tuple(raw["features"]), raw["base"], trees, _nodes(trees))


def _nodes(trees: Sequence[Tree]) -> _Nodes:
    """All trees as arrays."""
    roots: list[int] = []
    columns: list[tuple[int, float, int, int, float]] = []
    deepest = 0
    for feature, threshold, left, right, value in trees:
        root, depths = len(columns), [0] * len(feature)
        roots.append(root)
        for n, split in enumerate(feature):
            if split < 0:
                columns.append((0, np.inf, root + n, root + n, value[n]))
                deepest = max(deepest, depths[n])
            else:
                columns.append((split, threshold[n], root + left[n], root + right[n], value[n]))
                depths[left[n]] = depths[right[n]] = depths[n] + 1
    features, thresholds, lefts, rights, values = (
        zip(*columns, strict=True) if columns else ((), (), (), (), ())
    )
    return _Nodes(
        np.array(roots, dtype=np.intp), np.array(features, dtype=np.intp), np.array(thresholds, dtype=np.float64),
        np.array(lefts, dtype=np.intp), np.array(rights, dtype=np.intp), np.array(values, dtype=np.float64), deepest,
    )  # fmt: skip


@lru_cache(maxsize=8)
def load_trees(name: str) -> Trees:
    """Return the ensemble of ``data/decisions.json`` with this name."""
    raw = json.loads(files("onrecord.reading").joinpath("data/decisions.json").read_text("utf8"))
    return trees_of(raw[name])
