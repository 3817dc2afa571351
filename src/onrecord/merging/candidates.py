"""Which pairs of reports are worth comparing: of one family of types, of times that can meet, and of one matter.

Of one matter are two reports with a party or a place in common, and two whose articles are about the same. Every telling
is filed under a few blocks, and only tellings under one block meet, so that the work grows with the number of reports of one
time and one matter and not with the square of all reports. Two rows of one coder's file are never compared: to that coder
they are two events.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from onrecord.merging.columns import Columns
from onrecord.merging.ragged import NONE, Rows
from onrecord.merging.spans import DAYS_APART, LONGEST, days_of
from onrecord.merging.tellings import Days, Telling, family_of

_TOPICS = 8
"""Heaviest terms of an article that its reports are filed under."""
_ONE_MATTER = 0.12
"""Cosine of two articles from which on reports with no party or place in common may still tell one event."""
_ARTICLES, _OTHERS = "", "others"
"""Where reports of articles are filed, and rows of coders that have no place of their own."""
Block = tuple[str, ...]
Meeting = tuple[int, Rows]
"""A report and others that it is worth comparing with, by their numbers in the columns."""


def candidates(tellings: Sequence[Telling]) -> Iterator[tuple[Telling, Telling]]:
    """Yield the pairs worth comparing, each once, the smaller id first, in order."""
    columns = columns_of(tellings)
    pairs = [(columns.tellings[n], columns.tellings[m]) for n, met in meetings(columns) for m in met.tolist()]
    yield from sorted(
        ((a, b) if a.id < b.id else (b, a) for a, b in pairs), key=lambda pair: (pair[1].id, pair[0].id)
    )


def columns_of(tellings: Iterable[Telling]) -> Columns:
    """Set tellings side by side, one article after another: what two articles have in common is worked out once."""
    return Columns(sorted(tellings, key=lambda t: (t.article, t.id)))


def meetings(columns: Columns) -> Iterator[Meeting]:
    """Yield each report with those before it that it is worth comparing with."""
    filed: dict[Block, dict[int, array[int]]] = defaultdict(lambda: defaultdict(lambda: array("q")))
    for one, telling in enumerate(columns.tellings):
        blocks, (first, last) = blocks_and_days(telling)
        weeks = range((first - LONGEST) // 7, last // 7 + 1)
        met = [
            np.frombuffer(by_week[week], dtype=np.int64)
            for block in blocks
            for shelf in shelves_beside(telling)
            if (by_week := filed.get((*block, shelf))) is not None
            for week in weeks
            if week in by_week
        ]
        if met:
            others = np.unique(np.concatenate(met))
            yield one, others[may_meet(columns, one, others)]
        del met  # an array that is looked at cannot grow
        for block in blocks:
            filed[*block, shelf_of(telling)][first // 7].append(one)


def may_meet(columns: Columns, one: int, others: Rows) -> NDArray[np.bool_]:
    """Whether a report can tell one event with each of others that share a block with it, [others]."""
    first, last = columns.filed_first, columns.filed_last
    # both have DAYS_APART on either side; where one has no time, no block is common
    meet = (first[one] - last[others] <= -DAYS_APART) & (first[others] - last[one] <= -DAYS_APART)
    meet |= np.isnan(first[one]) & np.isnan(first[others])
    if columns.coder[one] != NONE:
        meet &= columns.coder[others] != columns.coder[one]
    near = np.flatnonzero(meet)
    of_one_matter = columns.matter.shared_with(columns.matter.of(one), others[near]) > 0
    rest = np.flatnonzero(~of_one_matter)
    of_one_matter[rest] = columns.stories.topics(one, others[near[rest]]) >= _ONE_MATTER
    meet[near] = of_one_matter
    return np.asarray(meet)


def blocks_and_days(telling: Telling) -> tuple[set[Block], Days]:
    """What a telling is filed under: family, whether ahead, whether dated, and who, where or what about; and its days.

    Two tellings are compared if and only if they share a block, stand on shelves that lie beside one another, and
    ``may_meet`` lets them.
    """
    days = days_of(telling)
    if days is not None and days[1] // 7 < days[0] // 7:  # it ends before it begins
        return set(), (0, 0)
    dated = "dated" if days else "undated"
    return {(*block, dated) for block in _blocks_of(telling)}, days or (0, 0)


def shelf_of(telling: Telling) -> str:
    """Where a telling is filed: rows of each of the coders that are known stand apart, all articles together."""
    if telling.coder is None:
        return _ARTICLES
    return telling.coder if telling.coder in _coders() else _OTHERS


def shelves_beside(telling: Telling) -> list[str]:
    """Where what a telling is compared with is filed: everywhere but among the rows of its own coder."""
    every = [_ARTICLES, _OTHERS, *_coders()]
    own = shelf_of(telling)
    return every if own in (_ARTICLES, _OTHERS) else [shelf for shelf in every if shelf != own]


@lru_cache(maxsize=1)
def _coders() -> tuple[str, ...]:
    """Coders whose files have so many rows of one place and day that they stand on a shelf each: ``data/coders.txt``."""
    return tuple(files("onrecord.merging").joinpath("data/coders.txt").read_text("utf8").split())


def _blocks_of(telling: Telling) -> set[Block]:
    family = family_of(telling.kind) if telling.kind else ""
    topics = sorted(telling.topic, key=lambda t: (-telling.topic[t], t))[:_TOPICS]
    about = {*telling.matter, *(f"about {term}" for term in topics)} or {telling.word}
    return {(family, str(telling.ahead), who) for who in about}
