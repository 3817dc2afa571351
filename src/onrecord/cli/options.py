"""Options that several commands share."""

from __future__ import annotations

import click

from onrecord.ontology import VARIABLE

ontology = click.option(
    "--ontology",
    "ontology",
    type=click.Path(dir_okay=False),
    envvar=VARIABLE,
    show_envvar=True,
    help="Your own event types and predicates (TOML; see docs/ontology-file.md).",
)
