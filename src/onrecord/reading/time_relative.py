"""Times told from another event: "a day after", "hours before", "two days later" as a distance between two deeds."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from spacy.tokens import Token

from onrecord.model import TimePrecision
from onrecord.reading.layers import Reading, TimeNode
from onrecord.reading.time_syntax import clause_of, time_words
from onrecord.reading.timex.calendar import Days, last_day, shifted

_LENGTH = re.compile(r"P(T?)(\d+(?:\.\d+)?|X)(H|M|S|D|W|Y|DE)$")

Known = Callable[[Token, bool], Days | None]
"""Looks up the days of another event, ``None`` where the text does not tell them.

The flag says whether they must stand with that event itself.
"""


OpenDays = tuple[dt.date | None, dt.date | None, TimePrecision]
"""Days of which one end may be open."""


def _moved(days: Days, value: str, sign: int) -> OpenDays | None:
    """Move days by a TimeML length.

    Hours give the day itself and the one on that side; open counts ("days after") leave the far end open.
    """
    m = _LENGTH.match(value)
    if m is None:
        return None
    clock, amount, unit = m[1], m[2], m[3]
    start, end, precision = days
    if clock:
        hours = 12 if amount == "X" else float(amount) / {"H": 1, "M": 60, "S": 3600}[unit]
        reach = dt.timedelta(days=1 if hours <= 24 else int(hours // 24) + 1)
        return (start - reach, end, "range") if sign < 0 else (start, end + reach, "range")
    if amount == "X" or "." in amount:
        one = dt.timedelta(days=1)
        return (None, end - one, "range") if sign < 0 else (start + one, None, "range")
    try:
        start, end = shifted(start, unit, sign * int(amount)), shifted(end, unit, sign * int(amount))
    except OverflowError:
        return None
    return _coarser(start, end, unit, precision)


def _loosened(moved: OpenDays, base: Days, mod: str | None, way: int) -> OpenDays:
    """ "Less than a week after" lies between the two days, "more than a week after" on the far side."""
    if mod in ("LESS_THAN", "EQUAL_OR_LESS"):
        return (moved[0], base[1], "range") if way < 0 else (base[0], moved[1], "range")
    if mod in ("MORE_THAN", "EQUAL_OR_MORE"):
        return (None, moved[1], "range") if way < 0 else (moved[0], None, "range")
    return moved


def _coarser(start: dt.date, end: dt.date, unit: str, precision: TimePrecision) -> Days:
    """A distance in months or years dates an event to the month or year, not to the day."""
    if unit == "M":
        return start.replace(day=1), last_day(end.year, end.month), "month"
    if unit in ("Y", "DE"):
        return dt.date(start.year, 1, 1), dt.date(end.year, 12, 31), "year"
    if unit == "W":
        return start - dt.timedelta(days=1), end + dt.timedelta(days=1), "week"
    return start, end, precision


def _link(reading: Reading, node: TimeNode) -> tuple[Token, int] | None:
    """Return the "after" or "before" that follows a length, and its sign: +1 for after."""
    at = node.tokens[1]
    if node.timex.type != "DURATION" or at >= len(reading.doc):
        return None
    words, token = time_words(), reading.doc[at]
    if token.lower_ in words.forward:
        return token, 1
    return (token, -1) if token.lower_ in words.backward else None


def _ends(link: Token) -> tuple[Token, Token] | None:
    """Return the later-named event (after the link) and the one that is dated by it."""
    if link.dep_ == "mark":
        sub = link.head
        if sub.head.i == sub.i:  # the parser took the dated clause for the main one
            other = next((c for c in sub.children if c.dep_ in ("ccomp", "advcl") and c.i < link.i), None)
            return (sub, other) if other is not None else None
        if sub.head.dep_ == "appos":
            return sub, sub.head.head  # "the call, a day after ..."
        return sub, clause_of(sub.head)
    below = next((c for c in link.children if c.dep_ in ("pobj", "pcomp")), None)
    if below is None:
        return None
    above = link.head
    if above.pos_ not in ("VERB", "AUX") and above.dep_ in ("npadvmod", "nmod", "pobj"):
        above = above.head
    return below, clause_of(above) if above.pos_ in ("VERB", "AUX", "ADP") else above


def _inside(token: Token, head: Token) -> bool:
    """Whether ``token`` is the event itself or stands in a clause that only reports or completes it."""
    at = token
    for _ in range(6):
        if at.i == head.i:
            return True
        if at.dep_ not in (
            "ccomp",
            "xcomp",
            "dobj",
            "conj",
            "pobj",
            "prep",
            "nsubj",
            "nsubjpass",
            "agent",
            "compound",
            "acl",
        ):
            return False
        at = at.head
    return False


def _same(trigger: Token, main: Token) -> bool:
    """Whether the trigger tells the dated event: its verb, that verb's subject or object, or "the attack, which came"."""
    if trigger.i == main.i or (main.dep_ == "relcl" and main.head.i == trigger.i):
        return True
    return clause_of(trigger).i == main.i and trigger.dep_ in ("nsubj", "nsubjpass", "dobj")


def _publication(reading: Reading) -> Days | None:
    day = reading.written
    return (day, day, "day") if day else None


def relative(
    reading: Reading, nodes: list[TimeNode], trigger: Token, known: Known
) -> tuple[OpenDays, TimeNode] | None:
    """Return the days of an event that the sentence dates by its distance from another one."""
    for node in nodes:
        link = _link(reading, node)
        ends = _ends(link[0]) if link else None
        if link is None or ends is None:
            continue
        (sub, main), sign = ends, link[1]
        if _inside(trigger, sub):
            # an event without a time of its own is of the day of publication, so what it is dated by is told too
            base, way = known(main, False) or _publication(reading), -sign
        elif trigger.i == main.i or (
            clause_of(trigger).i == main.i and trigger.dep_ in ("nsubj", "nsubjpass", "dobj")
        ):
            base, way = known(sub, True), sign
        else:
            continue
        moved = _moved(base, node.timex.value, way) if base else None
        if moved and base:
            return _loosened(moved, base, node.timex.mod, way), node
    return None
