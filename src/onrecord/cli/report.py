"""``onrecord report`` and ``chart``: a dated brief of events, and single pictures of them."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from onrecord.cli import options as shared
from onrecord.cli.printing import tell
from onrecord.ledger import Ledger
from onrecord.model import Event, Record, UsageError

if TYPE_CHECKING:
    from onrecord.charts import Chart, Plots

Command = TypeVar("Command", bound=Callable[..., Any])
_KINDS = ("timeline", "figures", "standing", "dyad", "map", "network")
_SUFFIXES = {".html": "html", ".htm": "html", ".md": "markdown", ".pdf": "pdf"}


def _wanted(command: Command) -> Command:
    """The filters of ``onrecord events``."""
    for option in reversed((
        click.option("--type", "event_type", help="Only events told as this type, such as ASSAULT."),
        click.option("--who", help="Only events with an actor or recipient of this name, key or country code."),
        click.option("--place", help="Only events at this place or in this country."),
        click.option("--since", type=shared.IsoDate(), help="Only events on this day or later."),
        click.option("--until", type=shared.IsoDate(), help="Only events on this day or earlier."),
        click.option("--standing", help="Only events with this word in their standing, such as disputed."),
        click.option("--text", help="Only events with these words in a sentence that tells them."),
        click.option("--least", type=click.IntRange(1), default=1, help="Only events told at least so often."),
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
    kind = _SUFFIXES.get(output.suffix.lower())
    if kind is None:
        raise UsageError(f"{output}: a brief ends in {', '.join(_SUFFIXES)}")
    from onrecord.brief import Source, as_html, as_markdown, as_pdf, build_brief
    from onrecord.charts.days import coverage_words, window_of
    from onrecord.merging.choosing import Wanted, chosen

    events, records, read = _opened(url, as_of)
    found = chosen(events, Wanted(**wanted))
    outlets = {record.outlet for record in records if record.outlet}
    coverage = [
        coverage_words(read, window_of((), read, None, None)).replace(" (hatched)", ""),
        f"Outlets that are named: {len(outlets)}.",
    ]
    brief = build_brief(
        found,
        {record.id: Source(record.title, record.url) for record in records},
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
    from onrecord.merging.choosing import Wanted, chosen

    write = _WRITERS.get(output.suffix.lower())
    if write is None:
        raise UsageError(f"{output}: a chart ends in {', '.join(_WRITERS)}")
    if (kind == "dyad") != (len(actors) == 2):
        raise UsageError(
            "a dyad needs two actors, such as `onrecord chart dyad Iran USA`; other charts take none"
        )
    if by is not None and kind not in ("timeline", "network"):
        raise UsageError(f"--by is of timeline and network; a {kind} has no such choice")
    events, _, read = _opened(url, as_of)
    plots = Plots(chosen(events, Wanted(**wanted)), read)
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


def _opened(url: str, as_of: dt.datetime | None) -> tuple[tuple[Event, ...], list[Record], tuple[Any, ...]]:
    from onrecord.merging import build_events

    ledger = Ledger.open(url, create=False, tell=tell)
    try:
        records = list(ledger.records(as_of=as_of))
        return build_events(records, ledger.decisions(as_of=as_of)), records, ledger.days(as_of=as_of)
    finally:
        ledger.close()


def _asked(wanted: Mapping[str, Any]) -> list[tuple[str, str]]:
    words = {"event_type": "type", "least": "told at least so often"}
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
