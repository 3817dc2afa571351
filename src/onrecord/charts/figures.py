"""The figures of one event over time: how many, on whose word, how exactly, and when it was said."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from onrecord.charts.axis import days_axis, hatching, moment, read_strip
from onrecord.charts.chart import Chart, needed
from onrecord.charts.days import Window, coverage_words, day_of, window_of
from onrecord.charts.look import Look
from onrecord.charts.wording import clean, count, day_words, event_words, listed, short
from onrecord.ledger import DayRead
from onrecord.model import Event, Figure, UsageError

if TYPE_CHECKING:
    import datetime as dt

_FIRST = ("killed", "injured", "missing", "arrested", "displaced")
"""Kinds that stand above others."""
_KINDS, _HEIGHT, _LINE, _SERIES = 4, 150, 14, 10
"""Panels at most, pixels of each and of a label's line, and labels that a panel has room for."""
_LABELS = 205
"""Pixels beside the panels for the names."""


@dataclass(frozen=True, slots=True)
class _Series:
    """What one speaker says of one kind: a value a day."""

    source: str
    name: str
    values: tuple[tuple[dt.date, Figure], ...]


def figures(
    event: Event,
    read: Sequence[DayRead] = (),
    *,
    of: str | None = None,
    since: str | None = None,
    until: str | None = None,
    width: int = 720,
) -> Chart:
    """Draw an event's figures by day of publication: a panel a kind, a stepped line a speaker, a colour a source.

    Raises ``UsageError`` where the event has no figure with a number and a date (of the kind ``of``).
    """
    dated = [f for f in event.figures if day_of(f.published) and _values(f)]
    asked_for = [f for f in dated if of in (None, f.of)]
    if not asked_for:
        kind = f" of {of}" if of else ""
        raise UsageError(
            f"event {event.id} has no figure{kind} with a number and a date: there is nothing to draw"
        )
    window = window_of((day_of(f.published) for f in asked_for), (), since, until)
    inside = [f for f in asked_for if _holds(window, f)]
    kinds = _kinds(inside, of)
    shown = [f for f in inside if f.of in kinds]
    series = {kind: _series(event, [f for f in shown if f.of == kind]) for kind in kinds}
    speakers = {f.source for f in shown}
    missing = {
        "without a number": sum(1 for f in event.figures if not _values(f)),
        "without a date": sum(1 for f in event.figures if _values(f) and not day_of(f.published)),
        "of other days": len(asked_for) - len(inside),
        f"of {listed(sorted({f.of for f in dated} - set(kinds)))}": sum(
            1 for f in dated if f.of not in kinds
        ),
    }
    gone = "; ".join(f"{n} {why}" for why, n in missing.items() if n)
    nameless = sum(len(found) - len(_labelled(found)) for found in series.values())
    notes = (
        f"{event_words(event)}. {count(len(shown), 'figure')} by {count(len(speakers), 'source')}, by day of publication.",
        "Filled: exact. Hollow: about; ▲ at least, ▼ at most. Band: a range. A line holds until the speaker gives another.",
        f"Left out: {count(sum(missing.values()), 'figure')} ({gone})." if gone else "",
        f"Without a name, for want of room: {count(nameless, 'line')} of those who spoke first; the table has them." if nameless else "",
        coverage_words(read, window) if read else "",
    )  # fmt: skip

    def draw(look: Look) -> Any:
        return _drawn(series, read, window, width, look)

    title = f"How many {listed(kinds)}, by who says so"
    return Chart(title, tuple(n for n in notes if n), _text(series), _rows(event, shown), draw, width)


def _values(figure: Figure) -> tuple[float, float] | None:
    low, high = figure.low, figure.high
    if low is None and high is None:
        return None
    return (low if low is not None else high or 0.0), (high if high is not None else low or 0.0)


def _holds(window: Window, figure: Figure) -> bool:
    day = day_of(figure.published)
    return day is not None and window.holds(day)


def _kinds(found: Iterable[Figure], of: str | None) -> tuple[str, ...]:
    """Return the kinds on which there is more than one value, those of people first; else the one with most figures."""
    if of:
        return (of,)
    counts: Counter[str] = Counter()
    values: dict[str, set[object]] = defaultdict(set)
    for figure in found:
        counts[figure.of] += 1
        values[figure.of].add(_values(figure))
    by_weight = sorted(counts, key=lambda k: (k not in _FIRST, -counts[k], k))
    chosen = [kind for kind in by_weight if len(values[kind]) > 1][:_KINDS] or by_weight[:1]
    return tuple(
        sorted(chosen, key=lambda k: (_FIRST.index(k) if k in _FIRST else len(_FIRST), -counts[k], k))
    )


