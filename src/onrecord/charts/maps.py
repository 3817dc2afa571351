"""Where it happened, drawn as exactly as it is known: a disc for a point, a ring for a city, an area for the rest."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.charts.chart import Chart, needed
from onrecord.charts.days import coverage_of
from onrecord.charts.ground import Label, View, around, close_up, labels
from onrecord.charts.look import DARK, LIGHT, NO_QUAD, QUADS, Look
from onrecord.charts.outlines import Box, Outline, countries, country, region
from onrecord.charts.wording import clean, count, left_out, listed, quad_of, short, told_by
from onrecord.ledger import DayRead
from onrecord.model import Event, Place

_HEIGHT, _WORLD, _HALF = 430, 0.43, 200
"""Pixels of a close-up, height of the world over its width, and degrees from which on all the world is shown."""
_NAMED = 120
"""Places whose names are tried: a close-up has no room for more."""
_AREAS = {"country": 0.22, "admin1": 0.42}
"""How dense an area is filled."""
_EQUAL_EARTH = 5.4133
"""Width of the world in the Equal Earth projection (Savric, Patterson and Jenny 2018) of scale 1."""
_SMALLEST, _LARGEST = 4.5, 20.0
"""Radii in pixels of the symbols of one event and of the place with most."""
_EXACT = {
    "point": "a point",
    "city": "a city",
    "admin1": "a province",
    "country": "a country",
    "region": "a region",
}


Shapes = Mapping[str, Sequence[Mapping[str, Any]]]
"""Features by the name of their layer."""


@dataclass(frozen=True)
class Spot:
    """A place with its events."""

    place: Place
    events: int
    quad: str
    """The class of most of them."""
    outline: Outline | None
    """Of a country or a province."""
    radius: float

    @property
    def name(self) -> str:
        """Its name and how many events are there."""
        return f"{short(clean(self.place.name), 26)} {self.events}"


def map_of(events: Sequence[Event], read: Sequence[DayRead] = (), *, width: int = 720) -> Chart:
    """Draw where events happened; where they lie far apart, most of them in one region, that region first and larger.

    Colour is the class of most events of a place. Events without a place, or at one whose position nobody knows, are
    left out and counted.
    """
    spots, out = _spots(events)
    shown = [e for e in events if _why_not(e.place) is None]
    notes = (
        f"{told_by(shown)}, at {count(len(spots), 'place')}." if spots else "",
        "Disc: a point. Ring: somewhere in a city. Area: no more is known than the province or country. Dashed: a region"
        " without outline. Larger is more; the number stands beside the name.",
        left_out(out),
        coverage_of(events, read),
        "Outlines: Natural Earth, borders as held.",
    )
    rows = tuple(
        {
            "place": clean(s.place.name), "country": s.place.country, "known to": _EXACT[s.place.precision],
            "events": s.events, "mostly": s.quad, "latitude": s.place.lat, "longitude": s.place.lon,
        }
        for s in spots
    )  # fmt: skip

    plan = _plan(spots, width)
    shapes = _shapes(spots, plan)

    def draw(look: Look) -> Any:
        return _drawn(spots, plan, shapes, look)

    kept = tuple(n for n in notes if n)
    return Chart("Where it happened", kept, _text(spots), rows, draw, width, shapes=shapes)


def _why_not(place: Place | None) -> str | None:
    if place is None:
        return "without a place"
    drawable = place.precision == "country" and place.country and country(place.country)
    return (
        None
        if drawable or (place.lat is not None and place.lon is not None)
        else "at a place of unknown position"
    )


def _spots(events: Iterable[Event]) -> tuple[list[Spot], Counter[str]]:
    out: Counter[str] = Counter()
    places: dict[Any, list[Event]] = defaultdict(list)
    for event in events:
        why = _why_not(event.place)
        if why is not None or event.place is None:
            out[why or ""] += 1
            continue
        at = event.place
        same = at.country if at.precision == "country" else (at.name, at.country, at.admin1, at.lat, at.lon)
        places[at.precision, same].append(event)
    most = max((len(found) for found in places.values()), default=1)
    spots = [
        Spot(
            place=found[0].place,
            events=len(found),
            quad=_commonest(quad_of(e) for e in found),
            outline=_outline(found[0].place),
            radius=_SMALLEST + (_LARGEST - _SMALLEST) * (math.sqrt(len(found) / most) if most > 1 else 0.3),
        )
        for found in places.values()
        if found[0].place is not None
    ]
    return sorted(spots, key=lambda s: (-s.events, s.place.name, s.place.country or "")), out


def _commonest(quads: Iterable[str]) -> str:
    counts = Counter(quads)
    order = (*QUADS, NO_QUAD)
    return min(counts, key=lambda q: (-counts[q], order.index(q)))


def _outline(place: Place) -> Outline | None:
    if place.country is None or place.precision not in ("country", "admin1"):
        return None
    if place.precision == "country":
        return country(place.country)
    return region(place.country, place.name, place.lon, place.lat)


def _text(spots: Sequence[Spot]) -> str:
    if not spots:
        return "No event has a place that can be drawn."
    first = listed(
        f"{s.events} at {clean(s.place.name)} (known to {_EXACT[s.place.precision]})" for s in spots[:6]
    )
    more = f", and {count(len(spots) - 6, 'further place')}" if len(spots) > 6 else ""
    return f"Events by place: {first}{more}."


def _at(spot: Spot) -> tuple[float, float]:
    """Where a symbol or label stands: the place's point, else the middle of the outline."""
    if spot.place.lon is not None and spot.place.lat is not None:
        return spot.place.lon, spot.place.lat
    west, south, east, north = spot.outline.box if spot.outline else (0.0, 0.0, 0.0, 0.0)
    return (west + east) / 2, (south + north) / 2


