"""The pages over a ledger: one application, a module a page."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from importlib.util import find_spec
from pathlib import Path

import msgspec
from anyio import to_thread
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from onrecord import __version__
from onrecord.ledger import Ledger
from onrecord.model import LedgerError, UsageError
from onrecord.web.access import Access, Gate, Sessions
from onrecord.web.access.gate import DATA
from onrecord.web.api import add_api
from onrecord.web.context import HERE, Context, make_context
from onrecord.web.desk import Desk
from onrecord.web.guard import Guard
from onrecord.web.pages import (
    actors,
    alerts,
    article,
    charts,
    codebook,
    compare,
    coverage,
    event,
    events,
    grading,
    map,
    places,
    promises,
    review,
    sign_in,
    sources,
    today,
)
from onrecord.web.readiness import Readiness, Waiting

_PAGES = (
    today,
    events,
    event,
    article,
    actors,
    alerts,
    places,
    promises,
    map,
    charts,
    sources,
    compare,
    coverage,
    codebook,
    review,
    grading,
)


_AT_ONCE = 2
"""Pages worked out at the same time. More only take the interpreter from each other: with twenty who ask a ledger of a million
reports at once, 95 of 100 answers took 1.6 s at 40, .54 s at 4 and .36 s at 2 (``bench/pages_load.py``)."""


def create_app(ledger: Ledger, access: Access | None = None) -> FastAPI:
    """Return the web application over an open ledger; it is open to the user of this machine where ``access`` is not given."""
    desk = Desk(ledger)
    readiness = Readiness(ledger, desk.make_ready)

    @asynccontextmanager
    async def _open(_app: FastAPI) -> AsyncIterator[None]:
        to_thread.current_default_thread_limiter().total_tokens = _AT_ONCE
        readiness.begin()
        yield
        desk.standpoints.close()

    app = FastAPI(
        title="On Record",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=_open,
    )
    for name in ("maplibre-gl.js", "maplibre-gl.css"):
        app.add_api_route(f"/static/{name}", _library(name), include_in_schema=False)
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    context = make_context(desk)
    for page in _PAGES:
        app.include_router(page.router(context))
    add_api(app, context)
    access, sessions = access or Access(), Sessions()
    if access.tokens is not None:
        app.include_router(sign_in.router(context, access.tokens, sessions))
    refuse = _say_what_is_wrong(app, context)
    app.add_middleware(Waiting, readiness=readiness, refuse=refuse)
    app.add_middleware(Gate, access=access, sessions=sessions, refuse=refuse)
    app.add_middleware(Guard)
    return app


def _say_what_is_wrong(app: FastAPI, context: Context) -> Callable[[Request, int, str], Response]:
    """Answer errors with a page, or with JSON where that was asked for; return what makes such an answer."""

    def answer(request: Request, status: int, message: str) -> Response:
        path = request.url.path
        if path.startswith("/api/") or path.endswith(DATA):
            return Response(
                msgspec.json.encode({"error": message}), status_code=status, media_type="application/json"
            )
        return context.page(request, "error.html", status, code=status, message=message)

    @app.exception_handler(HTTPException)
    def _known(request: Request, error: HTTPException) -> Response:
        return answer(request, error.status_code, str(error.detail))

    @app.exception_handler(RequestValidationError)
    def _invalid(request: Request, error: RequestValidationError) -> Response:
        wrong = "; ".join(f"{part['loc'][-1]}: {part['msg']}" for part in error.errors())
        return answer(request, 422, wrong)

    @app.exception_handler(LedgerError)
    def _unreachable(request: Request, error: LedgerError) -> Response:
        return answer(request, 503, str(error))

    @app.exception_handler(UsageError)
    def _wrong(request: Request, error: UsageError) -> Response:
        return answer(request, 422, str(error))

    return answer


def _library(name: str) -> Callable[[], Response]:
    """Answer with a file of the map library, which a package of the ``web`` extra brings."""

    def answer() -> Response:
        spec = find_spec("maplibre")
        folders = spec.submodule_search_locations if spec else None
        if not folders:
            raise HTTPException(404, "the map needs the package maplibre: pip install 'onrecord[web]'")
        return FileResponse(
            Path(folders[0]) / "srcjs" / name, headers={"Cache-Control": "public, max-age=86400"}
        )

    return answer
