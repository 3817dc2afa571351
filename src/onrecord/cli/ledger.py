"""``onrecord add`` and ``onrecord events``: what was read, kept, and seen as events."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import click

from onrecord.cli import options as shared
from onrecord.cli.read import good
from onrecord.ledger import DEFAULT_URL, Ledger
from onrecord.model import InputError, UsageError

_ledger = click.option(
    "--ledger", "url", default=DEFAULT_URL, show_default=True, help="Database URL of the ledger."
)


@click.command()
@shared.inputs
@_ledger
@shared.published
@shared.workers
@shared.allow_private
@shared.ontology
@click.pass_context
def add(
    ctx: click.Context,
    inputs: tuple[str, ...],
    url: str,
    published: str | None,
    workers: int,
    allow_private: bool,
    ontology: str | None,
) -> None:
    """Read articles as `read` does and keep them in a ledger. Adding the same twice changes nothing."""
    from onrecord.ontology import ontology_file
    from onrecord.reader import ReadOptions
    from onrecord.scale import read_inputs

    options = ReadOptions(published=published, allow_private=allow_private, ontology=ontology_file(ontology))
    ledger = Ledger.open(url)
    failures: list[InputError] = []
    counts = Counter(
        ledger.add(record) for record in good(read_inputs(inputs, options, workers=workers), failures)
    )
    ledger.close()
    told = ", ".join(f"{n} {what}" for what, n in sorted(counts.items())) or "nothing"
    click.echo(f"{url}: {told}" + (f", {len(failures)} failed" if failures else ""))
    ctx.exit(1 if failures else 0)


@click.command()
@_ledger
@click.option("--as-of", type=click.DateTime(), help="What the ledger knew at this time (UTC).")
def events(url: str, as_of: dt.datetime | None) -> None:
    """List the events of a ledger: the reports of one event together, with who says so and what they amount to."""
    from onrecord.merging import build_events
    from onrecord.views import render_events

    moment = as_of.replace(tzinfo=dt.UTC) if as_of else None
    ledger = Ledger.open(url)
    found = build_events(ledger.records(as_of=moment), ledger.decisions(as_of=moment))
    ledger.close()
    for line in render_events(found, width=None, colour=None):
        click.echo(line)


@click.command()
@_ledger
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
def serve(url: str, host: str, port: int) -> None:
    """Show a ledger as pages: its events, who says so, and the articles with their marks."""
    try:
        import uvicorn

        from onrecord.web import create_app
    except ImportError as error:
        raise UsageError(f"the pages need the web extra: pip install 'onrecord[web]' ({error})") from error
    uvicorn.run(create_app(Ledger.open(url)), host=host, port=port, log_level="warning")
