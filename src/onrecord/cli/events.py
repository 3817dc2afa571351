"""``onrecord events``, ``event``, ``merge``, ``split`` and ``undo``: the events of a ledger, and what people decide on them."""

from __future__ import annotations

import datetime as dt
import getpass
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click
import msgspec

from onrecord.cli import options as shared
from onrecord.cli.holdings import write_listing
from onrecord.cli.printing import tell
from onrecord.ledger import Ledger
from onrecord.model import Event, TrackRecord, UsageError

_COLUMNS = (
    "id", "event_type", "mode", "start", "end", "actors", "recipients", "place", "country", "standing", "confirmed_by", "credibility",
    "reliability", "reports", "articles", "origins", "first_published", "last_published",
)  # fmt: skip
Command = TypeVar("Command", bound=Callable[..., Any])


def _because(command: Command) -> Command:
    reason = click.option("--because", required=True, help="Why; it is kept with the decision.")
    decider = click.option("--by", help="Who decides. [default: you, by your login]")
    return reason(decider(command))


@click.command()
@shared.ledger
@shared.as_of
@click.option("--type", "event_type", help="Only events told as this type, such as ASSAULT.")
@click.option("--who", help="Only events with an actor or recipient of this name, key or country code.")
@click.option("--place", help="Only events at this place or in this country.")
@click.option("--since", type=shared.IsoDate(), help="Only events on this day or later.")
@click.option("--until", type=shared.IsoDate(), help="Only events on this day or earlier.")
@click.option("--standing", help="Only events with this word in their standing, such as disputed.")
@click.option("--text", help="Only events with these words in a sentence that tells them.")
@click.option("--least", type=click.IntRange(1), default=1, help="Only events told at least so often.")
@shared.fmt
@shared.output
def events(
    url: str,
    as_of: dt.datetime | None,
    fmt: str | None,
    output: Path | None,
    **wanted: Any,
) -> None:
    """List the events of a ledger: the reports of one event together, with who says so and what they amount to."""
    from onrecord.merging.choosing import Wanted, chosen
    from onrecord.views import render_events

    found = chosen(_built(url, as_of), Wanted(**wanted))
    write_listing(
        (_row(event) for event in found),
        _COLUMNS,
        lambda colour: render_events(found, width=None, colour=colour),
        fmt,
        output,
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
    from onrecord.merging.choosing import event_named
    from onrecord.views.event import render_event

    found = event_named(_built(url, as_of), name)
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

    found = _built(url, as_of)
    if grade is not None:
        set_grade(url, found, grade, because, by)
        return
    held = grades(url, as_of)
    rows = [
        msgspec.structs.replace(row, reliability=held.get(row.source, "F"))
        for row in track_records(found)
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
    from onrecord.merging.choosing import event_named

    ledger, found = _opened(url)
    one, other = (event_named(found, name).told[0].report.id for name in (first, second))
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
    from onrecord.merging.choosing import event_named

    ledger, found = _opened(url)
    inside = [told.report.id for told in event_named(found, name).told]
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
    ledger = Ledger.open(url, create=False, tell=tell)
    known = {decision.number for decision in ledger.decisions()}
    if number not in known:
        raise UsageError(f"no decision {number}; the log has {', '.join(map(str, sorted(known))) or 'none'}")
    ledger.decide("undo", str(number), None, because=because, decider=by or getpass.getuser())
    ledger.close()
    click.echo(f"undone: decision {number}")


def _opened(url: str) -> tuple[Ledger, tuple[Event, ...]]:
    from onrecord.merging import build_events

    ledger = Ledger.open(url, create=False, tell=tell)
    return ledger, build_events(ledger.records(), ledger.decisions())


def _built(url: str, as_of: dt.datetime | None) -> tuple[Event, ...]:
    from onrecord.merging import build_events, followed
    from onrecord.merging.reliability import graded, grades_of

    ledger = Ledger.open(url, create=False, tell=tell)
    built = followed(build_events(ledger.records(as_of=as_of), ledger.decisions(as_of=as_of)))
    found = graded(built, grades_of(ledger.ratings(as_of=as_of)))
    ledger.close()
    return found


def _decide(
    ledger: Ledger, kind: Any, pairs: Sequence[tuple[str, str]], because: str, by: str | None
) -> None:
    for one, other in pairs:
        ledger.decide(kind, one, other, because=because, decider=by or getpass.getuser())
    numbers = [decision.number for decision in ledger.decisions()][-len(pairs) :]
    ledger.close()
    click.echo(f"{kind}: decision {', '.join(map(str, numbers))}; `onrecord undo NUMBER` takes one back")


def _row(event: Event) -> dict[str, Any]:
    published = sorted(told.published for told in event.told if told.published)
    return {
        "id": event.id,
        "event_type": event.event_type,
        "mode": event.mode,
        "start": event.when.start,
        "end": event.when.end,
        "actors": "; ".join(p.name for p in event.actors),
        "recipients": "; ".join(p.name for p in event.recipients),
        "place": event.place.name if event.place else None,
        "country": event.place.country if event.place else None,
        "standing": "; ".join(event.standing),
        "confirmed_by": event.history[-1].confirmed_by if event.history else None,
        "credibility": event.credibility.grade if event.credibility else None,
        "reliability": event.reliability.grade if event.reliability else None,
        "reports": len(event.told),
        "articles": len({told.article for told in event.told}),
        "origins": len(event.origins),
        "first_published": published[0] if published else None,
        "last_published": published[-1] if published else None,
    }
