"""Keeps articles, readings, reports and decisions, append-only. Knows nothing of how reports are made."""

from onrecord.ledger.checking import Damage
from onrecord.ledger.coverage import Coverage, Gap
from onrecord.ledger.days import DayRead, OutletDay, days_in
from onrecord.ledger.filters import Filters
from onrecord.ledger.opening import DEFAULT_URL
from onrecord.ledger.outbox import Outbox
from onrecord.ledger.querying import Order
from onrecord.ledger.searching import Found
from onrecord.ledger.store import Ledger
from onrecord.ledger.writing import Added

__all__ = [
    "DEFAULT_URL",
    "Added",
    "Coverage",
    "Damage",
    "DayRead",
    "Filters",
    "Found",
    "Gap",
    "Ledger",
    "Order",
    "Outbox",
    "OutletDay",
    "days_in",
]
