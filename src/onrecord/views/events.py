"""Events for people: one line an event, and below it who says so."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any


def render_events(
    events: Iterable[Mapping[str, Any]],
    *,
    width: int | None,
    colour: bool | None,  # noqa: ARG001
) -> Iterator[str]:
    """Yield the lines of a plain listing of rows of events, cut to ``width`` columns (default: the terminal's)."""
    columns = width or shutil.get_terminal_size((100, 24)).columns
    empty = True
    for event in events:
        empty = False
        kind = f"{event['event_type']} ({event['mode']})" if event["mode"] else event["event_type"]
        who, whom = _names(event["actors"]), _names(event["recipients"])
        counts = " in ".join(
            f"{event[what]} {what[:-1] if event[what] == 1 else what}" for what in ("reports", "articles")
        )
        yield f"{_when(event):10}  {kind}  {who}{' → ' + whom if event['recipients'] else ''}"[:columns]
        grade = f"{event['reliability']}{event['credibility']} · " if event.get("reliability") else ""
        yield f"{'':12}{', '.join(event['standing'])} · {grade}{counts}"[:columns]
    if empty:
        yield "No event here: ask for others, or add articles with `onrecord add`."


def _when(event: Mapping[str, Any]) -> str:
    """The days of an event, no more exact than they are known: ``2018-05`` for a month, ``2018`` for a year, ``2020-01-03/05``
    for days from one to another."""
    start: str | None = event["start"]
    end: str | None = event["end"]
    if not start:
        return f"by {end}" if end else "undated"
    if not end or start == end:
        return start
    first, last = dt.date.fromisoformat(start), dt.date.fromisoformat(end)
    after = last + dt.timedelta(days=1)
    if first.day == after.day == 1:
        if first.month == after.month == 1 and last.year == first.year:
            return start[:4]
        if (last.year, last.month) == (first.year, first.month):
            return start[:7]
    same = 0 if first.year != last.year else 5 if first.month != last.month else 8
    return f"{start}/{end[same:]}"


def _names(side: Sequence[str]) -> str:
    return ", ".join(_printable(name) for name in side) or "?"


def _printable(text: str) -> str:
    """Text comes from strangers: nothing in it may drive the terminal."""
    return "".join(c if c.isprintable() else " " for c in text)
