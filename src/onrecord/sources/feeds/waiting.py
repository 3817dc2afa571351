"""How long a server asks to be left alone."""

from __future__ import annotations

import datetime as dt
import email.utils
from collections.abc import Mapping


def retry_after(headers: Mapping[str, str], now: dt.datetime) -> float | None:
    """Return the seconds that ``Retry-After`` asks for, never negative; ``None`` where it asks for none.

    A date is taken from the server's own ``Date``, so that a clock that is wrong on either side does not count; ``now``
    stands in where there is none.
    """
    asked = headers.get("retry-after", "").strip()
    if asked.isascii() and asked.isdigit():
        return float(asked[:9])
    until = _time(asked)
    if until is None:
        return None
    since = _time(headers.get("date", "")) or now
    return max(0.0, (until - since).total_seconds())


def _time(text: str) -> dt.datetime | None:
    try:
        found = email.utils.parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=dt.UTC)
