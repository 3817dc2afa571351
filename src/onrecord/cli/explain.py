"""``onrecord explain``: how a report came about, from the lexicon entry to the score."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

import click

from onrecord.cli import options as shared
from onrecord.cli.printing import tell, until_closed
from onrecord.model import InputError

if TYPE_CHECKING:
    from onrecord.coding.tracing import Trace
    from onrecord.ontology import EventKind


@click.command()
@shared.inputs
@click.option(
    "--report",
    "ids",
    multiple=True,
    metavar="ID",
    help="Only this report, by its id or the first digits of it; may be given several times.",
)
@click.option("--dropped", is_flag=True, help="Also what scored too low to be a report.")
@shared.published
@shared.verbatim
@click.option("--format", "fmt", type=click.Choice(("text", "json")), default="text", show_default=True)
@shared.allow_private
@shared.ontology
@click.pass_context
def explain(
    ctx: click.Context,
    inputs: tuple[str, ...],
    ids: tuple[str, ...],
    dropped: bool,
    published: str | None,
    verbatim: bool,
    fmt: str,
    allow_private: bool,
    ontology: str | None,
) -> None:
    """Say how reports came about: what each was coded from, and which rule decided.

    INPUT is what `onrecord read` takes; give the same options, so that the reports have the same ids. Without
    --report every report is explained.
    """
    from onrecord.coding.tracing import chosen
    from onrecord.ontology import load_ontology, ontology_file
    from onrecord.reader import ReadOptions
    from onrecord.scale import explain_inputs

    own = ontology_file(ontology)
    options = ReadOptions(published=published, verbatim=verbatim, allow_private=allow_private, ontology=own)
    failures: list[InputError] = []
    outcomes = explain_inputs(inputs, options, dropped=dropped)
    traces: Iterable[Trace] = _good(outcomes, failures)
    if ids:
        traces = chosen(traces, ids)
    with until_closed():
        if fmt == "json":
            _write_json(traces)
        else:
            _write_text(traces, load_ontology(own).kinds)
    ctx.exit(1 if failures else 0)


def _good(outcomes: Iterable[tuple[Trace, ...] | InputError], failures: list[InputError]) -> Iterator[Trace]:
    for outcome in outcomes:
        if isinstance(outcome, InputError):
            failures.append(outcome)
            tell(str(outcome))
        else:
            yield from outcome


def _write_text(traces: Iterable[Trace], kinds: Mapping[str, EventKind]) -> None:
    from onrecord.views import render_explanation

    lines = render_explanation(traces, kinds=kinds)
    first = next(lines, None)
    if first is None:
        click.echo("Nothing in the input is an event that the ontology knows.")
        return
    click.echo(first)
    for line in lines:
        click.echo(line)


def _write_json(traces: Iterable[Trace]) -> None:
    """One array, written as it comes."""
    import msgspec

    before = "[\n"
    for trace in traces:
        click.echo(before + msgspec.json.encode(trace).decode(), nl=False)
        before = ",\n"
    click.echo("\n]" if before != "[\n" else "[]")
