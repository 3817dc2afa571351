"""One event: who says what side by side, its standing and figures over time, every sentence, and why they stand together."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from onrecord.merging.decisions import about, acts, undoings
from onrecord.model.phrases import SAYS
from onrecord.web.asked import PageQuery
from onrecord.web.context import Context, as_csv, as_json
from onrecord.web.marks import mark_sentence
from onrecord.web.rows import features

_ACCOUNTS, _SENTENCES = 12, 30
"""In sight; the rest is folded."""
_FIGURES = ("of", "low", "high", "exact", "text", "published", "source", "name", "article", "report")


def router(context: Context) -> APIRouter:
    """The addresses of this page."""
    pages, desk = APIRouter(include_in_schema=False), context.desk

    @pages.get("/events/{name}.json")
    def _json(name: str, asked: PageQuery) -> Response:
        return as_json(desk.event(name, asked.moment))

    @pages.get("/events/{name}.csv")
    def _csv(name: str, asked: PageQuery) -> Response:
        rows = [
            {field: getattr(f, field) for field in _FIGURES} for f in desk.event(name, asked.moment).figures
        ]
        return as_csv(rows, _FIGURES, f"figures-{name}")

    @pages.get("/events/{name}.geojson")
    def _geojson(name: str, asked: PageQuery) -> Response:
        body = as_json(features([desk.event(name, asked.moment)])).body
        return Response(body, media_type="application/geo+json")

    @pages.get("/events/{name}")
    def _event(request: Request, name: str, asked: PageQuery) -> Response:
        event = desk.event(name, asked.moment)
        marked = [(told, mark_sentence(told), why) for told, why in zip(event.told, event.why, strict=True)]
        with desk.at(asked.moment) as view:
            inside = {told.report.id for told in event.told} | set(view.left(event.id))
        every = desk.ledger.decisions(as_of=asked.moment)
        log = about(every, inside)
        undone = {str(number) for number in undoings(every)}
        return context.page(
            request,
            "event.html",
            asked=asked,
            event=event,
            marked=marked,
            accounts_shown=_ACCOUNTS,
            sentences_shown=_SENTENCES,
            log=acts(log),
            undone=undone,
            says=SAYS,
        )

    return pages
