"""What two actors did to each other over time, on the scale from conflict to cooperation.

The scores are those of PLOVER's codebook (Open Event Data Alliance), from -10 to 10, by type and, where it has them, by
mode: the successor of Goldstein's scale for WEIS (1992, Journal of Conflict Resolution 36:369).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from statistics import fmean
from typing import Any

from onrecord.charts.axis import days_axis, hatching, moment, read_strip
from onrecord.charts.chart import Chart, needed
from onrecord.charts.days import Window, coverage_words, day_of, event_day, window_of
from onrecord.charts.look import NO_QUAD, QUADS, Look
from onrecord.charts.wording import clean, count, country_names, day_words, event_words, left_out, quad_of
from onrecord.ledger import DayRead
from onrecord.merging.relations import worth
from onrecord.model import Event, Participant, Summary, UsageError
from onrecord.ontology import event_types

_HEIGHT = 150
_HAPPENED = frozenset(("reported", "claimed", "confirmed", "disputed", "fulfilled"))
"""Words of a standing of which one must hold for an event to count in a mean: what is only planned or denied does not."""


def dyad(
    events: Sequence[Event | Summary],
    first: str,
    second: str,
    read: Sequence[DayRead] = (),
    *,
    since: str | None = None,
    until: str | None = None,
    width: int = 720,
) -> Chart:
    """Draw the events between two actors by day and score: what the first did to the second, and the reverse.

    An actor is a country (name or alpha-3 code: with all its forces, officials and people), else a name or a key of the
    knowledge base. Raises ``UsageError`` where the two have no event with a date between them.
    """
    sides = _is(first), _is(second)
    found = [(event, way) for event in events if (way := _way(event, *sides)) is not None]
    if not found:
        raise UsageError(f"no event here is between {first} and {second}: `onrecord actors` lists who is who")
    window = window_of((day_of(e.when.start) for e, _ in found), read, since, until)
    out: Counter[str] = Counter()
    rows: list[dict[str, Any]] = []
    for event, way in found:
        day, score = event_day(event, window), score_of(event)
        if isinstance(day, str) or score is None:
            out[day if isinstance(day, str) else "of a type without a score"] += 1
            continue
        rows.append(_row(event, way, day, score))
    rows.sort(key=lambda r: (r["day"], r["way"], r["score"], r["id"]))
    ways = _ways(first, second)
    hollow = sum(1 for r in rows if not r["happened"])
    notes = (
        f"{count(len(rows), 'event')} between them. Each disc is one; larger is told more often; a bar is the {window.unit}'s mean.",
        f"Hollow: {count(hollow, 'event')} only planned or denied, in no mean." if hollow else "",
        "Scores: PLOVER's conflict-cooperation scale, -10 to 10, after Goldstein (1992).",
        left_out(out),
        coverage_words(read, window) if read else "",
    )  # fmt: skip
    table = tuple(
        {"day": r["day"].isoformat(), "who": ways[r["way"]], "event": r["event"], "score": r["score"], "happened": r["happened"],
         "reports": r["reports"], "id": r["id"]} for r in rows
    )  # fmt: skip

    def draw(look: Look) -> Any:
        return _drawn(rows, ways, read, window, width, look)

    title = f"{_shown(first)} and {_shown(second)}: conflict and cooperation"
    return Chart(title, tuple(n for n in notes if n), _text(rows, ways), table, draw, width)


def score_of(event: Event | Summary) -> float | None:
    """Return an event's conflict-cooperation score: its mode's where it has one, else its type's; ``None`` of own types."""
    return worth(event) if event.event_type in event_types() else None


def _is(wanted: str) -> Callable[[Participant], bool]:
    sought, names = wanted.casefold(), country_names()
    code = wanted if wanted in names else next((c for c, n in names.items() if n.casefold() == sought), None)
    return lambda p: p.country == code if code else sought == p.name.casefold() or wanted == p.id


def _way(
    event: Event | Summary, one: Callable[[Participant], bool], other: Callable[[Participant], bool]
) -> str | None:
    """Return who acts on whom: ``there``, ``back`` or, where both stand on one side, ``both``."""

    def some(side: Iterable[Participant], of: Callable[[Participant], bool]) -> bool:
        return any(of(p) for p in side)

    if some(event.actors, one) and some(event.recipients, other):
        return "there"
    if some(event.actors, other) and some(event.recipients, one):
        return "back"
    for side in (event.actors, event.recipients):
        if some(side, one) and some(side, other):
            return "both"
    return None


def _shown(actor: str) -> str:
    return clean(country_names().get(actor, actor))


def _ways(first: str, second: str) -> dict[str, str]:
    one, other = _shown(first), _shown(second)
    return {"there": f"{one} → {other}", "back": f"{other} → {one}", "both": "both together"}


