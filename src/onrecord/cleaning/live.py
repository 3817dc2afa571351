"""Live pages: one article of many posts, each with a time of its own.

Posts are found in the page's markup (``live_markup``), in its description (schema.org's ``LiveBlogPosting``), or between
lines that are nothing but a time of day. They stay in the order of the page; their times become data and leave the
text.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from lxml.html import fromstring

from onrecord.cleaning.page_lines import page_lines
from onrecord.cleaning.paragraphs import Block
from onrecord.cleaning.stamps import Stamp, clock_of, read_stamp

FEWEST = 3
"""Posts of a live page; with fewer, times may be anything."""
_MOST = 10_000
_TITLE = re.compile(
    r"\b(?:live(?: ?blog| updates?| coverage| ticker|\s?[:|–—-]|\s?text)|liveblog|as (?:it|they) happened"
    r"|minute[- ]by[- ]minute|latest updates|(?:news|live)ticker|rolling (?:coverage|updates))|^live\b|\blive$",
    re.IGNORECASE,
)
_PATH = re.compile(
    r"/live(?:-?blog|-?updates?|-?news|-?ticker|-?coverage)?(?:[/-]|$)"
    r"|[-/](?:live-?blog|live-updates?|liveticker|minute-by-minute|as-it-happened)\b|[-/]live(?:$|[/?#])",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"(?P<clock>[\[(]?\d{1,2}(?:[:.h]\d{2})?\s?(?:[ap]\.?m\.?)?(?:\s?\(?[A-Z]{2,4}\b\)?)?[\])]?)"
    r"(?:\s?[-–—|:•·]\s?|(?<=[\])m])\s)(?=\S)",
    re.IGNORECASE,
)
_AROUND = " -–—|:•·"


@dataclass(frozen=True, slots=True)
class LivePost:
    """One post: its paragraphs, its time, and the time as printed."""

    blocks: tuple[Block, ...]
    stamp: Stamp | None = None
    stated: str | None = None


@dataclass(frozen=True, slots=True)
class LivePage:
    """What stands before the first post, and the posts in order."""

    lead: tuple[Block, ...]
    posts: tuple[LivePost, ...]


def calls_itself_live(titles: Iterable[str], url: str | None, described: Iterable[dict[str, Any]]) -> bool:
    """Tell whether a page's headline, address or description says that it is live coverage."""
    return (
        any("liveblog" in str(node.get("@type", "")).lower() for node in described)
        or any(_TITLE.search(title) for title in titles)
        or _PATH.search(url or "") is not None
    )


def described_posts(described: Iterable[dict[str, Any]]) -> list[LivePost]:
    """Return the posts that a page's description holds in full."""
    return [post for node in described for post in _updates(node)][:_MOST]


def _updates(node: dict[str, Any]) -> Iterator[LivePost]:
    updates = node.get("liveBlogUpdate")
    for update in updates if isinstance(updates, list) else []:
        if not isinstance(update, dict):
            continue
        head, body, posted = (update.get(name) for name in ("headline", "articleBody", "datePublished"))
        blocks = [Block("head", " ".join(head.split()))] if isinstance(head, str) and head.strip() else []
        blocks += [Block("p", line) for line in _body_lines(body)] if isinstance(body, str) else []
        if blocks:
            yield LivePost(tuple(blocks), read_stamp(posted) if isinstance(posted, str) else None)


def _body_lines(body: str) -> list[str]:
    if "<" in body:
        try:
            return [line.text for line in page_lines(fromstring(f"<div>{body}</div>"))]
        except (ValueError, AssertionError, RecursionError):
            return []
    return [" ".join(line.split()) for line in body.split("\n") if line.strip()]


def ticker(blocks: Sequence[Block], *, live: bool) -> LivePage | None:
    """Return the posts of a text whose paragraphs stand under, or begin with, times of day; ``None`` where it is none.

    Times in a text that does not call itself live may be those of events, and stay, unless lines with a zone part it.
    """
    alone = [clock_of(block.text) for block in blocks]
    zoned = sum(stamp is not None and (stamp.offset is not None or stamp.zone is not None) for stamp in alone)
    if sum(stamp is not None for stamp in alone) >= FEWEST and (live or zoned >= FEWEST):
        return _parted(blocks, [(stamp, 0) for stamp in alone])
    if live:
        opened = [_opening(block.text) for block in blocks]
        if sum(stamp is not None for stamp, _ in opened) >= FEWEST:
            return _parted(blocks, opened)
    return None


def _opening(text: str) -> tuple[Stamp | None, int]:
    """Return the time that a paragraph begins with, and where its words begin."""
    found = _OPENING.match(text)
    stamp = clock_of(found["clock"]) if found else None
    return (stamp, found.end()) if found and stamp else (None, 0)


def _parted(blocks: Sequence[Block], times: Sequence[tuple[Stamp | None, int]]) -> LivePage:
    lead: list[Block] = []
    posts: list[LivePost] = []
    for block, (stamp, start) in zip(blocks, times, strict=True):
        if stamp is not None:
            stated = (block.text[:start] or block.text).strip(_AROUND)
            rest = (Block(block.kind, block.text[start:]),) if start else ()
            posts.append(LivePost(rest, stamp, stated))
        elif posts:
            posts[-1] = replace(posts[-1], blocks=(*posts[-1].blocks, block))
        else:
            lead.append(block)
    return LivePage(tuple(lead), tuple(post for post in posts if post.blocks))


def dated(posts: Sequence[LivePost], first: str | None, last: str | None) -> list[Stamp | None]:
    """Return the posts' times with their days. A time alone has the day of its neighbours, or of publication.

    ``first`` and ``last`` are the ISO dates of the page's first and last publication. Posts run backwards from the
    last or forwards from the first; where the clock jumps, midnight has passed.
    """
    stamps = [post.stamp for post in posts]
    clocks = [stamp.clock for stamp in stamps if stamp is not None and stamp.clock is not None]
    rises = sum(_hours(a, b) % 24 < 12 for a, b in pairwise(clocks))
    forwards = rises * 2 > len(clocks) - 1
    day = _date(first if forwards else last or first)
    before: dt.time | None = None
    out: list[Stamp | None] = []
    for stamp in stamps:
        if stamp is None or stamp.clock is None:
            out.append(stamp)
            continue
        if stamp.day is not None:
            day = stamp.day
        elif day is not None and before is not None:
            day += dt.timedelta(days=_midnights(before, stamp.clock, forwards=forwards))
        before = stamp.clock
        out.append(stamp.on(day) if day is not None else stamp)
    return out


def _midnights(before: dt.time, now: dt.time, *, forwards: bool) -> int:
    """Return 1 or -1 where the clock jumps by more than half a day between two posts, else 0."""
    hours = _hours(before, now)
    if forwards:
        return 1 if hours < -12 else 0
    return -1 if hours > 12 else 0


def _hours(before: dt.time, now: dt.time) -> float:
    return now.hour - before.hour + (now.minute - before.minute) / 60


def _date(value: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value) if value else None
    except ValueError:
        return None
