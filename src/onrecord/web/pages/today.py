"""Today: what is new on a day of the news, what changed its standing, what is disputed."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from onrecord.model import Event, Status, Summary, summary_of
from onrecord.web.asked import Asked, PageQuery
from onrecord.web.context import Context, as_csv, as_json
from onrecord.web.desk import TOLD, Desk
from onrecord.web.rows import COLUMNS, event_row, features

_DAY = r"^\d{4}-\d{2}-\d{2}$"
_SHOWN = 12

Day = Annotated[str | None, Query(pattern=_DAY)]


def router(context: Context) -> APIRouter:
    """The addresses of this page."""
    pages, desk = APIRouter(include_in_schema=False), context.desk

    @pages.get("/")
    def _today(request: Request, asked: PageQuery, day: Day = None) -> Response:
        found = _about(desk, day, asked)
        return context.page(
            request,
            "today.html",
            asked=asked,
            shown=_SHOWN,
            most=TOLD,
            counts=desk.holdings.stats(asked.moment),
            **found,
        )

    @pages.get("/today.json")
    def _json(asked: PageQuery, day: Day = None) -> Response:
        found = _about(desk, day, asked)
        return as_json(
            {
                "day": found["day"],
                "new": [event_row(e) for e in found["new"]],
                "changed": [event_row(e) | {"from": b, "to": n} for e, (b, n) in found["changes"]],
                "disputed": [event_row(e) for e in found["disputed"]],
            }
        )

    @pages.get("/today.geojson")
    def _geojson(asked: PageQuery, day: Day = None) -> Response:
        found = _about(desk, day, asked)
        body = as_json(features([*found["new"], *(e for e, _ in found["changes"])])).body
        return Response(body, media_type="application/geo+json")

    @pages.get("/today.csv")
    def _csv(asked: PageQuery, day: Day = None) -> Response:
        found = _about(desk, day, asked)
        what = {e.id: "changed" for e, _ in found["changes"]} | {e.id: "new" for e in found["new"]}
        events = [*found["new"], *(e for e, _ in found["changes"])]
        rows = ({"what": what[e.id]} | event_row(e) for e in events)
        return as_csv(rows, ("what", *COLUMNS), f"{found['day'] or 'today'}")

    return pages


def _about(desk: Desk, day: str | None, asked: Asked) -> dict[str, Any]:
    read = [one.day for one in desk.days_read(asked.moment) if one.day and one.articles]
    last = read[-1] if read else None
    at = day or last
    before, after = [d for d in read if at and d < at], [d for d in read if at and d > at]
    nearby = (before[-1] if before else None, after[0] if after else None)
    with desk.at(asked.moment) as view:
        told = desk.kept(asked.moment, view, ("told on", at), lambda: _told(desk, at, asked))
    return {"day": at, "last": last, "nearby": nearby, **told}


def _told(desk: Desk, day: str | None, asked: Asked) -> dict[str, Any]:
    """What is new on a day, what changed its standing, what is disputed; of how many events that are told."""
    events = desk.told_on(day, asked.moment) if day else []
    new: list[Summary] = []
    changes: list[tuple[Summary, tuple[Status | None, Status]]] = []
    disputed: list[Summary] = []
    for event in events:
        summary = summary_of(event)
        if summary.first_published == day:
            new.append(summary)
        else:
            changes += [(summary, change) for change in _changed(event, day)]
        if "disputed" in summary.standing:
            disputed.append(summary)
    return {"new": new, "changes": changes, "disputed": disputed, "told": len(events)}


def _changed(event: Event, day: str | None) -> list[tuple[Status | None, Status]]:
    """The change of standing on a day: before and after; empty where nothing changed."""
    for before, now in zip((None, *event.history), event.history, strict=False):
        if now.as_of == day:
            return [(before, now)]
    return []
