"""One article: its text with all that was read from it shown on demand."""

from __future__ import annotations

import io
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from onrecord.formats.writers import write_records
from onrecord.model import to_json
from onrecord.web.asked import PageQuery
from onrecord.web.context import Context
from onrecord.web.marks import LAYERS, mark_text


def router(context: Context) -> APIRouter:
    """The addresses of this page."""
    pages, desk = APIRouter(include_in_schema=False), context.desk

    @pages.get("/articles/{name:path}")
    def _article(
        request: Request,
        name: str,
        asked: PageQuery,
        show: Annotated[list[str], Query(max_length=len(LAYERS) + 1)] = ["events", "sources"],  # noqa: B006
    ) -> Response:
        if name.endswith(".json") and desk.ledger.record(name, as_of=asked.moment) is None:
            found = desk.record(name.removesuffix(".json"), asked.moment)
            return Response(to_json(found), media_type="application/json")
        if name.endswith(".csv") and desk.ledger.record(name, as_of=asked.moment) is None:
            out = io.StringIO()
            write_records([desk.record(name.removesuffix(".csv"), asked.moment)], "csv", out)
            return Response(out.getvalue(), media_type="text/csv; charset=utf-8")
        record = desk.record(name, asked.moment)
        layers = [layer for layer in LAYERS if layer in show]
        return context.page(
            request,
            "article.html",
            asked=asked,
            record=record,
            pieces=mark_text(record, layers),
            layers=layers,
            all_layers=LAYERS,
            homes=desk.homes(record, asked.moment),
            versions=desk.ledger.versions(name, as_of=asked.moment),
        )

    return pages
