"""Text from strangers made safe to show: nothing in it may drive the terminal or change the order of what stands
around it."""

from __future__ import annotations

import re
import unicodedata

_STACKED = re.compile(r"([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{3})"
                      r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+")  # fmt: skip
_NOT_ASCII = {
    "→": "->", "·": "-", "…": "...", "“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "--",
    "≥": ">=", "≤": "<=", "▌": "|", "━": "=", "─": "-", "‹": "<", "›": ">",
}  # fmt: skip
_REORDERING = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
_JOINERS = "\u200c\u200d"  # Persian and Indic spelling, emoji families


def neutral(text: str) -> str:
    """Return the text as one line without control, bidirectional, private and unassigned characters.

    White space runs become one space, invisible format characters go, what would act on the terminal (escape
    sequences' lead, backspace) or reorder the line becomes U+FFFD, and piled up combining marks stop at three.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split()) if "  " in text else text
    spaced = _SPACES.sub(" ", text)
    return _STACKED.sub(r"\1", "".join(c if c.isprintable() else _shown(c) for c in spaced))


_SPACES = re.compile(r"\s+")


def _shown(character: str) -> str:
    if character in _JOINERS:
        return character
    invisible = (
        unicodedata.category(character) == "Cf" and unicodedata.bidirectional(character) not in _REORDERING
    )
    return "" if invisible else "\ufffd"


def to_ascii(text: str) -> str:
    """Return a line in ASCII: our own signs and quotation marks spelled out, accents dropped, the rest ``?``."""
    spelled = "".join(_NOT_ASCII.get(c, c) for c in text)
    return "".join(_ascii(c) for c in spelled)


def _ascii(character: str) -> str:
    if character < "\x80":
        return character
    bare = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode()
    return bare or ("" if unicodedata.combining(character) else "?")
