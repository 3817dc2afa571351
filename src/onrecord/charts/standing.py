"""What events amount to over time: the words of one event with who said what when, or one line for each of many."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from onrecord.charts.axis import days_axis, hatching, moment, read_strip
from onrecord.charts.chart import Chart, needed
from onrecord.charts.days import Window, coverage_words, day_of, window_of
from onrecord.charts.look import STANDINGS, Look, standing_shown
from onrecord.charts.wording import clean, count, day_words, event_head, event_words, left_out, listed, short
from onrecord.ledger import DayRead
from onrecord.model import Account, Event, Status, UsageError
from onrecord.model.phrases import BY, SAYS

_SHAPES = {
    "asserts": "circle", "confirms": "square", "denies": "cross", "doubts": "triangle-down", "plans": "triangle-up",
    "counts": "diamond", "takes back": "triangle-left",
}  # fmt: skip
_COLOURS = {
    "asserts": "reported", "confirms": "confirmed", "denies": "denied", "doubts": "disputed", "plans": "planned",
    "counts": "claimed", "takes back": "retracted",
}  # fmt: skip
_ROW, _NAMES = 22, 190
"""Pixels of a line, and beside the chart for its name."""


def standing(
    event: Event,
    read: Sequence[DayRead] = (),
    *,
    since: str | None = None,
    until: str | None = None,
    width: int = 720,
) -> Chart:
    """Draw one event's standing: a bar for as long as each word held, and under it every source's words by day.

    A word that holds at the end runs to the last day of which something was read. Raises ``UsageError`` where no report
    of the event has a date.
    """
    if not any(day_of(told.published) for told in event.told):
        raise UsageError(f"no report of event {event.id} has a date: its standing cannot be drawn over time")
    first = min(day for told in event.told if (day := day_of(told.published)))
    window = window_of((day_of(t.published) for t in event.told), read, since or first.isoformat(), until)
    bars = list(_spells(event.history, window))
    dots, out = _dots(event.accounts, window)
    rows = tuple(
        {"word": word, "from": start.isoformat(), "to": (end - dt.timedelta(days=1)).isoformat(), "confirmed": by}
        for word, start, end, by in bars
    ) + tuple(
        {"word": SAYS[d["word"]], "from": d["published"], "to": d["published"], "confirmed": d["who"]} for d in dots
    )  # fmt: skip
    notes = (
        f"{event_words(event)}. {count(len(dots), 'word')} of {count(len(event.accounts), 'source')}, by day of publication.",
        left_out(out, "word"),
        coverage_words(read, window) if read else "",
    )

    def draw(look: Look) -> Any:
        return _one_drawn(bars, dots, read, window, width, look)

    title = "What it amounted to, and who said what when"
    return Chart(title, tuple(n for n in notes if n), _text(event.history), _headed(rows), draw, width)


def standings(
    events: Sequence[Event],
    read: Sequence[DayRead] = (),
    *,
    most: int = 20,
    since: str | None = None,
    until: str | None = None,
    width: int = 720,
) -> Chart:
    """Draw a line an event, coloured by the word of its standing that tells most: those told most often first.

    Raises ``UsageError`` where no report of any has a date.
    """
    window = window_of((day_of(t.published) for e in events for t in e.told), read, since, until)
    drawn = [(e, spells) for e in events if (spells := list(_strongest(e.history, window)))]
    drawn.sort(key=lambda item: (-len(item[0].told), item[0].when.start or "", item[0].id))
    out = Counter({
        "without a report of these days": len(events) - len(drawn), "told less often": max(0, len(drawn) - most),
    })  # fmt: skip
    kept = sorted(drawn[:most], key=lambda item: (item[1][0][1], item[0].id))
    lines = [
        {
            "event": short(event_head(event), 46), "id": event.id, "word": word, "start": moment(start),
            "end": moment(end), "from": start.isoformat(), "row": row, "reports": len(event.told),
        }
        for row, (event, spells) in enumerate(kept)
        for word, start, end in spells
    ]  # fmt: skip
    notes = (
        f"{count(len(kept), 'event')}, from the first report; by day of publication.",
        left_out(out),
        coverage_words(read, window) if read else "",
    )
    now = Counter(standing_shown(event.standing) for event, _ in kept)
    text = f"At the end: {listed(f'{n} {word}' for word, n in sorted(now.items(), key=lambda i: (-i[1], i[0])))}."
    rows = tuple({k: line[k] for k in ("event", "id", "word", "from", "reports")} for line in lines)

    def draw(look: Look) -> Any:
        return _many_drawn(lines, read, window, width, look)

    return Chart("What became of each event", tuple(n for n in notes if n), text, rows, draw, width)


def _spells(history: Sequence[Status], window: Window) -> Iterator[tuple[str, dt.date, dt.date, str]]:
    """Yield how long each word held: the word, its first day, the first day after, and who confirms."""
    after = window.last + dt.timedelta(days=1)
    began: dict[str, tuple[dt.date, str]] = {}
    found: list[tuple[str, dt.date, dt.date, str]] = []
    for status in history:
        day = max(day_of(status.as_of) or window.first, window.first)
        for word in [w for w in began if w not in status.words]:
            start, by = began.pop(word)
            found.append((word, start, day, by))
        for word in status.words:
            by = BY.get(status.confirmed_by or "", "") if word == "confirmed" else ""
            began.setdefault(word, (day, by))
    found += [(word, start, after, by) for word, (start, by) in began.items()]
    yield from sorted(
        ((w, s, min(e, after), b) for w, s, e, b in found if s < min(e, after)), key=lambda i: (i[1], _rank(i[0]))
    )  # fmt: skip


def _strongest(history: Sequence[Status], window: Window) -> Iterator[tuple[str, dt.date, dt.date]]:
    after = window.last + dt.timedelta(days=1)
    days = [max(day_of(status.as_of) or window.first, window.first) for status in history]
    held: tuple[str, dt.date] | None = None
    for status, start, end in zip(history, days, [*days[1:], after], strict=False):
        if start < min(end, after):
            word = standing_shown(status.words)
            if held and held[0] != word:
                yield *held, start
            held = held if held and held[0] == word else (word, start)
    if held:
        yield *held, after


def _rank(word: str) -> int:
    return STANDINGS.index(word) if word in STANDINGS else len(STANDINGS)


def _dots(accounts: Sequence[Account], window: Window) -> tuple[list[dict[str, Any]], Counter[str]]:
    """Return a mark for each day and kind of word of an account, and what is left out."""
    found: dict[tuple[int, dt.date, str], dict[str, Any]] = {}
    out: Counter[str] = Counter()
    for row, account in enumerate(accounts):
        for word in account.words:
            day = day_of(word.published)
            if day is None or not window.holds(day):
                out["without a date" if day is None else "of other days"] += 1
                continue
            mark = found.setdefault(
                (row, day, word.word),
                {
                    "row": row, "who": short(clean(_holder(account)), 27), "word": word.word, "published": day.isoformat(),
                    "day": day, "times": 0, "sentence": short(clean(word.sentence), 160),
                },
            )  # fmt: skip
            mark["times"] += 1
    return list(found.values()), out


def _holder(account: Account) -> str:
    """A state's account is named after the state, with its forces and officials; others by their name."""
    if account.source.startswith("state ") and account.country:
        return f"{account.name} ({account.country})"
    return account.name


