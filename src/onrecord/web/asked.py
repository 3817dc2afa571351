"""What a page is asked for: the query in its address, and the addresses of queries near it."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Annotated, Any, Literal
from urllib.parse import quote_plus

import msgspec
from fastapi import Depends, HTTPException, Query

from onrecord.ledger.view import EventFilters, EventOrder
from onrecord.model import UsageError

quoted = lru_cache(maxsize=4_096)(quote_plus)
"""A text as part of a query; a page has some hundred of them, mostly the same as the page before."""

View = Literal["list", "map", "timeline", "network"]
Sort = EventOrder

_Word = Annotated[str, Query(max_length=200)]
_Day = Annotated[str, Query(max_length=10)]


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """The query of a page; an empty text leaves open. ``after`` is where the page of results begins."""

    type: str = ""
    who: str = ""
    place: str = ""
    standing: str = ""
    text: str = ""
    since: str = ""
    until: str = ""
    least: int = 1
    sort: Sort = "newest"
    view: View = "list"
    after: str = ""
    as_of: str = ""

    @property
    def filters(self) -> EventFilters:
        """The query as the ledger takes it."""
        names = ("type", "who", "place", "standing", "text", "since", "until")
        return EventFilters(least=self.least, **{name: getattr(self, name) or None for name in names})

    @property
    def moment(self) -> dt.datetime | None:
        """The time whose knowledge is asked for, in UTC; ``None`` is now."""
        return moment_of(self.as_of)

    def url(self, path: str = "", **changes: object) -> str:
        """Return the address of this query with some fields changed; it starts at the first result again."""
        fields = self._given | {"after": ""} | changes
        given = "&".join(
            f"{name}={quoted(str(fields[name]))}"
            for name, usual in _USUAL.items()
            if fields.get(name, usual) != usual
        )
        return f"{path}?{given}" if given else path or "?"

    @property
    def _given(self) -> dict[str, Any]:
        """The fields that are not as usual."""
        return {name: value for name in _USUAL if (value := getattr(self, name)) != _USUAL[name]}

    def chips(self) -> list[tuple[str, str, str]]:
        """Return what narrows the query: name, value, and the address without it."""
        names = ("type", "who", "place", "standing", "text", "since", "until", "as_of")
        found = [
            (name, str(getattr(self, name)), self.url(**{name: ""})) for name in names if getattr(self, name)
        ]
        if self.least > 1:
            found.append(("told at least", str(self.least), self.url(least=1)))
        return found


_USUAL: dict[str, Any] = msgspec.structs.asdict(Asked())


def moment_of(text: str) -> dt.datetime | None:
    """Return the time that a text gives, in UTC where it has no zone. Raises 422 for what is no time."""
    if not text:
        return None
    try:
        found = dt.datetime.fromisoformat(text)
        return found.astimezone(dt.UTC) if found.tzinfo else found.replace(tzinfo=dt.UTC)
    except (ValueError, OverflowError) as error:
        raise HTTPException(422, f"as_of: '{text}' is no time: write it as 2020-01-09T12:00") from error


def _asked(
    type: _Word = "", who: _Word = "", place: _Word = "", standing: _Word = "", text: _Word = "",
    since: _Day = "", until: _Day = "", least: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
    sort: Sort = "newest", view: View = "list", after: _Word = "", as_of: Annotated[str, Query(max_length=40)] = "",
) -> Asked:  # fmt: skip
    moment_of(as_of)
    asked = Asked(
        type=type, who=who, place=place, standing=standing, text=text, since=since, until=until, least=least, sort=sort,
        view=view, after=after, as_of=as_of,
    )  # fmt: skip
    try:
        _ = asked.filters
    except UsageError as error:
        raise HTTPException(422, str(error)) from error
    return asked


PageQuery = Annotated[Asked, Depends(_asked)]
"""What a page declares that it is asked for."""
