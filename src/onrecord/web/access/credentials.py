"""Who a request says that it comes from, and whether that is so."""

from __future__ import annotations

import base64
import binascii

from fastapi import Request

from onrecord.web.access.callers import Caller
from onrecord.web.access.policy import Access
from onrecord.web.access.sessions import Sessions
from onrecord.web.access.visit import Visit


def caller_of(request: Request, visit: Visit, access: Access, sessions: Sessions) -> Caller | None:
    """Return who calls: by the token sent along, else by the session of the browser; ``None``: nobody who is known.

    Raises ``LedgerError`` where the tokens cannot be read.
    """
    if access.tokens is None:
        return access.local_caller
    sent = _token(request.headers.get("authorization", ""))
    if sent is not None:
        return access.tokens.caller(sent)
    digest = sessions.token_digest(visit.session) if visit.session else None
    found = access.tokens.valid().get(digest) if digest is not None else None
    visit.signed_in = found is not None
    return found


def _token(header: str) -> str | None:
    """The token of a header: ``Bearer TOKEN``, or ``Basic`` with the token as password, for readers of feeds."""
    scheme, _, rest = header.partition(" ")
    if scheme.lower() == "bearer":
        return rest.strip()
    if scheme.lower() == "basic":
        try:
            return base64.b64decode(rest.strip(), validate=True).decode().partition(":")[2]
        except (binascii.Error, ValueError):
            return ""
    return None
