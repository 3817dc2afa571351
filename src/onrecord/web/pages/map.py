"""What the map draws: outlines of countries, areas that events are no more exactly placed than, and spots."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

import msgspec
from fastapi import APIRouter, Response

from onrecord.charts import outlines
from onrecord.charts.antimeridian import cut
from onrecord.web.asked import PageQuery
from onrecord.web.context import Context

_LOST = 0.05
"""Degrees of detail that outlines lose: a pixel on a map of a continent."""
_SPOTS = frozenset(("point", "city"))


def router(context: Context) -> APIRouter:
    """The addresses of this page."""
    pages, desk = APIRouter(include_in_schema=False), context.desk

    @pages.get("/map/countries.geojson")
    def _countries() -> Response:
        return _answer(_outlines(), "public, max-age=86400")

    @pages.get("/map/areas.geojson")
    def _areas(asked: PageQuery) -> Response:
        found = (_area(row) for row in desk.places(asked) if row["precision"] not in _SPOTS)
        return _answer(_collection([feature for feature in found if feature is not None]))

    @pages.get("/map/spots.geojson")
    def _spots(asked: PageQuery) -> Response:
        rows = desk.places(asked)
        return _answer(_collection([_spot(row) for row in rows if _is_spot(row)]))

    return pages


def _answer(body: bytes, cache: str = "no-cache") -> Response:
    return Response(body, media_type="application/geo+json", headers={"Cache-Control": cache})


def _collection(features: list[dict[str, Any]]) -> bytes:
    return msgspec.json.encode({"type": "FeatureCollection", "features": features})


@lru_cache(maxsize=1)
def _outlines() -> bytes:
    return _collection([_feature(one, country=one.country) for one in outlines.countries(_LOST)])


def _feature(outline: outlines.Outline, **properties: Any) -> dict[str, Any]:
    return replace(outline, polygons=cut(outline.polygons)).feature(**properties)


def _is_spot(row: dict[str, Any]) -> bool:
    """A point or a town; and a sea, a strait or a front line that has a middle but no outline here."""
    if row["lat"] is None:
        return False
    return row["precision"] in _SPOTS or row["precision"] == "region"


def _spot(row: dict[str, Any]) -> dict[str, Any]:
    at = {"type": "Point", "coordinates": [row["lon"], row["lat"]]}
    return {"type": "Feature", "properties": _told(row), "geometry": at}


def _area(row: dict[str, Any]) -> dict[str, Any] | None:
    """The outline of a country or a first-level region; ``None`` where it is not known."""
    if row["country"] is None:
        return None
    if row["precision"] == "country":
        found = outlines.country(row["country"], _LOST)
    elif row["precision"] == "admin1":
        found = outlines.region(row["country"], row["admin1"] or row["name"], row["lon"], row["lat"])
    else:
        return None
    return _feature(found, **_told(row)) if found is not None else None


def _told(row: dict[str, Any]) -> dict[str, Any]:
    names = ("name", "country", "precision", "events", "first", "last")
    return {name: row[name] for name in names}
