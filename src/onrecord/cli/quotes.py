"""``onrecord quotes``: who is quoted, with which words, and how often."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from onrecord.cli import options as shared
from onrecord.cli.printing import until_closed
from onrecord.cli.read import default_format, good, opened
from onrecord.model import InputError, Record

if TYPE_CHECKING:
    from onrecord.quoting import Quotation


@click.command()
@shared.inputs
@click.option("--direct", is_flag=True, help="Only what has words in quotation marks: direct and mixed.")
@click.option("--indirect", is_flag=True, help="Only what is told in the outlet's words alone.")
@click.option(
    "--person",
    "people",
    multiple=True,
    metavar="NAME",
    help="Only this person, body or source, by words of the name or by id; may be given several times.",
)
@click.option("--by-person", is_flag=True, help="By source instead of by article, the most quoted first.")
@shared.published
@shared.verbatim
@shared.fmt
@shared.output
@shared.workers
@shared.allow_private
@click.pass_context
def quotes(
    ctx: click.Context,
    inputs: tuple[str, ...],
    direct: bool,
    indirect: bool,
    people: tuple[str, ...],
    by_person: bool,
    published: str | None,
    verbatim: bool,
    fmt: str | None,
    output: Path | None,
    workers: int,
    allow_private: bool,
) -> None:
    """List who is quoted in articles: words, cue, direct or indirect, stance, and who passes them on.

    INPUT is what `onrecord read` takes. The table ends with how often each source is quoted. An input that fails is
    named on standard error, the rest is still read, and the exit status is 1.
    """
    from onrecord.reader import ReadOptions
    from onrecord.scale import read_inputs

    options = ReadOptions(published=published, verbatim=verbatim, allow_private=allow_private)
    failures: list[InputError] = []
    records = good(read_inputs(inputs, options, workers=workers), failures)
    chosen = _chosen(records, direct=direct, indirect=indirect, people=people)
    with until_closed(), opened(output) as stream:
        _write(chosen, fmt or default_format(output), stream, by_person, plain=output is not None)
    ctx.exit(1 if failures else 0)


def _chosen(
    records: Iterable[Record], *, direct: bool, indirect: bool, people: tuple[str, ...]
) -> Iterator[Quotation]:
    from onrecord.quoting import is_of, quotations

    for record in records:
        for quotation in quotations(record):
            form = indirect if quotation.form == "indirect" else direct
            named = not people or any(is_of(quotation, name) for name in people)
            if named and (form or direct == indirect):
                yield quotation


def _write(quotations: Iterator[Quotation], fmt: str, stream: TextIO, by_person: bool, plain: bool) -> None:
    if fmt == "table":
        from onrecord.views import render_quotations

        for line in render_quotations(quotations, by_person=by_person, colour=False if plain else None):
            stream.write(line + "\n")
            stream.flush()
        return
    from onrecord.formats import write_quotations, write_quoted

    if by_person:
        from onrecord.quoting import by_source

        write_quoted(by_source(quotations), fmt, stream)
    else:
        write_quotations(quotations, fmt, stream)
