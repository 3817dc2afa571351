"""``onrecord events``, ``event``, ``merge``, ``split``, ``undo`` and ``rebuild``: the events of a ledger, and what people decide on them."""

from __future__ import annotations

import datetime as dt
import getpass
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click
import msgspec

from onrecord.cli import options as shared
from onrecord.cli.holdings import write_listing
from onrecord.cli.printing import tell
from onrecord.ledger import Ledger
from onrecord.ledger.view import EVENT_ORDERS, EventFilters, EventOrder, StoredEvents
from onrecord.model import TrackRecord, UsageError

_COLUMNS = (
    "id", "event_type", "mode", "start", "end", "actors", "recipients", "place", "country", "standing", "confirmed_by", "credibility",
    "reliability", "reports", "articles", "origins", "first_published", "last_published",
)  # fmt: skip
_LISTS = ("actors", "recipients", "standing")
Command = TypeVar("Command", bound=Callable[..., Any])


def _because(command: Command) -> Command:
    reason = click.option("--because", required=True, help="Why; it is kept with the decision.")
    decider = click.option("--by", help="Who decides. [default: you, by your login]")
    return reason(decider(command))


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
    from onrecord.cli.grading import graded_rows
    from onrecord.merging.outcome_view import rows_with_outcomes
    from onrecord.views import render_events

    with _events(url, as_of) as (ledger, stored):
        plain = rows_with_outcomes(stored, EventFilters(**wanted), order=sort, limit=limit)
        found = graded_rows(ledger, stored, plain, as_of)
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
    from onrecord.merging.outcome_view import with_outcome
    from onrecord.merging.reliability import graded
    from onrecord.views.event import render_event

    with _events(url, as_of) as (ledger, stored):
        (found,) = graded([with_outcome(stored, stored.named(name))], grades(ledger, as_of))
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(found), indent=1).decode())
        return
    for line in render_event(found):
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

    with _events(url, as_of) as (ledger, stored):
        if grade is not None:
            set_grade(ledger, stored.events(), grade, because, by)
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
@click.argument("first", metavar="EVENT")
@click.argument("second", metavar="EVENT")
@_because
@shared.ledger
def merge(first: str, second: str, because: str, by: str | None, url: str) -> None:
    """Decide that two events are one. The decision wins over every likeness, also of articles that come later."""
    with _events(url) as (ledger, stored):
        one, other = (stored.named(name).told[0].report.id for name in (first, second))
        if one == other:
            raise UsageError(f"{first} and {second} are one event already")
        _decide(ledger, "merge", [(one, other)], because, by)


@click.command()
@click.argument("name", metavar="EVENT")
@click.argument("reports", metavar="REPORT...", nargs=-1, required=True)
@_because
@shared.ledger
def split(name: str, reports: tuple[str, ...], because: str, by: str | None, url: str) -> None:
    """Decide that some reports do not tell an event: they stand apart from all others of it."""
    with _events(url) as (ledger, stored):
        inside = [told.report.id for told in stored.named(name).told]
        strange = [report for report in reports if report not in inside]
        if strange:
            raise UsageError(f"{', '.join(strange)}: no report of this event; it has {', '.join(inside)}")
        others = [report for report in inside if report not in reports]
        if not others:
            raise UsageError("no report of the event would be left: name those that do not belong to it")
        _decide(ledger, "split", [(report, other) for report in reports for other in others], because, by)


@click.command()
@click.argument("number", type=int)
@_because
@shared.ledger
def undo(number: int, because: str, by: str | None, url: str) -> None:
    """Undo the decision of this NUMBER. It stays in the log, and so does its undoing."""
    from onrecord.merging import catch_up

    ledger = Ledger.open(url, create=False, tell=tell)
    known = {decision.number for decision in ledger.decisions()}
    if number not in known:
        raise UsageError(f"no decision {number}; the log has {', '.join(map(str, sorted(known))) or 'none'}")
    ledger.decide("undo", str(number), None, because=because, decider=by or getpass.getuser())
    catch_up(ledger)
    ledger.close()
    click.echo(f"undone: decision {number}")


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
def _events(url: str, as_of: dt.datetime | None = None) -> Iterator[tuple[Ledger, StoredEvents]]:
    """Open a ledger and its events."""
    from onrecord.merging import events_of

    with (
        closing(Ledger.open(url, create=False, tell=tell)) as ledger,
        events_of(ledger, as_of=as_of) as stored,
    ):
        yield ledger, stored


def _decide(
    ledger: Ledger, kind: Any, pairs: Sequence[tuple[str, str]], because: str, by: str | None
) -> None:
    from onrecord.merging import catch_up

    for one, other in pairs:
        ledger.decide(kind, one, other, because=because, decider=by or getpass.getuser())
    catch_up(ledger)
    numbers = [decision.number for decision in ledger.decisions()][-len(pairs) :]
    click.echo(f"{kind}: decision {', '.join(map(str, numbers))}; `onrecord undo NUMBER` takes one back")
