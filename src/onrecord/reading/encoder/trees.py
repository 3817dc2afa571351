"""Boosted decision trees, fitted in ``training/`` and kept as JSON: the last word over rules and heads.

Gradient boosting for a binary outcome (J. Friedman, "Greedy function approximation", 2001); evaluated in plain Python,
since a document has some dozens of candidates and no more.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

Tree = tuple[tuple[int, ...], tuple[float, ...], tuple[int, ...], tuple[int, ...], tuple[float, ...]]
"""Feature, threshold, left, right and value of each node; the feature of a leaf is negative."""


@dataclass(frozen=True, slots=True)
class Trees:
    """An ensemble and the names of its features, in order."""

    features: tuple[str, ...]
    base: float
    trees: tuple[Tree, ...]

    def log_odds(self, values: Sequence[float]) -> float:
        """Return the log odds of one case; ``values`` in the order of ``features``."""
        total, values = self.base, [float(v) for v in values]  # numpy's own numbers compare ten times slower
        for feature, threshold, left, right, value in self.trees:
            node = 0
            while feature[node] >= 0:
                node = left[node] if values[feature[node]] <= threshold[node] else right[node]
            total += value[node]
        return total


def trees_of(raw: dict[str, Any]) -> Trees:
    """Build an ensemble from its JSON object."""
    return Trees(
        tuple(raw["features"]),
        raw["base"],
        tuple(tuple(tuple(column) for column in tree) for tree in raw["trees"]),  # type: ignore[misc]
    )


@lru_cache(maxsize=8)
def load_trees(name: str) -> Trees:
    """Return the ensemble of ``data/decisions.json`` with this name."""
    raw = json.loads(files("onrecord.reading").joinpath("data/decisions.json").read_text("utf8"))
    return trees_of(raw[name])