def _text(history: Sequence[Status]) -> str:
    told = [
        f"{listed(s.words) or 'nothing that counts'} from {day_words(s.as_of)}" if day_of(s.as_of) and s.as_of
        else f"{listed(s.words)} (undated)"
        for s in history
    ]  # fmt: skip
    return f"It was {'; '.join(told)}."


def _headed(rows: Sequence[Mapping[str, Any]]) -> tuple[Mapping[str, Any], ...]:
    return tuple({"what": r["word"], "who": r["confirmed"], "from": r["from"], "to": r["to"]} for r in rows)


def _framed(
    layers: Sequence[Any], read: Sequence[DayRead], window: Window, width: int, height: int, look: Look
) -> Any:
    alt = needed("altair")
    ground = [hatching(read, window, width, height, look, faint=True)] if read else []
    made = alt.layer(*ground, *layers).resolve_scale(
        y="independent", color="independent", shape="independent"
    )
    return made.properties(width=width, height=height)


def _one_drawn(
    bars: Sequence[tuple[str, dt.date, dt.date, str]],
    dots: Sequence[Mapping[str, Any]],
    read: Sequence[DayRead],
    window: Window,
    width: int,
    look: Look,
) -> Any:
    alt = needed("altair")
    inner = width - _NAMES
    words = list(dict.fromkeys(word for word, *_ in bars))
    spells = [
        {"start": moment(s), "end": moment(e), "y": words.index(w) * _ROW + 3, "y2": (words.index(w) + 1) * _ROW - 3,
         "colour": look.standings.get(w, look.faint)}
        for w, s, e, _ in bars
    ]  # fmt: skip
    x = days_axis("start", window, inner, labels=False)
    drawn = alt.Chart(alt.InlineData(spells)).mark_rect(cornerRadius=2).encode(
        x=x, x2="end", y=alt.Y("y:Q", scale=None, axis=None), y2="y2", color=alt.Color("colour:N", scale=None)
    )  # fmt: skip
    by = {word: by for word, _, _, by in bars if by}
    names = [f"{w} {by.get(w, '')}".strip() for w in words]
    panels = [_framed([drawn, _row_names(names, look)], read, window, inner, len(words) * _ROW, look)]
    if dots:
        panels.append(_accounts_drawn(dots, read, window, inner, look))
    if read:
        panels.append(read_strip(read, window, inner, look))
    return alt.vconcat(*panels, spacing=8)


