"""Quotation marks of every style, paired within a paragraph. A missing closer never swallows the next paragraph."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import pairwise

from onrecord.reading.attribution.tree import Tree

_MARK = re.compile(
    r"``|''|[\"“”„«»]|(?<![\w.,!?’'])[‘'](?=[\w“\"])|(?<=[\w.,!?…\"”])[’'](?![\w’'])",
)
_DIRECTED = {"“": "”", "„": "“", "«": "»", "``": "''", "‘": "’", "»": "«"}
_CLOSERS = frozenset("”»’")
_PARAGRAPH = re.compile(r"[^\n]+")
_OPENS_AFTER = frozenset(" \t\u00a0([{—–-/:\"'“‘")
_SINGLE_LIMIT = 400  # an apostrophe mistaken for an opening quotation mark must not reach far


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation with its marks: token range, end exclusive, and whether the text closes it."""

    start: int
    end: int
    closed: bool
    paragraph: int
    """Number of the paragraph it stands in."""


@dataclass(frozen=True, slots=True)
class Quotes:
    """All quotations in order, the paragraphs as token ranges, and for each token its quotation's number or -1."""

    quotes: tuple[Quote, ...]
    paragraphs: tuple[tuple[int, int], ...]
    of_token: list[int]
    paragraph_of: list[int]


def _opens(mark: str, text: str, begin: int, end: int, at: int, after: int) -> str | None:
    """Return the closer that this mark waits for, or None where it cannot open."""
    before = text[at - 1] if at > begin else " "
    following = text[after] if after < end else " "
    if following.isspace():
        return None
    if mark in ("“", "„", "«", "``"):
        return _DIRECTED[mark]
    if mark == "‘":
        return "’"
    if mark in ('"', "''"):
        return mark if before in _OPENS_AFTER or not before.isalnum() else None
    if mark == "'":
        return "'" if before in _OPENS_AFTER else None
    return None


def _closes(mark: str, wanted: str, text: str, end: int, after: int) -> bool:
    """Whether ``mark`` closes a quotation that waits for ``wanted``."""
    if wanted in ("'", "’"):
        return mark in ("'", "’")
    if mark == wanted or (mark in ('"', "''", "”") and wanted in ('"', "''", "”")):
        following = text[after] if after < end else " "
        return mark in _CLOSERS or not following.isalnum()
    return False


def _is_stray(text: str, opened: int, at: int, after: int, end: int) -> bool:
    """Whether an open curly mark has no closer and a straight one opens the real quotation."""
    opens = text[at - 1].isspace() and after < end and not text[after].isspace()
    return opens and text.find("”", opened, end) < 0


def _pairs(text: str, begin: int, end: int) -> list[tuple[int, int, bool]]:
    """Character ranges of the outermost quotations of one paragraph."""
    out: list[tuple[int, int, bool]] = []
    opened, wanted = -1, ""
    for match in _MARK.finditer(text, begin, end):
        mark = match.group()
        if opened >= 0 and wanted in ("'", "’") and match.start() - opened > _SINGLE_LIMIT:
            opened = -1
        if opened < 0:
            closer = _opens(mark, text, begin, end, match.start(), match.end())
            if closer:
                opened, wanted = match.start(), closer
        elif mark == '"' and wanted == "”" and _is_stray(text, opened, match.start(), match.end(), end):
            opened, wanted = match.start(), mark
        elif _closes(mark, wanted, text, end, match.end()):
            out.append((opened, match.end(), True))
            opened = -1
        elif wanted in ("'", "’") and mark not in (
            "'",
            "’",
            "‘",
        ):  # a double mark inside a doubtful single one
            closer = _opens(mark, text, begin, end, match.start(), match.end())
            if closer:
                opened, wanted = match.start(), closer
    if opened >= 0 and wanted not in ("'", "’"):
        out.append((opened, end, False))
    return out


def find_quotes(tree: Tree) -> Quotes:
    """Return the quotations and paragraphs of a text."""
    size = len(tree)
    of_token, paragraph_of = [-1] * size, [0] * size
    quotes: list[Quote] = []
    paragraphs: list[tuple[int, int]] = []
    for match in _PARAGRAPH.finditer(tree.text):
        first = bisect_left(tree.begin, match.start())
        last = bisect_left(tree.begin, match.end())
        if last <= first:
            continue
        number = len(paragraphs)
        paragraphs.append((first, last))
        paragraph_of[first:last] = [number] * (last - first)
        for begin, end, closed in _pairs(tree.text, match.start(), match.end()):
            start = bisect_right(tree.end, begin)
            stop = max(bisect_left(tree.begin, end), start + 1)
            of_token[start:stop] = [len(quotes)] * (stop - start)
            quotes.append(Quote(start, stop, closed, number))
    for (_, before), (after, _) in pairwise(
        paragraphs
    ):  # the line ends between belong to the paragraph before
        paragraph_of[before:after] = [paragraph_of[before - 1]] * (after - before)
    return Quotes(tuple(quotes), tuple(paragraphs), of_token, paragraph_of)
