"""Attributions (placeholder of the layer's shape)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from onrecord.reading.layers import Reading


class Attributions:
    """Needs syntax; adds the attributions."""

    needs = ("doc",)
    adds = ("attributions",)

    def __call__(self, reading: Reading) -> Mapping[str, Any]:
        """Return the attributions in order."""
        return {"attributions": ()}
