"""Places (placeholder of the layer's shape)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from onrecord.reading.layers import Reading


class Places:
    """Needs syntax; adds the places."""

    needs = ("doc",)
    adds = ("places",)

    def __call__(self, reading: Reading) -> Mapping[str, Any]:
        """Return the places in order."""
        return {"places": ()}
