"""Promises: what was promised, threatened and planned, and what became of it."""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Any, Literal

import msgspec
from fastapi import APIRouter, Depends, Query, Request, Response

from onrecord.ledger.view import Numbered
from onrecord.merging.registering import Asked as Wanted
from onrecord.model import Promise
from onrecord.web.asked import PageQuery
from onrecord.web.context import Context, as_csv, as_json

State = Literal["", "fulfilled", "not fulfilled", "overtaken", "open", "overdue"]
STATES: tuple[State, ...] = ("open", "overdue", "fulfilled", "not fulfilled", "overtaken")
Kind = Literal["", "promised", "threatened", "planned"]
_MOST = 200
_COLUMNS = (
    "event", "kind", "who", "to", "what", "event_type", "mode", "condition", "made", "due", "overdue", "outcome", "since", "evidence",
)  # fmt: skip
_Word = Annotated[str, Query(max_length=200)]


class Register(msgspec.Struct, frozen=True):
    """What the page is asked for beside the days and words that all pages know."""

    actor: str
    to: str
    state: State
    kind: Kind


def _register(actor: _Word = "", to: _Word = "", state: State = "", kind: Kind = "") -> Register:
    return Register(actor, to, state, kind)


Asked = Annotated[Register, Depends(_register)]


def router(context: Context) -> APIRouter:
    """The addresses of this page."""
    pages, desk = APIRouter(include_in_schema=False), context.desk

    def found(asked: PageQuery, register: Register) -> list[Numbered]:
        wanted = Wanted(
            actor=register.actor or None, to=register.to or None, state=register.state or None, kind=register.kind or None,
            event_type=asked.type or None, since=asked.since or None, until=asked.until or None, text=asked.text or None,
        )  # fmt: skip
        return desk.register(wanted, asked.moment)[::-1]

    def whole(asked: PageQuery, register: Register) -> list[Promise]:
        return desk.promises([row.number for row in found(asked, register)], asked.moment)

    @pages.get("/promises")
    def _promises(request: Request, asked: PageQuery, register: Asked) -> Response:
        rows = found(asked, register)
        counts = Counter(row.outcome for row in rows) | Counter({"overdue": sum(row.overdue for row in rows)})
        shown = desk.promises([row.number for row in rows[:_MOST]], asked.moment)
        return context.page(
            request, "promises.html", asked=asked, register=register, promises=shown, total=len(rows), counts=counts,
            states=STATES, told=desk.whole([promise.event for promise in shown], asked.moment),
        )  # fmt: skip

    @pages.get("/promises.json")
    def _json(asked: PageQuery, register: Asked) -> Response:
        return as_json(whole(asked, register))

    @pages.get("/promises.csv")
    def _csv(asked: PageQuery, register: Asked) -> Response:
        return as_csv(map(_row, whole(asked, register)), _COLUMNS, "promises")

    return pages


def _row(promise: Promise) -> dict[str, Any]:
    sides = {side: [p.name for p in getattr(promise, side)] for side in ("who", "to")}
    return msgspec.structs.asdict(promise) | sides | {"evidence": [e.report for e in promise.evidence]}
