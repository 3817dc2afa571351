"""Events over time: how many began on each day, by class, type or standing, above what was read of those days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

from onrecord.charts.axis import days_axis, hatching, moment, read_strip
from onrecord.charts.chart import Chart, needed
from onrecord.charts.days import Window, bin_of, coverage_words, day_of, event_day, window_of
from onrecord.charts.look import NO_QUAD, QUADS, STANDINGS, Look, standing_shown
from onrecord.charts.wording import count, day_words, left_out, listed, quad_words, told_by
from onrecord.ledger import DayRead
from onrecord.ledger.view import SpanCount
from onrecord.model import Event, UsageError
from onrecord.ontology import event_types

By = Literal["class", "type", "standing"]
_HEIGHT, _ROW = 210, 22
"""Pixels."""
_WORDS = {"class": "by PLOVER's four classes", "type": "by type", "standing": "by standing"}
_NOT_TOLD = "not told"
"""What events are dated by of which only counts are known."""
_INTO = {"day": "", "week": ", week by week", "month": ", month by month"}


def timeline(
    events: Sequence[Event],
    read: Sequence[DayRead] = (),
    *,
    by: By = "class",
    since: str | None = None,
    until: str | None = None,
    width: int = 720,
) -> Chart:
    """Draw how many events lie on each day (week, month where there are many), stacked by class or standing.

    ``by="type"`` has a row a type. An event dated by its articles' publication alone is paler. Raises ``UsageError``
    where ``by`` is none of the three, or nothing has a date.
    """
    _check(by)
    spans = [
        _Span(e.when.start, e.when.end, e.event_type, e.standing, e.when.basis, 1, len(e.told))
        for e in events
    ]
    window = window_of((day_of(e.when.start) for e in events), read, since, until)
    shown = [e for e in events if not isinstance(event_day(e, window), str)]
    return _charted(spans, told_by(shown), read, window, by, width)


def timeline_of_many(
    counts: Sequence[SpanCount],
    read: Sequence[DayRead] = (),
    *,
    by: By = "class",
    since: str | None = None,
    until: str | None = None,
    width: int = 720,
) -> Chart:
    """Draw the same of more events than can be looked at one by one; what each is dated by is not known of them."""
    _check(by)
    spans = [_Span(c.start, c.end, c.event_type, c.standing, _NOT_TOLD, c.events, c.reports) for c in counts]
    window = window_of((day_of(c.start) for c in counts), read, since, until)
    shown = [s for s in spans if not isinstance(bin_of(s.start, s.end, window), str)]
    told = f"{count(sum(s.events for s in shown), 'event')}, told by {count(sum(s.reports for s in shown), 'report')}"
    return _charted(spans, told, read, window, by, width)


def _check(by: str) -> None:
    if by not in _WORDS:
        raise UsageError(f"no timeline by {by!r}: use class, type or standing")


class _Span(NamedTuple):
    """Events that have the same days, type, standing and what they are dated by."""

    start: str | None
    end: str | None
    event_type: str
    standing: tuple[str, ...]
    basis: str
    events: int
    reports: int


def _charted(
    spans: Sequence[_Span], told: str, read: Sequence[DayRead], window: Window, by: By, width: int
) -> Chart:
    out: Counter[str] = Counter()
    tally: Counter[tuple[Any, str, str]] = Counter()
    for span in spans:
        day = bin_of(span.start, span.end, window)
        if isinstance(day, str):
            out[day] += span.events
        else:
            tally[day, _group(span, by), span.basis] += span.events
    rows = tuple(
        {window.unit: day.isoformat(), by: group, "dated by": basis, "events": number}
        for (day, group, basis), number in sorted(tally.items())
    )
    title = f"What happened {window.words}{_INTO[window.unit]}, {_WORDS[by]}"
    pale = sum(number for (_, _, basis), number in tally.items() if basis == "publication")
    notes = (
        f"{told}."
        + (f" Paler: {count(pale, 'event')} on the day of publication, for want of a day in the text." if pale else ""),
        left_out(out),
        coverage_words(read, window) if read else "What was read of each day is not known here.",
    )  # fmt: skip

    def draw(look: Look) -> Any:
        return _drawn(tally, read, window, by, width, look)

    return Chart(title, tuple(n for n in notes if n), _text(tally, window), rows, draw, width)


def _group(span: _Span, by: By) -> str:
    if by == "standing":
        return standing_shown(span.standing)
    return span.event_type if by == "type" else quad_words(span.event_type)


def _text(tally: Counter[tuple[Any, str, str]], window: Window) -> str:
    if not tally:
        return f"No event {window.words} in what was read."
    days: Counter[Any] = Counter()
    groups: Counter[str] = Counter()
    for (day, group, _), number in tally.items():
        days[day] += number
        groups[group] += number
    peak, most = min(days.items(), key=lambda item: (-item[1], item[0]))
    when = "on" if window.unit == "day" else f"in the {window.unit} of"
    parts = [f"{number} {group}" for group, number in sorted(groups.items(), key=lambda i: (-i[1], i[0]))]
    return (
        f"{count(sum(days.values()), 'event')} on {count(len(days), window.unit)} of {window.words}: "
        f"{listed(parts)}. Most, {most}, {when} {day_words(peak)}."
    )


def _drawn(
    tally: Counter[tuple[Any, str, str]],
    read: Sequence[DayRead],
    window: Window,
    by: By,
    width: int,
    look: Look,
) -> Any:
    alt = needed("altair")
    rows = _bars(tally, window, by)
    base = alt.Chart(alt.InlineData(rows))
    labels = not read  # else the strip has them
    if by == "type":
        main, height = _rows_of_types(rows, days_axis("middle", window, width, labels=labels), look)
    else:
        main, height = (
            _stacked(base, rows, days_axis("start", window, width, labels=labels), window, by, look),
            _HEIGHT,
        )
    if not read:
        return main.properties(width=width, height=height)
    ground = hatching(read, window, width, height, look, faint=True)
    above = alt.layer(ground, main).resolve_scale(y="independent").properties(width=width, height=height)
    return alt.vconcat(above, read_strip(read, window, width, look), spacing=6)


def _bars(tally: Counter[tuple[Any, str, str]], window: Window, by: By) -> list[dict[str, Any]]:
    """One bar a bin, group and basis, from where the one under it ends; what the text dates lies under the rest."""
    rows: list[dict[str, Any]] = []
    tops: Counter[Any] = Counter()
    wholes: Counter[Any] = Counter()
    for (day, group, _), number in tally.items():
        wholes[day, group] += number
    in_order = sorted(
        tally.items(), key=lambda i: (i[0][0], _order(i[0][1], by), i[0][1], i[0][2] == "publication")
    )
    for (day, group, basis), number in in_order:
        start, end = moment(day), moment(window.after(day))
        inset = (end - start) * 0.1
        rows.append(
            {
                "start": start + inset, "end": end - inset, "middle": (start + end) / 2, "day": day.isoformat(), "group": group,
                "dated": basis, "weight": "publication" if basis == "publication" else "text", "events": number, "from": tops[day], "to": tops[day] + number, "class": _class(group, by),
                # a disc is the whole, and the darker one within it what the text dates
                "disc": wholes[day, group] if basis == "publication" else number,
            }
        )  # fmt: skip
        tops[day] += number
    return rows


def _order(group: str, by: By) -> int:
    known = STANDINGS if by == "standing" else QUADS
    return known.index(group) if group in known else len(known)


def _class(group: str, by: By) -> str:
    if by != "type":
        return group
    kind = event_types().get(group)
    return kind.quad_name if kind else NO_QUAD


def colours(field: str, names: Sequence[str], palette: Any, **legend: Any) -> Any:
    """Return the colour encoding of a field, in a fixed order, with those names alone in the legend."""
    alt = needed("altair")
    return alt.Color(
        f"{field}:N",
        scale=alt.Scale(domain=list(names), range=[palette.get(name, palette[next(reversed(palette))]) for name in names]),
        legend=alt.Legend(orient="top", title=None, direction="horizontal", symbolType="square", symbolStrokeWidth=0, symbolOpacity=1, columns=6, **legend),
    )  # fmt: skip


def _faded() -> Any:
    alt = needed("altair")
    scale = alt.Scale(domain=["text", "publication"], range=[1, 0.55])
    return alt.Opacity("weight:N", scale=scale, legend=None)


def _stacked(base: Any, rows: Sequence[Any], x: Any, window: Window, by: By, look: Look) -> Any:
    alt = needed("altair")
    palette = look.standings if by == "standing" else look.quads
    order = (*STANDINGS, "none") if by == "standing" else (*QUADS, NO_QUAD)
    there = {row["group"] for row in rows}
    names = [name for name in order if name in there] + sorted(there - set(order))
    top = max([1, *(row["to"] for row in rows)])
    return base.mark_bar(stroke=look.ground, strokeWidth=0.6).encode(
        x=x,
        x2="end",
        y=alt.Y("from:Q", title=f"events a {window.unit}", scale=alt.Scale(domain=[0, top + 1], nice=False),
                axis=alt.Axis(tickMinStep=1, tickCount=min(6, top + 1), format="d", domain=False, ticks=False)),
        y2="to",
        color=colours("group", names, palette),
        opacity=_faded(),
        tooltip=["day:N", "group:N", "dated:N", "events:Q"],
    )  # fmt: skip


def _rows_of_types(rows: Sequence[Any], x: Any, look: Look) -> tuple[Any, int]:
    """A row a type, in the order of their scores; the area of a disc is the number of events."""
    alt = needed("altair")
    kinds = event_types()
    there = sorted(
        {r["group"] for r in rows}, key=lambda n: (kinds[n].quad if n in kinds else 9, kinds[n].score if n in kinds else 0, n)
    )  # fmt: skip
    quads = [q for q in (*QUADS, NO_QUAD) if q in {r["class"] for r in rows}]
    rows = sorted(rows, key=lambda r: r["dated"] != "publication")
    base = alt.Chart(alt.InlineData(rows))
    most = max([1, *(r["disc"] for r in rows)])
    discs = base.mark_circle(stroke=look.ground, strokeWidth=0.5).encode(
        x=x,
        y=alt.Y("group:N", sort=there, title=None, axis=alt.Axis(grid=True, domain=False, ticks=False)),
        size=alt.Size("disc:Q", scale=alt.Scale(domain=[0, most], range=[0, 420]), legend=None),
        color=colours("class", quads, look.quads),
        opacity=_faded(),
        tooltip=["day:N", "group:N", "dated:N", "events:Q"],
    )
    return discs, _ROW * max(1, len(there))
