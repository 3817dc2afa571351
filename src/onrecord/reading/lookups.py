"""What stands at a place of a text, found without looking at all that the text has: very long ones have thousands of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onrecord.model import Span

_BLOCK = 1_000
"""Characters (or tokens) that are looked up together."""


class Stretches:
    """Numbers of the stretches that may hold a place."""

    def __init__(self, stretches: Iterable[Span | None]) -> None:
        """``stretches``: start and end each, in the order of their numbers; ``None`` for one that holds nothing."""
        self._blocks: dict[int, list[int]] = {}
        for number, stretch in enumerate(stretches):
            if stretch is not None:
                for block in range(stretch[0] // _BLOCK, stretch[1] // _BLOCK + 1):
                    self._blocks.setdefault(block, []).append(number)

    def near(self, place: int) -> Sequence[int]:
        """Return in their order all that hold a place, their ends included, and others near by."""
        return self._blocks.get(place // _BLOCK, ())


class ByToken:
    """Numbers of what stands at tokens."""

    def __init__(self, tokens: Iterable[Iterable[int | None]]) -> None:
        """``tokens``: of each thing those that it is found by."""
        self._at: dict[int, list[int]] = {}
        for number, own in enumerate(tokens):
            for token in {t for t in own if t is not None}:
                self._at.setdefault(token, []).append(number)

    def of(self, tokens: Iterable[int]) -> list[int]:
        """Return in their order the numbers of all that stand at one of the tokens."""
        return sorted({number for token in tokens for number in self._at.get(token, ())})
