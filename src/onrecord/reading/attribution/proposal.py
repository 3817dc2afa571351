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
    alone: float = 0.0
    """The same by a decision that has not seen the other proposals."""
    version: tuple[Range, ...] = ()
    """The content as it is told in the end, where that is not ``content``: which attributions are nested in it is decided by
    the longer or shorter one that the decision has seen."""
