"""Boosted trees by scikit-learn, written as the reading room reads them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from sklearn.ensemble import GradientBoostingClassifier


def fit_trees(
    features: Sequence[str],
    rows: Sequence[Sequence[float]],
    truth: Sequence[bool],
    weights: Sequence[float] | None = None,
    trees: int = 150,
    smallest: int = 15,
    depth: int = 3,
    seed: int = 0,
) -> dict[str, Any]:
    """Fit an ensemble and return its JSON object."""
    model = GradientBoostingClassifier(
        n_estimators=trees, max_depth=depth, learning_rate=0.08, subsample=0.7, min_samples_leaf=smallest, random_state=seed
    )  # fmt: skip
    model.fit(np.array(rows, dtype=np.float64), np.array(truth), sample_weight=weights)
    share = float(np.average(np.array(truth, dtype=float), weights=weights))
    return {
        "features": list(features),
        "base": round(float(np.log(share / (1 - share))), 6),
        "trees": [_columns(estimator.tree_, model.learning_rate) for estimator in model.estimators_[:, 0]],
    }


def _columns(tree: Any, rate: float) -> list[list[float]]:
    leaf = tree.children_left < 0
    return [
        np.where(leaf, -1, tree.feature).tolist(),
        [round(float(t), 6) for t in np.where(leaf, 0.0, tree.threshold)],
        np.where(leaf, 0, tree.children_left).tolist(),
        np.where(leaf, 0, tree.children_right).tolist(),
        [round(float(v), 6) for v in np.where(leaf, tree.value[:, 0, 0] * rate, 0.0)],
    ]
