"""What saved queries have told, as a feed: ``/alerts.atom``, or of one query ``/alerts.atom?alert=NAME``."""

from __future__ import annotations

import msgspec
from fastapi import APIRouter, Request, Response

from onrecord.alerting import Message
from onrecord.alerting.atom import atom_of
from onrecord.ledger import Outbox
from onrecord.web.context import Context

_MOST = 50


def router(context: Context) -> APIRouter:
    """The address of the feed."""
    pages = APIRouter(include_in_schema=False)

    @pages.get("/alerts.atom")
    def _alerts(request: Request, alert: str = "") -> Response:
        bodies = Outbox(context.desk.ledger).recent(alert=alert or None, limit=_MOST)
        messages = [msgspec.json.decode(body, type=Message) for body in bodies]
        made = atom_of(messages, alert or "all saved queries", str(request.url))
        return Response(made, media_type="application/atom+xml; charset=utf-8")

    return pages
