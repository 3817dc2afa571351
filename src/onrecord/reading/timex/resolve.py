"""Dates for expressions: against the publication date, the last date told, and the direction of the verb."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from onrecord.model import TimexType
from onrecord.reading.timex.calendar import (
    GRAINS,
    Days,
    days_of,
    holiday_in,
    open_value,
    shifted,
    value_at,
    week_in,
    year_value,
)
from onrecord.reading.timex.context import Context
from onrecord.reading.timex.fiscal import days_of_fiscal
from onrecord.reading.timex.sense import Direction, Sense

_UNKNOWN = {
    "D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "F": "XXXX-WXX", "M": "XXXX-XX", "Q": "XXXX-QX",
    "Y": "XXXX", "DE": "XXX", "CE": "XX",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Dated:
    """A TimeML value with its days, where it has any."""

    value: str
    days: Days | None
    type: TimexType
    carries: bool = False
    """Whether the story goes on from this date."""


def _clocked(value: str, sense: Sense) -> str:
    if sense.clock:
        return f"{value}T{sense.clock}"
    return f"{value}T{sense.part}" if sense.part else value


def _finer(year: str, sense: Sense) -> str:
    """Write a year and the finer fields as a value."""
    if sense.week is not None and year.isdigit():
        return week_in(int(year), sense.month, sense.week, sense.day)
    if sense.month and sense.day:
        return _clocked(f"{year}-{sense.month:02d}-{sense.day:02d}", sense)
    if sense.month:
        return f"{year}-{sense.month:02d}"
    if sense.quarter:
        return f"{year}-Q{sense.quarter}"
    if sense.half:
        return f"{year}-H{sense.half}"
    if sense.season:
        return f"{year}-{sense.season}"
    return year


def _start(value: str) -> dt.date | None:
    days = days_of(value)
    return days[0] if days else None


_WRONG_WAY = 8.0  # "March" in the past tense is the coming one only where the parser has the wrong verb
_WRONG_WAY_QUARTER = 2.0  # firms "expect to report" a quarter that is over
_OTHER_YEAR = (3.0, 6.0)  # a story that enters another year, ahead or back, mostly says so


def _nearest(values: list[str], ref: Days, direction: Direction | None, context: Context) -> str:
    """Choose among the same date in neighbouring years: the nearest, and rather in the verb's direction.

    A narrative stays in the year that it has told last unless the next date is near.
    """

    def cost(value: str) -> float:
        days = days_of(value)
        if days is None:
            return float("inf")
        if days[0] <= ref[1] and ref[0] <= days[1]:
            return 0.0
        ahead = days[0] > ref[1]
        distance = float((days[0] - ref[1]).days if ahead else (ref[0] - days[1]).days)
        if context.narrative:
            return distance * (1.0 if days[0].year == ref[0].year else _OTHER_YEAR[0 if ahead else 1])
        if direction in ("past", "future") and ahead != (direction == "future"):
            distance *= _WRONG_WAY_QUARTER if "Q" in value and not ahead else _WRONG_WAY
        return distance

    return min(values, key=cost)


def _hinted(values: list[str], ref: dt.date, hint: int, direction: Direction | None) -> str:
    """ "last March", "next summer", "this fall": before the day, after it, or in its year unless the verb denies it."""
    dated = [(v, d) for v in values if (d := days_of(v))]
    before = [v for v, d in dated if d[1] < ref]
    after = [v for v, d in dated if d[0] > ref]
    if hint < 0:
        return before[-1] if before else values[0]
    if hint > 0:
        return after[0] if after else values[-1]
    now = [v for v, d in dated if d[0] <= ref <= d[1]] or [v for v, d in dated if d[0].year == ref.year]
    if direction == "past" and now[0] in after and before:
        return before[-1]
    return after[0] if direction == "future" and now[0] in before and after else now[0]


def _yearly(sense: Sense, ref: dt.date, direction: Direction | None, context: Context) -> str:
    if sense.holiday:
        values = [holiday_in(sense.holiday, y).isoformat() for y in range(ref.year - 1, ref.year + 2)]
    else:
        values = [_finer(f"{y:04d}", sense) for y in range(ref.year - 1, ref.year + 2)]
    if sense.hint is not None and (sense.hint or sense.season):
        value = _hinted(values, ref, sense.hint, direction)
    elif sense.month and sense.anchor == "told" and context.told and sense.hint is None:
        value = values[1]  # "that December" is of the year told
    else:
        around = context.told if context.narrative and context.told else (ref, ref, "day")
        value = _nearest(values, around, direction, context)
    return _clocked(value, sense) if sense.holiday else value


def _weekly(sense: Sense, ref: dt.date, direction: Direction | None, context: Context) -> str:
    """A weekday: that of the publication day itself, else the nearest in the verb's direction.

    For want of a direction it is past, unless it is tomorrow: nobody calls the day of six days ago by its bare name.
    """
    weekday = sense.weekday or 1
    ahead = (weekday - ref.isoweekday()) % 7
    back = (ref.isoweekday() - weekday) % 7
    if sense.hint is not None and sense.hint > 0:
        day = ref + dt.timedelta(
            days=ahead if ahead > 1 else ahead + 7
        )  # nobody calls tomorrow "next Friday"
    elif sense.hint is not None and sense.hint < 0:
        day = ref - dt.timedelta(days=back or 7)
    elif context.narrative and ref != context.published:
        day = ref + dt.timedelta(days=ahead)
    elif sense.hint == 0:
        day = ref + dt.timedelta(days=weekday - ref.isoweekday())
    elif (
        direction == "future" or (direction == "near" and ahead < back) or (direction is None and ahead == 1)
    ):
        day = ref + dt.timedelta(days=ahead)
    else:
        day = ref - dt.timedelta(days=back)
    return _clocked(day.isoformat(), sense)


def _shift(sense: Sense, ref: dt.date, direction: Direction | None, context: Context) -> str:
    unit, count = sense.unit or "D", sense.count or 0
    if unit == "WE" and count == 0 and sense.hint is None:
        # from Monday to Thursday "the weekend" is the one before, unless the verb looks ahead
        ref -= dt.timedelta(days=7 if ref.isoweekday() <= 4 and direction != "future" else 0)
    if sense.like and context.quarter:
        return f"{int(context.quarter[:4]) + count:04d}{context.quarter[4:]}"
    if sense.overnight and direction != "future" and ref == context.published:
        count = -1  # what is told in the morning: the night that has just passed
    at = shifted(ref, unit, count)
    value = value_at(at, unit)
    if (
        sense.anchor == "told"
        and context.told
        and ref == context.told[0]
        and (still_open := open_value(context.told, at, unit))
    ):
        return _clocked(still_open, sense)
    if sense.quarter or sense.season or sense.half or sense.month:
        return _finer(f"{at.year:04d}", sense)
    if sense.day and unit == "M":
        return _clocked(f"{value}-{sense.day:02d}", sense)
    if sense.weekday and unit in ("W", "WE"):
        year, week, _ = at.isocalendar()
        return _clocked(dt.date.fromisocalendar(year, week, sense.weekday).isoformat(), sense)
    if sense.holiday and unit == "Y":
        return _clocked(holiday_in(sense.holiday, at.year).isoformat(), sense)
    return _clocked(value, sense)


def _latest(ref: dt.date, context: Context) -> str:
    """The quarter that the report is about, else the last one that was over."""
    return context.quarter or value_at(shifted(ref, "Q", -1), "Q")


def _is_today(sense: Sense) -> bool:
    """ "Today", and no part or hour of it."""
    today = sense.unit == "D" and sense.count == 0 and sense.anchor == "now"
    return today and not (sense.part or sense.clock)


def _undated(sense: Sense) -> str:
    """A value with X for what is not known: nothing is invented without a date to count from."""
    if sense.latest:
        return "XXXX-QX"
    if sense.unit:
        if _is_today(sense):
            return "PRESENT_REF"
        year = "XXXX"
        if sense.quarter or sense.season or sense.half or sense.month:
            return _finer(year, sense)
        return _clocked(_UNKNOWN.get(sense.unit, "XXXX-XX-XX"), sense)
    if sense.weekday and not sense.day:
        return _clocked(f"XXXX-WXX-{sense.weekday}", sense)
    if sense.holiday:
        rule = sense.holiday
        return f"XXXX-{rule}" if len(rule) == 5 and rule[2] == "-" else "XXXX-XX-XX"
    if sense.month or sense.quarter or sense.season or sense.half:
        return _finer("XXXX", sense)
    return _clocked("XXXX-XX-XX", sense)


def _ancient(sense: Sense, year: int) -> str:
    """A date told from a year before our era: "in December", "the following year"."""
    if sense.unit == "Y" and sense.anchor == "told":
        at = year + (sense.count or 0)
        return _finer(year_value(at + 1 if at >= 0 else at), sense)  # there is no year 0
    if sense.unit is None and (sense.month or sense.season):
        return _finer(year_value(year), sense)
    return _undated(sense)


def value_of(sense: Sense, context: Context, direction: Direction | None) -> str:
    """Return the TimeML value of a sense that has none yet."""
    if sense.century is not None:
        return f"{sense.century:02d}" if sense.century >= 0 else f"BC{-sense.century - 1:02d}"
    if sense.decade is not None:
        return sense.decade
    if sense.year is None and context.ancient is not None:
        return _ancient(sense, context.ancient)
    if sense.year is not None:
        if sense.holiday and sense.year > 0:
            return _clocked(holiday_in(sense.holiday, sense.year).isoformat(), sense)
        if sense.like and context.quarter:
            return f"{sense.year:04d}{context.quarter[4:]}"
        return _finer(year_value(sense.year), sense)
    if (
        context.year
        and direction != "future"
        and sense.hint is None
        and not sense.unit
        and (sense.month or sense.season or sense.holiday)
    ):
        return value_of(replace(sense, year=context.year), context, direction)
    ref = context.anchor(sense)
    if ref is None or (context.narrative and _is_today(sense)):
        return _undated(sense)
    try:
        if sense.latest:
            return _latest(ref, context)
        if sense.unit:
            return _shift(sense, ref, direction, context)
        if sense.month or sense.quarter or sense.season or sense.half or sense.holiday:
            return _yearly(sense, ref, direction, context)
        if sense.day:
            return _clocked(ref.replace(day=sense.day).isoformat(), sense)
        vague = context.told is not None and ref == context.told[0] and GRAINS.get(context.told[2], 1) > 0
        if vague and ref != context.published:
            return _undated(sense)  # an hour or a weekday of a day that the story has not named
        if sense.weekday:
            return _weekly(sense, ref, direction, context)
    except (OverflowError, ValueError):
        return _undated(sense)
    return _clocked(ref.isoformat(), sense)


def _stretch(sense: Sense, context: Context) -> Days | None:
    """The days of "the past two weeks"."""
    now = context.anchor(sense)
    if sense.span is None or now is None:
        return None
    direction, unit, count = sense.span
    if unit in ("TS", "TM", "TH"):
        unit, count = "D", max(1, count // 24) if unit == "TH" else 1
    try:
        far = shifted(now, unit, -count if direction == "past" else count)
    except OverflowError:
        return None
    return (far, now, "range") if direction == "past" else (now, far, "range")


def dated(
    sense: Sense, context: Context, direction: Direction | None, sentence: int = -1, aside: bool = False
) -> Dated:
    """Resolve one expression and remember its date in ``context`` as the last one told.

    ``sentence`` numbers the sentence: within one, "in 2003 ... in March" stays in the year named. ``aside`` says that
    the date stands beside the story, which then goes on from it only within the year.
    """
    if sentence != context.sentence:
        context.sentence, context.year, context.beside = sentence, None, None
    if sense.due and direction == "future" and context.published and not context.narrative:
        sense = replace(sense.due, type="DATE")
    if sense.then:
        return Dated(context.named, context.told, "DATE")
    if sense.value is not None:
        days = _stretch(sense, context)
        if sense.value == "PRESENT_REF" and context.published and not context.narrative:
            days = (context.published, context.published, "day")
        if sense.type == "DURATION" and sense.value[-1:] in "MY":
            context.quarter = None  # "the nine months": what follows is compared with more than a quarter
        return Dated(sense.value, days, sense.type)
    told = context.told
    if sense.anchor == "told" and sense.count and context.beside:
        context.told = context.beside
    try:
        value = value_of(sense, context, direction)
    except ValueError:
        value = _undated(sense)  # "the first week" of a year outside the calendar
    context.told = told
    days = days_of(value)
    if sense.quarter and sense.count is None and days is not None:
        context.quarter = value
    if sense.year and sense.year < 0:
        context.ancient = sense.year
    elif context.ancient and value.startswith("BC") and value[2:6].isdigit():
        context.ancient = -int(value[2:6])
    elif sense.year:
        context.ancient = None
    if carries := _remember(sense, _morning(days, sense, context), context, aside):
        context.named = value
    days = days_of_fiscal(days, sense) if sense.fiscal and days else days
    if sense.overnight and days:
        days = (days[0], days[1] + dt.timedelta(days=1), "range")
    return Dated(value, days, sense.type, carries)


def _morning(days: Days | None, sense: Sense, context: Context) -> Days | None:
    """What a story in the news goes on from after "overnight": the morning, from which "a day earlier" is counted."""
    if days is None or not sense.overnight or context.narrative:
        return days
    day = days[1] + dt.timedelta(days=1)
    return day, day, "day"


def _remember(sense: Sense, days: Days | None, context: Context, aside: bool) -> bool:
    """Keep a date as the last one told, and say whether it was kept.

    Plans are told from the story's time, and what stands beside it too: the story does not go on from them."""
    here = context.published
    if days is None or sense.like:
        return False
    context.beside = days
    ahead = here is not None and days[0] > here and not context.narrative
    told = context.told[0].year if context.told else days[0].year
    elsewhere = aside and not told <= days[0].year <= told + 2
    if (ahead and context.told) or elsewhere:
        return False
    context.told, context.told_in, context.told_paragraph = days, context.sentence, context.paragraph
    if sense.year and not sense.quarter and here and sense.year < here.year - 1:
        context.year = sense.year
    return True
