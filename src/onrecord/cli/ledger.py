"""``onrecord add``: what was read, kept."""

from __future__ import annotations

from collections import Counter
from contextlib import closing

import click

from onrecord.cli import options as shared
from onrecord.cli.printing import tell
from onrecord.ledger import Added, Ledger
from onrecord.model import InputError, Record


@click.command()
@shared.inputs
@shared.ledger
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
    """Read articles as `read` does and keep them in a ledger. Adding the same twice changes nothing.

    Each article is stored in one transaction as soon as it is read: what was stored stays, whatever happens then. The
    ledger is made where there is none. An input that fails is named on standard error and logged for `coverage`.
    """
    from onrecord.merging import catch_up
    from onrecord.ontology import ontology_file
    from onrecord.reader import ReadOptions
    from onrecord.scale import read_inputs

    options = ReadOptions(published=published, allow_private=allow_private, ontology=ontology_file(ontology))
    counts: Counter[str] = Counter()
    with closing(Ledger.open(url, tell=tell)) as ledger:
        for record in read_inputs(inputs, options, workers=workers):
            outcome = record if isinstance(record, InputError) else _kept(ledger, record)
            if isinstance(outcome, InputError):
                counts["failed"] += 1
                tell(str(outcome))
                ledger.log_failure(outcome.name, outcome.reason)
            else:
                counts[outcome] += 1
        catch_up(ledger)
    failed = counts.pop("failed", 0)
    told = ", ".join(f"{n} {what}" for what, n in sorted(counts.items())) or "nothing"
    click.echo(f"{ledger.url}: {told}" + (f", {failed} failed" if failed else ""))
    ctx.exit(1 if failed else 0)


def _kept(ledger: Ledger, record: Record) -> Added | InputError:
    try:
        return ledger.add(record)
    except InputError as error:
        return error
