"""One summary as a row holds it: compressed JSON, and the form by which it was made."""

from __future__ import annotations

import hashlib
import zlib
from functools import lru_cache
from importlib.resources import files

import msgspec

from onrecord.model import Event, Summary, summary_of


@lru_cache(maxsize=1)
def form() -> str:
    """Return a hash of the module that makes summaries. A hash and no number, because a number can be forgotten."""
    return hashlib.sha256(files("onrecord.model").joinpath("summaries.py").read_bytes()).hexdigest()[:16]


def pack_summary(event: Event) -> bytes:
    """Return the summary of an event as compressed JSON."""
    return zlib.compress(msgspec.json.encode(summary_of(event)))


def unpack_summary(packed: bytes) -> Summary | None:
    """Return the summary; ``None`` where it is none, for then it can be made of the event."""
    try:
        return msgspec.json.decode(zlib.decompress(packed), type=Summary)
    except (zlib.error, msgspec.MsgspecError, TypeError):  # SQLite may hold a text where a blob should be
        return None
