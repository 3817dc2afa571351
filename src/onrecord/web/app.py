"""Read-only pages over a ledger: events, one event, one article with its marks, and the same as JSON."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated, Any

from fastapi import FastAPI, HTTPException, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles
from fastapi.templating import Jinja2Templates

from onrecord import __version__
from onrecord.ledger import Ledger
from onrecord.ledger.view import EventFilters
from onrecord.merging import events_of
from onrecord.merging.outcome_view import with_outcome
from onrecord.model import Event, Record, UsageError, to_json
from onrecord.web.marks import mark_text

_HERE = Path(__file__).parent
_PAGE = 50
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
"""No script runs at all yet, so none is allowed: text of strangers stands on these pages."""


def create_app(ledger: Ledger) -> FastAPI:
    """Return the web application over an open ledger."""
    app = FastAPI(title="On Record", version=__version__, docs_url=None, redoc_url=None)
    app.mount("/static", StaticFiles(directory=_HERE / "static"), name="static")
    pages = Jinja2Templates(directory=_HERE / "templates")

    @app.middleware("http")
    async def _guard(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        response = await call_next(request)
        response.headers.update(_HEADERS)
        return response

    @app.get("/", include_in_schema=False)
    def _home() -> Response:
        return RedirectResponse("/events")

    @app.get("/events", response_class=HTMLResponse, include_in_schema=False)
    def _events(
        request: Request,
        event_type: Annotated[str, Query(alias="type")] = "",
        who: str = "",
        after: str | None = None,
    ) -> Response:
        filters = EventFilters(type=event_type or None, who=who.strip() or None)
        with events_of(ledger) as stored:
            try:
                page = stored.page(filters, limit=_PAGE, after=after)
            except UsageError as error:
                raise HTTPException(400, str(error)) from error
            context: dict[str, Any] = {
                "events": page.rows, "after": page.after, "count": stored.count(filters), "type": event_type, "who": who,
                "types": sorted(kind for kind, _ in stored.counts("type")),
            }  # fmt: skip
        return pages.TemplateResponse(request, "events.html", context)

    @app.get("/events/{name}", response_class=HTMLResponse, include_in_schema=False)
    def _event(request: Request, name: str) -> Response:
        return pages.TemplateResponse(request, "event.html", {"event": _one_event(ledger, name)})

    @app.get("/articles/{name:path}", response_class=HTMLResponse, include_in_schema=False)
    def _article(request: Request, name: str) -> Response:
        record = _one_record(ledger, name)
        return pages.TemplateResponse(
            request, "article.html", {"record": record, "pieces": mark_text(record)}
        )

    @app.get("/api/v1/articles/{name:path}", summary="One article as read")
    def _article_json(name: str) -> Response:
        return Response(to_json(_one_record(ledger, name)), media_type="application/json")

    return app


def _one_event(ledger: Ledger, name: str) -> Event:
    with events_of(ledger) as stored:
        try:
            return with_outcome(stored, stored.named(name))
        except UsageError as error:
            raise HTTPException(404, f"no event {name} in this ledger") from error


def _one_record(ledger: Ledger, name: str) -> Record:
    record = ledger.record(name)
    if record is None:
        raise HTTPException(404, f"no article {name} in this ledger")
    return record