def _series(event: Event, found: Sequence[Figure]) -> tuple[_Series, ...]:
    outlets = {told.article: told.outlet or told.article for told in event.told}
    by: dict[tuple[str, str], dict[tuple[dt.date, Any], Figure]] = defaultdict(dict)
    for figure in found:
        day = day_of(figure.published)
        assert day is not None
        name = clean(figure.name or outlets.get(figure.article, figure.article))
        by[figure.source, name][day, (figure.low, figure.high, figure.exact)] = figure
    made = [
        _Series(source, name, tuple((day, f) for (day, _), f in sorted(v.items(), key=lambda i: (i[0][0], _values(i[1])))))
        for (source, name), v in by.items()
    ]  # fmt: skip
    return tuple(sorted(made, key=lambda s: (s.values[0][0], s.source, s.name)))


def worded(figure: Figure) -> str:
    """Return a figure in short: "11", "about 30", "80 or more", "20–25"."""
    low, high = figure.low, figure.high
    if low is None or high is None:
        return (
            f"{high:,g} or fewer"
            if high is not None
            else f"{low:,g} or more"
            if low is not None
            else clean(figure.text)
        )
    if low == high:
        return f"{low:,g}" if figure.exact else f"about {low:,g}"
    return f"{low:,g}–{high:,g}"


def _rows(event: Event, shown: Sequence[Figure]) -> tuple[Mapping[str, Any], ...]:
    outlets = {told.article: told.outlet or told.article for told in event.told}
    return tuple(
        {
            "of": f.of, "published": f.published, "low": f.low, "high": f.high, "exact": "yes" if f.exact else "no",
            "says so": clean(f.name or "the outlet"), "outlet": clean(outlets.get(f.article, f.article)), "text": clean(f.text),
        }
        for f in sorted(shown, key=lambda f: (f.of, f.published or "", f.source, f.article, f.report))
    )  # fmt: skip


def _text(series: Mapping[str, Sequence[_Series]]) -> str:
    parts = []
    for kind, found in series.items():
        said = sorted(
            ((day, s.name, figure) for s in found for day, figure in s.values), key=lambda item: item[:2]
        )
        parts.append(f"{kind}: {_course(said)}")
    return "; ".join(parts) + "."


def _course(said: Sequence[tuple[dt.date, str, Figure]]) -> str:
    def told(item: tuple[dt.date, str, Figure]) -> str:
        day, who, figure = item
        return f"{worded(figure)} ({who}, {day_words(day)})"

    lowest = min(said, key=lambda item: (_values(item[2]) or (0, 0))[0])
    highest = max(said, key=lambda item: (_values(item[2]) or (0, 0))[1])
    if _values(lowest[2]) == _values(highest[2]):
        return told(said[0])
    return f"from {told(lowest)} to {told(highest)}, last {told(said[-1])}"


def _drawn(
    series: Mapping[str, Sequence[_Series]],
    read: Sequence[DayRead],
    window: Window,
    width: int,
    look: Look,
) -> Any:
    alt = needed("altair")
    sources = list(dict.fromkeys(s.source for found in series.values() for s in found))
    colours = {source: look.many[i % len(look.many)] for i, source in enumerate(sources)}
    inner = width - _LABELS
    panels = []
    for kind, found in series.items():
        panel = _panel(found, colours, window, inner, look, labels=not read and kind == list(series)[-1])
        ground = hatching(read, window, inner, _HEIGHT, look, faint=True) if read else None
        layers = [layer for layer in (ground, *panel) if layer is not None]
        heading = alt.Title(kind, fontSize=12, anchor="start", frame="bounds", offset=4)
        panels.append(
            alt.layer(*layers).resolve_scale(y="independent").properties(width=inner, height=_HEIGHT, title=heading)
        )  # fmt: skip
    if read:
        panels.append(read_strip(read, window, inner, look))
    return alt.vconcat(*panels, spacing=10)


