"""Paragraphs that extraction took for the article although the markup says that they are something else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from onrecord.cleaning.page_lines import PageLine, named_apart
from onrecord.cleaning.paragraphs import Block, key

_MOST = 0.3
"""Share of a text that its markup may take away; where it would take more, the names mean something else."""
_LEAST_LEFT = 400
"""Characters of a story that stands beside others on one page."""


def without_apart(blocks: Sequence[Block], lines: Sequence[PageLine], titles: Iterable[str]) -> list[Block]:
    """Return the blocks without other stories, and without what the markup calls a bio, a promotion, a comment.

    What also stands among the page's other lines, as a quotation pulled out of the text does, stays.
    """
    foreign = [line.foreign or named_apart(line.names) for line in lines]
    kept = _without(blocks, _only(lines, foreign), lambda left, all_: left >= (1 - _MOST) * all_)
    other = _other_stories(lines, frozenset(key(title) for title in titles))
    return _without(kept, _only(lines, other), lambda left, _: left >= _LEAST_LEFT)


def _other_stories(lines: Sequence[PageLine], titles: frozenset[str]) -> list[bool]:
    """Tell of each line whether it stands in another story than the one whose headline is the page's."""
    own = next((x.article for x in lines if x.article and x.tag in ("h1", "h2") and key(x.text) in titles), 0)
    return [bool(own) and line.article not in (0, own) for line in lines]


def _only(lines: Sequence[PageLine], marked: Sequence[bool]) -> set[str]:
    """Return the wordings of marked lines that no other line has."""
    found = {key(line.text) for line, mark in zip(lines, marked, strict=True) if mark}
    if found:
        found -= {key(line.text) for line, mark in zip(lines, marked, strict=True) if not mark}
    return found - {""}


def _without(blocks: Sequence[Block], wordings: set[str], enough: Callable[[int, int], bool]) -> list[Block]:
    kept = [block for block in blocks if key(block.text) not in wordings]
    left, whole = sum(len(b.text) for b in kept), sum(len(b.text) for b in blocks)
    return kept if enough(left, whole) else list(blocks)