@dataclass(frozen=True)
class _Plan:
    """What parts of the world are drawn: a view in Mercator's projection, the whole world, or both."""

    view: View | None
    world: bool
    width: int

    @property
    def height(self) -> int:
        """Pixels of the world."""
        return round(self.width * _WORLD)


def _plan(spots: Sequence[Spot], width: int) -> _Plan:
    close = close_up([(*_at(s), s.events) for s in spots])
    if close is not None:
        return _Plan(View(close, width, _HEIGHT), True, width)
    boxes = [s.outline.box if s.outline else (*_at(s), *_at(s)) for s in spots]
    box = around(boxes) if boxes else None
    if box is None or box[2] - box[0] > _HALF:
        return _Plan(None, True, width)
    return _Plan(View(box, width, _HEIGHT), False, width)


def _shapes(spots: Sequence[Spot], plan: _Plan) -> Shapes:
    """Return the features of all layers by name."""
    found: dict[str, list[dict[str, Any]]] = {}
    if plan.view is not None:
        shown = plan.view.shown
        land = (o.within(shown) for o in countries(plan.view.degree * 0.8))
        found["land"] = [o.feature() for o in land if o]
        found |= {f"{kind} near": _areas(spots, kind, plan.view.degree * 0.8, shown) for kind in _AREAS}
    if plan.world:
        found["world"] = [o.feature() for o in countries(0.5) if o.country != "ATA"]
        found |= {f"{kind} far": _areas(spots, kind, 0.4) for kind in _AREAS}
    if plan.world and plan.view is not None:
        west, south, east, north = plan.view.shown
        edge = [[west, south], [west, north], [east, north], [east, south], [west, south]]
        line = {"type": "LineString", "coordinates": edge}
        found["frame"] = [{"type": "Feature", "properties": {}, "geometry": line}]
    return {name: features for name, features in found.items() if features}


def _areas(
    spots: Sequence[Spot], kind: str, least: float, shown: Box = (-180, -90, 180, 90)
) -> list[dict[str, Any]]:
    return [
        drawn.feature(events=s.events, light=LIGHT.quads[s.quad], dark=DARK.quads[s.quad])
        for s in spots
        if s.place.precision == kind and (whole := _lighter(s, least)) and (drawn := whole.within(shown))
    ]


def _drawn(spots: Sequence[Spot], plan: _Plan, shapes: Shapes, look: Look) -> Any:
    alt = needed("altair")
    if plan.view is None:
        return _world(spots, plan, shapes, look)
    near = _close(spots, plan.view, shapes, look)
    return alt.vconcat(near, _world(spots, plan, shapes, look), spacing=10) if plan.world else near


def _close(spots: Sequence[Spot], view: View, shapes: Shapes, look: Look) -> Any:
    alt = needed("altair")
    layers = [
        _land("land", look), *_filled("near", shapes, look), *_symbols(spots, look), *_labels(_names(spots, view), view, look),
        _key(spots, look),
    ]  # fmt: skip
    made = alt.layer(*layers).project(**view.projection())
    return made.properties(width=view.width, height=view.height, view=alt.ViewConfig(stroke=look.shore))


def _world(spots: Sequence[Spot], plan: _Plan, shapes: Shapes, look: Look) -> Any:
    """All of it in the Equal Earth projection, with a frame around what the close-up shows."""
    alt = needed("altair")
    layers = [_land("world", look), *_filled("far", shapes, look), *_symbols(spots, look, smaller=0.6)]
    if plan.view is not None:
        frame = alt.Chart(alt.NamedData("frame"))
        layers.append(frame.mark_geoshape(filled=False, stroke=look.ink, strokeWidth=1))
    elif spots:
        layers.append(_key(spots, look))
    made = alt.layer(*layers).project(
        type="equalEarth", scale=plan.width / _EQUAL_EARTH, translate=[plan.width / 2, plan.height * 0.56]
    )
    return made.properties(width=plan.width, height=plan.height)


