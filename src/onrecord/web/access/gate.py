"""The gate: every request passes it before any page sees it, so that no page can forget a check.

In turn: the name by which the server is called, who calls, how much, whether that role may; and of what changes
anything: how much is sent, from where, and whether the form was made here.
"""

from __future__ import annotations

import math
import secrets
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlsplit

import anyio
from fastapi import Request, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.model import LedgerError, OnRecordError
from onrecord.web.access.callers import Caller, needed_role
from onrecord.web.access.credentials import caller_of
from onrecord.web.access.policy import Access
from onrecord.web.access.rates import Buckets, client_of
from onrecord.web.access.sessions import Forms, Sessions
from onrecord.web.access.visit import FIELD, Visit, fields_of

SESSION, BROWSER = "onrecord_session", "onrecord_browser"
"""The cookies."""
MOST_BYTES = 256 * 1024
"""Of what is sent; a form that splits an event of a thousand reports is smaller."""
_SECONDS = 15
"""For what is sent to arrive."""
DATA = (".json", ".csv", ".geojson", ".rss", ".atom")
"""Endings of paths that give data and no page."""
_SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")
_FORM = "application/x-www-form-urlencoded"

Refuse = Callable[[Request, int, str], Response]


class RefusedError(OnRecordError):
    """A request that does not pass: status, what to say, further headers."""

    def __init__(self, status: int, message: str, **headers: str) -> None:
        super().__init__(message)
        self.status, self.message = status, message
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


class Gate:
    """ASGI middleware. ``refuse`` makes the answer to what does not pass."""

    def __init__(self, app: ASGIApp, *, access: Access, sessions: Sessions, refuse: Refuse) -> None:
        self._app, self._access, self._refuse = app, access, refuse
        self._sessions, self._forms = sessions, Forms()
        self._buckets = Buckets(access.rate, access.burst) if access.rate else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer why not."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        visit = self._visit(request)
        request.state.visit = visit
        try:
            self._check(request, visit)
            if request.method not in _SAFE:
                receive = await self._checked_form(request, visit)
        except RefusedError as refused:
            answer = self._refuse(request, refused.status, refused.message)
            answer.headers.update(refused.headers)
            await answer(scope, receive, self._sending(request, visit, send))
            return
        await self._app(scope, receive, self._sending(request, visit, send))

    def _visit(self, request: Request) -> Visit:
        browser = request.cookies.get(BROWSER, "")
        is_new = not (browser.isascii() and 20 <= len(browser) <= 100)
        session = request.cookies.get(SESSION, "")
        return Visit(None, self._forms, secrets.token_urlsafe(24) if is_new else browser, is_new, session)

    def _check(self, request: Request, visit: Visit) -> None:
        if not self._access.answers_to(request.headers.get("host", "")):
            raise RefusedError(421, "this server does not go by that name: use the address that `onrecord serve` printed, "
                               "or name it with --allow-host NAME")  # fmt: skip
        length = request.headers.get("content-length", "0")
        if not length.isdecimal() or int(length[:18]) > MOST_BYTES:
            raise RefusedError(413, f"too much was sent: {MOST_BYTES:,} bytes at most")
        role = needed_role(request.method, request.url.path)
        try:
            visit.caller = caller_of(request, visit, self._access, self._sessions)
        except LedgerError as error:
            raise RefusedError(503, str(error)) from error
        self._check_rate(request, visit.caller)
        if role is None:
            return
        if visit.caller is None:
            raise _unknown(request)
        if not visit.caller.may(role):
            raise RefusedError(403, f"this needs a token of the role {role}; yours is {visit.caller.role}")

    def _check_rate(self, request: Request, caller: Caller | None) -> None:
        if self._buckets is None or request.url.path.startswith("/static/"):
            return
        address = request.client.host if request.client else ""
        name = f"token {caller.name}" if caller and self._access.is_public else client_of(address)
        wait = self._buckets.take(name)
        if wait:
            raise RefusedError(429, "too many requests: wait a moment", Retry_After=str(math.ceil(wait)))

    async def _checked_form(self, request: Request, visit: Visit) -> Receive:
        """Read what was sent, check that the form was made here, and let the pages read it again."""
        by_token = self._access.is_public and request.headers.get("authorization", "").lower().startswith(
            "bearer "
        )
        if not by_token:
            _check_origin(request)
        body = await _body(request)
        if not by_token:
            if not request.headers.get("content-type", "").lower().startswith(_FORM):
                raise RefusedError(415, f"send a form ({_FORM})")
            try:
                visit.fields = fields_of(body)
            except ValueError as error:
                raise RefusedError(413, f"too much was sent: {error}") from error
            if visit.is_new or not self._forms.is_ours(visit.field(FIELD), visit.browser, visit.session):
                raise RefusedError(
                    403,
                    "the form is from before the server began, or from elsewhere: load the page again and repeat",
                )
        sent = False

        async def again() -> Message:
            nonlocal sent
            if sent:
                return {"type": "http.disconnect"}
            sent = True
            return {"type": "http.request", "body": body, "more_body": False}

        return again

    def _sending(self, request: Request, visit: Visit, send: Send) -> Send:
        """Add the browser's cookie to a page with a form; what is not for everybody is not kept by anybody between."""

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = list(message["headers"])
                if visit.has_form and visit.is_new:
                    headers.append((b"set-cookie", cookie(request, BROWSER, visit.browser).encode()))
                if not request.url.path.startswith("/static/") and (self._access.is_public or visit.has_form):
                    headers.append((b"cache-control", b"private, no-store"))
                message["headers"] = headers
            await send(message)

        return sending


def cookie(request: Request, name: str, value: str, seconds: int | None = None) -> str:
    """Return a cookie for this site alone, out of reach of scripts, and over TLS only where the page came so."""
    age = "" if seconds is None else f"; Max-Age={seconds}"
    secure = "; Secure" if request.url.scheme == "https" else ""
    return f"{name}={value}; Path=/; HttpOnly; SameSite=Strict{age}{secure}"


def _host_in(origin: str) -> str | None:
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return None


def _check_origin(request: Request) -> None:
    """Raise where a browser says that the form stood on a page of another site."""
    origin = request.headers.get("origin")
    host = request.headers.get("host", "").lower()
    if origin is not None and _host_in(origin) != host:
        raise RefusedError(403, f"the form was sent from {origin[:200]}, and not from a page of this server")
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise RefusedError(403, "the form was sent from another site")


async def _body(request: Request) -> bytes:
    body = bytearray()
    try:
        with anyio.fail_after(_SECONDS):
            async for part in request.stream():
                body += part
                if len(body) > MOST_BYTES:
                    raise RefusedError(413, f"too much was sent: {MOST_BYTES:,} bytes at most")
    except TimeoutError as error:
        raise RefusedError(408, f"what was sent did not arrive within {_SECONDS} seconds") from error
    return bytes(body)


def _unknown(request: Request) -> RefusedError:
    """What to say to somebody without a token: pages lead to where one signs in."""
    path = request.url.path
    wants_page = "text/html" in request.headers.get("accept", "") and not path.startswith("/api/")
    if request.method == "GET" and wants_page and not path.endswith(DATA):
        here = path + (f"?{request.url.query}" if request.url.query else "")
        return RefusedError(303, "sign in first", Location=f"/sign-in?next={quote(here, safe='')}")
    ways: dict[str, Any] = {
        "WWW_Authenticate": 'Basic realm="On Record"' if path.endswith((".rss", ".atom")) else "Bearer"
    }
    return RefusedError(401, "a token is needed: send it as `Authorization: Bearer TOKEN`", **ways)
