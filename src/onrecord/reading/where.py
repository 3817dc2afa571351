"""Where an event happened: the place among the sentence's that the event's syntax points to."""

from __future__ import annotations

from onrecord.model import Place, Span
from onrecord.reading.layers import Reading


def place_of(reading: Reading, sentence: Span, trigger: int) -> Place | None:
    """Return the place of the event whose trigger is token ``trigger`` in ``sentence``."""
    inside = [p for p in reading.places if sentence[0] <= p.start < sentence[1]]
    return inside[0] if inside else None
