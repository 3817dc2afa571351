"""How reliable a source is, set on the page of sources by a reviewer and kept in a log with who, when and why."""

from __future__ import annotations

from typing import get_args

import msgspec
from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from onrecord.model import ReliabilityGrade
from onrecord.web.access.visit import visit_of
from onrecord.web.context import Context
from onrecord.web.pages.sign_in import here


def router(context: Context) -> APIRouter:
    """The addresses of this form."""
    pages, desk = APIRouter(include_in_schema=False), context.desk

    @pages.post("/sources/grade")
    def _grade(request: Request) -> Response:
        visit = visit_of(request)
        source, because = visit.field("source", 500), visit.field("because", 1_000).replace("\x00", "\ufffd")
        if all(row.source != source for row in desk.track_records()):
            raise HTTPException(404, f"no source {source} in this ledger")
        try:
            grade = msgspec.convert(visit.field("grade"), ReliabilityGrade)
        except msgspec.ValidationError as error:
            raise HTTPException(
                422, f"grade: choose one of {', '.join(get_args(ReliabilityGrade))}"
            ) from error
        if not because:
            raise HTTPException(422, "because: say why; the reason is kept with the grade")
        assert visit.caller is not None  # the gate lets nobody else here
        desk.ledger.rate(source, grade, because=because, decider=visit.caller.name)
        return RedirectResponse(here(visit.field("next") or "/sources"), status_code=303)

    return pages
