"""Quantities (placeholder of the layer's shape)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from onrecord.reading.layers import Reading


class Quantities:
    """Needs syntax; adds the quantities."""

    needs = ("doc",)
    adds = ("quantities",)

    def __call__(self, reading: Reading) -> Mapping[str, Any]:
        """Return the quantities in order."""
        return {"quantities": ()}
