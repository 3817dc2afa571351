"""Who acts on whom: actors as nodes, an edge for each class of event between two of them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from onrecord.charts.chart import Chart, needed
from onrecord.charts.days import coverage_of
from onrecord.charts.ground import labels
from onrecord.charts.layout import in_order, spring
from onrecord.charts.look import NO_QUAD, QUADS, Look
from onrecord.charts.wording import clean, count, country_names, left_out, listed, quad_of, short
from onrecord.ledger import DayRead
from onrecord.model import Event, Participant, UsageError

By = Literal["actor", "country"]
_HEIGHT, _MARGIN, _APART = 520, 46, 2.0
"""Pixels: height, free edge, and between parallel edges."""
_MOST = 30


@dataclass(frozen=True, slots=True)
class _Node:
    name: str
    country: str | None
    x: float
    y: float
    events: int

    @property
    def radius(self) -> float:
        return min(20.0, 4.5 + 1.9 * math.sqrt(self.events))


def network(
    events: Sequence[Event],
    read: Sequence[DayRead] = (),
    *,
    by: By = "actor",
    most: int = _MOST,
    least: int = 1,
    width: int = 720,
) -> Chart:
    """Draw the actors of the events, those with most at most ``most`` of them, with edges from ``least`` events on.

    ``by="country"`` draws a country with all its forces, officials and people as one. An event with several actors or
    recipients is an edge between each pair. Raises ``UsageError`` where no event has an actor and a recipient.
    """
    if by not in ("actor", "country"):
        raise UsageError(f"no network by {by!r}: use actor or country")
    edges, out, people = _edges(events, by)
    if not edges:
        raise UsageError(
            "no event here has both an actor and a recipient who are named: there is no network to draw"
        )
    order = in_order([(a, b, n) for (a, b, _), n in edges.items()])
    pairs: Counter[tuple[str, str]] = Counter()
    for (a, b, _), number in edges.items():
        pairs[a, b] += number
    kept = set(order[:most])
    drawn = {e: n for e, n in edges.items() if {e[0], e[1]} <= kept and pairs[e[0], e[1]] >= least}
    order = in_order([(a, b, n) for (a, b, _), n in drawn.items()])
    nodes = _nodes(order, drawn, people, width)
    hidden = len({*people} - {*order})
    notes = (
        f"{count(len(nodes), 'actor')}; {count(sum(drawn.values()), 'act')} of {count(len(events), 'event')} between two of"
        " them. An edge a class: the wider, the more events.",
        left_out(out),
        f"Not drawn: {count(hidden, 'actor')} with fewer events." if hidden else "",
        coverage_of(events, read),
    )  # fmt: skip
    rows = tuple(
        {"one": people[a].name, "other": people[b].name, "class": quad, "events": number}
        for (a, b, quad), number in sorted(drawn.items(), key=lambda i: (-i[1], i[0]))
    )

    def draw(look: Look) -> Any:
        return _drawn(nodes, drawn, width, look)

    title = "Who acts on whom" if by == "actor" else "Which country acts on which"
    return Chart(title, tuple(n for n in notes if n), _text(rows), rows, draw, width)


@dataclass(frozen=True, slots=True)
class _Who:
    name: str
    country: str | None


def _who(p: Participant, by: By) -> tuple[str, _Who] | None:
    """Return the key and name of a node; ``None`` of those whom nothing names: "officials", "people"."""
    if by == "country":
        return (p.country, _Who(country_names().get(p.country, p.country), p.country)) if p.country else None
    if p.id is None and not any(c.isupper() for c in p.name[:1]):
        return None
    return p.id or f"{p.country} {p.name.casefold()}", _Who(short(clean(p.name), 28), p.country)


def _edges(
    events: Sequence[Event], by: By
) -> tuple[Counter[tuple[str, str, str]], Counter[str], dict[str, _Who]]:
    edges: Counter[tuple[str, str, str]] = Counter()
    out: Counter[str] = Counter()
    people: dict[str, _Who] = {}
    for event in events:
        sides = [
            dict(found for p in side if (found := _who(p, by))) for side in (event.actors, event.recipients)
        ]
        pairs = {(min(a, b), max(a, b)) for a in sides[0] for b in sides[1] if a != b}
        if not pairs and not event.recipients and len(sides[0]) > 1:  # they met
            pairs = {(a, b) for a in sides[0] for b in sides[0] if a < b}
        if not pairs:
            out["without two who are named" if by == "actor" else "without two countries"] += 1
        for a, b in pairs:
            edges[a, b, quad_of(event)] += 1
            people |= {key: who for side in sides for key, who in side.items() if key in (a, b)}
    return edges, out, people


def _nodes(
    order: Sequence[str],
    edges: Mapping[tuple[str, str, str], int],
    people: Mapping[str, _Who],
    width: int,
) -> dict[str, _Node]:
    numbers = {name: n for n, name in enumerate(order)}
    weights: Counter[tuple[int, int]] = Counter()
    total: Counter[str] = Counter()
    for (a, b, _), number in edges.items():
        weights[numbers[a], numbers[b]] += number
        total[a] += number
        total[b] += number
    places = spring(len(order), weights)
    wide, high = width - 4 * _MARGIN, _HEIGHT - 2 * _MARGIN
    return {
        name: _Node(
            people[name].name, people[name].country, 2 * _MARGIN + x * wide, _MARGIN + y * high, total[name]
        )
        for name, (x, y) in zip(order, places, strict=True)
    }


def _text(rows: Sequence[Mapping[str, Any]]) -> str:
    first = [f"{r['one']} and {r['other']} ({r['events']} of {r['class']})" for r in rows[:5]]
    more = f", and {len(rows) - 5} further edges" if len(rows) > 5 else ""
    return f"Most between {listed(first)}{more}."


def _lines(nodes: Mapping[str, _Node], edges: Mapping[tuple[str, str, str], int]) -> Iterator[dict[str, Any]]:
    """Yield the edges, those of one pair side by side."""
    of_pair: dict[tuple[str, str], list[tuple[str, int]]] = {}
    for (a, b, quad), number in sorted(edges.items(), key=lambda i: (i[0][:2], _rank(i[0][2]))):
        of_pair.setdefault((a, b), []).append((quad, number))
    for (a, b), found in of_pair.items():
        one, other = nodes[a], nodes[b]
        dx, dy = other.x - one.x, other.y - one.y
        long = max(math.hypot(dx, dy), 1e-6)
        wides = [min(9.0, 1.2 + 0.9 * (number - 1)) for _, number in found]
        side = -(sum(wides) + _APART * (len(found) - 1)) / 2
        for (quad, number), wide in zip(found, wides, strict=True):
            off = (side + wide / 2) / long
            side += wide + _APART
            yield {
                "x": one.x - dy * off, "y": one.y + dx * off, "x2": other.x - dy * off, "y2": other.y + dx * off,
                "quad": quad, "events": number, "wide": wide, "between": f"{one.name}, {other.name}",
            }  # fmt: skip


def _rank(quad: str) -> int:
    order = (*QUADS, NO_QUAD)
    return order.index(quad)


def _drawn(
    nodes: Mapping[str, _Node], edges: Mapping[tuple[str, str, str], int], width: int, look: Look
) -> Any:
    alt = needed("altair")
    lines = list(_lines(nodes, edges))
    names = [q for q in (*QUADS, NO_QUAD) if q in {line["quad"] for line in lines}]
    colour = alt.Color(
        "quad:N",
        scale=alt.Scale(domain=names, range=[look.quads[q] for q in names]),
        legend=alt.Legend(
            orient="top", title=None, direction="horizontal", symbolType="stroke", symbolStrokeWidth=4
        ),
    )

    def x(field: str) -> Any:
        return alt.X(f"{field}:Q", scale=None, axis=None)

    def y(field: str) -> Any:
        return alt.Y(f"{field}:Q", scale=None, axis=None)

    edge = alt.Chart(alt.InlineData(lines)).mark_rule(opacity=0.75, strokeCap="round").encode(
        x=x("x"), y=y("y"), x2="x2", y2="y2", color=colour, strokeWidth=alt.StrokeWidth("wide:Q", scale=None),
        tooltip=["between:N", "quad:N", "events:Q"],
    )  # fmt: skip
    discs = [
        {"x": n.x, "y": n.y, "size": math.pi * n.radius**2, "name": n.name, "country": n.country, "events": n.events}
        for n in nodes.values()
    ]  # fmt: skip
    disc = alt.Chart(alt.InlineData(discs)).mark_point(
        filled=True, fill=look.ground, stroke=look.ink, strokeWidth=1.3, opacity=1
    ).encode(x=x("x"), y=y("y"), size=alt.Size("size:Q", scale=None), tooltip=["name:N", "country:N", "events:Q"])  # fmt: skip
    made = alt.layer(edge, disc, *_named(nodes, width, look))
    return made.properties(width=width, height=_HEIGHT)


def _named(nodes: Mapping[str, _Node], width: int, look: Look) -> Iterator[Any]:
    alt = needed("altair")
    wanted = [(n.name, n.x, n.y, n.radius) for n in sorted(nodes.values(), key=lambda n: (-n.events, n.name))]
    placed = labels(wanted, width, _HEIGHT)
    for align in ("left", "right", "center"):
        rows = [{"text": label.text, "x": label.x, "y": label.y} for label in placed if label.align == align]
        if rows:
            base = alt.Chart(alt.InlineData(rows))
            at = {
                "x": alt.X("x:Q", scale=None, axis=None),
                "y": alt.Y("y:Q", scale=None, axis=None),
                "text": "text:N",
            }
            yield base.mark_text(align=align, fontSize=11, stroke=look.ground, strokeWidth=3).encode(**at)
            yield base.mark_text(align=align, fontSize=11, color=look.ink).encode(**at)
