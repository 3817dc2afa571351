"""The publication date that a text itself states at its top: a dateline, a byline or a "Published" line with a year.

Only a date with a year counts, and only where it stands as such a line does; a date in a sentence is the sentence's.
Numbers alone ("01/08/20") count where the order of month and day is certain: from the values, or from a time zone of
the United States beside them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DATE = rf"""(?:
    (?P<m1>{MONTH})\s?(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<y1>\d{{4}})\b
    | (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?[\s-](?:of\s)?(?P<m2>{MONTH})[,\s-]\s?(?P<y2>\d{{4}})\b
    | (?P<y3>\d{{4}})-(?P<m3>\d{{2}})-(?P<d3>\d{{2}})(?=\D|$)
    | (?P<a4>\d{{1,2}})[/.](?P<b4>\d{{1,2}})[/.](?P<y4>\d{{4}}|\d{{2}})\b(?!/)
)"""
_DAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s)?"
_CLOCK = r"(?:\d{1,2}[:.]\d{2}(?::\d{2})?\s?(?:[ap]\.?m\.?)?\s?(?:[a-z]{2,4}\b)?,?\s*)"
_NAME = r"(?-i:[A-Z][\w.'’-]*(?:,?\s(?:[A-Z][\w.'’-]*|and|&|de|van|von|der|al|el|bin)){1,9}?)"
_PLACE = r"(?-i:[A-Z][\w.'’]*(?:[ /-][A-Z][\w.'’]*){0,3}(?:,\s[A-Z][\w.]*(?:\s[A-Z][\w.]*){0,2})?)"
_AGENCY = r"(?:\s?\([A-Z][^()\n]{1,60}\)|\s/[\w ]{2,30}/)?"
_FLAGS = re.VERBOSE | re.IGNORECASE

_LABELLED = re.compile(
    rf"(?:(?:first|originally|last)\s)?(?P<label>published|posted|issued|released|filed|updated?|modified|date)"
    rf"(?:\s(?:on|at))?\s?:?\s{{0,2}}{_CLOCK}?{_DAY}{_DATE}",
    _FLAGS,
)
_BYLINE = re.compile(
    rf"(?:(?:written|posted|published|story|report)\s)?by:?\s{_NAME}\s?[,|•·/–—-]*\s?"
    rf"(?:(?:published|posted|updated|on)\s?:?\s)?{_DAY}{_DATE}",
    _FLAGS,
)
_BARE = re.compile(rf"{_CLOCK}?{_DAY}{_DATE}[\s,|•·/–—-]*(?:at\s)?{_CLOCK}?\s*", _FLAGS)
_DATELINE = re.compile(
    rf"{_PLACE}{_AGENCY}(?:,|\s[-–—]+)?\s\(?{_DAY}{_DATE}\)?{_AGENCY}\s?(?:--|[-–—:])\s", _FLAGS
)

_ANY_DATE = re.compile(rf"(?<![\w/.-]){_DATE}", _FLAGS)

_UNITED_STATES = re.compile(r"\b(?:[ECMP][SD]?T|a\.m\.\sET|Eastern)\b")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = re.compile(rf"\b({'|'.join(_WEEKDAYS)})[a-z]{{0,6}}\.?,?\s*$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…][\"”'’)\]]*$")
_LINE_WORDS = 22
_PROSE_WORDS = 8
_RANK = {"published": 0, "byline": 1, "bare": 2, "dateline": 3, "updated": 4}


def stated_date(blocks: Sequence[str]) -> str | None:
    """Return the ISO date that the first paragraphs of a text state as their own, or ``None``.

    A stated publication counts before a byline's date, a line that is nothing but a date, a dateline, an update.
    A bare date counts only where the text has one: more of them head the parts of a chronicle.
    """
    found = list(_candidates(blocks))
    bare = sum(_BARE.fullmatch(block) is not None for block in blocks)
    ranked = [(_RANK[kind], n, day) for n, (kind, day) in enumerate(found) if kind != "bare" or bare == 1]
    return min(ranked)[2] if ranked else None


def date_in(text: str) -> str | None:
    """Return the first full date in a text as an ISO date, or ``None``; the order of numbers must be certain."""
    match = _ANY_DATE.search(text)
    return _day(match, text) if match else None


def _candidates(blocks: Sequence[str]) -> Iterator[tuple[str, str]]:
    for block in blocks[:8]:
        prose = block.count(" ") + 1 >= _PROSE_WORDS and _SENTENCE_END.search(block) is not None
        line = block.count(" ") < _LINE_WORDS and _SENTENCE_END.search(block) is None
        for kind, match in _matches(block, line):
            day = _day(match, block)
            if day is not None:
                yield kind, day
        if prose:
            return


def _matches(block: str, line: bool) -> Iterator[tuple[str, re.Match[str]]]:
    if line:
        if labelled := _LABELLED.match(block):
            updated = labelled["label"].lower().startswith(("update", "modified"))
            yield "updated" if updated else "published", labelled
        if bare := _BARE.fullmatch(block):
            yield "bare", bare
    if byline := _BYLINE.match(block):
        yield "byline", byline
    if dateline := _DATELINE.match(block, 0, 160):
        yield "dateline", dateline


def _day(match: re.Match[str], block: str) -> str | None:
    groups = match.groupdict()
    number = next(n for n in "1234" if groups[f"y{n}"])
    year = int(groups[f"y{number}"])
    if number == "4":
        year += 0 if year >= 100 else 2000 if year < 70 else 1900
        first, second = int(groups["a4"]), int(groups["b4"])
        order = _order(first, second, block[match.start() : match.end() + 30]) or _by_weekday(
            year, first, second, block[max(0, match.start() - 12) : match.start()]
        )
        if order is None:
            return None
        month, day = order
    else:
        written = groups[f"m{number}"]
        month = int(written) if written.isdigit() else MONTHS.index(written[:3].lower()) + 1
        day = int(groups[f"d{number}"])
    try:
        stated = dt.date(year, month, day)
    except ValueError:
        return None
    return stated.isoformat() if stated <= dt.date.today() + dt.timedelta(days=1) else None


def _order(first: int, second: int, beside: str) -> tuple[int, int] | None:
    """Month and day of two numbers, ``None`` where either could be the month."""
    if first == second or second > 12:
        return first, second
    if first > 12:
        return second, first
    return (first, second) if _UNITED_STATES.search(beside) else None


def _by_weekday(year: int, first: int, second: int, before: str) -> tuple[int, int] | None:
    """Month and day of two numbers by the day of the week before them, if only one order falls on it."""
    named = _WEEKDAY.search(before)
    if named is None:
        return None
    weekday = _WEEKDAYS.index(named[1].lower())
    fitting = [
        (month, day)
        for month, day in {(first, second), (second, first)}
        if dt.date(year, month, day).weekday() == weekday
    ]
    return fitting[0] if len(fitting) == 1 else None
