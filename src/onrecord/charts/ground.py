"""The ground of maps: what part of the world they show, its projection, and where labels have room."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.charts.outlines import Box

Spot = tuple[float, float, int]
"""Longitude, latitude and the number of events there."""
_CLOSE_WIDTH, _CLOSE_HEIGHT = 44.0, 26.0
"""Degrees: what a close-up may show."""
_MOSTLY, _FAR = 0.6, 60.0
"""Share of events from which on a close-up is worth it, and degrees that all of them must span."""
_LEAST = 6.0
"""Degrees that a map shows at least: a single town still needs its surroundings."""


@dataclass(frozen=True, slots=True)
class View:
    """A part of the world in Mercator's projection, on so many pixels."""

    box: Box
    width: int
    height: int

    @property
    def scale(self) -> float:
        """Pixels a radian of longitude: the whole box fits."""
        west, south, east, north = self.box
        wide = math.radians(max(east - west, 0.01))
        high = max(_mercator(north) - _mercator(south), 0.0001)
        return min(self.width / wide, self.height / high)

    @property
    def middle(self) -> tuple[float, float]:
        """Longitude and latitude in the middle of the picture."""
        west, south, east, north = self.box
        return (west + east) / 2, _latitude((_mercator(south) + _mercator(north)) / 2)

    @property
    def degree(self) -> float:
        """Degrees of longitude that a pixel is."""
        return math.degrees(1 / self.scale)

    @property
    def shown(self) -> Box:
        """What is in the picture: the box, and what lies beside it where their shapes differ."""
        west, north = self.place(0, 0)
        east, south = self.place(self.width, self.height)
        return west, south, east, north

    def pixel(self, lon: float, lat: float) -> tuple[float, float]:
        """Return where a place lies in the picture."""
        at, middle = self.middle
        x = self.width / 2 + self.scale * math.radians(lon - at)
        return x, self.height / 2 - self.scale * (_mercator(lat) - _mercator(middle))

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Return the longitude and latitude of a pixel."""
        at, middle = self.middle
        lat = _latitude(_mercator(middle) + (self.height / 2 - y) / self.scale)
        return at + math.degrees((x - self.width / 2) / self.scale), lat

    def projection(self) -> dict[str, Any]:
        """Return Vega-Lite's parameters."""
        lon, lat = self.middle
        return {
            "type": "mercator", "scale": self.scale, "rotate": [-lon, 0, 0], "center": [0, lat],
            "translate": [self.width / 2, self.height / 2],
        }  # fmt: skip


def _mercator(lat: float) -> float:
    return math.log(math.tan(math.pi / 4 + math.radians(max(-84.0, min(84.0, lat))) / 2))


def _latitude(y: float) -> float:
    return math.degrees(2 * math.atan(math.exp(y)) - math.pi / 2)


def around(boxes: Sequence[Box], share: float = 0.12) -> Box:
    """Return the box around some, with a margin, and at least ``_LEAST`` degrees each way."""
    west, south = min(b[0] for b in boxes), min(b[1] for b in boxes)
    east, north = max(b[2] for b in boxes), max(b[3] for b in boxes)
    wide = max((east - west) * share, (_LEAST - (east - west)) / 2, 0.5)
    high = max((north - south) * share, (_LEAST - (north - south)) / 2, 0.5)
    return max(-180, west - wide), max(-75, south - high), min(180, east + wide), min(80, north + high)


def close_up(spots: Sequence[Spot]) -> Box | None:
    """Return the box that holds most events where the whole spans much of the world; ``None`` where it does not."""
    if not spots:
        return None
    lons, lats = [s[0] for s in spots], [s[1] for s in spots]
    if max(lons) - min(lons) < _FAR and max(lats) - min(lats) < _FAR / 2:
        return None
    best: list[Spot] = []
    for lon, lat, _ in sorted(spots):
        inside = [
            s for s in spots if lon <= s[0] <= lon + _CLOSE_WIDTH and abs(s[1] - lat) <= _CLOSE_HEIGHT / 2
        ]
        if sum(s[2] for s in inside) > sum(s[2] for s in best):
            best = inside
    if sum(s[2] for s in best) < _MOSTLY * sum(s[2] for s in spots):
        return None
    return around([(s[0], s[1], s[0], s[1]) for s in best])


def overlaps(a: Box, b: Box) -> bool:
    """Whether two boxes share ground."""
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


@dataclass(frozen=True, slots=True)
class Label:
    """A label with room of its own: where its text begins, ends or has its middle, in pixels."""

    text: str
    x: float
    y: float
    align: str


_WITHIN = ((0, 0), (0, 24), (0, -24), (30, 36), (-30, 36), (30, -36), (-30, -36), (0, 52))
"""Pixels from the middle of an area at which its name may stand."""


def labels(wanted: Sequence[tuple[str, float, float, float]], width: float, height: float) -> list[Label]:
    """Place texts beside symbols at (x, y) of a radius, the first first; one that has no room is left out.

    A text is taken to be 6 pixels a character wide and 13 high.
    """
    taken: list[Box] = [(x - r, y - r, x + r, y + r) for _, x, y, r in wanted if r]
    found = []
    for text, x, y, r in wanted:
        long = 6.0 * len(text)
        tries = [
            (x + r + 4, y, "left", (x + r + 2, y - 7, x + r + 6 + long, y + 7)),
            (x - r - 4, y, "right", (x - r - 6 - long, y - 7, x - r - 2, y + 7)),
            (x, y - r - 8, "center", (x - long / 2, y - r - 15, x + long / 2, y - r - 1)),
            (x, y + r + 9, "center", (x - long / 2, y + r + 2, x + long / 2, y + r + 16)),
        ]
        if not r:
            tries = [
                (x + dx, y + dy, "center", (x + dx - long / 2, y + dy - 7, x + dx + long / 2, y + dy + 7))
                for dx, dy in _WITHIN
            ]
        for at, down, align, box in tries:
            in_view = box[0] >= 0 and box[2] <= width and box[1] >= 0 and box[3] <= height
            if in_view and not any(overlaps(box, other) for other in taken):
                found.append(Label(text, at, down, align))
                taken.append(box)
                break
    return found
