"""JSON Feed 1 and 1.1 (jsonfeed.org)."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from onrecord.model import InputError
from onrecord.sources.feeds.entry import Found

_HALF = re.compile(
    r"\\\\|\\u(?:d[89ab][0-9a-f]{2}(\\ud[c-f][0-9a-f]{2})?|(d[c-f][0-9a-f]{2}))", re.IGNORECASE
)
"""A backslash, a sign behind U+FFFF as JSON writes it in two halves, or one half alone: what is left where a program cuts a text
within a sign."""


def json_items(text: str, name: str) -> Iterator[Found]:
    """Yield the items of a JSON Feed; an item that is not as it should be is left out."""
    try:
        feed = msgspec.json.decode(_HALF.sub(_whole, text))
    except (msgspec.DecodeError, RecursionError, UnicodeError) as error:
        raise InputError(name, f"is not JSON that can be read ({error}): check the address") from error
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise InputError(name, "is JSON without a list of items, not a JSON Feed: check the address")
    for item in items:
        if isinstance(item, dict):
            link = _text(item, "url") or _text(item, "id")
            yield Found(link, _text(item, "date_modified"), _text(item, "date_published"))


def _whole(found: re.Match[str]) -> str:
    return found[0] if found[0] == "\\\\" or found[1] else "\\ufffd"


def _text(item: dict[str, object], key: str) -> str | None:
    value = item.get(key)
    return value if isinstance(value, str) else None
