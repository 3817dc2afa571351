"""``onrecord ontology``: the codebook."""

from __future__ import annotations

import sys

import click

from onrecord.cli import options as shared
from onrecord.cli.printing import until_closed


@click.command()
@click.argument("kind", required=False, metavar="[TYPE]")
@click.option(
    "--format", "fmt", type=click.Choice(("text", "json", "csv")), default="text", show_default=True
)
@shared.ontology
def ontology(kind: str | None, fmt: str, ontology: str | None) -> None:
    """Print the codebook: event types, modes, contexts, rules and examples.

    With TYPE, such as ASSAULT, only that one, with the predicates that tell it.
    """
    from onrecord.ontology import codebook_of, load_ontology, ontology_file

    book = codebook_of(load_ontology(ontology_file(ontology)), kind)
    with until_closed():
        if fmt == "json":
            import msgspec

            encoded = msgspec.json.format(msgspec.json.encode(book), indent=2)
            click.echo(encoded.decode())
        elif fmt == "csv":
            from onrecord.formats.codebook_csv import write_codebook

            write_codebook(book, sys.stdout)
        else:
            from onrecord.views.codebook import render_codebook

            for line in render_codebook(book):
                click.echo(line)