def _panel(
    found: Sequence[_Series],
    colours: Mapping[str, str],
    window: Window,
    width: int,
    look: Look,
    *,
    labels: bool,
) -> list[Any]:
    alt = needed("altair")
    top = 1.12 * max(1.0, *((_values(f) or (0, 0))[1] for s in found for _, f in s.values))
    x = days_axis("x", window, width, labels=labels)
    scale = alt.Scale(domain=[0, top], nice=False)
    axis = alt.Axis(title=None, grid=True, tickMinStep=1, tickCount=4, domain=False, ticks=False, format=",d")
    y, again = alt.Y("low:Q", scale=scale, axis=axis), alt.Y("low:Q", scale=scale, axis=None)
    colour, pixel = alt.Color("colour:N", scale=None), alt.Y("pixel:Q", scale=None, axis=None)
    points = _points(found, colours, window, look)
    dots = alt.Chart(alt.InlineData(points))
    ranges = alt.Chart(alt.InlineData([p for p in points if p["high"] > p["low"]]))
    ends = alt.Chart(alt.InlineData(_ends(found, colours, top)))
    fill, shape = alt.Fill("fill:N", scale=None), alt.Shape("shape:N", scale=None)
    tip = ["says so:N", "published:N", "figure:N", "text:N"]
    return [
        ends.mark_rule(strokeWidth=0.7, opacity=0.6, strokeDash=[2, 2]).encode(
            x=x, x2=alt.value(width + 6), y=alt.Y("from:Q", scale=None, axis=None), y2="pixel", color=colour
        ),
        ranges.mark_rect(opacity=0.18).encode(x=x, x2="until", y=again, y2="high", color=colour),
        dots.mark_line(interpolate="step-after", strokeWidth=1.8, opacity=0.8).encode(
            x=x, y=y, color=colour, detail="series:N", order="number:Q"
        ),
        dots.mark_point(size=54, opacity=1, strokeWidth=1.8).encode(
            x=x, y=again, stroke=colour, fill=fill, shape=shape, tooltip=tip
        ),
        ends.mark_text(align="left", fontSize=11).encode(
            x=alt.value(width + 10), y=pixel, text="label:N", color=colour
        ),
    ]


def _points(
    found: Sequence[_Series], colours: Mapping[str, str], window: Window, look: Look
) -> list[dict[str, Any]]:
    end = moment(window.after(window.start(window.last)))
    places = _places(found)
    rows = []
    for series, one in enumerate(found):
        for number, (day, figure) in enumerate(one.values):
            low, high = _values(figure) or (0.0, 0.0)
            later = [moment(d) for d, _ in one.values if d > day]
            colour = colours[one.source]
            rows.append(
                {
                    "x": places[series, number], "until": min(later) if later else end, "low": low, "high": high,
                    "colour": colour, "fill": colour if figure.exact else look.ground, "shape": _shape(figure),
                    "series": series, "number": number, "says so": one.name, "published": day.isoformat(),
                    "figure": worded(figure), "text": clean(figure.text),
                }
            )  # fmt: skip
    return rows


def _places(found: Sequence[_Series]) -> dict[tuple[int, int], int]:
    """Return where in its day each value stands: several of one day and height side by side, so that all are seen."""
    at: dict[Any, list[tuple[int, int]]] = defaultdict(list)
    for series, one in enumerate(found):
        for number, (day, figure) in enumerate(one.values):
            at[day, _values(figure)].append((series, number))
    return {
        key: moment(day) + round((place + 1) / (len(keys) + 1) * 86_400_000)
        for (day, _), keys in at.items()
        for place, key in enumerate(keys)
    }


def _noon(day: dt.date) -> int:
    return moment(day) + 12 * 3_600_000


def _shape(figure: Figure) -> str:
    if figure.high is None:
        return "triangle-up"
    return "triangle-down" if figure.low is None else "circle"


def _ends(found: Sequence[_Series], colours: Mapping[str, str], top: float) -> list[dict[str, Any]]:
    """Return the labels at the lines' ends, moved apart so that none covers another, with a thread to each."""
    last = [(one, *one.values[-1]) for one in _labelled(found)]
    at = {id(one): _HEIGHT * (1 - (_values(figure) or (0, 0))[0] / top) for one, _, figure in last}
    last.sort(key=lambda item: (at[id(item[0])], item[1], item[0].name))
    pixels = apart([at[id(one)] for one, _, _ in last], _LINE, _HEIGHT)
    return [
        {
            "x": _noon(day), "from": at[id(one)], "pixel": pixel, "colour": colours[one.source],
            "label": f"{short(one.name, 25)}: {worded(figure)}",
        }
        for (one, day, figure), pixel in zip(last, pixels, strict=True)
    ]  # fmt: skip


def _labelled(found: Sequence[_Series]) -> list[_Series]:
    """Return those for whose names a panel has room: who spoke last."""
    by_last = sorted(found, key=lambda one: (one.values[-1][0], one.source, one.name), reverse=True)
    return by_last[:_SERIES]


def apart(wanted: Sequence[float], least: float, room: float) -> list[float]:
    """Return places at least so far apart, as near the wanted ones (in order) as can be, the last within the room."""
    places: list[float] = []
    for place in wanted:
        places.append(max(place, places[-1] + least) if places else place)
    limit = room
    for index in reversed(range(len(places))):
        places[index] = min(places[index], limit)
        limit = places[index] - least
    return places
