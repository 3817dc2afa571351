"""What an expression says before it is dated: the fields of a calendar date, a distance, a length or a set."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from onrecord.model import TimexType

Anchor = Literal["now", "told"]
Direction = Literal["past", "future", "near"]
"""Where a verb points. "near": either way, the nearest date is meant ("agreed to meet Friday", "asked to on Monday")."""

_FINE, _DAY, _WEEK, _MONTH, _QUARTER, _YEAR, _DECADE = range(7)
_UNIT_LEVEL = {
    "D": _DAY,
    "W": _WEEK,
    "WE": _WEEK,
    "M": _MONTH,
    "Q": _QUARTER,
    "Y": _YEAR,
    "DE": _DECADE,
    "CE": 7,
}


@dataclass(frozen=True, slots=True)
class Sense:
    """An undated expression. Unset fields are ``None``; ``value`` is set where nothing is left to resolve."""

    type: TimexType
    value: str | None = None
    mod: str | None = None
    century: int | None = None
    decade: str | None = None
    year: int | None = None
    """Negative before our era: -218 is 218 BC."""
    half: int | None = None
    quarter: int | None = None
    season: str | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    holiday: str | None = None
    part: str | None = None
    clock: str | None = None
    """``HH`` or ``HH:MM``."""
    zone: str | None = None
    """Of the clock: ``Z``, ``-05:00``, ``local``, or nothing where the text names none that is known."""
    fiscal: bool = False
    """Counted by a fiscal year, whose first month is mostly not known."""
    fiscal_end: int | None = None
    """The month with which that year ends, where the text tells it."""
    fiscal_known: bool = False
    """Whether that is known of whose year it is; else it is told behind, where it may be the end of a quarter."""
    then: bool = False
    """Points back at the last date told: "at that point"."""
    unit: str | None = None
    week: int | None = None
    """Of the month: 1 is "the first week of June", -1 the last one, 0 the week that holds ``day``."""
    count: int | None = None
    """Distance in ``unit``: -1 is the one before."""
    anchor: Anchor = "now"
    """What ``count`` is counted from: the publication date, or the last date told."""
    hint: int | None = None
    """-1 for "last Tuesday", 0 for "this", 1 for "next"."""
    span: tuple[Direction, str, int] | None = None
    """For "the past two weeks": the stretch of days that the length covers."""
    weak: bool = False
    """Holds only as a part of a larger expression: "morning", "first half"."""
    like: bool = False
    """Takes the grain of the quarter told before: "a year earlier" in a report of a quarter's results."""
    due: Sense | None = None
    """What a length means behind "in" and a verb that looks ahead: "will start in two weeks"."""
    overnight: bool = False
    """A night that touches two days."""
    latest: bool = False
    """The quarter told before, or the last one that was over: "the latest quarter"."""

    def levels(self) -> tuple[int, int] | None:
        """Finest and coarsest grain said, from 0 (clock) to 7 (century); ``None`` for lengths and sets."""
        if self.value is not None or self.type in ("DURATION", "SET"):
            return None
        said = []
        if self.part or self.clock:
            said.append(_FINE)
        if self.week is not None:
            said.append(_WEEK)
        elif self.day or self.weekday or self.holiday:
            said.append(_DAY)
        if self.month:
            said.append(_MONTH)
        if self.quarter or self.season or self.half:
            said.append(_QUARTER)
        if self.year:
            said.append(_YEAR)
        if self.decade or self.century:
            said.append(_DECADE)
        if self.unit:
            said.append(_UNIT_LEVEL.get(self.unit, _FINE))
        return (min(said), max(said)) if said else None


_FIELDS = (
    "century", "decade", "year", "half", "week", "quarter", "season", "month", "day", "weekday", "holiday", "part", "clock", "zone",
    "unit", "count", "hint",
)  # fmt: skip


def _on(clock: str, part: str) -> str:
    """ "6:30 in the evening" is 18:30."""
    hour = int(clock[:2])
    return f"{hour + 12}{clock[2:]}" if part in ("AF", "EV") and hour < 12 else clock


def joined(first: Sense, second: Sense) -> Sense | None:
    """Return one sense for two neighbours ("Friday" + "night", "5 p.m." + "Jan. 3"), or ``None``."""
    one, two = first.levels(), second.levels()
    if one is None or two is None:
        return None
    fine, coarse = (first, second) if one[0] < two[0] else (second, first)
    if first.clock and not first.part and second.part and not second.clock and one[1] == _FINE:
        return replace(
            second, clock=_on(first.clock, second.part), part=None, mod=None, type="TIME", weak=False
        )
    low, high = fine.levels(), coarse.levels()
    if low is None or high is None:
        return None
    if fine.weekday and not fine.part and not fine.clock and coarse.day and not coarse.weekday:
        return replace(coarse, weekday=fine.weekday)
    if coarse.weekday and not coarse.day and fine.day:
        return replace(fine, weekday=coarse.weekday)
    if low[1] >= high[0] or (fine.unit is not None):
        return None  # "tomorrow" and "the third quarter" are two dates
    told = {n: getattr(fine, n) for n in _FIELDS if getattr(fine, n) is not None}
    if any(getattr(coarse, n) is not None for n in told):
        return None
    kind: TimexType = "TIME" if fine.part or fine.clock or coarse.type == "TIME" else "DATE"
    return replace(coarse, **told, type=kind, weak=fine.weak and coarse.weak, mod=fine.mod or coarse.mod)
