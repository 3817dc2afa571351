"""A candidate with its spans cut, on its way to being an attribution."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.reading.attribution.candidate import Candidate, Range


@dataclass(frozen=True, slots=True)
class Proposal:
    """A candidate with its token ranges and the classifier's log odds."""

    candidate: Candidate
    source: tuple[Range, ...]
    cue: tuple[Range, ...]
    content: tuple[Range, ...]
    odds: float = 0.0
