"""Plain text into paragraphs and back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

_WORDS = re.compile(r"\w+")
_SPACE = re.compile(r"[^\S\n]+")
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")
_BLANK = re.compile(r"\n[ \t]*\n\s*")
_WRAP = (45, 100)
"""Shortest and longest line of text wrapped by hand or by a mail program, in characters."""
_LONGEST_KEPT = 1000
"""Characters of a wording that is kept for the next step that asks for it; longer ones would fill the memory."""

SEPARATOR = "\n\n"


class Block(NamedTuple):
    """A paragraph, heading or item of a list, with what it is: ``p``, ``head``, ``item``, .."""

    kind: str
    text: str


def normal(text: str) -> str:
    """Return a text with plain spaces and line ends, without invisible characters."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n")
    text = text.replace("\f", "\n\n").replace("\v", "\n")
    return _SPACE.sub(" ", _INVISIBLE.sub("", text))


def split(text: str) -> list[Block]:
    """Return the paragraphs of a plain text. Lines of a wrapped paragraph are joined, other lines stand alone."""
    chunks = [chunk for chunk in _BLANK.split(text.strip()) if chunk.strip()]
    wrapped = _is_wrapped(chunks)
    out = []
    for chunk in chunks:
        lines = [stripped for line in chunk.split("\n") if (stripped := line.strip())]
        out += [Block("p", line) for line in ([" ".join(lines)] if wrapped else lines)]
    return out


def _is_wrapped(chunks: Sequence[str]) -> bool:
    """Tell whether lines end where the column ends: most are of about one length and few end a sentence."""
    inner = [line.strip() for chunk in chunks for line in chunk.split("\n")[:-1] if line.strip()]
    if len(inner) < 2:
        return False
    low, high = _WRAP
    fits = sum(low <= len(line) <= high for line in inner)
    ends = sum(line.endswith((".", "!", "?", '"', "”", ":")) for line in inner)
    return fits >= 0.8 * len(inner) and ends < 0.5 * len(inner)


def key(text: str) -> str:
    """Return a wording without case, spacing and punctuation, to compare by."""
    return _short_key(text) if len(text) < _LONGEST_KEPT else " ".join(_WORDS.findall(text.lower()))


@lru_cache(maxsize=2048)
def _short_key(text: str) -> str:
    return " ".join(_WORDS.findall(text.lower()))


def join(blocks: Sequence[Block]) -> str:
    """Return the blocks as one text."""
    return SEPARATOR.join(block.text for block in blocks)
