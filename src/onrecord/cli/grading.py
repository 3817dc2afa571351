"""Grades of sources: what a ledger has, and one that somebody sets."""

from __future__ import annotations

import datetime as dt
import getpass
from collections.abc import Iterable, Iterator
from typing import Any, get_args

import click

from onrecord.ledger import Ledger
from onrecord.ledger.view import StoredEvents
from onrecord.model import Event, ReliabilityGrade, UsageError


def grades(ledger: Ledger, as_of: dt.datetime | None) -> dict[str, ReliabilityGrade]:
    """Return the grade of each source that had one at a time, by its key."""
    from onrecord.merging.reliability import grades_of

    return grades_of(ledger.ratings(as_of=as_of))


def graded_rows(
    ledger: Ledger, stored: StoredEvents, rows: Iterable[dict[str, Any]], as_of: dt.datetime | None
) -> Iterator[dict[str, Any]]:
    """Yield rows of events with how reliable those are who tell them; where nobody graded a source, that is F."""
    from onrecord.merging.reliability import reliability

    held = grades(ledger, as_of)
    for row in rows:
        grade = reliability(stored.named(row["id"]).accounts, held).grade if held else "F"
        yield row | {"reliability": grade}


def set_grade(
    ledger: Ledger, events: Iterable[Event], wanted: str, because: str | None, by: str | None
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
    key = source_named((account for event in events for account in event.accounts), name)
    ledger.rate(key, grade, because=because, decider=by or getpass.getuser())
    click.echo(f"{key}: {grade}, {MEANING[grade]}; earlier grades stay in the log")
