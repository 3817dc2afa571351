"""Compare: two actors, two outlets, or what was known at two times, side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from typing import Annotated, Any, Literal

import msgspec
from fastapi import APIRouter, Query, Request, Response

from onrecord.ledger.filters import COUNTRY
from onrecord.merging.relations import is_party, relations, took_place, worth
from onrecord.model import Event, Summary
from onrecord.web.asked import Asked, PageQuery, moment_of
from onrecord.web.context import Context, as_csv, as_json
from onrecord.web.desk import Desk
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
        found = _shown(context, asked, what, one, other) if one and other else None
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
            charted=[_charted(side, name) for side, name in zip((one, other), names, strict=True)],
            choices=choices,
            examples=list(combinations(choices[:_EXAMPLES], 2)),
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
    if what == "actors":
        return _actors(context.desk, asked, one, other)
    sides = [context.desk.told_by(side, asked.moment) for side in (one, other)]
    shared = {e.id for e in sides[0]} & {e.id for e in sides[1]}
    return _beside(sides, [e for e in sides[0] if e.id in shared])


def _shown(context: Context, asked: Asked, what: What, one: str, other: str) -> dict[str, Any]:
    """What the page shows of that: how many there are of each kind, and the first of them."""

    def cut() -> dict[str, Any]:
        found = compared(context, asked, what, one, other)
        lists = [name for name, value in found.items() if isinstance(value, list) and name != "sums"]
        numbers = {name: len(found[name]) for name in lists}
        return found | {name: found[name][:_SHOWN] for name in lists} | {"numbers": numbers}

    with context.desk.at(asked.moment) as view:
        return context.desk.kept(asked.moment, view, ("compared", what, one, other), cut)


def _actors(desk: Desk, asked: Asked, one: str, other: str) -> dict[str, Any]:
    """The latest events of each, and those between them however long ago."""
    queries = [Asked(who=side, sort="newest", as_of=asked.as_of) for side in (one, other)]
    sides = [desk.summaries(query) for query in queries]
    inside = [{e.id for e in side} for side in sides]
    known = {e.id: e for e in (*sides[0], *sides[1], *desk.between(queries[0], one, other))}
    shared = [
        e for e in known.values()
        if all(e.id in ids or _takes_part(e, side) for ids, side in zip(inside, (one, other), strict=True))
    ]  # fmt: skip
    both = sorted(shared, key=lambda e: (e.when.start or "", e.id), reverse=True)
    found = _beside(sides, both)
    for total, query in zip(found["sums"], queries, strict=True):
        total["in_all"] = desk.count(query)
    return found | {"relation": next((r for r in relations(both, one) if _named(r, other)), None)}


def _beside(sides: Sequence[Sequence[Summary]], both: list[Summary]) -> dict[str, Any]:
    shared = {e.id for e in both}
    return {
        "both": both,
        "only_one": [e for e in sides[0] if e.id not in shared],
        "only_other": [e for e in sides[1] if e.id not in shared],
        "sums": [_sum(side) for side in sides],
    }


def _takes_part(event: Summary, side: str) -> bool:
    return any(is_party(who, side) for who in (*event.actors, *event.recipients))


def _called(context: Context, asked: Asked, what: What, side: str) -> str:
    """What a side is called on the page: an actor by its name."""
    actor = context.desk.actor(side, asked.moment) if what == "actors" and side else None
    return actor.name if actor else side.replace("T", " ") if what == "times" else side


def _charted(side: str, name: str) -> str:
    """What a chart calls a side: a country, with all its people, by its code."""
    return side if COUNTRY.fullmatch(side) else name


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
