"""Sources: what each has claimed, and how often that was confirmed, denied or taken back later."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import msgspec
from fastapi import APIRouter, Query, Request, Response

from onrecord.model import TrackRecord
from onrecord.web.asked import Asked, PageQuery
from onrecord.web.context import Context, as_csv, as_json

_MOST = 300

Name = Annotated[str, Query(max_length=200)]
"""A part of a name, or a country code."""


def router(context: Context) -> APIRouter:
    """The addresses of this page."""
    pages, desk = APIRouter(include_in_schema=False), context.desk

    def rows(asked: Asked, name: str) -> list[TrackRecord]:
        return _named(desk.track_records(asked.moment), name)

    @pages.get("/sources")
    def _sources(request: Request, asked: PageQuery, name: Name = "") -> Response:
        tallied = desk.tallied(asked.moment)
        found = _named(tallied.rows, name)
        return context.page(
            request,
            "sources.html",
            asked=asked,
            sources=found[:_MOST],
            total=len(found),
            name=name,
            tallied=tallied,
            grades=desk.grades(asked.moment),
            outlets=set(desk.outlets(asked.moment)),
        )

    @pages.get("/sources.json")
    def _json(asked: PageQuery, name: Name = "") -> Response:
        return as_json(rows(asked, name))

    @pages.get("/sources.csv")
    def _csv(asked: PageQuery, name: Name = "") -> Response:
        found = map(msgspec.structs.asdict, rows(asked, name))
        return as_csv(found, TrackRecord.__struct_fields__, "sources")

    return pages


def _named(rows: Sequence[TrackRecord], name: str) -> list[TrackRecord]:
    sought = name.casefold()
    return [row for row in rows if sought in row.name.casefold() or name == row.country]
