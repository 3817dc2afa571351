"""Events: the list, the map and the timeline of one query, with facets; and the same as JSON, CSV and GeoJSON."""

from __future__ import annotations

from collections import Counter
from typing import Any

from fastapi import APIRouter, Request, Response

from onrecord.web.asked import Asked, PageQuery
from onrecord.web.context import Context, as_csv, as_json
from onrecord.web.rows import COLUMNS, event_row, features, unplaced

MOST = 50_000
"""Events in one file or on one map; the API streams the rest."""


def router(context: Context) -> APIRouter:
    """The addresses of this page."""
    pages, desk = APIRouter(include_in_schema=False), context.desk

    @pages.get("/events")
    def _events(request: Request, asked: PageQuery) -> Response:
        listing = desk.events(asked)
        shown: dict[str, Any] = {} if asked.view == "list" else _overview(context, asked)
        return context.page(
            request, "events.html", asked=asked, listing=listing, facets=desk.facets(asked), **shown
        )

    @pages.get("/events.json")
    def _json(asked: PageQuery) -> Response:
        return as_json([event_row(event) for event in desk.events(asked, MOST).events])

    @pages.get("/events.csv")
    def _csv(asked: PageQuery) -> Response:
        return as_csv((event_row(event) for event in desk.events(asked, MOST).events), COLUMNS, "events")

    @pages.get("/events.geojson")
    def _geojson(asked: PageQuery) -> Response:
        response = as_json(features(desk.events(asked, MOST).events))
        response.headers["Content-Type"] = "application/geo+json"
        return response

    return pages


def _overview(context: Context, asked: Asked) -> dict[str, Any]:
    """What the map and the timeline say in words beside the picture."""
    events = context.desk.events(asked, MOST).events
    places: Counter[tuple[str, str, str]] = Counter()
    days: Counter[str] = Counter()
    for event in events:
        if event.place is not None:
            places[event.place.name, event.place.country or "", event.place.precision] += 1
        days[event.when.start or ""] += 1
    return {
        "places": places.most_common(200),
        "days": sorted(days.items(), reverse=True),
        "unplaced": unplaced(events),
        "most_a_day": max(days.values(), default=1),
    }
