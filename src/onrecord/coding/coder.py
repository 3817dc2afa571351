"""Layers in, reports out (placeholder of the room's shape)."""

from __future__ import annotations

from onrecord.model import Report
from onrecord.reading import Reading


class Coder:
    """Codes the events of an article by rules and lexicon."""

    def code(self, reading: Reading) -> tuple[Report, ...]:
        """Return the reports in the order of the text."""
        return ()
