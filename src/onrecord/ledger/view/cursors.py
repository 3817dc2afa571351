"""Orders of events, and where a list in one of them is to go on."""

from __future__ import annotations

import base64
import binascii
import json
from typing import Any, Literal, get_args

from onrecord.ledger.view.records import Standpoint
from onrecord.model import UsageError

EventOrder = Literal["time", "newest", "published", "reports", "credibility"]
"""By when it happened; the last of that first; what was written of last first; told most often first; most credible first."""
EVENT_ORDERS: tuple[EventOrder, ...] = get_args(EventOrder)


def cursor(at: Standpoint, order: EventOrder, key: tuple[Any, str]) -> str:
    """Return where a page ended, as a text for an address."""
    return base64.urlsafe_b64encode(json.dumps([at.state, order, *key]).encode()).decode().rstrip("=")


def read_cursor(text: str) -> tuple[int, EventOrder, tuple[Any, str]]:
    """Return state, order and key of a cursor. Raises ``UsageError`` for what is none."""
    try:
        state, order, value, event = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        if (
            isinstance(state, int)
            and order in EVENT_ORDERS
            and isinstance(event, str)
            and isinstance(value, str | int)
        ):
            return state, order, (value, event)
    except (binascii.Error, ValueError, TypeError, RecursionError):
        pass
    raise UsageError(
        f"'{text}' is no cursor: take the one that the page before gave, or leave it out for the first page"
    )
