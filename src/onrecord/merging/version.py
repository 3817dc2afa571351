"""Which version of the merging made a stored view of events: another one makes it anew."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib.resources import files

_SHAPES = ("events.py", "records.py")
"""Modules of ``model`` that say what an event holds."""


@lru_cache(maxsize=1)
def merging_version() -> str:
    """Return a hash of all that events depend on beside reports and decisions: the code of this room and its data.

    A hash and no number, because a number can be forgotten, and then old and new events would stand side by side.
    """
    room, model = files("onrecord.merging"), files("onrecord.model")
    parts = [part for part in room.iterdir() if part.name.endswith(".py")]
    parts += [part for part in room.joinpath("data").iterdir() if part.is_file()]
    parts += [model.joinpath(name) for name in _SHAPES]
    found = hashlib.sha256()
    for part in sorted(parts, key=lambda p: p.name):
        found.update(f"{part.name}\n".encode() + hashlib.sha256(part.read_bytes()).digest())
    return found.hexdigest()[:16]
