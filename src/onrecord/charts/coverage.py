"""What was read of which outlet when: a row an outlet, a square a day, so that silence and absence look different."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from onrecord.charts.axis import days_axis, moment
from onrecord.charts.chart import Chart, needed
from onrecord.charts.days import Window, day_of, window_of
from onrecord.charts.look import Look
from onrecord.charts.wording import clean, count, day_words, short
from onrecord.ledger import DayRead, OutletDay
from onrecord.model import UsageError

_ROW, _MOST, _NAME = 20, 40, 34
"""Pixels of a row; outlets that are drawn; characters of a name."""
_NAMELESS = "no outlet named"


def coverage(
    read: Sequence[OutletDay],
    *,
    since: str | None = None,
    until: str | None = None,
    width: int = 720,
) -> Chart:
    """Draw how many articles each outlet has on each day (week, month where there are many), those with most first.

    Raises ``UsageError`` where nothing has a date.
    """
    days = [DayRead(day=one.day, articles=one.articles, outlets=1) for one in read]
    if not any(day_of(one.day) for one in read):
        raise UsageError("nothing that was read has a date: there is no coverage to draw")
    window = window_of((), days, since, until)
    tally, out = _tally(read, window)
    outlets = sorted(tally, key=lambda name: (-sum(tally[name].values()), name))
    rows = tuple(
        {"outlet": name, window.unit: day.isoformat(), "articles": number}
        for name in outlets
        for day, number in sorted(tally[name].items())
    )
    left = len(outlets) - _MOST
    notes = (
        f"{count(sum(row['articles'] for row in rows), 'article')} of {_counted(outlets)}, {window.words}. White: nothing.",
        f"{count(out, 'article')} without a date or outside these days left out." if out else "",
        f"{count(left, 'outlet')} with the fewest articles not drawn." if left > 0 else "",
    )  # fmt: skip

    def draw(look: Look) -> Any:
        return _drawn(tally, outlets[:_MOST], window, width, look)

    text = _text(tally, outlets, window)
    return Chart(f"What was read, {window.words}", tuple(n for n in notes if n), text, rows, draw, width)


def _counted(outlets: Sequence[str]) -> str:
    named = sum(name != _NAMELESS for name in outlets)
    nameless = "" if named == len(outlets) else ", and some of which no outlet is named"
    return f"{count(named, 'outlet')}{nameless}"


def _tally(read: Iterable[OutletDay], window: Window) -> tuple[dict[str, Counter[Any]], int]:
    tally: dict[str, Counter[Any]] = defaultdict(Counter)
    out = 0
    for one in read:
        day = day_of(one.day)
        if day is None or not window.holds(day):
            out += one.articles
        else:
            tally[one.outlet or _NAMELESS][window.start(day)] += one.articles
    return tally, out


def _text(tally: Mapping[str, Counter[Any]], outlets: Sequence[str], window: Window) -> str:
    name = outlets[0]
    first, last = min(tally[name]), max(tally[name])
    return (
        f"{_counted(outlets)} {window.words}. Most from {clean(name)}: "
        f"{count(sum(tally[name].values()), 'article')}, {day_words(first)} to {day_words(last)}."
    )


def _drawn(
    tally: Mapping[str, Counter[Any]], outlets: Sequence[str], window: Window, width: int, look: Look
) -> Any:
    alt = needed("altair")
    rows: list[dict[str, Any]] = [
        {"outlet": short(clean(name), _NAME), "start": moment(day), "end": moment(window.after(day)), "articles": number}
        for name in outlets
        for day, number in sorted(tally[name].items())
    ]  # fmt: skip
    order = [short(clean(name), _NAME) for name in outlets]
    axis = alt.Axis(title=None, labelLimit=240, ticks=False, domain=False, grid=True)
    hue = look.quads["material cooperation"]
    scale = alt.Scale(type="log", range=[look.quads["verbal cooperation"], hue], domainMin=1)
    most = max(row["articles"] for row in rows)
    legend = alt.Legend(title="articles", orient="top", values=sorted({1, most})) if most > 1 else None
    drawn: Any = (
        alt.Chart(alt.InlineData(rows))
        .mark_rect(height=_ROW * 0.62, stroke=look.ground, strokeWidth=1)
        .encode(
            days_axis("start", window, width),
            alt.X2("end:T"),
            alt.Y("outlet:N", sort=order, axis=axis, scale=alt.Scale(domain=order)),
            alt.Color("articles:Q", scale=scale, legend=legend) if most > 1 else alt.value(hue),
        )
        .properties(width=width, height=max(60, _ROW * len(order)))
    )
    return drawn
