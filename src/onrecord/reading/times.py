"""Time expressions (placeholder of the layer's shape)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from onrecord.reading.layers import Reading


class Times:
    """Needs syntax; adds the time expressions."""

    needs = ("doc",)
    adds = ("times",)

    def __call__(self, reading: Reading) -> Mapping[str, Any]:
        """Return the time expressions in order."""
        return {"times": ()}
