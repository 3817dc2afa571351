"""Charts as pictures: drawn on the server from the same code as in notebooks and reports."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Literal

import msgspec
from fastapi import APIRouter, HTTPException, Query, Response

from onrecord import charts
from onrecord.charts import Chart
from onrecord.model import UsageError
from onrecord.web.asked import PageQuery
from onrecord.web.context import Context

Form = Literal["svg", "png"]
Dark = Annotated[bool, Query()]
Width = Annotated[int, Query(ge=280, le=1600)]
_Text = Annotated[str, Query(max_length=200)]
_KINDS = {"svg": "image/svg+xml", "png": "image/png"}


def router(context: Context) -> APIRouter:
    """The addresses of this page."""
    pages, desk = APIRouter(include_in_schema=False), context.desk

    @pages.get("/charts/timeline.{form}")
    def _timeline(
        form: Form, asked: PageQuery, by: charts.By = "class", dark: Dark = False, width: Width = 900
    ) -> Response:
        def draw() -> Chart:
            days = desk.days_read(asked.moment)
            return charts.timeline(
                desk.every(asked),
                days,
                by=by,
                since=asked.since or None,
                until=asked.until or None,
                width=width,
            )

        return _drawn(draw, form, dark)

    @pages.get("/charts/coverage.{form}")
    def _coverage(form: Form, asked: PageQuery, dark: Dark = False, width: Width = 900) -> Response:
        return _drawn(
            lambda: charts.coverage(desk.holdings.outlet_days(asked.moment), width=width), form, dark
        )

    @pages.get("/charts/map.{form}")
    def _map(form: Form, asked: PageQuery, dark: Dark = False, width: Width = 900) -> Response:
        return _drawn(lambda: charts.map_of(desk.every(asked), width=width), form, dark)

    @pages.get("/charts/network.{form}")
    def _network(form: Form, asked: PageQuery, dark: Dark = False, width: Width = 900) -> Response:
        return _drawn(lambda: charts.network(desk.every(asked), width=width), form, dark)

    @pages.get("/charts/dyad.{form}")
    def _dyad(
        form: Form, asked: PageQuery, one: _Text, other: _Text, dark: Dark = False, width: Width = 900
    ) -> Response:
        def draw() -> Chart:
            days = desk.days_read(asked.moment)
            return charts.dyad(
                desk.every(msgspec.structs.replace(asked, who=one)), one, other, days, width=width
            )

        return _drawn(draw, form, dark)

    @pages.get("/charts/figures/{name}.{form}")
    def _figures(
        name: str, form: Form, asked: PageQuery, of: _Text = "", dark: Dark = False, width: Width = 900
    ) -> Response:
        event, days = desk.event(name, asked.moment), desk.days_read(asked.moment)
        return _drawn(lambda: charts.figures(event, days, of=of or None, width=width), form, dark)

    @pages.get("/charts/standing/{name}.{form}")
    def _standing(
        name: str, form: Form, asked: PageQuery, dark: Dark = False, width: Width = 900
    ) -> Response:
        event, days = desk.event(name, asked.moment), desk.days_read(asked.moment)
        return _drawn(lambda: charts.standing(event, days, width=width), form, dark)

    return pages


def _drawn(draw: Callable[[], Chart], form: Form, dark: bool) -> Response:
    """Answer with the picture. Raises 404 where there is nothing to draw, with the reason."""
    try:
        chart = draw()
        chart = chart.dark() if dark else chart
        body = chart.to_png() if form == "png" else chart.to_svg()
    except UsageError as error:
        raise HTTPException(404, str(error)) from error
    return Response(body, media_type=_KINDS[form], headers={"Cache-Control": "no-cache"})
