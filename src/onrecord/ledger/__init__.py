"""Keeps articles, readings, reports and decisions, append-only. Knows nothing of how reports are made."""

from onrecord.ledger.checking import Damage
from onrecord.ledger.opening import DEFAULT_URL
from onrecord.ledger.store import Ledger
from onrecord.ledger.writing import Added

__all__ = ["DEFAULT_URL", "Added", "Damage", "Ledger"]
