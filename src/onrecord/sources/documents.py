"""What this room gives: a raw document with what its input says about it, and the limits it was read under."""

from __future__ import annotations

import datetime as dt
import email.utils
import re
from typing import Literal

import msgspec

Kind = Literal["html", "text"]


class RawDocument(msgspec.Struct, frozen=True, kw_only=True):
    """One article as its input holds it, before cleaning. What the input does not say is ``None``."""

    name: str
    """What to call it in errors: its path or address, with the line where it is one of many."""
    id: str
    """The input's own id, else the file's name without folders, else the address."""
    kind: Kind
    content: str | bytes
    """Text decoded; pages mostly as bytes, because only the page says what its encoding is."""
    charset: str | None = None
    """Encoding of a page as the server declared it."""
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    published: str | None = None
    """ISO date as the input gives it."""
    published_at: str | None = None
    """ISO 8601 date and time as the input gives it, where it gives a time."""
    default_published: str | None = None
    """ISO date to use where neither the input nor its page has one."""
    language: str | None = None
    """ISO 639-1 code as the input gives it."""


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """Bounds that keep one hostile or mistaken input from taking the machine."""

    document_bytes: int = 20_000_000
    """Largest document; the pages of news sites stay under 5 MB."""
    seconds: float = 30.0
    """Longest that fetching one address may take, redirects included."""
    redirects: int = 5


_DATE = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?!\d)")


def iso_date(value: str) -> str | None:
    """Return the day of an ISO 8601 or RFC 5322 date as ``YYYY-MM-DD``, or ``None`` where there is none in it.

    A time zone is not applied: the day is the one that the publisher wrote.
    """
    found = _DATE.match(value.strip())
    try:
        if found:
            return dt.date(*map(int, found.groups())).isoformat()
        return email.utils.parsedate_to_datetime(value).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def iso_time(value: str) -> str | None:
    """Return an ISO 8601 or RFC 5322 date with a time as ISO 8601, its offset kept; ``None`` where it has no time."""
    value = value.strip()
    try:
        if _DATE.match(value):
            return dt.datetime.fromisoformat(value).isoformat(timespec="seconds") if ":" in value else None
        return email.utils.parsedate_to_datetime(value).isoformat(timespec="seconds")
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
