"""Fiscal years: when they end, where the text says it or says whose they are, and the days that they then have.

A fiscal year may begin in any month, and is called by the year in which it begins or ends. The text tells its end
itself ("fiscal 2013, which ended June 30"), or speaks of one whose year everybody knows: that of the United States'
government ends with September and is called by that September's year.
"""

from __future__ import annotations

from onrecord.reading.timex.calendar import Days, fiscal_days, last_day
from onrecord.reading.timex.lexicon import Lexicon, word_list
from onrecord.reading.timex.scan import Match, Tokens
from onrecord.reading.timex.sense import Sense

_BEHIND = 7
"""Tokens behind the year in which its end is told."""
_AROUND = 25
"""Tokens on either side, within the sentence, in which it is told whose year it is."""
_GAP = 3
_SEPTEMBER = 9
_QUARTERS = 4


def fiscal_end(match: Match, tokens: Tokens, lexicon: Lexicon) -> tuple[int | None, bool]:
    """Return the month with which a fiscal year ends by its sentence, and whether it is known of whose year it is.

    ``None`` where the sentence says nothing of it.
    """
    for at in range(match.last, match.last + _BEHIND):
        if tokens.lower(at) in word_list("ending"):
            for near in range(at + 1, at + 1 + _GAP):
                word = tokens.lower(near)
                month = lexicon.values["MONTH"].get(word) or lexicon.values["MONTHAB"].get(word)
                if month:
                    return int(month), False
    around = [tokens.lower(at) for at in range(max(match.first - _AROUND, 0), match.last + _AROUND)]
    first = match.first - max(match.first - _AROUND, 0)
    before, after = around[:first], around[first:]
    if "." in before:
        before = before[len(before) - before[::-1].index(".") :]
    if "." in after:
        after = after[: after.index(".")]
    known = bool(word_list("october_years") & {*before, *after})
    return (_SEPTEMBER if known else None), known


def days_of_fiscal(days: Days, sense: Sense) -> Days:
    """Return the days of a fiscal year or its quarter: its own where its end is known, else all that it can have."""
    if sense.fiscal_end is None or sense.year is None or sense.half or sense.count is not None:
        return fiscal_days(days)
    end = last_day(sense.year, sense.fiscal_end)
    begin = last_day(sense.year - 1, sense.fiscal_end).toordinal() + 1
    start = end.fromordinal(begin)
    if sense.quarter is None:
        return start, end, "year"
    if not sense.fiscal_known:
        return fiscal_days(days)  # "the third quarter of fiscal 2013, which ended March 31": either may have
    first = start.month - 1 + 3 * (sense.quarter - 1)
    begins = start.replace(year=start.year + first // 12, month=first % 12 + 1)
    last = end if sense.quarter == _QUARTERS else last_day(begins.year, begins.month + 2)
    return begins, last, "quarter"
