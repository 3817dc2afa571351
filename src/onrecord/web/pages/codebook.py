"""Codebook: what the words of the record mean."""

from __future__ import annotations

import io

from fastapi import APIRouter, HTTPException, Request, Response

from onrecord.formats.codebook_csv import write_codebook
from onrecord.model import UsageError
from onrecord.ontology import Codebook, codebook_of, load_ontology, ontology_file
from onrecord.web.asked import PageQuery
from onrecord.web.context import Context, as_json
from onrecord.web.glossary import GRADES, STANDINGS


def router(context: Context) -> APIRouter:
    """The addresses of this page."""
    pages = APIRouter(include_in_schema=False)

    @pages.get("/codebook")
    def _codebook(request: Request, asked: PageQuery) -> Response:
        book = codebook_of(load_ontology(ontology_file(None)))
        return context.page(
            request, "codebook.html", asked=asked, book=book, standings=STANDINGS, grades=GRADES
        )

    @pages.get("/codebook.json")
    def _json() -> Response:
        return as_json(codebook_of(load_ontology(ontology_file(None))))

    @pages.get("/codebook.csv")
    def _csv() -> Response:
        return _as_csv(codebook_of(load_ontology(ontology_file(None))), "codebook")

    @pages.get("/codebook/{kind}.json")
    def _one_json(kind: str) -> Response:
        return as_json(_of_type(kind))

    @pages.get("/codebook/{kind}.csv")
    def _one_csv(kind: str) -> Response:
        return _as_csv(_of_type(kind), "codebook-type")

    @pages.get("/codebook/{kind}")
    def _one(request: Request, kind: str, asked: PageQuery) -> Response:
        return context.page(request, "codebook_type.html", asked=asked, kind=_of_type(kind).types[0])

    return pages


def _of_type(kind: str) -> Codebook:
    """The codebook of one type. Raises 404."""
    try:
        return codebook_of(load_ontology(ontology_file(None)), kind)
    except UsageError as error:
        raise HTTPException(404, str(error)) from error


def _as_csv(book: Codebook, name: str) -> Response:
    out = io.StringIO()
    write_codebook(book, out)
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Response(out.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)
