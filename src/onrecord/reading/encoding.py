"""The layer that runs the encoder over an article, once for all heads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from onrecord.reading.encoder import Encoder, load_encoder
from onrecord.reading.layers import Reading


class Encoding:
    """Needs the tokens and sentences; adds the encoder's vectors."""

    needs = ("doc",)
    adds = ("vectors",)

    def __init__(self, encoder: Encoder | None = None) -> None:
        """``encoder``: another than the shipped one, which is loaded when first needed."""
        self._encoder = encoder

    def __call__(self, reading: Reading) -> Mapping[str, Any]:
        """Return the vectors of the document."""
        return {"vectors": (self._encoder or load_encoder()).encode(reading.doc)}
