"""Text as databases can hold and compare it."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
_ACCENTS = re.compile(r"[\u0300-\u036f]+")


def held(text: str) -> str:
    """Return a text that both databases hold unchanged: PostgreSQL has no NUL, and SQLite stops reading at it.

    Every character keeps its place, so that offsets into the text stay right.
    """
    return text.replace("\x00", "\ufffd")


def held_or_none(text: str | None) -> str | None:
    """Return the same of a text that may be absent."""
    return None if text is None else held(text)


def words(text: str) -> list[str]:
    """Return the words of a text without case and accents; all else, signs and underscores included, is between them."""
    if not text.isascii():
        text = _ACCENTS.sub("", unicodedata.normalize("NFKD", text))
    return _WORD.findall(text.casefold())


def folded(text: str) -> str:
    """Return the words of a text with single spaces between."""
    return " ".join(words(text))
