"""``onrecord report`` and ``chart``: a dated brief of events, and single pictures of them."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from onrecord.cli import options as shared
from onrecord.cli.asking import asked_for
from onrecord.cli.printing import tell
from onrecord.ledger import Ledger
from onrecord.model import Event, UsageError

if TYPE_CHECKING:
    from onrecord.charts import Chart, Plots

Command = TypeVar("Command", bound=Callable[..., Any])
_KINDS = ("timeline", "figures", "standing", "dyad", "map", "network")
_SUFFIXES = {".html": "html", ".htm": "html", ".md": "markdown", ".pdf": "pdf"}


def _wanted(command: Command) -> Command:
    """The filters of ``onrecord events``."""
    for option in reversed((
        click.option("--type", help="Only events told as this type, such as ASSAULT."),
        click.option("--who", help="Only events in which somebody of this name, key or country code takes part."),
        click.option("--actor", help="Only events done by somebody of this name, key or country code."),
        click.option("--recipient", help="Only events done to somebody of this name, key or country code."),
        click.option("--place", help="Only events at this place or in this country."),
        click.option("--since", type=shared.IsoDate(), help="Only events on this day or later."),
        click.option("--until", type=shared.IsoDate(), help="Only events on this day or earlier."),
        click.option("--standing", help="Only events with this word in their standing, such as disputed."),
        click.option("--text", help="Only events with these words in a sentence that tells them."),
        click.option("--least", type=click.IntRange(1), default=1, help="Only events told at least so often."),
        click.option("--query", help="All of that as the address of a page has it: 'who=IRN&since=2020-01-03'."),
    )):  # fmt: skip
        command = option(command)
    return command


@click.command()
@shared.ledger
@shared.as_of
@_wanted
@click.option(
    "--most",
    type=click.IntRange(1),
    default=100,
    show_default=True,
    help="Events that have an entry of their own.",
)
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), required=True, help="Ends in .html, .md or .pdf."
)  # fmt: skip
def report(url: str, as_of: dt.datetime | None, most: int, output: Path, **wanted: Any) -> None:
    """Write a dated brief of events: in numbers, disputed points side by side, day by day, every sentence footnoted.

    The file holds all it needs and asks nothing of the network; it can be printed and sent. Needs onrecord[report].
    """
    wanted = asked_for(wanted)
    kind = _SUFFIXES.get(output.suffix.lower())
    if kind is None:
        raise UsageError(f"{output}: a brief ends in {', '.join(_SUFFIXES)}")
    from onrecord.brief import Source, as_html, as_markdown, as_pdf, build_brief
    from onrecord.charts.days import coverage_words, window_of

    with closing(Ledger.open(url, create=False, tell=tell)) as ledger:
        found = _found(ledger, as_of, wanted, outcomes=True)
        read = ledger.days(as_of=as_of)
        named = sum(1 for one in ledger.coverage(as_of=as_of) if one.outlet and one.articles)
        articles = {told.article for event in found for told in event.told}
        articles |= {e.article for event in found if event.promise for e in event.promise.evidence}
        records = [ledger.record(article, as_of=as_of) for article in sorted(articles)]
    coverage = [f"Outlets that are named: {named}."]
    if any(day.day and day.articles for day in read):
        coverage = [
            coverage_words(read, window_of((), read, None, None)).replace(" (hatched)", ""),
            *coverage,
        ]
    brief = build_brief(
        found,
        {record.id: Source(record.title, record.url) for record in records if record},
        read,
        asked=_asked(wanted),
        made=f"{dt.datetime.now(dt.UTC):%-d %b %Y, %H:%M} UTC",
        known=_known(as_of),
        coverage=coverage,
        most=most,
    )
    if kind == "pdf":
        output.write_bytes(as_pdf(brief))
    else:
        output.write_text(as_html(brief) if kind == "html" else as_markdown(brief), encoding="utf-8")
    tell(f"{output}: {len(found)} events, {len(brief.footnotes)} footnotes")


@click.command()
@click.argument("kind", type=click.Choice(_KINDS))
@click.argument("actors", nargs=-1, metavar="[ACTOR ACTOR]")
@shared.ledger
@shared.as_of
@_wanted
@click.option(
    "--event", "name", help="The event whose figures or standing is drawn: its id or the beginning of it."
)
@click.option("--by", help="timeline: class, type or standing; network: actor or country.")
@click.option("--dark", is_flag=True, help="On dark ground.")
@click.option("--width", type=click.IntRange(320, 4000), default=720, show_default=True, help="Pixels.")
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), required=True,
    help="Ends in .svg, .png, .json (Vega-Lite), .html or .csv (the table).",
)  # fmt: skip
def chart(
    kind: str,
    actors: tuple[str, ...],
    url: str,
    as_of: dt.datetime | None,
    name: str | None,
    by: str | None,
    dark: bool,
    width: int,
    output: Path,
    **wanted: Any,
) -> None:
    """Draw events: when, where, how many, who on whom, and what became of them. A dyad names two ACTORs.

    Each chart says what it rests on, hatches the days of which nothing was read, and counts what it leaves out. Needs
    onrecord[charts].
    """
    from onrecord.charts import Plots

    wanted = asked_for(wanted)
    write = _WRITERS.get(output.suffix.lower())
    if write is None:
        raise UsageError(f"{output}: a chart ends in {', '.join(_WRITERS)}")
    if (kind == "dyad") != (len(actors) == 2):
        raise UsageError(
            "a dyad needs two actors, such as `onrecord chart dyad Iran USA`; other charts take none"
        )
    if by is not None and kind not in ("timeline", "network"):
        raise UsageError(f"--by is of timeline and network; a {kind} has no such choice")
    with closing(Ledger.open(url, create=False, tell=tell)) as ledger:
        found = _found(ledger, as_of, wanted, outcomes="standing" in (kind, by))
        plots = Plots(found, ledger.days(as_of=as_of))
    options: dict[str, Any] = {"width": width} | ({"by": by} if by else {})
    drawn = _drawn(plots, kind, actors, name, options)
    output.write_bytes(write(drawn.dark() if dark else drawn))
    tell(f"{output}: {drawn.text}")


def _drawn(
    plots: Plots, kind: str, actors: tuple[str, ...], name: str | None, options: Mapping[str, Any]
) -> Chart:
    if kind == "dyad":
        return plots.dyad(*actors, **options)
    if kind in ("figures", "standing"):
        found: Chart = getattr(plots, kind)(name, **options)
        return found
    made: Chart = getattr(plots, kind)(**options)
    return made


def _found(
    ledger: Ledger, as_of: dt.datetime | None, wanted: Mapping[str, Any], *, outcomes: bool
) -> list[Event]:
    """Return the events that are asked for; with what became of promises and grades of sources where that is shown."""
    from onrecord.cli.grading import grades
    from onrecord.ledger.view import EventFilters
    from onrecord.merging import events_of
    from onrecord.merging.outcome_view import OUTCOME_WORDS, marked
    from onrecord.merging.reliability import graded

    word = (wanted["standing"] or "").lower()
    by_outcome = word in OUTCOME_WORDS | {"planned"}
    filters = EventFilters(**{**wanted, "standing": None if word in OUTCOME_WORDS else wanted["standing"]})
    with events_of(ledger, as_of=as_of) as stored:
        found = list(stored.events(filters))
        if outcomes or by_outcome:
            found = list(graded(marked(stored, found), grades(ledger, as_of)))
    return [event for event in found if not by_outcome or word in event.standing]


def _asked(wanted: Mapping[str, Any]) -> list[tuple[str, str]]:
    words = {"least": "told at least so often"}
    return [(words.get(n, n), str(v)) for n, v in wanted.items() if v is not None and (n, v) != ("least", 1)]


def _known(as_of: dt.datetime | None) -> str:
    if as_of is None:
        return "all that the ledger holds"
    return f"what the ledger knew at {as_of.astimezone(dt.UTC):%-d %b %Y, %H:%M} UTC"


def _page(drawn: Chart) -> bytes:
    from html import escape

    head = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(drawn.title)}</title>'
    return f"{head}<body>{drawn._repr_html_()}{drawn.table_html()}</body></html>".encode()


def _table(drawn: Chart) -> bytes:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(drawn.rows[0]) if drawn.rows else [])
    writer.writeheader()
    writer.writerows(drawn.rows)
    return stream.getvalue().encode()


_WRITERS: Mapping[str, Callable[[Chart], bytes]] = {
    ".svg": lambda drawn: drawn.to_svg().encode(),
    ".png": lambda drawn: drawn.to_png(),
    ".json": lambda drawn: json.dumps(drawn.spec, ensure_ascii=False).encode(),
    ".html": _page,
    ".csv": _table,
}
