"""``onrecord events``, ``event``, ``sources`` and ``rebuild``: the events of a ledger, and who tells them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import click
import msgspec

from onrecord.cli import options as shared
from onrecord.cli.holdings import write_listing
from onrecord.cli.printing import tell
from onrecord.ledger import Ledger
from onrecord.ledger.view import EVENT_ORDERS, EventFilters, EventOrder, StoredEvents
from onrecord.model import TrackRecord

_COLUMNS = (
    "id", "event_type", "mode", "start", "end", "actors", "recipients", "place", "country", "standing", "confirmed_by", "credibility",
    "reliability", "reports", "articles", "origins", "first_published", "last_published",
)  # fmt: skip
_LISTS = ("actors", "recipients", "standing")


@click.command()
@shared.ledger
@shared.as_of
@click.option("--type", help="Only events told as this type, such as ASSAULT.")
@click.option("--who", help="Only events in which somebody of this name, key or country code takes part.")
@click.option("--actor", help="Only events done by somebody of this name, key or country code.")
@click.option("--recipient", help="Only events done to somebody of this name, key or country code.")
@click.option("--place", help="Only events at this place or in this country.")
@click.option("--since", type=shared.IsoDate(), help="Only events on this day or later.")
@click.option("--until", type=shared.IsoDate(), help="Only events on this day or earlier.")
@click.option("--standing", help="Only events with this word in their standing, such as disputed.")
@click.option(
    "--text", help="Only events with these words in a sentence that tells them, or the title above."
)
@click.option("--least", type=click.IntRange(1), default=1, help="Only events told at least so often.")
@click.option(
    "--sort", type=click.Choice(EVENT_ORDERS), default="time", show_default=True, help="In which order."
)
@click.option("--limit", type=click.IntRange(1), help="How many events at most.")
@shared.fmt
@shared.output
def events(
    url: str,
    as_of: dt.datetime | None,
    sort: EventOrder,
    limit: int | None,
    fmt: str | None,
    output: Path | None,
    **wanted: Any,
) -> None:
    """List the events of a ledger: the reports of one event together, with who says so and what they amount to."""
    from onrecord.cli.grading import grades
    from onrecord.merging.outcome_view import graded_rows, rows_with_outcomes
    from onrecord.views import render_events

    with opened_events(url, as_of) as (ledger, stored):
        plain = rows_with_outcomes(stored, EventFilters(**wanted), order=sort, limit=limit)
        found = graded_rows(stored, plain, grades(ledger, as_of))
        cells = (row | {name: "; ".join(row[name]) for name in _LISTS} for row in found)
        write_listing(
            cells, _COLUMNS, lambda colour: render_events(found, width=None, colour=colour), fmt, output
        )


@click.command()
@click.argument("name", metavar="EVENT")
@shared.ledger
@shared.as_of
@click.option("--json", "as_json", is_flag=True, help="Everything as one JSON object.")
def event(name: str, url: str, as_of: dt.datetime | None, as_json: bool) -> None:
    """Show one event: who says what, its standing and figures over time, each sentence, and why they stand together.

    EVENT is the id of an event or the beginning of it, or the id of a report of it.
    """
    from onrecord.cli.grading import grades
    from onrecord.merging.decisions import about, logged
    from onrecord.merging.outcome_view import with_outcome
    from onrecord.merging.reliability import graded
    from onrecord.views.event import render_event

    with opened_events(url, as_of) as (ledger, stored):
        (found,) = graded([with_outcome(stored, stored.named(name))], grades(ledger, as_of))
        log = ledger.decisions(as_of=as_of)
        decided = about(log, {*(told.report.id for told in found.told), *stored.left(found.id)})
    if as_json:
        rows = [row for row in logged(log) if row["number"] in {d.number for d in decided}]
        whole = msgspec.to_builtins(found) | {"decisions": rows}
        click.echo(msgspec.json.format(msgspec.json.encode(whole), indent=1).decode())
        return
    for line in render_event(found, decided=decided, log=log):
        click.echo(line)


@click.command()
@shared.ledger
@shared.as_of
@click.option("--name", help="Only sources of this name, or a part of it, or of this country code.")
@click.option(
    "--set", "grade", metavar="SOURCE=GRADE", help="Say how reliable a source is, A to F; needs --because."
)
@click.option("--because", help="Why; it is kept with the grade.")
@click.option("--by", help="Who says so. [default: you, by your login]")
@shared.fmt
@shared.output
def sources(
    url: str,
    as_of: dt.datetime | None,
    name: str | None,
    grade: str | None,
    because: str | None,
    by: str | None,
    fmt: str | None,
    output: Path | None,
) -> None:
    """List who says what happened, how reliable you hold them to be, and what became later of what they say.

    Grades are those of the Admiralty code: A completely, B usually, C fairly, D not usually reliable, E unreliable, F not
    known (which all are until you say otherwise). SOURCE is a name or key of the list, or a country code for its state.
    """
    from onrecord.cli.grading import grades, set_grade
    from onrecord.merging import track_records
    from onrecord.views.event import render_track_records

    with opened_events(url, as_of) as (ledger, stored):
        if grade is not None:
            set_grade(ledger, stored.summaries(), grade, because, by)
            return
        held = grades(ledger, as_of)
        rows = [
            msgspec.structs.replace(row, reliability=held.get(row.source, "F"))
            for row in track_records(stored.summaries())
            if not name or name.casefold() in row.name.casefold() or name == row.country
        ]
    write_listing(
        map(msgspec.structs.asdict, rows),
        TrackRecord.__struct_fields__,
        lambda _colour: render_track_records(rows),
        fmt,
        output,
    )


@click.command()
@shared.ledger
@shared.workers
def rebuild(url: str, workers: int) -> None:
    """Make the events of a ledger anew from its reports and decisions: they are kept, so that queries are quick.

    This happens by itself wherever it is needed; `onrecord check` says where the events are not what they should be.
    Stopped at any time, it goes on with the next command that asks for events.
    """
    from onrecord.merging import events_of
    from onrecord.merging import rebuild as make_anew
    from onrecord.scale.merging_crew import AT_ONCE, merging_crew

    with (
        closing(Ledger.open(url, create=False, tell=tell)) as ledger,
        merging_crew(url, workers) as crew,
    ):
        make_anew(ledger, crew=crew, at_once=AT_ONCE)
        with events_of(ledger) as stored:
            click.echo(f"{ledger.url}: {stored.count():,} events")


@contextmanager
def opened_events(url: str, as_of: dt.datetime | None = None) -> Iterator[tuple[Ledger, StoredEvents]]:
    """Open a ledger and its events."""
    from onrecord.merging import events_of

    with (
        closing(Ledger.open(url, create=False, tell=tell)) as ledger,
        events_of(ledger, as_of=as_of) as stored,
    ):
        yield ledger, stored
