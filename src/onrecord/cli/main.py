"""``onrecord``: the commands. Heavy imports wait until a command needs them, so that ``--help`` answers at once."""

from __future__ import annotations

import sys

import click

from onrecord import __version__
from onrecord.cli import options as shared
from onrecord.cli.printing import tell
from onrecord.model import LedgerError, OnRecordError, UsageError


class _Commands(click.Group):
    """Turns our errors into the contract's exit codes: 2 wrong use, 3 ledger, 1 anything else."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except UsageError as error:
            raise click.UsageError(str(error), ctx) from error
        except OnRecordError as error:
            tell(str(error))
            ctx.exit(3 if isinstance(error, LedgerError) else 1)


@click.group(
    cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="onrecord")
def main() -> None:
    """Who did what to whom, where, when, how many, and who says so."""


@main.command()
@shared.ontology
def schema(ontology: str | None) -> None:
    """Print the JSON Schema of one line of `onrecord read --format jsonl`."""
    import json

    from onrecord.model import json_schema
    from onrecord.ontology import load_ontology, ontology_file

    own = load_ontology(ontology_file(ontology)).own_types
    sys.stdout.write(json.dumps(json_schema(own), indent=2, sort_keys=True) + "\n")


def _add_commands() -> None:
    from onrecord.cli.actors import actors
    from onrecord.cli.backfill import backfill, load
    from onrecord.cli.compare import compare
    from onrecord.cli.demo import demo
    from onrecord.cli.events import event, events, rebuild, sources
    from onrecord.cli.explain import explain
    from onrecord.cli.export import export, import_
    from onrecord.cli.holdings import check, coverage, search, stats
    from onrecord.cli.ledger import add
    from onrecord.cli.ontology import ontology
    from onrecord.cli.promises import promises
    from onrecord.cli.quotes import quotes
    from onrecord.cli.read import read
    from onrecord.cli.report import chart, report
    from onrecord.cli.serving import serve, token
    from onrecord.cli.watch import watch

    for command in (
        read,
        quotes,
        explain,
        actors,
        ontology,
        add,
        watch,
        backfill,
        load,
        events,
        event,
        promises,
        sources,
        chart,
        report,
        rebuild,
        search,
        export,
        import_,
        compare,
        coverage,
        stats,
        check,
        serve,
        token,
        demo,
    ):
        main.add_command(command)


def _add_deciding_alerts_and_plugins() -> None:
    from onrecord.cli.alerts import alerts
    from onrecord.cli.deciding import decisions, merge, split, undo
    from onrecord.cli.plugins import plugins

    for command in (merge, split, undo, decisions, alerts, plugins):
        main.add_command(command)


_add_commands()
_add_deciding_alerts_and_plugins()
