"""``onrecord read``: articles in, records out; nothing is stored."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TextIO

import click

from onrecord.cli import options as shared
from onrecord.cli.printing import tell
from onrecord.model import InputError, Record
from onrecord.ontology import EventKind


@click.command()
@shared.inputs
@shared.published
@shared.verbatim
@shared.fmt
@shared.output
@shared.workers
@shared.allow_private
@shared.ontology
@click.pass_context
def read(
    ctx: click.Context,
    inputs: tuple[str, ...],
    published: str | None,
    verbatim: bool,
    fmt: str | None,
    output: Path | None,
    workers: int,
    allow_private: bool,
    ontology: str | None,
) -> None:
    """Read articles and print what they put on record.

    INPUT is a .txt, .html, .jsonl or .warc(.gz) file, a folder of those, an http(s) address, or - for standard
    input; named by itself also .csv, .parquet, .zip, .tar(.gz), ninjs (.json) or NewsML-G2 (.xml). An input that fails is named on standard error, the rest is still read, and the exit status is 1.
    """
    from onrecord.ontology import load_ontology, ontology_file
    from onrecord.reader import ReadOptions
    from onrecord.scale import read_inputs

    own = ontology_file(ontology)
    options = ReadOptions(published=published, verbatim=verbatim, allow_private=allow_private, ontology=own)
    failures: list[InputError] = []
    records = good(read_inputs(inputs, options, workers=workers), failures)
    try:
        write(records, fmt or default_format(output), output, load_ontology(own).kinds)
    except BrokenPipeError:
        # the reader of a pipe went away (`| head`): not an error, and Python must not complain at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    ctx.exit(1 if failures else 0)


def good(outcomes: Iterable[Record | InputError], failures: list[InputError]) -> Iterator[Record]:
    """Yield the records; name each failure on standard error and keep it in ``failures``."""
    for outcome in outcomes:
        if isinstance(outcome, InputError):
            failures.append(outcome)
            tell(str(outcome))
        else:
            yield outcome


def default_format(output: Path | None) -> str:
    """Return the format that a file's name asks for, else the table."""
    suffix = output.suffix.lstrip(".") if output else ""
    if suffix in shared.FORMATS:
        return suffix
    return "table"


def write(
    records: Iterator[Record], fmt: str, output: Path | None, kinds: Mapping[str, EventKind] | None = None
) -> None:
    """Write records to a file or standard output. A full or failing disk is an error that names the file."""
    with opened(output) as stream:
        _write_to(records, fmt, stream, kinds)


@contextlib.contextmanager
def opened(output: Path | None) -> Iterator[TextIO]:
    """Open the file to write to, or standard output. A full or failing disk is an error that names the file."""
    if output is None:
        yield sys.stdout
        return
    try:
        with output.open("w", encoding="utf-8", newline="") as stream:
            yield stream
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = f"cannot be written ({error.strerror or error}); give another --output"
        raise InputError(str(output), reason) from error


def _write_to(
    records: Iterator[Record], fmt: str, stream: TextIO, kinds: Mapping[str, EventKind] | None
) -> None:
    if fmt == "table":
        from onrecord.views import render_table

        colour = None if stream is sys.stdout else False
        for line in render_table(records, width=None, colour=colour, kinds=kinds):
            stream.write(line + "\n")
            with contextlib.suppress(AttributeError):
                stream.flush()
    else:
        from onrecord.formats import write_records

        write_records(records, fmt, stream)
