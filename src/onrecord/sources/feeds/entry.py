"""What a feed lists, whatever its format, and how its addresses are written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit, urlunsplit

import msgspec

from onrecord.model import InputError
from onrecord.sources.documents import iso_date

MOST = 50_000
"""Entries read of one feed: as many as a sitemap may have (sitemaps.org)."""
_LONGEST_ADDRESS = 2_000
"""Characters; longer ones are traps or mistakes."""


_NO_DAYS = ("1970-01-01", "0001-01-01")
"""What programs write where they have no date: the first days of their calendars."""
_NO_YEAR = " 0001 "
"""The same as mail writes it, which would be read as 2001."""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One article as a feed lists it."""

    address: str
    stamp: str | None = None
    """When it was changed, in the feed's own words: only whether it differs from the last one counts, not which is later."""
    published: str | None = None
    """ISO date, if the feed gives one."""

    @property
    def dated(self) -> str | None:
        """ISO date of the change or else of publication."""
        return (_day(self.stamp) if self.stamp else None) or self.published


class Listing(msgspec.Struct, frozen=True, kw_only=True):
    """What one feed lists: articles, each once, and (a sitemap index) further feeds."""

    entries: tuple[Entry, ...] = ()
    feeds: tuple[Entry, ...] = ()


class Found(NamedTuple):
    """An entry as its format writes it; ``None`` where it does not say."""

    link: str | None
    stamp: str | None = None
    published: str | None = None


def entries(found: Iterable[Found], base: str, drop: Sequence[str] = ()) -> tuple[Entry, ...]:
    """Return what was found as entries with whole addresses, each address once, the first of each.

    Raises ``InputError`` where something was found and none of it can be fetched: a feed that is watched in vain says so.
    """
    given = list(found)
    listed = tuple(_each_once(given, base, drop))
    if given and not listed:
        reason = f"lists {len(given):,} articles and gives an address to none of them: check what it holds"
        raise InputError(base, reason)
    return listed


def _each_once(found: Iterable[Found], base: str, drop: Sequence[str]) -> Iterator[Entry]:
    seen: set[str] = set()
    for link, stamp, published in found:
        address = whole_address(link, base, drop) if link else None
        if address is None or address in seen:
            continue
        seen.add(address)
        day = _day(published) if published else None
        yield Entry(address=address, stamp=stamp or published, published=day)
        if len(seen) == MOST:
            return


def _day(date: str) -> str | None:
    day = iso_date(date)
    return None if day in _NO_DAYS or _NO_YEAR in date else day


def joined(base: str, link: str) -> str:
    """Return a link as it is meant on ``base``; as it is written where one of both is no address, such as "http://[x"."""
    try:
        return urljoin(base, link)
    except ValueError:
        return link


def whole_address(link: str, base: str, drop: Sequence[str] = ()) -> str | None:
    """Return a link as an http(s) address without its fragment and the query parameters that ``drop`` names.

    ``drop`` are names with ``*`` for any characters. ``None`` for a link that leads to no page.
    """
    try:
        parts = urlsplit(urljoin(base, link.strip()))
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    kept = [
        pair
        for pair in parts.query.split("&")
        if not any(fnmatchcase(pair.partition("=")[0], name) for name in drop)
    ]
    address = urlunsplit(parts._replace(path=parts.path or "/", query="&".join(kept), fragment=""))
    return address if len(address) <= _LONGEST_ADDRESS and address.isprintable() else None
