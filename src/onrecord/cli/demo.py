"""``onrecord demo``: the example articles, read and shown."""

from __future__ import annotations

from pathlib import Path

import click

from onrecord.model import UsageError

_EXAMPLES = Path(__file__).parents[3] / "examples" / "january-2020"


@click.command()
@click.option("--articles", type=click.IntRange(1), default=10, show_default=True, help="How many to read.")
@click.pass_context
def demo(ctx: click.Context, articles: int) -> None:
    """Read the first example articles of January 2020 and print what they put on record."""
    from onrecord.cli.read import read

    if not _EXAMPLES.is_dir():
        raise UsageError("the examples come with the source code: run this in a checkout of On Record")
    kinds = {".html", ".txt", ".jsonl"}
    files = sorted(p for p in (_EXAMPLES / "articles").iterdir() if p.suffix in kinds)[:articles]
    ctx.invoke(read, inputs=tuple(str(p) for p in files), fmt="table", workers=1)
