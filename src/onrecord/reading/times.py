"""The layer of time expressions: TimeML values, dated against publication or the story's own time."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from spacy.tokens import Doc, Span

from onrecord.model import Timex
from onrecord.reading.layers import Reading, TimeNode
from onrecord.reading.publication import published_on
from onrecord.reading.timex.context import Context
from onrecord.reading.timex.direction import direction_of
from onrecord.reading.timex.find import Found, find
from onrecord.reading.timex.judge import holds
from onrecord.reading.timex.lexicon import lexicon
from onrecord.reading.timex.resolve import dated
from onrecord.reading.timex.scan import Tokens, tokenize
from onrecord.reading.timex.story import is_aside, is_narrative
from onrecord.reading.timex.zones import on_their_days


def _published(reading: Reading) -> dt.date | None:
    """The publication date; ``None`` where there is none or it is no date."""
    try:
        return dt.date.fromisoformat((reading.article.published or "")[:10])
    except ValueError:
        return None


def _span(doc: Doc, tokens: Tokens, item: Found) -> Span | None:
    return doc.char_span(tokens.starts[item.first], tokens.ends[item.last - 1], alignment_mode="expand")


_DATELINE = 120  # characters: a dateline stands before this
_AFTER_DATELINE = {"-", "\u2013", "\u2014", "(", ":", "--", "|"}


def _dateline(found: list[Found], tokens: Tokens) -> Found | None:
    """The date of a dateline ("GENEVA, Jan. 8, 2020 (AP) --"), which says when the text was written."""
    for item in found[:2]:
        before = tokens.lower(item.first - 1)
        if tokens.starts[item.first] > _DATELINE:
            return None
        if (
            item.sense.month
            and item.sense.day
            and before == ","
            and tokens.lower(item.last) in _AFTER_DATELINE
        ):
            return item
    return None


def _day(item: Found | None) -> dt.date | None:
    """The day that a dateline names with its year."""
    if item is None or not (item.sense.year and item.sense.month and item.sense.day):
        return None
    try:
        return dt.date(item.sense.year, item.sense.month, item.sense.day)
    except ValueError:
        return None


class Times:
    """Needs syntax; adds the time expressions.

    Without a publication date a text is dated by the last full date that it tells itself, and before the first one by
    nothing: values then have X and no days.
    """

    needs = ("doc",)
    adds = ("times", "written", "narrative")

    def __call__(self, reading: Reading) -> Mapping[str, Any]:
        """Return the time expressions in order, the day that the text is told from, and whether it is a history."""
        words = lexicon()
        tokens = tokenize(reading.article.text, words)
        kept = []
        for item in find(tokens, words):
            span = _span(reading.doc, tokens, item)
            if span is not None and holds(item, tokens, span):
                kept.append((item, span))
        line = _dateline([item for item, _ in kept], tokens)
        published = _published(reading) or _day(line)
        if not kept:
            return {"times": (), "written": published, "narrative": False}
        narrative = is_narrative([item.sense for item, _ in kept], published)
        context = Context(published=published, narrative=narrative)
        sentences = np.flatnonzero(reading.doc.to_array("SENT_START") == 1)
        numbers = np.searchsorted(sentences, [span.start for _, span in kept], side="right")
        breaks = [i for i, c in enumerate(tokens.text) if c == "\n"]
        nodes = []
        for (item, span), number in zip(kept, numbers, strict=True):
            if item.sense.then and not (narrative and context.told):
                continue  # in news "at the time" points at no date that is sure
            if reading.article.posts:  # on a live page each post has a day of its own
                context.published = published_on(reading.article, tokens.starts[item.first]) or published
            context.paragraph = bisect_right(breaks, tokens.starts[item.first])
            node = self._node(item, span, int(number), tokens, context)
            nodes.append(replace(node, dateline=True) if item is line else node)
        nodes = on_their_days(nodes, tokens.text)
        return {"times": tuple(nodes), "written": None if narrative else published, "narrative": narrative}

    @staticmethod
    def _node(item: Found, span: Span, sentence: int, tokens: Tokens, context: Context) -> TimeNode:
        aside = context.narrative and is_aside(span.root)
        when = dated(item.sense, context, direction_of(span.root), sentence, aside)
        start, end = tokens.starts[item.first], tokens.ends[item.last - 1]
        days = when.days
        return TimeNode(
            timex=Timex(
                start=start,
                end=end,
                type=when.type,
                value=when.value,
                mod=item.sense.mod,
                zone=item.sense.zone,
            ),
            tokens=(span.start, span.end),
            text=tokens.text[start:end],
            start=days[0] if days else None,
            end=days[1] if days else None,
            precision=days[2] if days else "range",
            carries=when.carries,
        )
