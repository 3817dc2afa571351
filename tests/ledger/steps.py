"""What happens to a ledger in tests of the stored view: an article comes, somebody decides, or somebody looks."""

from __future__ import annotations

from typing import Any

from onrecord.ledger import Ledger
from onrecord.merging import catch_up
from onrecord.model import Record


def take(ledger: Ledger, step: Any) -> None:
    """Take a step: a record, "look", or kind, first and second of a decision."""
    if isinstance(step, Record):
        ledger.add(step)
    elif step == "look":
        catch_up(ledger)
    else:
        ledger.decide(*step, because="test", decider="ana")