def _row_names(names: Sequence[str], look: Look) -> Any:
    alt = needed("altair")
    rows = [{"name": name, "y": (n + 0.5) * _ROW} for n, name in enumerate(names)]
    return alt.Chart(alt.InlineData(rows)).mark_text(align="right", fontSize=11, color=look.ink).encode(
        x=alt.value(-8), y=alt.Y("y:Q", scale=None, axis=None), text="name:N"
    )  # fmt: skip


def _accounts_drawn(
    dots: Sequence[Mapping[str, Any]], read: Sequence[DayRead], window: Window, inner: int, look: Look
) -> Any:
    alt = needed("altair")
    order = {row: n for n, row in enumerate(sorted({d["row"] for d in dots}))}
    names = {order[d["row"]]: d["who"] for d in dots}
    rows = []
    shared: Counter[Any] = Counter((d["row"], d["day"]) for d in dots)
    seen: Counter[Any] = Counter()
    for dot in dots:
        key = (dot["row"], dot["day"])
        seen[key] += 1
        share = seen[key] / (shared[key] + 1)
        rows.append(
            {k: v for k, v in dot.items() if k != "day"}
            | {"start": moment(dot["day"]) + round(86_400_000 * share), "y": (order[dot["row"]] + 0.5) * _ROW, "says": SAYS[dot["word"]]}
        )  # fmt: skip
    kinds = [word for word in SAYS if word in {r["word"] for r in rows}]
    domain = [SAYS[word] for word in kinds]
    hues = [look.standings[_COLOURS[word]] for word in kinds]
    legend = alt.Legend(
        orient="bottom", title=None, direction="horizontal", symbolSize=70, symbolStrokeWidth=0
    )
    marks = alt.Chart(alt.InlineData(rows)).mark_point(size=62, filled=True, opacity=1, strokeWidth=2).encode(
        x=days_axis("start", window, inner, labels=not read),
        y=alt.Y("y:Q", scale=None, axis=None),
        color=alt.Color("says:N", scale=alt.Scale(domain=domain, range=hues), legend=legend),
        shape=alt.Shape("says:N", scale=alt.Scale(domain=domain, range=[_SHAPES[word] for word in kinds]), legend=legend),
        tooltip=["who:N", "says:N", "published:N", "times:Q", "sentence:N"],
    )  # fmt: skip
    lines = alt.Chart(alt.InlineData([{"y": (n + 0.5) * _ROW} for n in names])).mark_rule(color=look.line).encode(
        y=alt.Y("y:Q", scale=None, axis=None)
    )  # fmt: skip
    named = _row_names([names[n] for n in sorted(names)], look)
    return _framed([lines, marks, named], read, window, inner, len(names) * _ROW, look)


def _many_drawn(
    lines: Sequence[Mapping[str, Any]], read: Sequence[DayRead], window: Window, width: int, look: Look
) -> Any:
    alt = needed("altair")
    inner = width - _NAMES - 90
    names = list({line["row"]: line["event"] for line in lines}.values())
    spells = [
        dict(line) | {"y": line["row"] * _ROW + 4, "y2": (line["row"] + 1) * _ROW - 4} for line in lines
    ]
    there = {line["word"] for line in lines}
    words = [word for word in (*STANDINGS, "none") if word in there] + sorted(there - {*STANDINGS, "none"})
    hues = [look.standings.get(word, look.faint) for word in words]
    drawn = alt.Chart(alt.InlineData(spells)).mark_rect(cornerRadius=2).encode(
        x=days_axis("start", window, inner, labels=not read),
        x2="end",
        y=alt.Y("y:Q", scale=None, axis=None),
        y2="y2",
        color=alt.Color("word:N", scale=alt.Scale(domain=words, range=hues),
                        legend=alt.Legend(orient="top", title=None, direction="horizontal", symbolStrokeWidth=0)),
        tooltip=["event:N", "word:N", "from:N", "reports:Q"],
    )  # fmt: skip
    panels = [_framed([drawn, _row_names(names, look)], read, window, inner, max(1, len(names)) * _ROW, look)]
    if read:
        panels.append(read_strip(read, window, inner, look))
    return alt.vconcat(*panels, spacing=8)
