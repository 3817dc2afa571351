"""Lines that stand on news pages around an article's paragraphs: credits, promotions, calls, tags, bylines."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any, Literal, NamedTuple

from onrecord.cleaning.paragraphs import Block

Where = Literal["anywhere", "lead", "tail", "edges", "among"]

_SENTENCE_END = re.compile(r"[.!?…][\"”'’)\]]*$")
_LEAD = 6  # blocks before the text proper may hold headline, summary, byline, date, place and credit
_TAIL = 6
_MOST_AFTER = 0.35
"""Share of a text that may stand below its end: a press office's words on itself may be long."""
_LONGEST_HEADING = 110


@dataclass(frozen=True, slots=True)
class _Rule:
    why: str
    matches: Callable[[str], re.Match[str] | None]
    words: int
    where: Where
    open: bool
    unless: Callable[[str], re.Match[str] | None] | None


class _Rules(NamedTuple):
    lines: tuple[_Rule, ...]
    inline: tuple[re.Pattern[str], ...]
    mark: re.Pattern[str]
    heading: re.Pattern[str]


@lru_cache(maxsize=1)
def _rules() -> _Rules:
    text = (resources.files("onrecord.cleaning") / "data" / "residue.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    return _Rules(
        tuple(_rule(row) for row in data["rule"]),
        tuple(re.compile(row["pattern"], re.MULTILINE) for row in data["inline"]),
        re.compile(data["end"]["mark"], re.IGNORECASE),
        re.compile(data["end"]["heading"], re.IGNORECASE),
    )


def _rule(row: dict[str, Any]) -> _Rule:
    compiled = re.compile(
        row["pattern"] if row["at"] != "end" else f"(?:{row['pattern']})$",
        0 if row.get("case") else re.IGNORECASE,
    )
    by_place: dict[str, Callable[[str], re.Match[str] | None]] = {
        "whole": compiled.fullmatch,
        "start": compiled.match,
        "end": _search_end(compiled),
    }
    unless = re.compile(row["unless"]).search if "unless" in row else None
    return _Rule(row["why"], by_place[row["at"]], row["words"], row["where"], row.get("open", False), unless)


def _search_end(pattern: re.Pattern[str]) -> Callable[[str], re.Match[str] | None]:
    def search(text: str) -> re.Match[str] | None:
        return pattern.search(text, max(0, len(text) - 160))

    return search


def residue_of(block: str, position: int, count: int) -> str | None:
    """Return why a block is not part of the article, or ``None``. ``position`` counts from 0 among ``count`` blocks."""
    words = block.count(" ") + 1
    sentence = _SENTENCE_END.search(block) is not None
    places = _places(position, count)
    for rule in _rules().lines:
        if words > rule.words or (rule.open and sentence) or rule.where not in places:
            continue
        if rule.matches(block) and not (rule.unless and rule.unless(block)):
            return rule.why
    return None


def _places(position: int, count: int) -> frozenset[Where]:
    """Return the names of all places at which a block stands."""
    lead = position < min(_LEAD, (count + 1) // 2)
    tail = position >= max(1, count - _TAIL, count // 2)
    # a text of one or two paragraphs has no caption; it may end in its agency's name
    found: dict[Where, bool] = {
        "anywhere": True, "lead": lead, "tail": tail, "edges": lead or tail, "among": count > 2,
    }  # fmt: skip
    return frozenset(name for name, there in found.items() if there)


def without_inline(block: str) -> str:
    """Return a block without credits, pointers and markers that stand within it."""
    for pattern in _rules().inline:
        block = pattern.sub("", block)
    return block.strip()


def drop_residue(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks that are the article's, each without what is foreign within it."""
    kept = []
    blocks = blocks[: _end(blocks)]
    count = len(blocks)
    for position, block in enumerate(blocks):
        if residue_of(block.text, position, count) is None and (cleaned := without_inline(block.text)):
            kept.append(Block(block.kind, cleaned))
    while kept and kept[-1].kind == "head":  # of what was dropped after it
        kept.pop()
    return kept


def _end(blocks: Sequence[Block]) -> int:
    """Return the number of the block at which the article ends: at a mark, or where an outlet's own words begin."""
    whole = sum(len(block.text) for block in blocks)
    rest = 0
    end = len(blocks)
    for i in range(len(blocks) - 1, 0, -1):
        text = blocks[i].text
        rest += len(text)
        if rest > _MOST_AFTER * whole:
            break
        if len(text) < _LONGEST_HEADING and (
            _rules().mark.fullmatch(text) or (i < len(blocks) - 1 and _rules().heading.fullmatch(text))
        ):
            end = i
    return end
