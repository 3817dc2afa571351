"""Actors: who takes part in what; and one actor: its relations, what it did and met with, what it says and what became of it."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, HTTPException, Query, Request, Response

from onrecord.merging.relations import Relation, is_party, relations
from onrecord.model import Summary
from onrecord.model.phrases import SAYS
from onrecord.web.asked import Asked, PageQuery
from onrecord.web.context import Context, as_csv, as_json
from onrecord.web.desk import Actor, Desk

_MOST = 200
_SHOWN = 15
_COLUMNS = ("key", "name", "country", "sector", "as_actor", "as_recipient", "score")

Name = Annotated[str, Query(max_length=200)]
"""A part of a name, or a country code."""


def router(context: Context) -> APIRouter:
    """The addresses of this page."""
    pages, desk = APIRouter(include_in_schema=False), context.desk

    def named(asked: Asked, name: str) -> list[Actor]:
        sought = name.casefold()
        return [
            a for a in desk.actors(asked.moment) if sought in a.name.casefold() or name in (a.key, a.country)
        ]

    @pages.get("/actors")
    def _actors(request: Request, asked: PageQuery, name: Name = "") -> Response:
        found = named(asked, name)
        return context.page(
            request, "actors.html", asked=asked, actors=found[:_MOST], total=len(found), name=name
        )

    @pages.get("/actors.json")
    def _json(asked: PageQuery, name: Name = "") -> Response:
        return as_json(named(asked, name))

    @pages.get("/actors.csv")
    def _csv(asked: PageQuery, name: Name = "") -> Response:
        return as_csv(map(msgspec.structs.asdict, named(asked, name)), _COLUMNS, "actors")

    @pages.get("/actors/{key}.json")
    def _one_json(key: str, asked: PageQuery) -> Response:
        about = about_actor(context, key, asked)
        return as_json({"actor": about["actor"], "relations": about["relations"], "record": about["record"]})

    @pages.get("/actors/{key}.csv")
    def _one_csv(key: str, asked: PageQuery) -> Response:
        rows = map(msgspec.structs.asdict, about_actor(context, key, asked)["relations"])
        return as_csv(rows, Relation.__struct_fields__, "relations")

    @pages.get("/actors/{key}")
    def _one(request: Request, key: str, asked: PageQuery) -> Response:
        return context.page(request, "actor.html", asked=asked, **about_actor(context, key, asked))

    return pages


def about_actor(context: Context, key: str, asked: Asked) -> dict[str, Any]:
    """What the page of one actor says. Raises 404."""
    desk = context.desk
    actor = desk.actor(key, asked.moment)
    if actor is None:
        raise HTTPException(404, f"nobody called {key} takes part in an event of this ledger")
    with desk.at(asked.moment) as view:
        about = ("about an actor", actor.key)
        dealings = desk.kept(asked.moment, view, about, lambda: _dealings(desk, actor, asked.as_of))
    tallied = desk.tallied(asked.moment)
    record = next((row for row in tallied.rows if row.source in _sources(actor)), None)
    return {"actor": actor, "record": record, "counting": tallied.counted < tallied.total, **dealings}


def _dealings(desk: Desk, actor: Actor, as_of: str) -> dict[str, Any]:
    """With whom it deals and how, and the latest of what it did, met with and said; of its latest events."""
    own = Asked(who=actor.key, sort="newest", as_of=as_of)
    events = desk.summaries(own)
    doing = [e for e in events if any(is_party(p, actor.key) for p in e.actors)]
    meeting = [e for e in events if any(is_party(p, actor.key) for p in e.recipients)]
    return {
        "relations": relations(events, actor.key),
        "doing": doing[:_SHOWN],
        "more_done": len(doing) > _SHOWN,
        "meeting": meeting[:_SHOWN],
        "said": _said(events, actor)[:_SHOWN],
        "looked_at": len(events),
        "left_out": max(0, desk.count(own) - len(events)),
    }


def _sources(actor: Actor) -> set[str]:
    """The keys under which an actor's words are kept: a state's officials speak for it."""
    return {actor.key, actor.name.lower(), *([f"state {actor.country}"] if actor.speaks_for_state else [])}


def _said(events: list[Summary], actor: Actor) -> list[tuple[Summary, str]]:
    """Events of its own of which the actor speaks, with its last word."""
    keys = _sources(actor)
    return [(e, SAYS[voice.words[-1].word]) for e in events for voice in e.voices if voice.source in keys]
