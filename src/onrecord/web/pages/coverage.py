"""Coverage: which outlets were read when, what failed, and which days are missing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Query, Request, Response

from onrecord.ledger import Coverage
from onrecord.web.asked import PageQuery
from onrecord.web.context import Context, as_csv, as_json

_FAILED = 50
_SHOWN = 60
"""Outlets in sight, those with most articles; the rest is folded."""
_COLUMNS = tuple(name for name in Coverage.__struct_fields__ if name != "gaps")


def router(context: Context) -> APIRouter:
    """The addresses of this page."""
    pages, desk = APIRouter(include_in_schema=False), context.desk

    @pages.get("/coverage")
    def _coverage(
        request: Request, asked: PageQuery, outlet: Annotated[str, Query(max_length=200)] = ""
    ) -> Response:
        found = desk.holdings.coverage(asked.moment)
        failed = desk.failures(_FAILED, asked.moment)
        return context.page(
            request, "coverage.html", asked=asked, outlets=[o for o in found if not outlet or o.outlet == outlet],
            failed=failed, outlet=outlet, shown=_SHOWN, days=_strip(found), counts=desk.holdings.stats(asked.moment),
        )  # fmt: skip

    @pages.get("/coverage.json")
    def _json(asked: PageQuery) -> Response:
        return as_json(desk.holdings.coverage(asked.moment))

    @pages.get("/coverage.csv")
    def _csv(asked: PageQuery) -> Response:
        return as_csv(map(msgspec.structs.asdict, desk.holdings.coverage(asked.moment)), _COLUMNS, "coverage")

    return pages


def _strip(found: Sequence[Coverage]) -> dict[str, Any]:
    """The first and last day of any article."""
    days = [d for one in found for d in (one.first_published, one.last_published) if d]
    return {"first": min(days, default=None), "last": max(days, default=None)}
