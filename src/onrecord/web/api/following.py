"""For programs that keep a copy: everything at once as a stream, and what changed since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from io import StringIO
from itertools import chain
from typing import Annotated

import msgspec
from fastapi import APIRouter, HTTPException, Query, Response
from fastapi.responses import StreamingResponse

from onrecord.formats.rows import write_rows
from onrecord.ledger import Ledger
from onrecord.ledger.filters import as_of_moment
from onrecord.ledger.paging import record_page
from onrecord.model import Event, Record, to_json
from onrecord.web.api.asking import AsOf, EventQuery, Events, Limit, answer, gives, ref
from onrecord.web.api.shapes import ChangePage
from onrecord.web.context import Context
from onrecord.web.desk import Desk
from onrecord.web.rows import COLUMNS, event_row

_AT_ONCE = 100
"""Events or records in memory at a time."""
_NEWEST = 2**31 - 1


def router(context: Context) -> APIRouter:
    """The calls of those who follow."""
    calls, desk = APIRouter(tags=["following"]), context.desk

    @calls.get("/changes", responses=gives(ChangePage, "What changed"))
    def changes(
        since: Annotated[
            str, Query(max_length=40, description="`next` of the answer before; a time; 0: from the start.")
        ] = "0",
        limit: Limit = 100,
    ) -> Response:
        """Say which events are new, changed or gone since a cursor or a time, the oldest change first."""
        with desk.at(None) as view:
            at = _cursor(since)
            if isinstance(at, int) and at > view.state:
                raise HTTPException(
                    422, f"since: this ledger's events have not come to state {since} yet: begin at 0"
                )
            found = view.changes(at, limit=limit)
            reached = found[-1].state if found else view.state
            return answer(ChangePage(changes=found, next=reached, more=reached < view.state))

    @calls.get("/export/events.jsonl", responses=_stream("application/x-ndjson", Event))
    def events_as_lines(query: Events) -> Response:
        """Give all events asked for, whole, one JSON object a line."""
        lines = (b"".join(msgspec.json.encode(e) + b"\n" for e in some) for some in _events(desk, query))
        return _streamed(lines, "application/x-ndjson", "events.jsonl")

    @calls.get("/export/events.csv", responses=_stream("text/csv"))
    def events_as_csv(query: Events) -> Response:
        """Give all events asked for as rows of CSV."""
        return _streamed(_csv(_events(desk, query)), "text/csv; charset=utf-8", "events.csv")

    @calls.get("/export/records.jsonl", responses=_stream("application/x-ndjson", Record))
    def records(moment: AsOf) -> Response:
        """Give all articles with what was read from them, as `onrecord read --format jsonl` does."""
        lines = (b"".join(to_json(r) + b"\n" for r in some) for some in _records(desk.ledger, moment))
        return _streamed(lines, "application/x-ndjson", "records.jsonl")

    return calls


def _cursor(since: str) -> int | str:
    if since.isascii() and since.isdecimal():
        if len(since) > 10 or int(since) > _NEWEST:
            raise HTTPException(422, f"since: '{since}' is no cursor: take `next` of the answer before, or 0")
        return int(since)
    try:
        return as_of_moment(dt.datetime.fromisoformat(since)) or ""
    except (ValueError, OverflowError) as error:
        raise HTTPException(
            422, f"since: '{since}' is no cursor and no time: take `next` of the answer before, or 0"
        ) from error


def _events(desk: Desk, query: EventQuery) -> Iterator[list[Event]]:
    """Yield the events some at a time. No reading stays open while a slow client takes what it has got."""
    with desk.at(query.moment) as view:
        after: str | None = None
        while True:
            page = view.page(query.filters, order=query.sort, limit=_AT_ONCE, after=after)
            yield view.whole([row["id"] for row in page.rows])
            after = page.after
            if after is None:
                return


def _records(ledger: Ledger, moment: dt.datetime | None) -> Iterator[list[Record]]:
    after: int | None = 0
    while after is not None:
        with ledger.reading() as connection:
            page = record_page(connection, as_of_moment(moment), _AT_ONCE, after)
        yield page.records
        after = page.after


def _csv(found: Iterator[list[Event]]) -> Iterator[bytes]:
    head = _rows_of([])
    yield head.encode()
    for some in found:
        yield _rows_of(some).removeprefix(head).encode()


def _rows_of(events: list[Event]) -> str:
    out = StringIO()
    write_rows(map(event_row, events), COLUMNS, "csv", out)
    return out.getvalue()


def _streamed(parts: Iterator[bytes], kind: str, name: str) -> Response:
    """Answer bit by bit. The first bit is made before the answer begins, so that what is wrong can still be said."""
    first = next(parts, b"")
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingResponse(chain([first], parts), media_type=kind, headers=headers)


def _stream(kind: str, shape: type | None = None) -> dict[int | str, dict[str, object]]:
    schema: dict[str, object] = {"type": "string"}
    what = (
        "A stream"
        if shape is None
        else f"A stream of lines, each of them a {ref(shape)['$ref'].rpartition('/')[2]}"
    )
    return {200: {"description": what, "content": {kind: {"schema": schema}}}}
