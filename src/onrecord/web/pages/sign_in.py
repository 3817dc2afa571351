"""Sign in with a token, and out again. Only a public server has these."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from onrecord.web.access import Sessions, TokenFile
from onrecord.web.access.gate import SESSION, cookie
from onrecord.web.access.sessions import LASTS
from onrecord.web.access.tokens import digest_of
from onrecord.web.access.visit import visit_of
from onrecord.web.context import Context

_LONGEST = 2_000


def router(context: Context, tokens: TokenFile, sessions: Sessions) -> APIRouter:
    """The addresses of this page."""
    pages = APIRouter(include_in_schema=False)

    @pages.get("/sign-in")
    def _ask(request: Request, next: Annotated[str, Query(max_length=_LONGEST)] = "/") -> Response:
        return context.page(request, "sign_in.html", next=here(next), wrong=False)

    @pages.post("/sign-in")
    def _sign_in(request: Request) -> Response:
        visit = visit_of(request)
        token, onward = visit.field("token", 200), here(visit.field("next", _LONGEST))
        if tokens.caller(token) is None:
            return context.page(request, "sign_in.html", 401, next=onward, wrong=True)
        # a new session, so that nobody can be made to use one that a stranger knows
        sessions.end(visit.session)
        answer = RedirectResponse(onward, status_code=303)
        answer.headers.append("set-cookie", cookie(request, SESSION, sessions.begin(digest_of(token)), LASTS))
        return answer

    @pages.post("/sign-out")
    def _sign_out(request: Request) -> Response:
        sessions.end(visit_of(request).session)
        answer = RedirectResponse("/sign-in", status_code=303)
        answer.headers.append("set-cookie", cookie(request, SESSION, "", 0))
        return answer

    return pages


def here(address: str) -> str:
    """Return an address of this server; of any other one its first page."""
    ours = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return quote(address, safe="/?&=%+:,;@!$'()*~-._") if ours else "/"
