"""Places: where things happen, as exactly as the reports say; and one place with its events."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, HTTPException, Request, Response

from onrecord.model import Summary
from onrecord.web.asked import Asked, PageQuery
from onrecord.web.context import Context, as_csv, as_json
from onrecord.web.pages.events import MOST
from onrecord.web.rows import COLUMNS as EVENT_COLUMNS
from onrecord.web.rows import event_row, features

_COLUMNS = ("name", "country", "admin1", "precision", "lat", "lon", "geonames_id", "events", "first", "last")
_MOST = 400
_LISTED = 100
_INSIDE = 12


def router(context: Context) -> APIRouter:
    """The addresses of this page."""
    pages, desk = APIRouter(include_in_schema=False), context.desk

    def there(name: str, asked: Asked) -> list[Summary]:
        found = desk.summaries(_here(name, asked), MOST)
        if not found:
            raise _nowhere(name)
        return found

    @pages.get("/places")
    def _places(request: Request, asked: PageQuery) -> Response:
        found = desk.places(asked)
        unplaced = max(0, desk.count(asked) - sum(row["events"] for row in found))
        return context.page(
            request, "places.html", asked=asked, places=found[:_MOST], total=len(found), unplaced=unplaced
        )

    @pages.get("/places.json")
    def _json(asked: PageQuery) -> Response:
        return as_json(desk.places(asked))

    @pages.get("/places.csv")
    def _csv(asked: PageQuery) -> Response:
        return as_csv(desk.places(asked), _COLUMNS, "places")

    @pages.get("/places.geojson")
    def _geojson(asked: PageQuery) -> Response:
        rows = [
            {"type": "Feature", "properties": row, "geometry": {"type": "Point", "coordinates": [row["lon"], row["lat"]]}}
            for row in desk.places(asked) if row["lat"] is not None
        ]  # fmt: skip
        return Response(
            as_json({"type": "FeatureCollection", "features": rows}).body, media_type="application/geo+json"
        )

    @pages.get("/places/{name}.json")
    def _one_json(name: str, asked: PageQuery) -> Response:
        return as_json([event_row(event) for event in there(name, asked)])

    @pages.get("/places/{name}.csv")
    def _one_csv(name: str, asked: PageQuery) -> Response:
        rows = (event_row(event) for event in there(name, asked))
        return as_csv(rows, EVENT_COLUMNS, f"events-{name}")

    @pages.get("/places/{name}.geojson")
    def _one_geojson(name: str, asked: PageQuery) -> Response:
        body = as_json(features(there(name, asked))).body
        return Response(body, media_type="application/geo+json")

    @pages.get("/places/{name}")
    def _one(request: Request, name: str, asked: PageQuery) -> Response:
        return context.page(request, "place.html", asked=asked, **_about(context, name, asked))

    return pages


def _about(context: Context, name: str, asked: Asked) -> dict[str, Any]:
    desk, here = context.desk, _here(name, asked)
    with desk.at(asked.moment) as view:
        listing = desk.listing(view, here, _LISTED)
        if not listing.total:
            raise _nowhere(name)
        kinds = desk.facets(view, here)["type"]
        rows = context.listed(here, listing)
    places = desk.places(here)
    return {
        "place": _meant(places, name), "name": name, "listing": listing, "rows": rows, "kinds": kinds, "here": here,
        "inside": places[:_INSIDE],
    }  # fmt: skip


def _meant(places: Sequence[dict[str, Any]], name: str) -> dict[str, Any] | None:
    """The place that a name, a GeoNames id or a country's code means, of those of its events; ``None``: it holds several."""

    def fits(row: dict[str, Any]) -> bool:
        is_country = row["country"] == name and row["precision"] == "country"
        return is_country or name in (row["name"], str(row["geonames_id"]))

    return next(filter(fits, places), None)


def _nowhere(name: str) -> HTTPException:
    return HTTPException(404, f"no event of this ledger is placed at {name}")


def _here(name: str, asked: Asked) -> Asked:
    return Asked(place=name, sort="newest", as_of=asked.as_of)
