"""What a call asks for: its query checked, its page, and the address of the next page."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Sequence
from typing import Annotated, Any, TypeVar
from urllib.parse import urlencode

import msgspec
from fastapi import Depends, HTTPException, Query, Request, Response

from onrecord.ledger import Filters
from onrecord.ledger.view import EventFilters, EventOrder
from onrecord.ledger.view.cursors import read_cursor
from onrecord.model import UsageError
from onrecord.web.api.shapes import Error
from onrecord.web.asked import Asked, moment_of

MOST = 500
"""Of a list in one answer."""
_LARGEST = 2**31 - 1
_Row = TypeVar("_Row")

Word = Annotated[str | None, Query(max_length=200)]
Day = Annotated[str | None, Query(max_length=10, description="A day as 2020-01-08.")]
Limit = Annotated[int, Query(ge=1, le=MOST, description="How many at most.")]
After = Annotated[
    str | None,
    Query(max_length=400, description="Where the page begins: what `next` of the page before has."),
]
Number = Annotated[int, Query(ge=0, le=_LARGEST)]


def _moment(
    as_of: Annotated[
        str, Query(max_length=40, description="What the ledger knew at this time (ISO 8601, UTC).")
    ] = "",
) -> dt.datetime | None:
    return moment_of(as_of)


AsOf = Annotated[dt.datetime | None, Depends(_moment)]


class EventQuery(msgspec.Struct, frozen=True, kw_only=True):
    """Which events, from when on known, in what order."""

    filters: EventFilters
    moment: dt.datetime | None
    sort: EventOrder

    @property
    def asked(self) -> Asked:
        """The same as the desk takes it, for what knows no sides: ``actor`` and ``recipient`` are refused there."""
        if self.filters.actor is not None or self.filters.recipient is not None:
            raise HTTPException(422, "actor, recipient: not here; use who")
        fields = {
            n: v
            for n, v in msgspec.structs.asdict(self.filters).items()
            if v is not None and n not in ("actor", "recipient")
        }
        return Asked(**fields, sort=self.sort, as_of=self.moment.isoformat() if self.moment else "")


def _event_query(
    moment: AsOf, type: Word = None,
    who: Annotated[str | None, Query(max_length=200, description="Anybody who takes part: words of a name, an id, or a country as IRN.")] = None,
    actor: Word = None, recipient: Word = None,
    place: Annotated[str | None, Query(max_length=200, description="A name, a GeoNames id, or a country as IRQ.")] = None,
    standing: Word = None,
    text: Annotated[str | None, Query(max_length=200, description="Words and quoted phrases of one sentence that tells it.")] = None,
    since: Day = None, until: Day = None,
    least: Annotated[int, Query(ge=1, le=1_000_000, description="Told by so many reports at least.")] = 1,
    sort: EventOrder = "newest",
) -> EventQuery:  # fmt: skip
    given: dict[str, Any] = {
        "type": type, "who": who, "actor": actor, "recipient": recipient, "place": place, "standing": standing, "text": text,
        "since": since, "until": until,
    }  # fmt: skip
    # an empty field of a form leaves open, as on the pages
    filters = EventFilters(least=least, **{name: value or None for name, value in given.items()})
    return EventQuery(filters=filters, moment=moment, sort=sort)


Events = Annotated[EventQuery, Depends(_event_query)]


def _report_filters(
    type: Word = None, mode: Word = None, actor: Word = None, recipient: Word = None, source: Word = None, stance: Word = None,
    place: Word = None, since: Day = None, until: Day = None, modality: Word = None, negated: bool | None = None,
    min_score: Annotated[float | None, Query(ge=0, le=1)] = None, quantity: Word = None, outlet: Word = None,
    article: Annotated[str | None, Query(max_length=2_000)] = None, text: Word = None,
) -> Filters:  # fmt: skip
    given: dict[str, Any] = {
        "type": type, "mode": mode, "actor": actor, "recipient": recipient, "source": source, "stance": stance, "place": place,
        "since": since, "until": until, "modality": modality, "quantity": quantity, "outlet": outlet, "article": article,
        "text": text,
    }  # fmt: skip
    return Filters(
        negated=negated, min_score=min_score, **{name: value or None for name, value in given.items()}
    )


Reports = Annotated[Filters, Depends(_report_filters)]


def _article_filters(
    outlet: Word = None, text: Word = None, since: Day = None, until: Day = None,
) -> Filters:  # fmt: skip
    given: dict[str, Any] = {"outlet": outlet, "text": text, "since": since, "until": until}
    return Filters(**{name: value or None for name, value in given.items()})


Articles = Annotated[Filters, Depends(_article_filters)]


def check_day(name: str, day: str | None) -> None:
    """Raise ``UsageError`` where a day is none."""
    if day:
        try:
            EventFilters(since=day)
        except UsageError as error:
            raise UsageError(str(error).replace("since", name, 1)) from error


def event_cursor(after: str | None, order: EventOrder) -> str | None:
    """Return a cursor of events, checked against the order. Raises ``UsageError``: a cursor comes from a stranger."""
    if not after:
        return None
    state, of, (value, name) = read_cursor(after)
    number = order in ("reports", "credibility")
    right = type(value) is (int if number else str) and type(state) is int and abs(state) <= _LARGEST
    texts = f"{value}{name}"
    if (
        of != order
        or not right
        or "\x00" in texts
        or not _is_text(texts)
        or (number and abs(int(value)) > _LARGEST)
    ):
        raise UsageError(f"after: '{after}' is no cursor of this order: take the one of the page before")
    return after


def number_after(after: str | None) -> int:
    """Return a cursor that is a number; none is 0. Raises ``UsageError``."""
    if not after:
        return 0
    if not (after.isascii() and after.isdecimal()) or len(after) > 15:
        raise UsageError(f"after: '{after}' is no cursor: take the one of the page before")
    return int(after)


def page_by(
    rows: Sequence[_Row], key: Callable[[_Row], Any], after: str | None, limit: int
) -> tuple[list[_Row], str | None]:
    """Return so many rows after the one of a key, and the cursor of the next page. Raises ``UsageError``."""
    first = 0
    if after:
        found = next((n for n, row in enumerate(rows) if json.dumps(key(row)) == after), None)
        if found is None:
            raise UsageError("after: this cursor's row is not here any more: begin at the first page")
        first = found + 1
    some = list(rows[first : first + limit])
    return some, json.dumps(key(some[-1])) if some and first + limit < len(rows) else None


def next_page(request: Request, after: object | None) -> str | None:
    """Return the address of the next page of a call: path and query."""
    if after is None:
        return None
    query = [(name, value) for name, value in request.query_params.multi_items() if name != "after"]
    return f"{request.url.path}?{urlencode([*query, ('after', str(after))])}"


def answer(value: Any, following: str | None = None) -> Response:
    """Answer with JSON; ``following`` is the address of the next page, given in a header too (RFC 8288)."""
    response = Response(msgspec.json.encode(value), media_type="application/json")
    if following is not None:
        response.headers["Link"] = f'<{following}>; rel="next"'
    return response


def gives(shape: type, what: str) -> dict[int | str, dict[str, Any]]:
    """Say in the OpenAPI that a call gives a shape."""
    return {200: {"description": what, "content": {"application/json": {"schema": ref(shape)}}}}


def ref(shape: type) -> dict[str, str]:
    """Return the reference to a shape among the components."""
    return {"$ref": f"#/components/schemas/{shape.__name__}"}


WRONG: dict[int | str, dict[str, Any]] = {
    "4XX": {
        "description": "What is wrong with the request",
        "content": {"application/json": {"schema": ref(Error)}},
    },
    "503": {
        "description": "The ledger cannot be read now",
        "content": {"application/json": {"schema": ref(Error)}},
    },
}
"""What every call may answer instead."""


def _is_text(text: str) -> bool:
    """Whether a text has only characters that can be encoded: JSON can hold half of a pair."""
    return not any("\ud800" <= sign <= "\udfff" for sign in text)
