"""What stands in an article's way: pages sent instead of it, and the wall behind its first sentences."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib import resources
from typing import Any

import msgspec

from onrecord.cleaning.page_lines import PageLine
from onrecord.cleaning.paragraphs import Block, key

_WINDOW = 4000
"""Characters of a page in which it says what it is."""
_NO_WORDS = 20
"""Words that are no article: with fewer left, one telling sentence or title is enough. A brief has more."""
_ENOUGH_WORDS = 200
"""Words of a page that describes itself as an article from which nobody need ask."""
_LONGEST_TITLE = 150
_STUB_WORDS = 250
"""Words that outlets show before the wall, at most; a longer text came in full, whatever the page offers beside it."""
_LONGEST_LINE = 60
_LONGEST_MARKER = 200
_BELOW = 12
"""Lines below a text in which its wall stands; what comes later stands on every page of the outlet."""
_LAST = 60
_PROSE_WORDS = 12
_SENTENCE_END = re.compile(r"[.!?][\"”'’)\]]*$")
_BREAKS_OFF = re.compile(r"(?:…|\.{3})[\"”'’)\]]*$")


class _Page(msgspec.Struct, frozen=True):
    what: str
    do: str
    title: re.Pattern[str]
    texts: tuple[re.Pattern[str], ...]


class _Walls(msgspec.Struct, frozen=True):
    pages: tuple[_Page, ...]
    line: re.Pattern[str]
    strong: re.Pattern[str]
    cut: re.Pattern[str]
    names: re.Pattern[str]


@lru_cache(maxsize=1)
def _walls() -> _Walls:
    path = resources.files("onrecord.cleaning") / "data" / "walls.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    pages = tuple(
        _Page(row["what"], row["do"], _compiled(row["title"]), tuple(map(_compiled, row["text"])))
        for row in data["page"]
    )
    stub = data["stub"]
    cut = re.compile(f"(?:{stub['cut']})$", re.IGNORECASE)
    return _Walls(pages, _compiled(stub["line"]), _compiled(stub["strong"]), cut, _compiled(stub["names"]))


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def instead_of_article(titles: Iterable[str], shown: Iterable[str], *, article: bool) -> str | None:
    """Return what a page is and what to do, if it is no article; ``None`` if it may be one.

    ``titles`` are its window title and headings, ``shown`` the lines that it shows, and ``article`` says whether the
    input describes itself as an article. What counts is how much of the page is left beside the telling lines.
    """
    titles = [title.strip()[:_LONGEST_TITLE] for title in titles if title]
    lines = list(_first(shown))
    if article and sum(line.count(" ") + 1 for line in lines) > _ENOUGH_WORDS:
        return None
    for page in _walls().pages:
        titled = any(page.title.fullmatch(title) for title in titles)
        if not titled and _mostly_else(page, lines):
            continue
        found = [[p.search(line) is not None for p in page.texts] for line in lines]
        told = sum(map(any, zip(*found, strict=True)))
        sizes = [line.count(" ") + 1 for line in lines]
        rest = sum(size for size, row in zip(sizes, found, strict=True) if not any(row))
        if rest < _NO_WORDS:
            enough = titled or told >= (2 if article else 1)
        else:
            enough = not article and told >= 1 and (titled or (told >= 3 and 2 * rest < sum(sizes)))
        if enough:
            return f"it is {page.what}; {page.do}"
    return None


def _mostly_else(page: _Page, lines: Sequence[str]) -> bool:
    """Tell whether lines that say nothing of the kind hold half of the words; of an article the longest few show it."""
    whole = sum(line.count(" ") + 1 for line in lines)
    rest = 0
    for line in sorted(lines, key=len, reverse=True):
        if not any(p.search(line) for p in page.texts):
            rest += line.count(" ") + 1
            if rest >= _NO_WORDS and 2 * rest >= whole:
                return True
    return False


def _first(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines in which a page says what it is."""
    size = 0
    for line in lines:
        yield line[: _WINDOW - size]
        size += len(line)
        if size >= _WINDOW:
            return


def cut_at_wall(blocks: Sequence[Block]) -> tuple[list[Block], bool]:
    """Return the blocks before a wall, and whether there is one: an offer to go on reading, and no prose after it."""
    kept = list(blocks)
    last = max((i for i, block in enumerate(kept) if _is_prose(block.text)), default=-1)
    for i, block in enumerate(kept):
        if i > last and _is_wall(block.text):
            return _without_marker(kept[:i])[0], True
    return _without_marker(kept)


def _without_marker(blocks: list[Block]) -> tuple[list[Block], bool]:
    """Return the blocks without the words at their end that lead to the rest: "Read more »", "[+1234 chars]"."""
    last = blocks[-1] if blocks else Block("p", "")
    found = _walls().cut.search(last.text, max(0, len(last.text) - _LONGEST_MARKER))
    if found is None:
        return blocks, False
    text = last.text[: found.start()]
    return [*blocks[:-1], *([Block(last.kind, text)] if text else [])], True


def _is_wall(text: str) -> bool:
    walls = _walls()
    return (
        text.count(" ") < _LONGEST_LINE
        and walls.line.match(text) is not None
        and walls.strong.search(text) is not None
    )


def _is_prose(text: str) -> bool:
    return text.count(" ") >= _PROSE_WORDS and _SENTENCE_END.search(text) is not None and not _is_wall(text)


def walled_page(lines: Sequence[PageLine], described: Iterable[dict[str, Any]], text: str) -> bool:
    """Tell whether a page shows only the first sentences of its article.

    It does where it offers the rest right below a short text, or says that its text is not free and how long it is.
    """
    words = text.count(" ") + 1
    if words > _STUB_WORDS:
        return False
    for node in described:
        free = str(node.get("isAccessibleForFree", "")).lower()
        length = node.get("wordCount")
        length = int(length) if isinstance(length, int | str) and str(length).isdecimal() else 0
        if free in ("false", "0", "no") and (length > 1.5 * words or _BREAKS_OFF.search(text)):
            return True
    end = key(text.rsplit("\n", 1)[-1])[-_LAST:]
    last = next((i for i, line in enumerate(lines) if key(line.text).endswith(end)), None)
    return last is not None and any(map(_offers_rest, lines[last + 1 : last + 1 + _BELOW]))


def _offers_rest(line: PageLine) -> bool:
    if line.text.count(" ") >= _LONGEST_LINE:
        return False
    walls = _walls()
    named = walls.names.search(line.names) is not None and walls.line.match(line.text) is not None
    return named or (not line.foreign and _is_wall(line.text))
