"""What stands between the pages and strangers: headers on every answer, and limits on what is asked."""

from __future__ import annotations

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

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

_SHARED = (
    (b"x-content-type-options", b"nosniff"),
    # nothing to other sites; with none at all, browsers hide from our own forms where they come from
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)
_PAGE_HEADERS = ((b"content-security-policy", _PAGE.encode()), *_SHARED)
_PICTURE_HEADERS = ((b"content-security-policy", _PICTURE.encode()), *_SHARED)
_NAMES = frozenset(name for name, _ in _PAGE_HEADERS)


class Guard:
    """ASGI middleware: the headers on every answer of an application; addresses that are too long are refused."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, and add the headers to what is answered."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = message["headers"]
                is_picture = any(
                    name == b"content-type" and value.startswith(b"image/svg") for name, value in given
                )
                ours = _PICTURE_HEADERS if is_picture else _PAGE_HEADERS
                message["headers"] = [*(one for one in given if one[0] not in _NAMES), *ours]
            await send(message)

        path = scope.get("raw_path") or scope["path"].encode()
        if len(path) + len(scope["query_string"]) > _LONGEST:
            await _refused(scope["path"])(scope, receive, sending)
        else:
            await self._app(scope, receive, sending)


def _refused(path: str) -> Response:
    """Say that an address is too long, to programs in JSON."""
    if path.startswith("/api/"):
        return Response('{"error":"the address is too long"}', status_code=414, media_type="application/json")
    return Response("the address is too long\n", status_code=414, media_type="text/plain")
