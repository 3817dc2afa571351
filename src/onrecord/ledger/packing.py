"""Records as readings hold them: compressed JSON, with the hash of the JSON beside it."""

from __future__ import annotations

import hashlib
import zlib

import msgspec

from onrecord.model import Record, from_json


class DamagedRecordError(Exception):
    """A stored record that is not what was stored."""


def pack(line: bytes) -> tuple[bytes, str]:
    """Return the JSON of a record compressed, and its SHA-256."""
    return zlib.compress(line), hashlib.sha256(line).hexdigest()


def unpack(packed: bytes, digest: str | None = None) -> Record:
    """Return the record. Raises ``DamagedRecordError`` where it is none, or has another hash than the one given."""
    try:
        line = zlib.decompress(packed)
        if digest is not None and hashlib.sha256(line).hexdigest() != digest:
            raise DamagedRecordError("the record is not what its hash says")
        return from_json(line)
    except (
        zlib.error,
        msgspec.MsgspecError,
        TypeError,
    ) as error:  # SQLite may hold a text where a blob should be
        raise DamagedRecordError(f"the record cannot be read: {error}") from error
