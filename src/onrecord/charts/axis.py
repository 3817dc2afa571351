"""What charts over time share: the axis of days, hatching where nothing was read, and the strip of what was."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from onrecord.charts.chart import needed
from onrecord.charts.days import Window, read_by_bin
from onrecord.charts.look import Look
from onrecord.ledger import DayRead

STRIP = 30
"""Pixels: height of the strip of what was read."""
_APART, _LABEL = 7, 62
"""Pixels between two lines of hatching, and between two labels of days."""
_FORMATS: Mapping[str, str] = {"day": "%-d %b", "week": "%-d %b %Y", "month": "%b %Y"}


def moment(day: dt.date) -> int:
    """Return the beginning of a day in UTC, as milliseconds since 1970."""
    return int(dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC).timestamp() * 1000)


def days_axis(field: str, window: Window, width: int, *, labels: bool = True) -> Any:
    """Return the encoding of a field of moments on the axis of a window."""
    alt = needed("altair")
    first, end = (dt.date.fromisoformat(day) for day in window.domain)
    axis = alt.Axis(
        title=None,
        format=_FORMATS[window.unit],
        values=_ticks(window, width),
        grid=False,
        labels=labels,
        ticks=labels,
        domain=labels,
        labelOverlap=True,
    )
    scale = alt.Scale(type="utc", domain=[moment(first), moment(end)], nice=False)
    return alt.X(f"{field}:T", axis=axis, scale=scale)


def _ticks(window: Window, width: int) -> list[int]:
    starts = [start for start, _ in window.bins()]
    step = -(-len(starts) * _LABEL // width)
    return [moment(start) for start in starts[:: max(1, step)]]


def unread(read: Sequence[DayRead], window: Window) -> Iterator[tuple[dt.date, dt.date]]:
    """Yield the spans of a window in which nothing was read: first day, and first day after."""
    start: dt.date | None = None
    end: dt.date | None = None
    for one in read_by_bin(read, window):
        if one.articles:
            if start is not None and end is not None:
                yield start, end
            start = None
        else:
            start, end = start or one.start, one.end
    if start is not None and end is not None:
        yield start, end


def hatching(
    read: Sequence[DayRead], window: Window, width: int, height: int, look: Look, *, faint: bool
) -> Any:
    """Return a layer that hatches the days of which nothing was read, so that no sources do not look like no events.

    ``faint`` is for a chart that has the strip, and its labels, beneath it.
    """
    alt = needed("altair")
    first, end = (moment(dt.date.fromisoformat(day)) for day in window.domain)
    pixel = (end - first) / width
    spans = [(moment(a), moment(b)) for a, b in unread(read, window)]
    lines = [line for a, b in spans for line in _diagonals((a - first) / pixel, (b - first) / pixel, height)]
    # one line with breaks in it, for a thousand lines would make a large file
    corners = [
        c for a, b, y, y2 in lines for c in ((first + a * pixel, y), (first + b * pixel, y2), (None, None))
    ]
    rows = [{"x": at and round(at), "y": y, "n": n} for n, (at, y) in enumerate(corners)]
    bands = [{"x": a, "x2": b, "y": 0, "y2": height} for a, b in spans]
    x = days_axis("x", window, width, labels=not faint)
    y = alt.Y("y:Q", scale=None, axis=None)
    band = alt.Chart(alt.InlineData(bands)).mark_rect(color=look.unread, opacity=0.08, aria=False)
    drawn = alt.Chart(alt.InlineData(rows)).mark_line(
        color=look.unread,
        strokeWidth=0.6,
        opacity=0.35 if faint else 0.9,
        aria=False,
        invalid="break-paths-show-domains",
    )
    return alt.layer(band.encode(x=x, x2="x2", y=y, y2="y2"), drawn.encode(x=x, y=y, order="n:Q"))


def _diagonals(left: float, right: float, height: int) -> Iterator[tuple[float, float, float, float]]:
    """Yield the lines at 45 degrees within a box, ``_APART`` pixels apart and in step with those of other boxes."""
    start = (left - height) // _APART * _APART
    while start < right:
        a, b = max(start, left), min(start + height, right)
        if a < b:
            yield a, b, height - (a - start), height - (b - start)
        start += _APART


def read_strip(read: Sequence[DayRead], window: Window, width: int, look: Look) -> Any:
    """Return the strip under a chart: how many articles of each day were read, hatched where none was."""
    alt = needed("altair")
    rows: list[dict[str, Any]] = []
    for one in read_by_bin(read, window):
        start, end = moment(one.start), moment(one.end)
        inset = (end - start) * 0.1
        rows.append(
            {
                "start": start + inset, "end": end - inset, "articles": one.articles, "failed": one.failed,
                "day": one.start.isoformat(),
            }
        )  # fmt: skip
    most = max([1, *(row["articles"] for row in rows)])
    bars = (
        alt.Chart(alt.InlineData(rows))
        .mark_bar(color=look.faint, opacity=0.75)
        .encode(
            x=days_axis("start", window, width),
            x2="end",
            y2=alt.datum(0),
            y=alt.Y(
                "articles:Q",
                scale=alt.Scale(domain=[0, most], nice=False),
                axis=alt.Axis(
                    title="articles",
                    format="d",
                    values=[0, most],
                    grid=False,
                    titleAngle=0,
                    titleAlign="right",
                    titleX=-24,
                    titleY=18,
                ),
            ),
            tooltip=["day:N", "articles:Q", "failed:Q"],
        )
    )
    layers = [hatching(read, window, width, STRIP, look, faint=False), bars]
    if any(row["failed"] for row in rows):
        crosses = (
            alt.Chart(alt.InlineData([row for row in rows if row["failed"]]))
            .mark_text(text="×", color=look.standings["denied"], fontSize=14, fontWeight="bold")
            .encode(x=days_axis("start", window, width), y=alt.value(4))
        )
        layers.append(crosses)
    return alt.layer(*layers).resolve_scale(y="independent").properties(width=width, height=STRIP)
