"""Outlines cut where they cross the 180th meridian, as GeoJSON asks (RFC 7946, 3.1.9): a flat map would draw them across all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from onrecord.charts.outlines import Polygon, Ring

_HALF = 180.0
Corner = tuple[float, float]


def cut(polygons: Iterable[Polygon]) -> tuple[Polygon, ...]:
    """Return the polygons, those that cross the meridian in two parts, one on each side of it."""
    return tuple(part for polygon in polygons for part in _parts(polygon))


def _parts(polygon: Polygon) -> Iterator[Polygon]:
    if not any(abs(a[0] - b[0]) > _HALF for ring in polygon for a, b in pairwise(ring)):
        yield polygon
        return
    whole = [_unwrapped(ring) for ring in polygon]
    for east in (False, True):
        kept = tuple(ring for ring in (_clipped(r, east) for r in whole) if ring)
        if kept:
            yield kept


def _unwrapped(ring: Ring) -> Ring:
    """Longitudes that go on beyond 180 degrees instead of beginning again at -180."""
    return tuple((x + 2 * _HALF if x < 0 else x, y) for x, y in ring)


def _clipped(ring: Ring, east: bool) -> Ring:
    """The part of a ring on one side of the meridian (Sutherland and Hodgman, 1974), back within -180 to 180."""
    found: list[Corner] = []
    for a, b in pairwise(ring):
        if (a[0] > _HALF) == east or a[0] == _HALF:
            found.append(a)
        if (a[0] - _HALF) * (b[0] - _HALF) < 0:
            share = (_HALF - a[0]) / (b[0] - a[0])
            found.append((_HALF, a[1] + share * (b[1] - a[1])))
    moved = [(x - 2 * _HALF if east else x, y) for x, y in found]
    return (*moved, moved[0]) if len(moved) > 2 else ()