def _land(name: str, look: Look) -> Any:
    alt = needed("altair")
    data = alt.NamedData(name)
    return alt.Chart(data).mark_geoshape(
        fill=look.land, stroke=look.shore, strokeWidth=0.6, clip=True, aria=False
    )


def _key(spots: Sequence[Spot], look: Look) -> Any:
    """Nothing that is seen: it brings the legend of the colours."""
    alt = needed("altair")
    there = {s.quad for s in spots}
    names = [q for q in (*QUADS, NO_QUAD) if q in there]
    legend = alt.Legend(orient="top", title=None, direction="horizontal", symbolType="square", symbolStrokeWidth=0,
                        symbolOpacity=1, symbolSize=90)  # fmt: skip
    scale = alt.Scale(domain=names, range=[look.quads[q] for q in names])
    rows = [{"lon": 0, "lat": 0, "quad": q} for q in names]
    return (
        alt.Chart(alt.InlineData(rows))
        .mark_point(filled=True, opacity=0, clip=True)
        .encode(longitude="lon:Q", latitude="lat:Q", color=alt.Color("quad:N", scale=scale, legend=legend))
    )


def _filled(where: str, shapes: Shapes, look: Look) -> list[Any]:
    """Countries under provinces, so that both are seen."""
    alt = needed("altair")
    colour = f"properties.{look.name}:N"
    return [
        alt.Chart(alt.NamedData(name))
        .mark_geoshape(fillOpacity=opacity, strokeWidth=1.4, clip=True)
        .encode(
            fill=alt.Fill(colour, scale=None),
            stroke=alt.Stroke(colour, scale=None),
            tooltip=["properties.name:N", "properties.events:Q"],
        )
        for kind, opacity in _AREAS.items()
        if (name := f"{kind} {where}") in shapes
    ]


def _lighter(spot: Spot, least: float) -> Outline | None:
    if least and spot.place.precision == "country" and spot.place.country:
        return country(spot.place.country, least)
    return spot.outline


def _symbols(spots: Sequence[Spot], look: Look, smaller: float = 1.0) -> list[Any]:
    alt = needed("altair")
    made = []
    styles: Mapping[str, dict[str, Any]] = {
        "city": {"filled": False, "strokeWidth": 2, "opacity": 1},
        "point": {"filled": True, "opacity": 0.85},
        "dashed": {"filled": False, "strokeWidth": 1.3, "strokeDash": [3, 3]},
    }
    for kind, style in styles.items():
        rows = [
            {
                "lon": _at(s)[0], "lat": _at(s)[1], "size": math.pi * (s.radius * smaller * (1.6 if kind == "dashed" else 1)) ** 2,
                "colour": look.quads[s.quad], "place": clean(s.place.name), "events": s.events,
            }
            for s in spots
            if _kind(s) == kind
        ]  # fmt: skip
        if rows:
            hue = {"fill": alt.Fill("colour:N", scale=None)} if style["filled"] else {}
            made.append(
                alt.Chart(alt.InlineData(rows))
                .mark_point(shape="circle", clip=True, **style)
                .encode(
                    longitude="lon:Q",
                    latitude="lat:Q",
                    size=alt.Size("size:Q", scale=None),
                    stroke=alt.Stroke("colour:N", scale=None),
                    tooltip=["place:N", "events:Q"],
                    **hue,
                )
            )
    return made


def _kind(spot: Spot) -> str:
    if spot.outline is not None:
        return "area"
    return spot.place.precision if spot.place.precision in ("city", "point") else "dashed"


def _names(spots: Sequence[Spot], view: View) -> list[Label]:
    wanted = []
    for spot in spots:
        x, y = view.pixel(*_at(spot))
        if 0 <= x <= view.width and 0 <= y <= view.height:
            wanted.append((spot.name, x, y, 0.0 if _kind(spot) == "area" else spot.radius))
    # spots come with most events first; symbols before areas, whose names have room elsewhere
    return labels(sorted(wanted[:_NAMED], key=lambda w: w[3] == 0), view.width, view.height)


def _labels(names: Sequence[Label], view: View, look: Look) -> list[Any]:
    alt = needed("altair")
    made = []
    for align in ("left", "right", "center"):
        rows = []
        for label in names:
            if label.align == align:
                lon, lat = view.place(label.x, label.y)
                rows.append({"text": label.text, "lon": lon, "lat": lat})
        if rows:
            base = alt.Chart(alt.InlineData(rows))
            halo = base.mark_text(
                align=align, fontSize=11, stroke=look.land, strokeWidth=3, strokeJoin="round"
            )
            text = base.mark_text(align=align, fontSize=11, color=look.ink)
            made += [c.encode(longitude="lon:Q", latitude="lat:Q", text="text:N") for c in (halo, text)]
    return made
