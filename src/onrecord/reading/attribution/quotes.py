"""The quotations of a text as token ranges, by paragraph. A missing closer never swallows the next paragraph."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import pairwise

from onrecord.reading.attribution.tree import Tree
from onrecord.reading.quotation_marks import quoted_spans

_PARAGRAPH = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation with its marks: token range, end exclusive, and whether the text closes it."""

    start: int
    end: int
    closed: bool
    paragraph: int
    """Number of the paragraph it stands in."""
    goes_on: bool = False
    """Whether it is the quotation before, gone on in a new paragraph."""


@dataclass(frozen=True, slots=True)
class Quotes:
    """All quotations in order, the paragraphs as token ranges, and for each token its quotation's number or -1."""

    quotes: tuple[Quote, ...]
    paragraphs: tuple[tuple[int, int], ...]
    of_token: list[int]
    paragraph_of: list[int]


def find_quotes(tree: Tree) -> Quotes:
    """Return the quotations and paragraphs of a text."""
    size = len(tree)
    of_token, paragraph_of = [-1] * size, [0] * size
    paragraphs: list[tuple[int, int]] = []
    for match in _PARAGRAPH.finditer(tree.text):
        first = bisect_left(tree.begin, match.start())
        last = bisect_left(tree.begin, match.end())
        if last > first:
            paragraph_of[first:last] = [len(paragraphs)] * (last - first)
            paragraphs.append((first, last))
    quotes: list[Quote] = []
    for mark in quoted_spans(tree.text):
        start = bisect_right(tree.end, mark.start)
        stop = max(bisect_left(tree.begin, mark.end), start + 1)
        of_token[start:stop] = [len(quotes)] * (stop - start)
        quotes.append(Quote(start, stop, mark.closed, paragraph_of[start], mark.goes_on))
    for (_, before), (after, _) in pairwise(
        paragraphs
    ):  # the line ends between belong to the paragraph before
        paragraph_of[before:after] = [paragraph_of[before - 1]] * (after - before)
    return Quotes(tuple(quotes), tuple(paragraphs), of_token, paragraph_of)


def groups(quotes: Quotes) -> list[range]:
    """Return the numbers of the quotations that are one, gone on over paragraphs; most stand alone."""
    starts = [n for n, quote in enumerate(quotes.quotes) if not quote.goes_on or n == 0]
    return [range(a, b) for a, b in pairwise([*starts, len(quotes.quotes)])]
