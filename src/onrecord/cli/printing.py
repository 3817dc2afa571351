"""Printing: to a pipe whose reader may go away, and beside the output."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click


@contextmanager
def until_closed() -> Iterator[None]:
    """Let a closed pipe (`| head`) end the printing: not an error, and Python must not complain at exit."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def tell(message: str) -> None:
    """Say something on standard error that is no part of the output, in one line.

    Names of files, members of archives and addresses are strangers' text: nothing in them may drive the terminal.
    """
    if not message.isprintable():
        from onrecord.views.plain import neutral  # loads what draws tables, for the few messages that need it

        message = neutral(message)
    click.echo(f"onrecord: {message}", err=True)
