"""``onrecord alerts``: saved queries looked at, and what they tell delivered."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from contextlib import closing, suppress
from pathlib import Path

import click

from onrecord.cli.printing import tell
from onrecord.model import UsageError

_TOLD = ("alerts", "messages", "sent", "failed", "given up")


@click.command()
@click.argument(
    "config", required=False, type=click.Path(dir_okay=False, path_type=Path), metavar="CONFIG.toml"
)
@click.option("--ledger", "url", help="Database URL of the ledger, instead of the configuration's.")
@click.option(
    "--once",
    is_flag=True,
    help="Look and deliver once, then end: for cron. Exit status 1 if a delivery failed.",
)
@click.option(
    "--dry-run", is_flag=True, help="Print what would be told now; nothing is kept and nothing delivered."
)
@click.option("--again", is_flag=True, help="First put back what was given up, to be tried again.")
@click.option("--schema", is_flag=True, help="Only print the JSON Schema of what is delivered.")
@click.pass_context
def alerts(
    ctx: click.Context,
    config: Path | None,
    url: str | None,
    once: bool,
    dry_run: bool,
    again: bool,
    schema: bool,
) -> None:
    """Look at saved queries, and tell by mail, webhook, feed or here what is new since the last look.

    It goes on until SIGTERM or Ctrl-C, and goes on where it was when it is started again. What CONFIG.toml says:
    docs/alerts.md. `onrecord watch` does the same after each poll where its own configuration names this one.
    """
    import msgspec

    from onrecord.alerting import Rounds, load_config, message_schema
    from onrecord.cli.watch import stopped_by_signals
    from onrecord.ledger import Ledger

    if schema:
        click.echo(json.dumps(message_schema(), indent=2, sort_keys=True))
        return
    if config is None:
        raise UsageError(
            "name the configuration: onrecord alerts CONFIG.toml; docs/alerts.md says what it holds"
        )
    settings = load_config(config)
    if url is not None:
        settings = msgspec.structs.replace(settings, ledger=url)
    with closing(Ledger.open(settings.ledger, create=False, tell=tell)) as ledger:
        rounds = Rounds(settings, ledger, tell=log)
        if dry_run:
            _rehearse(rounds)
            return
        if again:
            tell(f"{rounds.again():,} deliveries that were given up are tried again")
        with stopped_by_signals(rounds.stop):
            totals = rounds.round() if once else rounds.go_on()
    click.echo(f"{settings.ledger}: {in_words(totals)}", err=True)
    ctx.exit(1 if once and totals["failed"] else 0)


def in_words(totals: Counter[str]) -> str:
    """Return "3 alerts, 3 messages, 2 sent, 1 failed"."""
    return ", ".join(f"{totals[name]:,} {name}" for name in _TOLD if totals[name]) or "nothing to tell"


def log(message: str) -> None:
    """Say something on standard error with the time."""
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    with suppress(OSError):  # a log that is full, or gone, must not end a work of months
        click.echo(f"{now} {message}", err=True)


def _rehearse(rounds: object) -> None:
    from onrecord.alerting import Rounds
    from onrecord.alerting.wording import message_of

    assert isinstance(rounds, Rounds)
    for saved, look in rounds.rehearse():
        if look.begun:
            tell(f"alert {saved.name}: not looked at before: it begins with what the ledger holds now")
        elif not look.alerts:
            tell(f"alert {saved.name}: nothing to tell")
        else:
            now = look.alerts[0].made
            click.echo(message_of("", saved.name, now, look.alerts, digest=True, left_out=look.left_out).text)
