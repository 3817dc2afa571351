"""Dates, numbers and coordinates in the cells of others, checked: an error says which cell is wrong."""

from __future__ import annotations

import datetime as dt
import math

_MONTHS = {
    name: n
    for n, name in enumerate(
        ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
         "december"), 1)
}  # fmt: skip


def iso_day(text: str, column: str) -> str:
    """Return a day written as 2020-01-08, 20200108, or 08 January 2020, with or without a time behind it."""
    try:
        words = text.split()
        if len(words) == 3 and words[1].lower() in _MONTHS:
            return dt.date(int(words[2]), _MONTHS[words[1].lower()], int(words[0])).isoformat()
        day = text[:8] if text[:8].isdecimal() else text[:10]
        return dt.date.fromisoformat(day).isoformat()
    except ValueError as error:
        raise ValueError(f"{column} '{text}' is not a day such as 2020-01-08") from error


def whole(text: str, column: str) -> int | None:
    """Return a whole number; ``None`` for an empty cell."""
    if not text:
        return None
    try:
        value = float(text)
    except ValueError as error:
        raise ValueError(f"{column} '{text}' is not a whole number") from error
    if not math.isfinite(value) or value != int(value):
        raise ValueError(f"{column} '{text}' is not a whole number")
    return int(value)


def coordinates(lat: str, lon: str) -> tuple[float | None, float | None]:
    """Return latitude and longitude; both ``None`` where one is empty. Raises ``ValueError`` beyond the globe."""
    if not lat or not lon:
        return None, None
    try:
        found = float(lat), float(lon)
    except ValueError as error:
        raise ValueError(f"latitude '{lat}' and longitude '{lon}' are not two numbers") from error
    if not (-90 <= found[0] <= 90 and -180 <= found[1] <= 180):
        raise ValueError(f"latitude {lat} and longitude {lon} are not on the globe")
    return found
