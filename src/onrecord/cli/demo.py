"""``onrecord demo``: the example articles, read, kept in a ledger and shown."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from onrecord.model import Event, InputError, Record, UsageError

_EXAMPLES = Path(__file__).parents[3] / "examples" / "january-2020"
_KINDS = frozenset((".html", ".txt", ".jsonl"))
_OFTEN = 4
"""Reports of an event that the list at the end shows."""


@click.command()
@click.option(
    "--articles",
    type=click.IntRange(1),
    default=10,
    show_default=True,
    help="How many to print report by report.",
)
@click.option("--ledger", "url", default="sqlite:///demo.db", show_default=True, help="Where to keep them.")
def demo(articles: int, url: str) -> None:
    """Read the example articles of January 2020 into a ledger, and show what they put on record.

    First the reports of the first articles, then the events that are told most often, then one event whole: the missile
    attack of 8 January, with who says what.
    """
    from onrecord.ledger import Ledger
    from onrecord.ledger.view import EventFilters
    from onrecord.merging import events_of
    from onrecord.views import render_events, render_table
    from onrecord.views.event import render_event

    records = _read()
    _show(render_table(records[:articles]))
    ledger = Ledger.open(url)
    for record in records:
        ledger.add(record)
    with events_of(ledger) as stored:
        click.echo(f"\n$ onrecord events --least {_OFTEN} --ledger {url}\n")
        _show(render_events(stored.rows(EventFilters(least=_OFTEN)), width=None, colour=None))
        attack = max(stored.events(), key=_is_the_attack)
    ledger.close()
    click.echo(f"\n$ onrecord event {attack.id} --ledger {url}\n")
    _show(render_event(attack))
    click.echo(f"\n$ onrecord serve --ledger {url}\n\nits page is then http://127.0.0.1:8000/events/{attack.id}")


def _read() -> list[Record]:
    from onrecord.reader import ReadOptions
    from onrecord.scale import read_inputs

    if not _EXAMPLES.is_dir():
        raise UsageError("the examples come with the source code: run this in a checkout of On Record")
    files = sorted(str(p) for p in (_EXAMPLES / "articles").iterdir() if p.suffix in _KINDS)
    outcomes = list(read_inputs(files, ReadOptions()))
    for outcome in outcomes:
        if isinstance(outcome, InputError):
            raise outcome
    return [outcome for outcome in outcomes if not isinstance(outcome, InputError)]


def _show(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)


def _is_the_attack(event: Event) -> int:
    """How many reports of an event tell of Iran's missiles: most for the attack itself."""
    return sum(
        "missile" in told.sentence and any(actor.country == "IRN" for actor in told.report.actors)
        for told in event.told
    )
