"""Paragraphs that extraction skipped although their neighbours on both sides are the article's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from onrecord.cleaning.paragraphs import Block, key

_SPACE = re.compile(r"\s+")
_SENTENCE_END = re.compile(r"[.!?…][\"”'’)\]]*$")
_FEWEST_WORDS = 8
_MOST_LINKED = 0.5  # share of characters; paragraphs of news link a few words


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as it stands in the tree, with which others stand beside it."""

    text: str
    key: str
    parent: int
    prose: bool


def paragraphs_of(tree: HtmlElement) -> list[Paragraph]:
    """Return the page's paragraphs in order. To be called before extraction, which changes the tree."""
    found = []
    parents: dict[HtmlElement, int] = {}
    for element in tree.iter("p"):
        parent = element.getparent()
        if parent is None:
            continue
        text = _SPACE.sub(" ", "".join(element.itertext())).strip()
        prose = (
            text.count(" ") + 1 >= _FEWEST_WORDS
            and _SENTENCE_END.search(text) is not None
            and sum(len("".join(a.itertext())) for a in element.iter("a")) < _MOST_LINKED * len(text)
        )
        found.append(Paragraph(text, key(text), parents.setdefault(parent, len(parents)), prose))
    return found


def recover(blocks: Sequence[Block], paragraphs: Sequence[Paragraph]) -> list[Block]:
    """Return the blocks with the prose put back that stands between two of them, in one parent, on the page."""
    places = {key(block.text): i for i, block in enumerate(blocks)}
    everything = " ".join(places)
    siblings: dict[int, list[Paragraph]] = {}
    for paragraph in paragraphs:
        siblings.setdefault(paragraph.parent, []).append(paragraph)
    insertions: dict[int, list[Block]] = {}
    for group in siblings.values():
        taken = [places.get(p.key) for p in group]
        last = max((i for i, place in enumerate(taken) if place is not None), default=-1)
        before: int | None = None
        for i, paragraph in enumerate(group[:last]):
            if taken[i] is not None:
                before = taken[i]
            elif before is not None and paragraph.prose and paragraph.key not in everything:
                insertions.setdefault(before, []).append(Block("p", paragraph.text))
    out = []
    for i, block in enumerate(blocks):
        out += [block, *insertions.get(i, ())]
    return out
