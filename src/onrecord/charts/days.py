"""The time axis of charts: the days from first to last, in bins, and what was read of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.charts.wording import count, span_words
from onrecord.ledger import DayRead
from onrecord.model import Event, Summary, UsageError

Unit = Literal["day", "week", "month"]
_ONE = dt.timedelta(days=1)
_DAYS, _WEEKS = 130, 900
"""Days up to which a chart of 720 pixels has a bar a day, and a bar a week."""


def day_of(text: str | None) -> dt.date | None:
    """Return the day of an ISO date or time; ``None`` where it is none."""
    try:
        return dt.date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Window:
    """The days that a chart shows, both ends included, and what one of its bars is."""

    first: dt.date
    last: dt.date
    unit: Unit

    def start(self, day: dt.date) -> dt.date:
        """Return the first day of the bin in which a day lies."""
        if self.unit == "week":
            return day - dt.timedelta(days=day.weekday())
        return day.replace(day=1) if self.unit == "month" else day

    def after(self, start: dt.date) -> dt.date:
        """Return the first day after the bin that starts then."""
        if self.unit == "month":
            return (start + dt.timedelta(days=31)).replace(day=1)
        return start + (dt.timedelta(days=7) if self.unit == "week" else _ONE)

    def bins(self) -> Iterator[tuple[dt.date, dt.date]]:
        """Yield first day of each bin and first day after it."""
        start = self.start(self.first)
        while start <= self.last:
            yield start, self.after(start)
            start = self.after(start)

    def holds(self, day: dt.date) -> bool:
        """Whether a day is shown."""
        return self.first <= day <= self.last

    @property
    def domain(self) -> list[str]:
        """The ends of the axis."""
        *_, (_, end) = self.bins()
        return [self.start(self.first).isoformat(), end.isoformat()]

    @property
    def words(self) -> str:
        """The days in words."""
        return span_words(self.first, self.last)


def window_of(
    days: Iterable[dt.date | None], read: Sequence[DayRead], since: str | None, until: str | None
) -> Window:
    """Return the days to show: those asked for, else those of which something was read, else those of the events.

    An event that an article dates long before the first article does not stretch the axis; charts say that it is left
    out. Raises ``UsageError`` where ``since`` or ``until`` is no date, or they are the wrong way round.
    """
    known = sorted(d for d in (day_of(r.day) for r in read if r.articles) if d) or sorted(
        d for d in days if d
    )
    first, last = (
        asked(since) or (known[0] if known else None),
        asked(until) or (known[-1] if known else None),
    )
    first, last = first or last, last or first
    if first is None or last is None:
        raise UsageError("nothing here has a date: give --since and --until")
    if first > last:
        raise UsageError(f"{first} is after {last}: there is no day between them")
    length = (last - first).days
    return Window(first, last, "day" if length <= _DAYS else "week" if length <= _WEEKS else "month")


def asked(text: str | None) -> dt.date | None:
    """Return the date that somebody asks for. Raises ``UsageError`` where it is none."""
    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError as wrong:
        raise UsageError(f"{text!r} is not a date: write it as YYYY-MM-DD") from wrong


def event_day(event: Event | Summary, window: Window) -> dt.date | str:
    """Return the first day of the bin in which an event lies, or why it lies in none."""
    return bin_of(event.when.start, event.when.end, window)


def bin_of(first: str | None, last: str | None, window: Window) -> dt.date | str:
    """Return the same of what lies between two days."""
    start, end = day_of(first), day_of(last)
    if start is None and end is None:
        return "without a date"
    start, end = start or end, end or start
    assert start is not None
    assert end is not None
    if end < window.first:
        return f"before {window.first}"
    if start > window.last:
        return f"after {window.last}"
    if window.start(start) != window.start(end):
        return f"known only to more than a {window.unit}"
    return window.start(start)


@dataclass(frozen=True, slots=True)
class Read:
    """What was read in one bin."""

    start: dt.date
    end: dt.date
    """The first day after it."""
    articles: int
    failed: int


def read_by_bin(read: Sequence[DayRead], window: Window) -> tuple[Read, ...]:
    """Return what was read of each bin of a window, those with nothing too."""
    articles: dict[dt.date, int] = {}
    failed: dict[dt.date, int] = {}
    for row in read:
        day = day_of(row.day)
        if day is not None and window.holds(day):
            start = window.start(day)
            articles[start] = articles.get(start, 0) + row.articles
            failed[start] = failed.get(start, 0) + row.failed
    return tuple(Read(s, e, articles.get(s, 0), failed.get(s, 0)) for s, e in window.bins())


def coverage_of(events: Iterable[Event | Summary], read: Sequence[DayRead]) -> str:
    """Return the same sentence for a chart without an axis of time; empty where it is not known what was read."""
    if not any(day_of(row.day) and row.articles for row in read):
        return ""
    return coverage_words(read, window_of((day_of(e.when.start) for e in events), read, None, None))


def coverage_words(read: Sequence[DayRead], window: Window) -> str:
    """Return a sentence on what was read in a window, and of how many of its days nothing was."""
    bins = read_by_bin(read, window)
    without = sum(1 for one in bins if not one.articles)
    undated = sum(row.articles for row in read if day_of(row.day) is None)
    failed = sum(row.failed for row in read)
    parts = [
        f"Read: {count(sum(b.articles for b in bins), 'article')} published {window.words}",
        f"{count(without, window.unit)} of {len(bins)} without any (hatched)" if without else "",
        f"{count(undated, 'article')} without a date" if undated else "",
        f"{count(failed, 'input')} failed" if failed else "",
    ]
    return ", ".join(part for part in parts if part) + "."
