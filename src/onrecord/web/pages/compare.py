"""Compare: two actors, two outlets, or what was known at two times, side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from typing import Annotated, Any, Literal

import msgspec
from fastapi import APIRouter, Query, Request, Response

from onrecord.merging.relations import relations, took_place, worth
from onrecord.model import Event, Summary
from onrecord.web.asked import Asked, PageQuery, moment_of
from onrecord.web.context import Context, as_csv, as_json
from onrecord.web.rows import COLUMNS, event_row

What = Literal["actors", "outlets", "times"]
_Side = Annotated[str, Query(max_length=200)]
_SHOWN = 25
_EXAMPLES = 3
"""Of the commonest, each with each other as an example of what to compare."""


def router(context: Context) -> APIRouter:
    """The addresses of this page."""
    pages = APIRouter(include_in_schema=False)

    @pages.get("/compare")
    def _compare(
        request: Request, asked: PageQuery, what: What = "actors", one: _Side = "", other: _Side = ""
    ) -> Response:
        found = compared(context, asked, what, one, other) if one and other else None
        choices = _choices(context, asked, what)
        names = [_called(context, asked, what, side) for side in (one, other)]
        return context.page(
            request,
            "compare.html",
            asked=asked,
            what=what,
            one=one,
            other=other,
            found=found,
            names=names,
            choices=choices,
            examples=list(combinations(choices[:_EXAMPLES], 2)),
            shown=_SHOWN,
        )

    @pages.get("/compare.json")
    def _json(asked: PageQuery, what: What = "actors", one: _Side = "", other: _Side = "") -> Response:
        found = compared(context, asked, what, one, other)
        return as_json(
            {
                name: [event_row(e) for e in rows]
                for name, rows in found.items()
                if name in ("both", "only_one", "only_other")
            }
        )

    @pages.get("/compare.csv")
    def _csv(asked: PageQuery, what: What = "actors", one: _Side = "", other: _Side = "") -> Response:
        found = compared(context, asked, what, one, other)
        sides = ("both", "only_one", "only_other")
        rows = ({"side": side} | event_row(event) for side in sides for event in found[side])
        return as_csv(rows, ("side", *COLUMNS), "compared")

    return pages


def compared(context: Context, asked: Asked, what: What, one: str, other: str) -> dict[str, Any]:
    """Events of both sides and of only one of them, and what that amounts to for each side."""
    if what == "times":
        _ = moment_of(one), moment_of(other)
        return _times(context, one, other)
    desk = context.desk
    if what == "actors":
        sides = [desk.summaries(Asked(who=side, sort="newest", as_of=asked.as_of)) for side in (one, other)]
    else:
        sides = [desk.told_by(side, asked.moment) for side in (one, other)]
    inside = [{e.id for e in side} for side in sides]
    found: dict[str, Any] = {
        "both": [e for e in sides[0] if e.id in inside[1]],
        "only_one": [e for e in sides[0] if e.id not in inside[1]],
        "only_other": [e for e in sides[1] if e.id not in inside[0]],
        "sums": [_sum(side) for side in sides],
    }
    if what == "actors":
        found["relation"] = next((r for r in relations(found["both"], one) if _named(r, other)), None)
    return found


def _called(context: Context, asked: Asked, what: What, side: str) -> str:
    """What a side is called on the page: an actor by its name."""
    actor = context.desk.actor(side, asked.moment) if what == "actors" and side else None
    return actor.name if actor else side.replace("T", " ") if what == "times" else side


def _named(relation: Any, party: str) -> bool:
    return party in (relation.other, relation.country) or relation.name.casefold() == party.casefold()


def _times(context: Context, one: str, other: str) -> dict[str, Any]:
    """What the ledger knew at two times; an event is the same where it shares a report. Of the latest told events."""
    latest = Asked(sort="published")
    before, after = (context.desk.every(msgspec.structs.replace(latest, as_of=side)) for side in (one, other))
    home = {t.report.id: e for e in before for t in e.told}
    changed, new, seen = [], [], set()
    for event in after:
        earlier = next((home[t.report.id] for t in event.told if t.report.id in home), None)
        if earlier is None:
            new.append(event)
            continue
        seen.add(earlier.id)
        if earlier.standing != event.standing or len(earlier.told) != len(event.told):
            changed.append((earlier, event))
    gone = [e for e in before if e.id not in seen]
    sums = [_sum(before), _sum(after)]
    return {
        "changed": changed,
        "both": [e for _, e in changed],
        "only_one": gone,
        "only_other": new,
        "sums": sums,
    }


def _sum(events: Sequence[Event | Summary]) -> dict[str, Any]:
    done = [e for e in events if took_place(e)]
    return {
        "events": len(events),
        "reports": sum(e.reports if isinstance(e, Summary) else len(e.told) for e in events),
        "score": round(sum(map(worth, done)) / len(done), 2) if done else None,
        "types": Counter(e.event_type for e in events).most_common(6),
        "standings": Counter(word for e in events for word in e.standing).most_common(),
    }


def _choices(context: Context, asked: Asked, what: What) -> list[tuple[str, str]]:
    desk = context.desk
    if what == "actors":
        return [(actor.key, actor.name) for actor in desk.actors(asked.moment)[:300]]
    if what == "outlets":
        return [(outlet, outlet) for outlet in desk.outlets(asked.moment)]
    return []