def _row(event: Event | Summary, way: str, day: Any, score: float) -> dict[str, Any]:
    return {
        "day": day, "way": way, "score": score, "quad": quad_of(event), "reports": event.reports if isinstance(event, Summary) else len(event.told), "event": event_words(event),
        "happened": bool(_HAPPENED & set(event.standing)), "id": event.id,
    }  # fmt: skip


def _text(rows: Sequence[Mapping[str, Any]], ways: Mapping[str, str]) -> str:
    parts = []
    for way, words in ways.items():
        scores = [r["score"] for r in rows if r["way"] == way and r["happened"]]
        if scores:
            lowest = min((r for r in rows if r["way"] == way and r["happened"]), key=lambda r: r["score"])
            parts.append(
                f"{words}: {count(len(scores), 'event')}, mean score {fmean(scores):+.1f}, lowest {lowest['score']:+g} "
                f"on {day_words(lowest['day'])}"
            )
    return "; ".join(parts) + "." if parts else "Nothing between them is told as done."


def _drawn(
    rows: Sequence[Mapping[str, Any]],
    ways: Mapping[str, str],
    read: Sequence[DayRead],
    window: Window,
    width: int,
    look: Look,
) -> Any:
    alt = needed("altair")
    there = [way for way in ways if any(r["way"] == way for r in rows)]
    panels = []
    for way in there:
        ground = [hatching(read, window, width, _HEIGHT, look, faint=True)] if read else []
        own = [r for r in rows if r["way"] == way]
        layers = [*ground, *_panel(own, window, width, look, labels=not read and way == there[-1])]
        title = alt.Title(ways[way], fontSize=12, anchor="start", frame="group", offset=4)
        made = alt.layer(*layers).resolve_scale(y="independent")
        panels.append(made.properties(width=width, height=_HEIGHT, title=title))
    if read:
        panels.append(read_strip(read, window, width, look))
    return alt.vconcat(*panels, spacing=10)


def _panel(
    rows: Sequence[Mapping[str, Any]], window: Window, width: int, look: Look, *, labels: bool
) -> list[Any]:
    alt = needed("altair")
    x = days_axis("at", window, width, labels=labels)
    scale = alt.Scale(domain=[-11, 11], nice=False)
    axis = alt.Axis(
        title=None, values=[-10, -5, 0, 5, 10], grid=True, domain=False, ticks=False, labelExpr=_SIGNED
    )
    y, again = alt.Y("score:Q", scale=scale, axis=axis), alt.Y("score:Q", scale=scale, axis=None)
    names = [*QUADS, NO_QUAD]
    colour = alt.Scale(domain=names[:4], range=[look.quads[q] for q in names[:4]])
    legend = alt.Legend(
        orient="top", title=None, direction="horizontal", symbolStrokeWidth=2, symbolFillColor=look.ground
    )
    discs = _discs(rows, window, look)
    means = alt.Chart(alt.InlineData(_means(rows, window)))
    return [
        alt.Chart(alt.InlineData([{"score": 0}])).mark_rule(color=look.faint, strokeWidth=1).encode(y=y),
        means.mark_rule(color=look.ink, strokeWidth=2.5).encode(x=x, x2="end", y=again),
        alt.Chart(alt.InlineData(discs))
        .mark_point(strokeWidth=1.6, opacity=0.9)
        .encode(
            x=x,
            y=again,
            size=alt.Size("size:Q", scale=None),
            color=alt.Color("quad:N", scale=colour, legend=legend),
            fill=alt.Fill("fill:N", scale=None),
            tooltip=["event:N", "day:N", "score:Q", "reports:Q"],
        ),
    ]


_SIGNED = "datum.value > 0 ? '+' + datum.value : datum.value"


def _discs(rows: Sequence[Mapping[str, Any]], window: Window, look: Look) -> list[dict[str, Any]]:
    """Those of one day and score stand side by side within the day's bin."""
    shared: Counter[Any] = Counter((r["day"], r["score"]) for r in rows)
    seen: Counter[Any] = Counter()
    found = []
    for row in rows:
        key = row["day"], row["score"]
        seen[key] += 1
        start, end = moment(row["day"]), moment(window.after(row["day"]))
        found.append(
            {k: v for k, v in row.items() if k not in ("way", "happened")}
            | {
                "day": row["day"].isoformat(), "at": start + round((end - start) * seen[key] / (shared[key] + 1)),
                "size": min(260, 34 + 14 * row["reports"]), "fill": look.quads[row["quad"]] if row["happened"] else look.ground,
            }
        )  # fmt: skip
    return found


def _means(rows: Sequence[Mapping[str, Any]], window: Window) -> list[dict[str, Any]]:
    scores: dict[Any, list[float]] = defaultdict(list)
    for row in rows:
        if row["happened"]:
            scores[row["day"]].append(row["score"])
    return [
        {"at": moment(day), "end": moment(window.after(day)), "score": round(fmean(found), 3)}
        for day, found in sorted(scores.items())
    ]
