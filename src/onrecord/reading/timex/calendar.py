"""TimeML values and the days they cover (ISO 8601 with TIMEX3's extensions). Pure functions."""

from __future__ import annotations

import datetime as dt
import re

from onrecord.model import TimePrecision

Days = tuple[dt.date, dt.date, TimePrecision]
"""First and last day, and how exact."""

SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""First month of each season, of the northern half of the earth, by the meteorologists' calendar."""

_VALUE = re.compile(
    r"(?P<year>\d{4})(?:-(?:(?P<month>\d\d)(?:-(?P<day>\d\d))?|W(?P<week>\d\d)(?:-(?P<weekday>[1-7]|WE))?"
    r"|Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<season>SP|SU|FA|WI)))?(?P<time>T.+)?$"
)


def last_day(year: int, month: int) -> dt.date:
    """Return the last day of a month; ``month`` may run past 12."""
    year, month = year + month // 12, month % 12 + 1
    return dt.date(year, month, 1) - dt.timedelta(days=1)


def _months(year: int, month: int, length: int, precision: TimePrecision) -> Days:
    return dt.date(year, month, 1), last_day(year, month + length - 1), precision


def _week(match: re.Match[str]) -> Days:
    year, week = int(match["year"]), int(match["week"])
    monday = dt.date.fromisocalendar(year, week, 1)
    if match["weekday"] == "WE":
        return monday + dt.timedelta(days=5), monday + dt.timedelta(days=6), "range"
    if match["weekday"]:
        day = monday + dt.timedelta(days=int(match["weekday"]) - 1)
        return day, day, "day"
    return monday, monday + dt.timedelta(days=6), "week"


def _day(match: re.Match[str]) -> Days:
    day = dt.date(int(match["year"]), int(match["month"]), int(match["day"]))
    time = match["time"] or ""
    if re.match(r"T\d\d:\d\d", time):
        return day, day, "minute"
    return day, day, "hour" if re.match(r"T\d\d", time) else "day"


def days_of(value: str) -> Days | None:
    """Return the days that a DATE or TIME value covers; ``None`` where it is open ("XXXX-WXX-2", "PAST_REF")."""
    if re.fullmatch(r"\d{3}", value):
        return dt.date(max(int(value) * 10, 1), 1, 1), dt.date(int(value) * 10 + 9, 12, 31), "decade"
    if re.fullmatch(r"\d{2}", value):
        return dt.date(max(int(value) * 100, 1), 1, 1), dt.date(int(value) * 100 + 99, 12, 31), "century"
    m = _VALUE.match(value)
    if m is None:
        return None
    try:
        year = int(m["year"])
        if m["day"]:
            return _day(m)
        if m["month"]:
            return _months(year, int(m["month"]), 1, "month")
        if m["week"]:
            return _week(m)
        if m["quarter"]:
            return _months(year, int(m["quarter"]) * 3 - 2, 3, "quarter")
        if m["half"]:
            return _months(year, int(m["half"]) * 6 - 5, 6, "range")
        if m["season"]:
            return _months(year, SEASONS[m["season"]], 3, "season")
        return dt.date(year, 1, 1), dt.date(year, 12, 31), "year"
    except (ValueError, OverflowError):  # the last week of the year 9999 does not end within the calendar
        return None


def shifted(day: dt.date, unit: str, count: int) -> dt.date:
    """Return a day so many units on; the day of the month is kept where the month has it. May raise OverflowError."""
    if unit in ("D", "W", "WE", "F"):
        return day + dt.timedelta(days=count * {"D": 1, "W": 7, "WE": 7, "F": 14}[unit])
    months = count * {"M": 1, "Q": 3, "H": 6, "Y": 12, "DE": 120, "CE": 1200}[unit]
    at = day.year * 12 + day.month - 1 + months
    if not 12 <= at < 120_000:
        raise OverflowError("outside the calendar")
    year, month = at // 12, at % 12 + 1
    return dt.date(year, month, min(day.day, last_day(year, month).day))


