"""Galleries: pages whose only text is the captions of their pictures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from onrecord.cleaning.page_lines import PageLine
from onrecord.cleaning.paragraphs import Block, key

FEWEST = 3
BODY_WORDS = 40
"""Words from which a text beside the pictures is the article, and captions are not."""
_CAPTION = re.compile(
    r"caption|gallery-?(?:text|desc)|slide-?(?:text|desc)|cutline|photo-?desc", re.IGNORECASE
)
_NOT_CAPTION = re.compile(r"credit|copyright|author|count|share|button|title", re.IGNORECASE)
_FEWEST_WORDS = 5
_COUNT = re.compile(
    r"^(?:(?:photo|image|slide|picture)s?\s+)?\d{1,3}\s*(?:of|/)\s*\d{1,3}(?!\d)[\s:.|·–—-]*|^(?:photo|image|slide|picture)\s+\d{1,3}\s*[:.|–—-]\s*",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"\s*(?:[\[(]\s*(?:(?:AP|AFP|File|Handout|Pool|Courtesy|Staff)\s)?(?:[Pp]hoto|PHOTO|[Ii]mage|[Pp]icture|[Cc]redit|REUTERS|Reuters|AFP|AP|EPA|Getty)[^()\[\]]{0,90}[\])]"
    r"|(?:[Pp]hoto(?:graph)?s?|PHOTO|[Ii]mages?|IMAGE|[Pp]ictures?|[Cc]redit|CREDIT)(?:\s(?:[Cc]redit|by|courtesy of|courtesy))?\s?[:/]\s?[^.!?]{2,90}"
    r"|(?:[Pp]hoto|[Ii]mage|[Pp]icture) (?:by|courtesy of|via) [A-Z][^.!?]{2,80}"
    r"|(?:REUTERS|AFP|EPA|AP Photo|Getty Images)\s?/\s?[A-Z][^!?]{2,60}"
    r"|[—–-]\s?[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}\s?/\s?[A-Z][\w ]{1,40}"
    r"|[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3}\s?(?:/|\|)\s?(?:AP|AFP|EPA|Reuters|REUTERS|Getty Images|Getty|Anadolu|Bloomberg)\b[^.!?]{0,40}"
    r"|©\s?[^.!?]{2,80})\.?\s*$"
)
_TAIL = 140


def captions_of(lines: Iterable[PageLine]) -> list[Block]:
    """Return the captions of a page in order, each once, without numbers and credits."""
    out: list[Block] = []
    seen: set[str] = set()
    for line in lines:
        own = line.tag == "figcaption" or _CAPTION.search(line.names)
        if not own or line.foreign or (_NOT_CAPTION.search(line.names) and line.tag != "figcaption"):
            continue
        text = _COUNT.sub("", line.text)
        start = max(0, len(text) - _TAIL)
        text = text[:start] + _CREDIT.sub("", text[start:])
        wording = key(text)
        if text.count(" ") + 1 >= _FEWEST_WORDS and wording not in seen:
            seen.add(wording)
            out.append(Block("p", text.strip()))
    return out


def gallery(blocks: Sequence[Block], lines: Iterable[PageLine]) -> list[Block] | None:
    """Return intro and captions of a page that has no other text, or ``None`` where it has a body or few pictures."""
    words = sum(block.text.count(" ") + 1 for block in blocks)
    if words >= BODY_WORDS:
        return None
    captions = captions_of(lines)
    there = {key(caption.text) for caption in captions}
    intro = [
        block
        for block in blocks
        if key(_COUNT.sub("", block.text)) not in there and not _part_of(block, there)
    ]
    return [*intro, *captions] if len(captions) >= FEWEST else None


def _part_of(block: Block, captions: Iterable[str]) -> bool:
    """Tell whether extraction took a caption, with its number or credit, for text."""
    wording = key(block.text)
    return any(caption in wording or wording in caption for caption in captions)
