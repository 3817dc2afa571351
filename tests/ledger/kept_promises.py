"""What became of promises, as a ledger keeps it and as following up all events together gives it."""

from __future__ import annotations

from typing import Any

from onrecord.ledger import Ledger
from onrecord.merging import build_events, catch_up, events_of, follow_up
from onrecord.merging.outcome_view import register_of
from onrecord.model import Promise
from tests.ledger.steps import take


def anew(ledger: Ledger) -> tuple[Promise, ...]:
    """Return what all reports and decisions together give."""
    return follow_up(build_events(ledger.records(), ledger.decisions()))


def stored(ledger: Ledger) -> tuple[Promise, ...]:
    """Return what is kept."""
    with events_of(ledger) as found:
        return tuple(register_of(found))


def take_all(ledger: Ledger, *steps: Any) -> tuple[Promise, ...]:
    """Take each step, and bring what is stored up to date after each."""
    for step in steps:
        take(ledger, step)
        catch_up(ledger)
    return stored(ledger)
