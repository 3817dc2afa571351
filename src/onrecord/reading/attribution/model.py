"""The classifier's weights: a logistic regression over binary features, read from ``data/cue_weights.json``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import cast


@lru_cache(maxsize=1)
def load_weights() -> Mapping[str, float]:
    """Return the weight of each feature, in log odds."""
    path = files("onrecord.reading").joinpath("data/cue_weights.json")
    return cast(Mapping[str, float], json.loads(path.read_text(encoding="utf8"))["weights"])


def log_odds(weights: Mapping[str, float], features: Iterable[str]) -> float:
    """Return the log odds that a candidate is an attribution; unknown features weigh nothing."""
    get = weights.get
    return sum(get(f, 0.0) for f in features)
