"""JSON Feed 1 and 1.1 (jsonfeed.org)."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from onrecord.model import InputError
from onrecord.sources.feeds.entry import Found


def json_items(text: str, name: str) -> Iterator[Found]:
    """Yield the items of a JSON Feed; an item that is not as it should be is left out."""
    try:
        feed = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError, UnicodeError) as error:
        raise InputError(name, f"is not JSON that can be read ({error}): check the address") from error
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise InputError(name, "is JSON without a list of items, not a JSON Feed: check the address")
    for item in items:
        if isinstance(item, dict):
            link = _text(item, "url") or _text(item, "id")
            yield Found(link, _text(item, "date_modified"), _text(item, "date_published"))


def _text(item: dict[str, object], key: str) -> str | None:
    value = item.get(key)
    return value if isinstance(value, str) else None
