"""Charts as pictures: drawn on the server from the same code as in notebooks and reports."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import replace
from typing import Annotated, Literal

from fastapi import APIRouter, HTTPException, Query, Response
from msgspec.structs import replace as replaced

from onrecord import charts
from onrecord.charts import Chart
from onrecord.model import UsageError
from onrecord.web.asked import Asked, PageQuery
from onrecord.web.context import Context
from onrecord.web.desk import MOST
from onrecord.web.memory import Memory

Form = Literal["svg", "png"]
Dark = Annotated[bool, Query()]
Width = Annotated[int, Query(ge=280, le=1600)]
_Text = Annotated[str, Query(max_length=200)]
_KEPT = 64
"""Pictures remembered, some 50 to 200 kB each."""
_KINDS = {"svg": "image/svg+xml", "png": "image/png"}


def router(context: Context) -> APIRouter:
    """The addresses of this page."""
    pages, desk = APIRouter(include_in_schema=False), context.desk
    pictures = Memory(_KEPT)

    def answer(what: Hashable, asked: Asked, form: Form, dark: bool, draw: Callable[[], Chart]) -> Response:
        """Answer with a picture, drawn anew where the events or what was read have changed."""
        with desk.at(asked.moment) as view:
            of = (view.standpoint, desk.ledger.last_numbers())
        body = pictures.of((what, asked, form, dark, of), lambda: _drawn(draw, form, dark))
        return Response(body, media_type=_KINDS[form], headers={"Cache-Control": "no-cache"})

    @pages.get("/charts/timeline.{form}")
    def _timeline(
        form: Form, asked: PageQuery, by: charts.By = "class", dark: Dark = False, width: Width = 900
    ) -> Response:
        def draw() -> Chart:
            since, until, days = asked.since or None, asked.until or None, desk.days_read(asked.moment)
            if desk.count(asked) > MOST:  # an axis on which most are missing would show gaps that are none
                counts = desk.spans(asked)
                return charts.timeline_of_many(counts, days, by=by, since=since, until=until, width=width)
            return charts.timeline(desk.every(asked), days, by=by, since=since, until=until, width=width)

        return answer(("timeline", by, width), asked, form, dark, draw)

    @pages.get("/charts/coverage.{form}")
    def _coverage(form: Form, asked: PageQuery, dark: Dark = False, width: Width = 900) -> Response:
        def draw() -> Chart:
            return charts.coverage(desk.holdings.outlet_days(asked.moment), width=width)

        return answer(("coverage", width), asked, form, dark, draw)

    @pages.get("/charts/map.{form}")
    def _map(form: Form, asked: PageQuery, dark: Dark = False, width: Width = 900) -> Response:
        def draw() -> Chart:
            chart = charts.map_of(desk.every(asked), desk.days_read(asked.moment), width=width)
            return _of_the_first(chart, desk.count(asked))

        return answer(("map", width), asked, form, dark, draw)

    @pages.get("/charts/network.{form}")
    def _network(form: Form, asked: PageQuery, dark: Dark = False, width: Width = 900) -> Response:
        def draw() -> Chart:
            chart = charts.network(desk.every(asked), desk.days_read(asked.moment), width=width)
            return _of_the_first(chart, desk.count(asked))

        return answer(("network", width), asked, form, dark, draw)

    @pages.get("/charts/dyad.{form}")
    def _dyad(
        form: Form, asked: PageQuery, one: _Text, other: _Text, dark: Dark = False, width: Width = 900
    ) -> Response:
        def draw() -> Chart:
            acts, latest = desk.between(asked, one, other), desk.summaries(replaced(asked, who=one))
            found = {event.id: event for event in (*acts, *latest)}  # the latest for what both do together
            days = desk.days_read(asked.moment)
            return charts.dyad(list(found.values()), one, other, days, width=width)

        return answer(("dyad", one, other, width), asked, form, dark, draw)

    @pages.get("/charts/figures/{name}.{form}")
    def _figures(
        name: str, form: Form, asked: PageQuery, of: _Text = "", dark: Dark = False, width: Width = 900
    ) -> Response:
        def draw() -> Chart:
            event, days = desk.event(name, asked.moment), desk.days_read(asked.moment)
            return charts.figures(event, days, of=of or None, width=width)

        return answer(("figures", name, of, width), asked, form, dark, draw)

    @pages.get("/charts/standing/{name}.{form}")
    def _standing(
        name: str, form: Form, asked: PageQuery, dark: Dark = False, width: Width = 900
    ) -> Response:
        def draw() -> Chart:
            event, days = desk.event(name, asked.moment), desk.days_read(asked.moment)
            return charts.standing(event, days, width=width)

        return answer(("standing", name, width), asked, form, dark, draw)

    return pages


def _of_the_first(chart: Chart, total: int) -> Chart:
    """Say that not all events are drawn, where it is so."""
    if total <= MOST:
        return chart
    return replace(
        chart,
        notes=(f"Of {total:,} events the {MOST:,} that come first in the order asked for.", *chart.notes),
    )


def _drawn(draw: Callable[[], Chart], form: Form, dark: bool) -> bytes:
    """Return the picture. Raises 404 where there is nothing to draw, with the reason."""
    try:
        chart = draw()
        chart = chart.dark() if dark else chart
        return chart.to_png() if form == "png" else chart.to_svg().encode()
    except UsageError as error:
        raise HTTPException(404, str(error)) from error
