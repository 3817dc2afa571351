"""A cue with something said, before anything is decided."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.reading.attribution.tree import Tree

Range = tuple[int, int]
"""First token and the one after the last."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A cue token with the content that it would have, before anything is decided."""

    cue: int
    frame: str
    source: int | None
    path: str
    content: tuple[Range, ...]
    extra: tuple[int, ...] = ()
    """Cue words beside the head: particle, preposition, light verb's noun."""


def subtree(tree: Tree, token: int) -> Range:
    """Return the token range of a subtree."""
    return tree.left[token], tree.right[token] + 1


def minus(whole: Range, hole: Range) -> tuple[Range, ...]:
    """Token ranges of ``whole`` without ``hole``."""
    pieces = ((whole[0], min(hole[0], whole[1])), (max(hole[1], whole[0]), whole[1]))
    return tuple((a, b) for a, b in pieces if b > a)