def value_at(day: dt.date, unit: str) -> str:
    """Return the TimeML value of the day, week, month, quarter, year, decade or century that holds ``day``."""
    if unit in ("W", "WE", "F"):
        year, week, _ = day.isocalendar()
        return f"{year}-W{week:02d}" + ("-WE" if unit == "WE" else "")
    if unit == "M":
        return f"{day:%Y-%m}"
    if unit == "Q":
        return f"{day.year:04d}-Q{(day.month + 2) // 3}"
    if unit == "Y":
        return f"{day.year:04d}"
    if unit == "DE":
        return f"{day.year // 10:03d}"
    if unit == "CE":
        return f"{day.year // 100:02d}"
    return day.isoformat()


def year_value(year: int) -> str:
    """Return the TimeML value of a year; negative ones are before our era: -218 is "BC0218"."""
    return f"{year:04d}" if year >= 0 else f"BC{-year:04d}"


def week_in(year: int, month: int | None, week: int, day: int | None) -> str:
    """Return the ISO week that a month's or year's n-th week mostly covers (-1: the last one), or the week of a day.

    The first week of a month is the one that holds its 4th, as ISO 8601 counts the weeks of a year.
    """
    if day:
        return value_at(dt.date(year, month or 1, day), "W")
    if week < 0:
        return value_at(last_day(year, month or 12) - dt.timedelta(days=3), "W")
    return value_at(dt.date(year, month or 1, 4) + dt.timedelta(days=7 * (week - 1)), "W")


def easter(year: int) -> dt.date:
    """Return Easter Sunday of the Gregorian calendar (Meeus's anonymous algorithm)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 19 * m) // 433
    month = (h + m - 7 * n + 90) // 25
    return dt.date(year, month, (h + m - 7 * n + 33 * month + 19) % 32)


def holiday_in(rule: str, year: int) -> dt.date:
    """Return the day of a holiday rule: "MM-DD", "MM-nth-weekday", "MM-last-weekday" (plus days) or "easter+days"."""
    if rule.startswith("easter"):
        return easter(year) + dt.timedelta(days=int(rule[6:]))
    rule, _, plus = rule.partition("+")
    month, *rest = rule.split("-")
    if len(rest) == 1:
        return dt.date(year, int(month), int(rest[0]))
    nth, weekday = rest
    if nth == "last":
        end = last_day(year, int(month))
        return end - dt.timedelta(days=(end.isoweekday() - int(weekday)) % 7)
    start = dt.date(year, int(month), 1)
    first = start + dt.timedelta(days=(int(weekday) - start.isoweekday()) % 7)
    return first + dt.timedelta(days=7 * (int(nth) - 1) + int(plus or 0))


def fiscal_days(days: Days) -> Days:
    """Return first and last possible day of a fiscal year, or a part of one, that is called by the year of ``days``.

    Who counts by it is not known: it may begin in any month, and is called by the year in which it begins (Japan's from
    April) or ends (that of the United States from October).
    """
    year = min(max(days[0].year, 2), 9998)
    return dt.date(year - 1, 2, 1), dt.date(year + 1, 3, 31), "range"


GRAINS = {"minute": 0, "hour": 0, "day": 0, "week": 1, "month": 2, "quarter": 3, "season": 3, "year": 4, "decade": 5,
           "century": 6}  # fmt: skip
_UNIT_GRAINS = {"D": 0, "W": 1, "WE": 1, "F": 1, "M": 2, "Q": 3, "Y": 4, "DE": 5, "CE": 6}


def open_value(told: Days, at: dt.date, unit: str) -> str | None:
    """ "The next day" after "in March 1917" is a day of 1917-03 that nobody names; ``None`` where the day is known."""
    grain = GRAINS.get(told[2], 1)
    if grain <= _UNIT_GRAINS[unit] or unit in ("Y", "DE", "CE"):
        return None
    if unit == "D":
        return f"{at:%Y-%m}-XX" if grain <= 2 else f"{at.year:04d}-XX-XX"
    return f"{at.year:04d}-" + {"M": "XX", "Q": "QX"}.get(unit, "WXX")
