"""What all pages share: the templates, the way round, and answers in other formats than HTML."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from fastapi import Request, Response
from fastapi.templating import Jinja2Templates
from markupsafe import Markup

from onrecord import __version__
from onrecord.formats.rows import write_rows
from onrecord.ledger.view import StoredEvents
from onrecord.web.asked import Asked
from onrecord.web.desk import Desk
from onrecord.web.line import line_of, lines_of
from onrecord.web.listing import Listing
from onrecord.web.memory import Memory
from onrecord.web.words import FILTERS

HERE = Path(__file__).parent
_LINES = 20_000
"""Lines of lists that are remembered: some 20 MB."""

WAY_ROUND = (
    ("/", "Today"), ("/events", "Events"), ("/actors", "Actors"), ("/places", "Places"), ("/promises", "Promises"),
    ("/sources", "Sources"), ("/compare", "Compare"), ("/coverage", "Coverage"), ("/review", "Review"),
    ("/codebook", "Codebook"),
)  # fmt: skip
"""The pages, as the top of each page lists them."""


class Context(NamedTuple):
    """What a page needs to answer."""

    desk: Desk
    templates: Jinja2Templates
    pages: Memory
    """Pages that are the same for everybody who asks for the same of the same state."""
    lines: Memory
    """Events as lines of lists: one that is told very often takes long to read, and stands in many lists."""

    def listed(self, asked: Asked, listing: Listing) -> Markup:
        """The list of events in the middle of a page."""

        def made(missing: list[int]) -> list[str]:
            numbers = [listing.numbers[at] for at in missing]
            events = listing.read(numbers)
            return [line_of(events[one], asked.as_of) if one in events else "" for one in numbers]

        keys = [(listing.state, asked.as_of, number) for number in listing.numbers]
        return Markup(f'<ol class="events">{"".join(self.lines.several(keys, made))}</ol>')

    def same_for_all(
        self,
        request: Request,
        template: str,
        asked: Asked,
        values: Callable[[StoredEvents], Mapping[str, Any]],
    ) -> Response:
        """Answer with a template that says nothing of who asks: as long as the events are the same, so is the page.

        ``values`` gives what the template needs, from where the events are seen.
        """
        with self.desk.at(asked.moment) as view:
            about = (request.url.path, asked, view.standpoint)
            body = self.pages.of(
                about, lambda: self.page(request, template, asked=asked, **values(view)).body
            )
        return Response(body, media_type="text/html; charset=utf-8")

    def page(self, request: Request, template: str, /, status: int = 200, **values: Any) -> Response:
        """Answer with a template; ``asked`` among the values keeps a time asked for on every link."""
        here = "/" + request.url.path.strip("/").partition("/")[0]
        asked = values.get("asked")
        shared = {
            "here": here,
            "version": __version__,
            "as_of": getattr(asked, "as_of", values.pop("as_of", "")),
        }
        return self.templates.TemplateResponse(request, template, shared | values, status_code=status)


def make_context(desk: Desk) -> Context:
    """Load the templates."""
    templates = Jinja2Templates(directory=HERE / "templates")
    templates.env.filters.update(FILTERS)
    templates.env.globals.update(
        line_of=line_of, lines_of=lines_of, way_round=WAY_ROUND, ledger_name=shown_name(desk.ledger.url)
    )
    templates.env.trim_blocks = templates.env.lstrip_blocks = True
    return Context(desk, templates, Memory(), Memory(_LINES))


def shown_name(url: str) -> str:
    """The last part of a ledger's address: a page says no path of the machine."""
    return url.rpartition("/")[2] or url


def as_json(value: Any) -> Response:
    """Answer with JSON."""
    return Response(msgspec.json.encode(value), media_type="application/json")


def as_csv(rows: Iterable[Mapping[str, Any]], columns: Sequence[str], name: str) -> Response:
    """Answer with CSV to be saved under a name; no cell begins a formula."""
    out = io.StringIO()
    write_rows(rows, columns, "csv", out)
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Response(out.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)
