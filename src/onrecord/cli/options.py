"""Options that several commands share."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from onrecord.ledger import DEFAULT_URL
from onrecord.ontology import VARIABLE

FORMATS = ("table", "jsonl", "json", "csv")


class IsoDate(click.ParamType[str]):
    """A date as YYYY-MM-DD."""

    name = "date"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Check the date and return it as given."""
        try:
            return dt.date.fromisoformat(value).isoformat()
        except ValueError:
            self.fail(f"'{value}' is not a date: write it as YYYY-MM-DD, for example 2020-01-08", param, ctx)


class Moment(click.ParamType[dt.datetime]):
    """A time as ISO 8601; without a zone it is UTC, and a date alone is its midnight."""

    name = "time"

    def convert(
        self, value: str | dt.datetime, param: click.Parameter | None, ctx: click.Context | None
    ) -> dt.datetime:
        """Return the time with its zone."""
        if isinstance(value, dt.datetime):
            return value
        try:
            found = dt.datetime.fromisoformat(value)
        except ValueError:
            self.fail(
                f"'{value}' is not a time: write it as 2020-01-09 or 2020-01-09T12:00+00:00", param, ctx
            )
        return found if found.tzinfo else found.replace(tzinfo=dt.UTC)


inputs = click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
published = click.option(
    "--published", type=IsoDate(), help="Publication date where the input has none; relative dates need it."
)
verbatim = click.option(
    "--verbatim", is_flag=True, help="Take the text as it is: offsets point into the input text."
)
fmt = click.option(
    "--format", "fmt", type=click.Choice(FORMATS), help="Default: table, or what --output ends in."
)
output = click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
workers = click.option(
    "--workers",
    type=click.IntRange(1, 256),
    default=1,
    show_default=True,
    help="Processes to share the work.",
)
allow_private = click.option(
    "--allow-private", is_flag=True, help="Also fetch addresses in private and loopback networks."
)
ontology = click.option(
    "--ontology",
    "ontology",
    type=click.Path(dir_okay=False),
    envvar=VARIABLE,
    show_envvar=True,
    help="Your own event types and predicates (TOML; see docs/ontology-file.md).",
)
ledger = click.option(
    "--ledger", "url", default=DEFAULT_URL, show_default=True, help="Database URL of the ledger."
)
as_of = click.option("--as-of", type=Moment(), help="What the ledger knew at this time (UTC).")
