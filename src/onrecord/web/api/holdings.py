"""What the ledger holds: reports, articles and their versions, who takes part, who says so, what was read."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, HTTPException, Path, Query, Request, Response

from onrecord.ledger.filters import as_of_moment
from onrecord.ledger.paging import article_page, report_page
from onrecord.merging import registering
from onrecord.model import Record, to_json
from onrecord.web.api.asking import (
    After,
    Articles,
    AsOf,
    Day,
    Limit,
    Reports,
    Word,
    answer,
    check_day,
    gives,
    next_page,
    number_after,
    page_by,
)
from onrecord.web.api.shapes import (
    ActorAbout,
    ActorPage,
    ArticlePage,
    Outlets,
    PromisePage,
    ReportPage,
    SearchResult,
    SourcePage,
    Stats,
    Versions,
)
from onrecord.web.asked import Asked
from onrecord.web.context import Context
from onrecord.web.pages.actors import about_actor

_Name = Annotated[
    str | None, Query(max_length=200, description="A part of a name, an id, or a country as IRN.")
]
_Article = Annotated[str, Path(max_length=2_000, description="The id of an article, percent-encoded.")]


def router(context: Context) -> APIRouter:
    """The calls about what the ledger holds."""
    calls = APIRouter(tags=["holdings"])
    _add_articles(calls, context)
    _add_people(calls, context)
    _add_promises(calls, context)
    desk = context.desk

    @calls.get("/reports", responses=gives(ReportPage, "A page of reports"))
    def reports(
        request: Request, filters: Reports, moment: AsOf, limit: Limit = 50, after: After = None
    ) -> Response:
        """List the reports asked for in the order in which they were added, a page at a time."""
        with desk.ledger.reading() as connection:
            page = report_page(connection, filters, as_of_moment(moment), limit, number_after(after))
        following = next_page(request, page.after)
        return answer({"reports": page.rows, "next": following}, following)

    @calls.get("/coverage", responses=gives(Outlets, "What was read of each outlet"))
    def coverage(moment: AsOf) -> Response:
        """Say of each outlet what was read when, what failed, and which days have no article."""
        return answer(Outlets(outlets=list(desk.holdings.coverage(moment))))

    @calls.get("/stats", responses=gives(Stats, "Counts"))
    def stats(moment: AsOf) -> Response:
        """Count what the ledger holds."""
        return answer(Stats(counts=desk.holdings.stats(moment)))

    @calls.get("/search", responses=gives(SearchResult, "The articles found"))
    def search(
        q: Annotated[
            str, Query(max_length=200, description="Words and quoted phrases that stand in title or text.")
        ],
        moment: AsOf,
        limit: Limit = 20,
    ) -> Response:
        """Find articles by their words, the best first, each with a piece of its text."""
        return answer(SearchResult(articles=list(desk.ledger.search(q, limit=limit, as_of=moment))))

    return calls


def _add_articles(calls: APIRouter, context: Context) -> None:
    ledger = context.desk.ledger

    @calls.get("/articles", responses=gives(ArticlePage, "A page of articles"))
    def articles(
        request: Request, filters: Articles, moment: AsOf, limit: Limit = 50, after: After = None
    ) -> Response:
        """List the articles asked for in the order in which they were first added, without their texts."""
        with ledger.reading() as connection:
            page = article_page(connection, filters, as_of_moment(moment), limit, number_after(after))
        following = next_page(request, page.after)
        return answer({"articles": page.rows, "next": following}, following)

    @calls.get("/articles/{name:path}/versions", responses=gives(Versions, "Its versions, oldest first"))
    def versions(name: _Article, moment: AsOf) -> Response:
        """List the versions of one article, with their texts."""
        found = [
            {k: v for k, v in row.items() if k != "article"} for row in ledger.versions(name, as_of=moment)
        ]
        if not found:
            raise HTTPException(404, f"no article {name} in this ledger")
        return answer({"versions": found})

    @calls.get(
        "/articles/{name:path}",
        responses=gives(Record, "The article, as `onrecord read --format jsonl` gives it"),
    )
    def article(name: _Article, moment: AsOf) -> Response:
        """Give one article with its text and all that was read from it."""
        return Response(to_json(context.desk.record(name, moment)), media_type="application/json")


def _add_people(calls: APIRouter, context: Context) -> None:
    desk = context.desk

    @calls.get("/actors", responses=gives(ActorPage, "A page of actors"))
    def actors(
        request: Request, moment: AsOf, name: _Name = None, limit: Limit = 50, after: After = None
    ) -> Response:
        """List who takes part in events, those in most of them first."""
        sought = (name or "").casefold()
        found = [a for a in desk.actors(moment) if sought in a.name.casefold() or name in (a.key, a.country)]
        some, cursor = page_by(found, lambda row: row.key, after, limit)
        following = next_page(request, cursor)
        return answer(ActorPage(actors=some, total=len(found), next=following), following)

    @calls.get("/actors/{key:path}", responses=gives(ActorAbout, "The actor"))
    def actor(
        key: Annotated[str, Path(max_length=200, description="Its key, its name, or a country as IRN.")],
        moment: AsOf,
    ) -> Response:
        """Give one actor, its relations with others, and what became of what it has said."""
        about = about_actor(context, key, Asked(as_of=moment.isoformat() if moment else ""))
        return answer(ActorAbout(actor=about["actor"], relations=about["relations"], record=about["record"]))

    @calls.get("/sources", responses=gives(SourcePage, "A page of sources"))
    def sources(
        request: Request, moment: AsOf, name: _Name = None, limit: Limit = 50, after: After = None
    ) -> Response:
        """List who says what happened, and how often that was confirmed, denied or taken back."""
        sought = (name or "").casefold()
        found = [s for s in desk.track_records(moment) if sought in s.name.casefold() or name == s.country]
        some, cursor = page_by(found, lambda row: row.source, after, limit)
        following = next_page(request, cursor)
        return answer(SourcePage(sources=some, total=len(found), next=following), following)


def _add_promises(calls: APIRouter, context: Context) -> None:
    desk = context.desk

    @calls.get("/promises", responses=gives(PromisePage, "A page of promises"))
    def promises(
        request: Request, moment: AsOf,
        actor: Annotated[str | None, Query(max_length=200, description="Who gave the word: a part of a name, an id, or a country as IRN.")] = None,
        to: Word = None, type: Word = None, kind: Literal["promised", "threatened", "planned"] | None = None,
        state: Literal["fulfilled", "not fulfilled", "overtaken", "open", "overdue"] | None = None,
        since: Day = None, until: Day = None, due: Day = None, text: Word = None, limit: Limit = 50, after: After = None,
    ) -> Response:  # fmt: skip
        """List what was promised, threatened and planned, and what became of it."""
        for name, day in (("since", since), ("until", until), ("due", due)):
            check_day(name, day)
        wanted = registering.Asked(
            actor=actor,
            to=to,
            event_type=type,
            kind=kind,
            state=state,
            since=since,
            until=until,
            due=due,
            text=text,
        )
        found = desk.register(wanted, moment)
        some, cursor = page_by(found, lambda row: row.event, after, limit)
        promised = desk.promises([row.number for row in some], moment)
        following = next_page(request, cursor)
        return answer(PromisePage(promises=promised, total=len(found), next=following), following)
