"""The outlines of countries and of their first-level regions, from Natural Earth (docs/cards/outlines.md)."""

from __future__ import annotations

import gzip
import json
import math
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

Ring = tuple[tuple[float, float], ...]
"""Longitude and latitude of each corner; the last is the first."""
Polygon = tuple[Ring, ...]
"""The outer ring, clockwise, then the holes, counter-clockwise: what a projection of the globe needs."""
Box = tuple[float, float, float, float]
"""West, south, east and north, in degrees."""


@dataclass(frozen=True, slots=True)
class Outline:
    """The outline of a country or a region."""

    country: str | None
    """ISO 3166-1 alpha-3; ``None`` of the few areas that have no code."""
    name: str
    polygons: tuple[Polygon, ...]

    @property
    def box(self) -> Box:
        """The least box around it."""
        return _box([corner for polygon in self.polygons for corner in polygon[0]])

    def within(self, box: Box) -> Outline | None:
        """Return it without the islands that lie beyond a box; ``None`` where nothing is left."""
        west, south, east, north = box
        kept = []
        for polygon in self.polygons:
            a, b, c, d = _box(polygon[0])
            if a < east and west < c and b < north and south < d:
                kept.append(polygon)
        return Outline(self.country, self.name, tuple(kept)) if kept else None

    def feature(self, **properties: Any) -> dict[str, Any]:
        """Return it as a GeoJSON feature."""
        shape = {"type": "MultiPolygon", "coordinates": self.polygons}
        return {"type": "Feature", "properties": {"name": self.name, **properties}, "geometry": shape}


def _box(corners: Sequence[tuple[float, float]]) -> Box:
    xs, ys = [c[0] for c in corners], [c[1] for c in corners]
    return min(xs), min(ys), max(xs), max(ys)


def countries(least: float = 0.0) -> tuple[Outline, ...]:
    """Return all countries; ``least`` is the detail in degrees that may be lost, for small pictures."""
    return _drawn("countries.jsonl.gz", round(least, 3))


def country(code: str, least: float = 0.0) -> Outline | None:
    """Return a country by its alpha-3 code."""
    return next((one for one in countries(least) if one.country == code), None)


@lru_cache(maxsize=64)
def regions(code: str) -> tuple[Outline, ...]:
    """Return the first-level regions of a country by its alpha-3 code; none where there are none or it is unknown."""
    row = _rows("regions.jsonl.gz").get(code)
    return tuple(_outlines(row, 0.0)) if row else ()


def region(code: str, name: str, lon: float | None, lat: float | None) -> Outline | None:
    """Return the region of this name, else the one in which the point lies.

    Where the outlines are of a finer level than first-level regions (France's departments), only a name tells: the area
    around the point would be too small.
    """
    found = regions(code)
    sought = _folded(name)
    for one in found:
        if _folded(one.name) == sought:
            return one
    if lon is None or lat is None or not found or _rows("regions.jsonl.gz")[code]["finer"]:
        return None
    return next((one for one in found if holds(one, lon, lat)), None)


def holds(outline: Outline, lon: float, lat: float) -> bool:
    """Whether a point lies within an outline (even-odd rule)."""
    inside = False
    for polygon in outline.polygons:
        for ring in polygon:
            for (x, y), (x2, y2) in pairwise(ring):
                if (y > lat) != (y2 > lat) and lon < (x2 - x) * (lat - y) / (y2 - y) + x:
                    inside = not inside
    return inside


_KINDS_OF_REGION = frozenset(
    ("province", "governorate", "state", "region", "oblast", "department", "prefecture", "district", "of", "ostan", "the")
)  # fmt: skip


def _folded(name: str) -> str:
    """A region's name without accents, signs and the word for what it is: "Baghdad Governorate" is Baghdad."""
    bare = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    words = "".join(c if c.isalnum() else " " for c in bare).split()
    return " ".join(w for w in words if w not in _KINDS_OF_REGION) or " ".join(words)


@lru_cache(maxsize=2)
def _rows(name: str) -> Mapping[str, Any]:
    packed = (files("onrecord.charts") / "data" / name).read_bytes()
    rows = [json.loads(line) for line in gzip.decompress(packed).decode("utf-8").splitlines()]
    return {row["country"] or row["shapes"][0]["name"]: row for row in rows}


@lru_cache(maxsize=8)
def _drawn(name: str, least: float) -> tuple[Outline, ...]:
    return tuple(outline for row in _rows(name).values() for outline in _outlines(row, least))


def _outlines(row: Mapping[str, Any], least: float) -> Iterator[Outline]:
    arcs = [_thinned(_points(arc), least) for arc in row["arcs"]]
    for shape in row["shapes"]:
        polygons = tuple(p for polygon in shape["polygons"] if (p := _polygon(polygon, arcs)))
        if polygons:
            yield Outline(row["country"], shape["name"], polygons)


def _points(steps: Sequence[int]) -> list[tuple[float, float]]:
    x = y = 0
    found = []
    for dx, dy in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + dx, y + dy
        found.append((x / 100, y / 100))
    return found


def _thinned(line: list[tuple[float, float]], least: float) -> list[tuple[float, float]]:
    """Drop points nearer than ``least`` to the last one kept; both ends stay, so that neighbours still meet."""
    if least <= 0 or len(line) < 3:
        return line
    kept = [line[0]]
    for point in line[1:-1]:
        if abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) >= least:
            kept.append(point)
    return [*kept, line[-1]]


def _polygon(numbers: Sequence[Sequence[int]], arcs: Sequence[list[tuple[float, float]]]) -> Polygon:
    rings = []
    for place, ring in enumerate(numbers):
        points: list[tuple[float, float]] = []
        for number in ring:
            arc = arcs[number] if number >= 0 else arcs[~number][::-1]
            points += arc[1:] if points else arc
        if len(points) < 4 or abs(turn := _turn(points)) < _FLAT:
            if place == 0:
                return ()
            continue
        rings.append(tuple(points if (turn > 0) == (place == 0) else points[::-1]))
    return tuple(rings)


_FLAT = 1e-7
"""Steradians: what is smaller (4 square kilometres) is nothing once drawn, and may turn either way."""


def _turn(ring: Sequence[tuple[float, float]]) -> float:
    """Half the area of a ring on the globe, in steradians, positive where it is clockwise (Chamberlain and Duquette 2007).

    A projection takes a ring that turns the wrong way for all the rest of the globe.
    """
    found = 0.0
    for (lon, lat), (lon2, lat2) in pairwise(ring):
        a, b = math.radians(lat) / 2 + math.pi / 4, math.radians(lat2) / 2 + math.pi / 4
        wide = math.radians(lon2 - lon)
        k = math.sin(a) * math.sin(b)
        found += math.atan2(k * math.sin(wide), math.cos(a) * math.cos(b) + k * math.cos(wide))
    return found
