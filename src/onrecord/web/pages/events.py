"""Events: the list, the map and the timeline of one query, with facets; and the same as JSON, CSV and GeoJSON."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from fastapi import APIRouter, Request, Response

from onrecord.charts import network
from onrecord.ledger.view import StoredEvents
from onrecord.views.wording import date_words
from onrecord.web.asked import Asked, PageQuery
from onrecord.web.context import Context, as_csv, as_json
from onrecord.web.desk import MOST as MOST_SHOWN
from onrecord.web.rows import COLUMNS, event_row, features

MOST = 20_000
"""Events in one file or on one map; the API gives all, page by page."""
_PLACES = 200
_DAYS = 100
"""Days that a table lists; of more it lists the months."""


class Period(NamedTuple):
    """A day or a month of a timeline's table."""

    since: str
    until: str
    words: str
    events: int


def router(context: Context) -> APIRouter:
    """The addresses of this page."""
    pages, desk = APIRouter(include_in_schema=False), context.desk

    @pages.get("/events")
    def _events(request: Request, asked: PageQuery) -> Response:
        def shown(view: StoredEvents) -> dict[str, Any]:
            listing, facets = desk.listing(view, asked), desk.facets(view, asked)
            rows = (
                {"rows": context.listed(asked, listing)}
                if asked.view == "list"
                else _overview(context, asked)
            )
            return {"listing": listing, "facets": facets, **rows}

        return context.same_for_all(request, "events.html", asked, shown)

    @pages.get("/events.json")
    def _json(asked: PageQuery) -> Response:
        return as_json([event_row(event) for event in desk.summaries(asked, MOST)])

    @pages.get("/events.csv")
    def _csv(asked: PageQuery) -> Response:
        return as_csv((event_row(event) for event in desk.summaries(asked, MOST)), COLUMNS, "events")

    @pages.get("/events.geojson")
    def _geojson(asked: PageQuery) -> Response:
        response = as_json(features(desk.summaries(asked, MOST)))
        response.headers["Content-Type"] = "application/geo+json"
        return response

    return pages


def _overview(context: Context, asked: Asked) -> dict[str, Any]:
    """What the map and the timeline say in words beside the picture."""
    if asked.view == "timeline":
        return {"periods": periods_of(context.desk.days(asked))}
    if asked.view == "network":
        return {"dyads": network(context.desk.every(asked)).rows, "most": MOST_SHOWN}
    places = context.desk.places(asked)
    unplaced = max(0, context.desk.count(asked) - sum(row["events"] for row in places))
    return {"places": places[:_PLACES], "unplaced": unplaced, "more_places": max(0, len(places) - _PLACES)}


def periods_of(days: Sequence[tuple[str, int]]) -> list[Period]:
    """Return how many events began on each day, the last first; where there are very many days, in each month."""
    if len(days) <= _DAYS:
        return [Period(day, day, date_words(day), number) for day, number in reversed(days)]
    months: Counter[str] = Counter()
    for day, number in days:
        months[day[:7]] += number
    return [_month(month, number) for month, number in sorted(months.items(), reverse=True)]


def _month(month: str, number: int) -> Period:
    first = dt.date.fromisoformat(f"{month}-01")
    last = first.replace(day=monthrange(first.year, first.month)[1])
    return Period(first.isoformat(), last.isoformat(), f"{first:%B} {first.year}", number)
