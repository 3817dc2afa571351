"""Boosted trees by scikit-learn, written as the reading room reads them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from sklearn.ensemble import GradientBoostingClassifier, HistGradientBoostingRegressor


def fit_trees(
    features: Sequence[str],
    rows: Sequence[Sequence[float]],
    truth: Sequence[bool],
    weights: Sequence[float] | None = None,
    trees: int = 150,
    smallest: int = 15,
    depth: int = 3,
    rate: float = 0.08,
    seed: int = 0,
) -> dict[str, Any]:
    """Fit an ensemble and return its JSON object."""
    model = GradientBoostingClassifier(
        n_estimators=trees, max_depth=depth, learning_rate=rate, subsample=0.7, min_samples_leaf=smallest, random_state=seed
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


def fit_worth(
    features: Sequence[str],
    rows: Sequence[Sequence[float]],
    worth: Sequence[float],
    weights: Sequence[float],
    trees: int = 150,
    leaves: int = 16,
    smallest: int = 60,
    seed: int = 7,
) -> dict[str, Any]:
    """Fit an ensemble whose sum is what a row is worth, over binned features, for rows by the hundred thousand."""
    model = HistGradientBoostingRegressor(
        max_iter=trees, max_leaf_nodes=leaves, learning_rate=0.08, min_samples_leaf=smallest, early_stopping=False,
        random_state=seed,
    )  # fmt: skip
    model.fit(np.array(rows, dtype=np.float64), np.array(worth), sample_weight=np.array(weights))
    return {
        "features": list(features),
        "base": round(float(np.ravel(model._baseline_prediction)[0]), 6),
        "trees": [_binned_columns(predictor.nodes) for (predictor,) in model._predictors],
    }


def _binned_columns(nodes: Any) -> list[list[float]]:
    leaf = nodes["is_leaf"].astype(bool)
    return [
        np.where(leaf, -1, nodes["feature_idx"].astype(int)).tolist(),
        [round(float(t), 6) for t in np.where(leaf, 0.0, nodes["num_threshold"])],
        np.where(leaf, 0, nodes["left"].astype(int)).tolist(),
        np.where(leaf, 0, nodes["right"].astype(int)).tolist(),
        [round(float(v), 6) for v in np.where(leaf, nodes["value"], 0.0)],
    ]
