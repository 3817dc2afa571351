"""Events, one event, and what is known of it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response

from onrecord.ledger.view import FACETS, Facet
from onrecord.model import Event
from onrecord.web.api.asking import (
    After,
    AsOf,
    Events,
    Limit,
    answer,
    event_cursor,
    gives,
    next_page,
    page_by,
)
from onrecord.web.api.shapes import (
    Count,
    EventAccounts,
    EventFigures,
    EventPage,
    EventReports,
    Facets,
    PlacePage,
)
from onrecord.web.context import Context
from onrecord.web.desk import label_of
from onrecord.web.rows import event_row

Name = Annotated[
    str, Path(max_length=200, description="The id of an event or of a report of it, or the beginning of it.")
]


def router(context: Context) -> APIRouter:
    """The calls about events."""
    calls, desk = APIRouter(tags=["events"]), context.desk

    @calls.get("/events", responses=gives(EventPage, "A page of events"))
    def events(request: Request, query: Events, limit: Limit = 50, after: After = None) -> Response:
        """List the events asked for, a page at a time. All pages show what was known at the first."""
        with desk.at(query.moment) as view:
            cursor = event_cursor(after, query.sort)
            leaf = view.leaf(query.filters, order=query.sort, limit=limit, after=cursor)
            found = view.summarized(leaf.numbers, cursor)
            total = desk.total(query.moment, view, query.filters)
            following = next_page(request, leaf.after)
            body = {
                "events": [event_row(found[number]) for number in leaf.numbers if number in found],
                "total": total,
                "state": view.state,
                "next": following,
            }
        return answer(body, following)

    @calls.get("/events/{name}", responses=gives(Event, "The event, with everything that rests on it"))
    def event(name: Name, moment: AsOf) -> Response:
        """Give one event: its reports, accounts, figures, history of standing, origins, and why they stand together."""
        return answer(desk.event(name, moment))

    @calls.get("/events/{name}/reports", responses=gives(EventReports, "Its reports, with their articles"))
    def reports(name: Name, moment: AsOf) -> Response:
        """List the reports of one event, each with its sentence, and why it stands with those before."""
        found = desk.event(name, moment)
        return answer(EventReports(reports=list(found.told), why=list(found.why)))

    @calls.get("/events/{name}/accounts", responses=gives(EventAccounts, "What each source says"))
    def accounts(name: Name, moment: AsOf) -> Response:
        """List what each source says of one event, in order of time."""
        return answer(EventAccounts(accounts=list(desk.event(name, moment).accounts)))

    @calls.get("/events/{name}/figures", responses=gives(EventFigures, "Its figures"))
    def figures(name: Name, moment: AsOf) -> Response:
        """List every figure given of one event, with who gives it and when."""
        return answer(EventFigures(figures=list(desk.event(name, moment).figures)))

    @calls.get("/facets", responses=gives(Facets, "Counts by facet"))
    def facets(
        query: Events,
        facet: Annotated[list[Facet], Query(max_length=len(FACETS), description="Which facets.")] = ["type", "standing", "country"],  # noqa: B006
        limit: Limit = 20,
    ) -> Response:  # fmt: skip
        """Count the events asked for by what they have in common."""
        with desk.at(query.moment) as view:
            named = desk.names(query.moment, view)
            found: dict[str, Any] = {
                one: [
                    Count(value=value, label=label_of(one, value, named), events=events)
                    for value, events in view.counts(one, query.filters, limit=limit)
                ]
                for one in facet
            }
        return answer(Facets(facets=found))

    @calls.get("/places", responses=gives(PlacePage, "A page of places"))
    def places(request: Request, query: Events, limit: Limit = 50, after: After = None) -> Response:
        """List where the events asked for are told to be."""
        with desk.at(query.moment) as view:
            found = view.places(query.filters)
        some, cursor = page_by(
            found,
            lambda row: [row["name"], row["geonames_id"], row["precision"], row["admin1"], row["lat"]],
            after,
            limit,
        )
        following = next_page(request, cursor)
        return answer({"places": some, "total": len(found), "next": following}, following)

    return calls
