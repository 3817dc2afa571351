"""One feed of any kind into what it lists."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Literal, get_args

from onrecord.model import InputError
from onrecord.sources.encoding import decode_html
from onrecord.sources.feeds import sitemaps, syndication
from onrecord.sources.feeds.entry import Listing, entries
from onrecord.sources.feeds.json_feed import json_items
from onrecord.sources.feeds.page_lists import linked
from onrecord.sources.feeds.xml import local, parse_xml

FeedKind = Literal["auto", "feed", "json", "sitemap", "page"]
"""``auto`` looks; ``feed`` is RSS or Atom; ``page`` is a page of links, which needs a selector."""
KINDS: tuple[str, ...] = get_args(FeedKind)

_GZIP = b"\x1f\x8b"
_NEVER = ("image/", "audio/", "video/", "font/")
_NOT = ("application/pdf", "application/zip")


def feed_type(kind: str) -> str | None:
    """Say why a media type is no feed. Servers name many types for feeds, so only what cannot be one is refused."""
    return f"is {kind}, not a feed: check the address" if kind.startswith(_NEVER) or kind in _NOT else None


def listing_of(
    body: bytes,
    address: str,
    *,
    limit: int,
    kind: str = "auto",
    charset: str | None = None,
    selector: str | None = None,
    drop: Sequence[str] = (),
) -> Listing:
    """Return what a feed lists. Links are taken from ``address``, the place that answered.

    ``kind`` is one of ``KINDS``: other kinds are those of plug-ins (``onrecord.sources.plugin``). ``limit`` bounds in bytes what a packed sitemap unpacks to; ``drop`` are the query parameters that addresses lose.
    Raises ``InputError`` for what is no feed of this kind, and for one that lists nothing that can be fetched.
    """
    if body.startswith(_GZIP):
        body = _unpacked(body, address, limit)
    if kind == "page" or (kind == "auto" and selector):
        text = decode_html(body, address, charset)
        found = entries(linked(text, address, selector or "a"), address, drop)
        if (
            not found
        ):  # a feed may be empty for a time; a page of links is not, but it may have been built anew
            raise InputError(address, f"has no link where '{selector or 'a'}' looks: correct the selector")
        return Listing(entries=found)
    if kind == "json" or (kind == "auto" and body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")):
        return Listing(entries=entries(json_items(decode_html(body, address), address), address, drop))
    root = parse_xml(body, address, charset)
    if local(root) == "html" and kind == "auto":
        raise InputError(
            address, "is a page, not a feed: give the feed's address, or a selector of its links"
        )
    if kind == "sitemap" or local(root) in sitemaps.ROOTS:
        if local(root) not in sitemaps.ROOTS:
            raise InputError(address, f"is a document of <{local(root)}>, not a sitemap: check the address")
        return Listing(
            entries=entries(sitemaps.pages_of(root), address, drop),
            feeds=entries(sitemaps.sitemaps_of(root), address),
        )
    return Listing(entries=entries(syndication.syndicated(root, address), address, drop))


def _unpacked(body: bytes, address: str, limit: int) -> bytes:
    """Unpack a sitemap that is a gzip file, up to the limit."""
    unzip = zlib.decompressobj(wbits=31)
    try:
        data = unzip.decompress(body, limit + 1)
    except zlib.error as error:
        raise InputError(address, f"is a gzip file that cannot be unpacked ({error}): try again") from error
    if len(data) > limit:
        raise InputError(address, f"unpacks to more than {limit / 1e6:g} MB: not read")
    if not unzip.eof:
        raise InputError(address, "is a gzip file that was cut off: try again")
    return data
