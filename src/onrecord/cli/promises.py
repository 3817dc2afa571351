"""``onrecord promises``: what was promised, threatened and planned, and what became of it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import click
import msgspec

from onrecord.cli import options as shared
from onrecord.cli.holdings import write_listing
from onrecord.cli.printing import tell
from onrecord.cli.read import default_format
from onrecord.ledger import Ledger
from onrecord.model import Promise

_COLUMNS = (
    "event", "kind", "who", "to", "what", "event_type", "mode", "condition", "made", "due", "outcome", "overdue", "since",
    "evidence",
)  # fmt: skip
_STATES = ("fulfilled", "not fulfilled", "overtaken", "open", "overdue")


@click.command()
@shared.ledger
@shared.as_of
@click.option("--actor", help="Only promises by somebody of this name, key or country code.")
@click.option(
    "--to", help="Only promises to, or threats against, somebody of this name, key or country code."
)
@click.option("--type", "event_type", help="Only those of a deed of this type, such as RETREAT.")
@click.option("--kind", type=click.Choice(("promised", "threatened", "planned")), help="Only these.")
@click.option(
    "--state", type=click.Choice(_STATES), help="Only those that stand so; overdue ones are open too."
)
@click.option("--since", type=shared.IsoDate(), help="Only those made on this day or later.")
@click.option("--until", type=shared.IsoDate(), help="Only those made on this day or earlier.")
@click.option("--due", type=shared.IsoDate(), help="Only those with a last day, on this day or earlier.")
@click.option("--text", help="Only those with these words in what is promised.")
@shared.fmt
@shared.output
def promises(
    url: str, as_of: dt.datetime | None, fmt: str | None, output: Path | None, **wanted: Any
) -> None:
    """List what was promised, threatened and planned, and what became of it by the reports that came later."""
    from onrecord.merging import events_of
    from onrecord.merging.outcome_view import register_of
    from onrecord.merging.registering import Asked
    from onrecord.views.promises import render_promises

    ledger = Ledger.open(url, create=False, tell=tell)
    with events_of(ledger, as_of=as_of) as stored:
        found = list(register_of(stored, Asked(**wanted)))
    ledger.close()
    flat = (fmt or default_format(output)) == "csv"
    write_listing(
        (_row(promise, flat) for promise in found),
        _COLUMNS,
        lambda colour: render_promises(found, colour=colour),
        fmt,
        output,
    )


def _row(promise: Promise, flat: bool) -> dict[str, Any]:
    """A promise as an object; in a cell of CSV, people are names and the evidence is the ids of its reports."""
    row: dict[str, Any] = msgspec.to_builtins(promise)
    row = {name: row[name] for name in _COLUMNS}
    if flat:
        row |= {side: "; ".join(p.name for p in getattr(promise, side)) for side in ("who", "to")}
        row["evidence"] = "; ".join(e.report for e in promise.evidence)
    return row
