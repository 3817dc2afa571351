"""Keeps articles, readings, reports and decisions, append-only. Knows nothing of how reports are made."""

from onrecord.ledger.store import DEFAULT_URL, Added, Ledger

__all__ = ["DEFAULT_URL", "Added", "Ledger"]
