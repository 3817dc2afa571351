"""Posts of a live page in its markup: parts of one kind, side by side, each with a time and prose of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice

from lxml.html import HtmlElement

from onrecord.cleaning.live import FEWEST, LivePage, LivePost
from onrecord.cleaning.page_lines import PageLine, is_foreign, names_of, page_lines
from onrecord.cleaning.paragraphs import Block
from onrecord.cleaning.stamps import Stamp, clock_of, printed_stamp, read_stamp

_MOST = 10_000
_SHORTEST = 25  # characters of a post besides its time
_LONGEST_TIME = 60
_HIGHEST = 8  # levels from a time up to its post
_NEAR = 6  # siblings looked at on either side
_LIVE = re.compile(
    r"\blive[-_]?(?:blog|feed|update|ticker|post|coverage|story|entry|event|reporting|page|text|article|content|stream)"
    r"|live-?blog|(?:news|live)-?ticker|minute-?by-?minute|\blx-stream|\blive\b",
    re.IGNORECASE,
)
_TIME = re.compile(r"time(?:stamp)?\b|\bdate|\bclock|\bposted|\bhour", re.IGNORECASE)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_PARTS = frozenset({"article", "div", "section", "li", "tr", "dd"})
_MAY_SHOW_TIME = ("time", "span", "div", "p", "h2", "h3", "h4", "strong", "b", "a", "small")
_SENTENCE_END = re.compile(r"[.!?][\"”'’)\]]*$")
_LEAD_WORDS = 8
_AROUND = " -–—|:•·"


def named_live(lines: Iterable[PageLine]) -> bool:
    """Tell whether the markup calls some part of the page live."""
    return any(_LIVE.search(names) for names in {line.names for line in lines})


def live_page(tree: HtmlElement, lines: Sequence[PageLine], *, live: bool) -> LivePage | None:
    """Return the posts of a page, or ``None`` where it is no live page. ``live``: its headline or address says so."""
    boxes = _containers(tree, live=live)
    posts = tuple(post for box in boxes if (post := _post(box)).blocks)
    if len(posts) < FEWEST:
        return None
    return LivePage(tuple(_lead(lines, posts[0].blocks[0].text)), posts)


def _containers(tree: HtmlElement, *, live: bool) -> list[HtmlElement]:
    """Return the posts' elements: of the kinds that could be posts, the one with the most text."""
    groups: dict[tuple[str, str], dict[HtmlElement, None]] = {}
    timed: dict[HtmlElement, bool] = {}
    for time in islice(_times(tree), _MOST):
        box = _part_of(time, timed)
        if box is not None:
            groups.setdefault((box.tag, _kind(box)), {}).setdefault(box)
    best: list[HtmlElement] = []
    size = 0
    for group in groups.values():
        boxes = list(group)
        if len(boxes) < FEWEST or not (live or _in_live_part(boxes[0])) or _are_teasers(boxes):
            continue
        length = sum(len(_text(box)) for box in boxes)
        if length > size:
            best, size = boxes, length
    return best


def _times(part: HtmlElement) -> Iterator[HtmlElement]:
    """Yield what shows or carries a time, outside of comments and lists of other stories."""
    for element in part.iter(*_MAY_SHOW_TIME):
        if (element.tag == "time" or len(element) <= 2) and _shows_time(element) and not _is_apart(element):
            yield element


def _shows_time(element: HtmlElement) -> bool:
    shown = _text(element, _LONGEST_TIME + 1)
    if element.tag == "time" and element.get("datetime"):
        return True
    if len(shown) > _LONGEST_TIME or not any(c.isdigit() for c in shown):
        return False
    if clock_of(shown) is not None:
        return True
    return bool(element.tag == "time" or _TIME.search(names_of(element))) and printed_stamp(shown) is not None


def _is_apart(element: HtmlElement) -> bool:
    return any(is_foreign(above) for above in element.iterancestors() if above.tag not in ("body", "html"))


