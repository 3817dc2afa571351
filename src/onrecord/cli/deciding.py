"""``onrecord merge``, ``split``, ``undo`` and ``decisions``: what people decide about events, and the log of it."""

from __future__ import annotations

import datetime as dt
import getpass
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar

import click

from onrecord.cli import options as shared
from onrecord.cli.events import opened_events
from onrecord.cli.holdings import write_listing
from onrecord.cli.printing import tell
from onrecord.ledger import Ledger
from onrecord.model import Decision, UsageError

_COLUMNS = (
    "number", "kind", "first", "second", "because", "decider", "added", "undone", "undone_by", "undone_because",
)  # fmt: skip
Command = TypeVar("Command", bound=Callable[..., Any])


def _because(command: Command) -> Command:
    reason = click.option("--because", required=True, help="Why; it is kept with the decision.")
    decider = click.option("--by", help="Who decides. [default: you, by your login]")
    return reason(decider(command))


@click.command()
@click.argument("first", metavar="EVENT")
@click.argument("second", metavar="EVENT")
@_because
@shared.ledger
def merge(first: str, second: str, because: str, by: str | None, url: str) -> None:
    """Decide that two events are one. The decision wins over every likeness, also of articles that come later."""
    with opened_events(url) as (ledger, stored):
        one, other = (stored.named(name).told[0].report.id for name in (first, second))
        if one == other:
            raise UsageError(f"{first} and {second} are one event already")
        made = _decide(ledger, "merge", [(one, other)], because, by)
    click.echo(f"merge: {_numbers(made)}; `onrecord undo {made[0].number}` takes it back")


@click.command()
@click.argument("name", metavar="EVENT")
@click.argument("reports", metavar="REPORT...", nargs=-1, required=True)
@_because
@shared.ledger
def split(name: str, reports: tuple[str, ...], because: str, by: str | None, url: str) -> None:
    """Decide that some reports do not tell an event: they stand apart from all others of it."""
    with opened_events(url) as (ledger, stored):
        inside = [told.report.id for told in stored.named(name).told]
        strange = [report for report in reports if report not in inside]
        if strange:
            raise UsageError(f"{', '.join(strange)}: no report of this event; it has {', '.join(inside)}")
        others = [report for report in inside if report not in reports]
        if not others:
            raise UsageError("no report of the event would be left: name those that do not belong to it")
        pairs = [(report, other) for report in dict.fromkeys(reports) for other in others]
        made = _decide(ledger, "split", pairs, because, by)
    click.echo(f"split: {_numbers(made)}; `onrecord undo {made[0].number}` takes it back")


@click.command()
@click.argument("number", type=int)
@_because
@shared.ledger
def undo(number: int, because: str, by: str | None, url: str) -> None:
    """Undo the decision of this NUMBER and those made at once with it. They stay in the log, and so does their undoing.

    `onrecord decisions` lists the log. An undoing is a decision with a number too: to undo it lets the first one hold again.
    """
    from onrecord.merging.decisions import made_with, undoings

    with closing(Ledger.open(url, create=False, tell=tell)) as ledger:
        log = ledger.decisions()
        found = next((decision for decision in log if decision.number == number), None)
        if found is None:
            known = ", ".join(str(decision.number) for decision in log) or "none"
            raise UsageError(f"no decision {number}; the log has {known}")
        if (undone := undoings(log).get(number)) is not None:
            raise UsageError(
                f"decision {number} is undone already, by decision {undone.number}: undo that one to let it hold again"
            )
        together = made_with(log, found)
        made = _decide(ledger, "undo", [(str(one.number), None) for one in together], because, by)
    click.echo(f"undone: {_numbers(together)}; `onrecord undo {made[0].number}` lets it hold again")


@click.command()
@shared.ledger
@shared.as_of
@shared.fmt
@shared.output
def decisions(url: str, as_of: dt.datetime | None, fmt: str | None, output: Path | None) -> None:
    """List what people decided, the oldest first: which reports tell one event or not, who says so, when and why.

    What was undone stays in the list, with who undid it and why.
    """
    from onrecord.merging.decisions import logged
    from onrecord.views.deciding import render_decisions

    with closing(Ledger.open(url, create=False, tell=tell)) as ledger:
        log = ledger.decisions(as_of=as_of)
    write_listing(
        logged(log), _COLUMNS, lambda colour: render_decisions(log, log, colour=colour), fmt, output
    )


def _decide(
    ledger: Ledger, kind: Any, pairs: Sequence[tuple[str, str | None]], because: str, by: str | None
) -> list[Decision]:
    """Log a decision about some pairs at once, bring the events up to date, and return what the log has of it."""
    from onrecord.merging import catch_up

    known = {decision.number for decision in ledger.decisions()}
    ledger.decide_together(kind, pairs, because=because, decider=by or getpass.getuser())
    catch_up(ledger)
    return [
        d
        for d in ledger.decisions()
        if d.number not in known and d.kind == kind and (d.first, d.second) in pairs
    ]


def _numbers(made: Sequence[Decision]) -> str:
    first, last = made[0].number, made[-1].number
    return f"decision {first}" if first == last else f"decisions {first} to {last}"
