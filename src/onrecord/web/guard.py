"""What stands between the pages and strangers: headers on every answer, and limits on what is asked."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from fastapi import FastAPI, Request, Response

_PAGE = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "worker-src 'self' blob:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Text of strangers stands on these pages: only our own scripts run, and nothing is fetched from anywhere else. The map
makes its worker and its icons of blobs."""
_PICTURE = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""A chart styles its own parts, and runs nothing."""
_LONGEST = 8_000
"""Characters of an address."""


def guard(app: FastAPI) -> None:
    """Put the headers on every answer of an application, and refuse addresses that are too long."""

    @app.middleware("http")
    async def _guarded(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        if len(str(request.url)) > _LONGEST:
            response = _refused(request.url.path)
        else:
            response = await call_next(request)
        is_picture = response.headers.get("content-type", "").startswith("image/svg")
        response.headers["Content-Security-Policy"] = _PICTURE if is_picture else _PAGE
        response.headers["X-Content-Type-Options"] = "nosniff"
        # nothing to other sites; with none at all, browsers hide from our own forms where they come from
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        response.headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
        return response


def _refused(path: str) -> Response:
    """Say that an address is too long, to programs in JSON."""
    if path.startswith("/api/"):
        return Response('{"error":"the address is too long"}', status_code=414, media_type="application/json")
    return Response("the address is too long\n", status_code=414, media_type="text/plain")
