"""Grades of sources: what a ledger has, and one that somebody sets."""

from __future__ import annotations

import datetime as dt
import getpass
from collections.abc import Iterable
from typing import get_args

import click

from onrecord.ledger import Ledger
from onrecord.model import ReliabilityGrade, Summary, UsageError


def grades(ledger: Ledger, as_of: dt.datetime | None) -> dict[str, ReliabilityGrade]:
    """Return the grade of each source that had one at a time, by its key."""
    from onrecord.merging.reliability import grades_of

    return grades_of(ledger.ratings(as_of=as_of))


def set_grade(
    ledger: Ledger, events: Iterable[Summary], wanted: str, because: str | None, by: str | None
) -> None:
    """Log a grade written as ``SOURCE=B``, and say so. Raises ``UsageError`` for what cannot be one."""
    from onrecord.merging.reliability import MEANING, source_named

    name, _, letter = (part.strip() for part in wanted.rpartition("="))
    grade = next((g for g in get_args(ReliabilityGrade) if g == letter.upper()), None)
    if not name or grade is None:
        raise UsageError(
            f"--set '{wanted}': write it as SOURCE=GRADE with a grade from A to F, such as 'IRN=C'"
        )
    if not because or not because.strip():
        raise UsageError("--set needs --because: the reason is kept with the grade")
    key = source_named((voice for event in events for voice in event.voices), name)
    ledger.rate(key, grade, because=because, decider=by or getpass.getuser())
    click.echo(f"{key}: {grade}, {MEANING[grade]}; earlier grades stay in the log")