def _part_of(time: HtmlElement, timed: dict[HtmlElement, bool]) -> HtmlElement | None:
    """Return the post around a time: the part beside which others of its kind have times too."""
    box = time
    beyond = len(_text(time, 200)) + _SHORTEST
    for _ in range(_HIGHEST):
        if box.tag in _PARTS and len(_text(box, beyond)) >= beyond and _has_timed_neighbour(box, timed):
            return box
        box = box.getparent()
        if box is None or box.tag == "body":
            return None
    return None


def _has_timed_neighbour(box: HtmlElement, timed: dict[HtmlElement, bool]) -> bool:
    near = chain(islice(box.itersiblings(), _NEAR), islice(box.itersiblings(preceding=True), _NEAR))
    alike = islice((b for b in near if b.tag == box.tag and _kind(b) == _kind(box)), FEWEST - 1)
    found = False
    for other in alike:
        if other not in timed:
            timed[other] = any(map(_shows_time, islice(other.iter(*_MAY_SHOW_TIME), 40)))
        if not timed[other]:
            return False
        found = True
    return found


def _kind(element: HtmlElement) -> str:
    return str((element.get("class") or "").split(" ")[0])


def _in_live_part(box: HtmlElement) -> bool:
    return any(_LIVE.search(names_of(element)) for element in (box, *islice(box.iterancestors(), 5)))


def _are_teasers(boxes: Sequence[HtmlElement]) -> bool:
    """Tell whether most of the parts lead to stories elsewhere: their heading, or most of their text, is a link."""
    return sum(map(_is_teaser, boxes)) * 2 > len(boxes)


def _is_teaser(box: HtmlElement) -> bool:
    linked = 0
    for link in islice(box.iter("a"), 40):
        linked += len(_text(link))
        headed = (
            next(link.iterancestors(*_HEADINGS), None) is not None
            or next(link.iter(*_HEADINGS), None) is not None
        )
        if headed and "#" not in (link.get("href") or "#"):
            return True
    return linked * 2 > len(_text(box))


def _post(box: HtmlElement) -> LivePost:
    """Return the paragraphs of one post without the words of its time."""
    stamp, stated = _stamp_of(box)
    blocks = []
    for line in page_lines(box):
        if line.foreign or line.tag in ("figcaption", "button", "label"):
            continue
        text = line.text
        if stated and text.startswith(stated):
            text = text[len(stated) :].lstrip(_AROUND)
        if text and clock_of(text) is None:
            blocks.append(Block("head" if line.tag in _HEADINGS else "p", text))
    return LivePost(tuple(blocks), stamp, stated)


def _stamp_of(box: HtmlElement) -> tuple[Stamp | None, str | None]:
    """Return the first time in a post, and its words."""
    time = next(_times(box), None)
    if time is None:
        return None, None
    shown = " ".join(_text(time).split()) or None
    machine = read_stamp(time.get("datetime") or "") if time.tag == "time" else None
    printed = (clock_of(shown) or printed_stamp(shown)) if shown else None
    if machine is not None and machine.clock is None and printed is not None:
        machine = replace(printed, day=machine.day)
    return machine or printed, shown


def _lead(lines: Sequence[PageLine], first: str) -> Iterator[Block]:
    """Yield the prose that stands before the first post."""
    for line in lines:
        if line.text.endswith(first) or first in line.text:
            return
        prose = line.text.count(" ") >= _LEAD_WORDS and _SENTENCE_END.search(line.text) is not None
        if prose and not line.foreign and line.tag not in ("figcaption", "button", "label"):
            yield Block("p", line.text)


def _text(element: HtmlElement, most: int = 1_000_000) -> str:
    """Return the words in an element, at most so many characters."""
    size = 0
    pieces = []
    for piece in element.itertext():
        pieces.append(piece)
        size += len(piece)
        if size >= most:
            break
    return "".join(pieces).strip()
