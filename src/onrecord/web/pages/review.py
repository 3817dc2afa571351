"""Review: what the merging was least sure of, to accept, merge or split, and the log of what people decided."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from onrecord.merging.decisions import acts, not_undone
from onrecord.model import Decision
from onrecord.web.access.visit import visit_of
from onrecord.web.asked import PageQuery
from onrecord.web.context import Context, as_csv, as_json
from onrecord.web.deciding import decide
from onrecord.web.marks import mark_sentence
from onrecord.web.pages.sign_in import here
from onrecord.web.questions import Question, questions_of

_PAGE = 100
_QUESTION = ("about", "event", "other_event", "report", "other", "odds", "score")
_COLUMNS = Decision.__struct_fields__


def router(context: Context) -> APIRouter:
    """The addresses of this page."""
    pages, desk = APIRouter(include_in_schema=False), context.desk

    @pages.get("/review")
    def _review(
        request: Request, asked: PageQuery, done: Annotated[int, Query(ge=0, le=2**31 - 1)] = 0
    ) -> Response:
        found = questions_of(desk, asked)
        last = next((d for d in desk.ledger.decisions() if d.number == done), None)
        return context.page(
            request,
            "review.html",
            found=found,
            asked=asked,
            done=last,
            marks=mark_sentence,
            query=_query(request),
        )

    @pages.get("/review.json")
    def _json(asked: PageQuery) -> Response:
        found = questions_of(desk, asked)
        return as_json({"joins": [_row(q) for q in found.joins], "reports": [_row(q) for q in found.reports]})

    @pages.get("/review.csv")
    def _csv(asked: PageQuery) -> Response:
        found = questions_of(desk, asked)
        return as_csv(map(_row, (*found.joins, *found.reports)), _QUESTION, "review")

    @pages.post("/review/decide")
    def _decide(request: Request) -> Response:
        visit = visit_of(request)
        number = decide(desk, visit)
        onward = here(visit.field("next") or "/review")
        if onward.partition("?")[0] == "/review":
            onward += ("&" if "?" in onward else "?") + f"done={number}"
        return RedirectResponse(onward, status_code=303)

    @pages.get("/review/log")
    def _log(request: Request, before: Annotated[int, Query(ge=1, le=2**31 - 1)] = 2**31 - 1) -> Response:
        log = desk.ledger.decisions()
        earlier = [act for act in reversed(acts(log)) if act.decision.number < before]
        return context.page(
            request, "review_log.html", log=earlier[:_PAGE], total=len(log), more=len(earlier) > _PAGE,
            holds={decision.number for decision in not_undone(log)}, grades=list(reversed(desk.ledger.ratings()))[:_PAGE],
        )  # fmt: skip

    @pages.get("/review/log.json")
    def _log_json() -> Response:
        return as_json(desk.ledger.decisions())

    @pages.get("/review/log.csv")
    def _log_csv() -> Response:
        rows = ({name: getattr(d, name) for name in _COLUMNS} for d in desk.ledger.decisions())
        return as_csv(rows, _COLUMNS, "decisions")

    return pages


def _query(request: Request) -> str:
    """The address of this page without what was done on it last."""
    query = "&".join(part for part in request.url.query.split("&") if part and not part.startswith("done="))
    return "/review" + (f"?{query}" if query else "")


def _row(question: Question) -> dict[str, Any]:
    return {
        "about": question.about,
        "event": question.event.id,
        "other_event": question.other_event.id if question.other_event else None,
        "report": question.told.report.id,
        "other": question.other.report.id if question.other else None,
        "odds": question.odds,
        "score": question.told.report.score,
    }
