"""The machine-readable contract: JSON Schema made from the records themselves."""

from typing import Any

import msgspec

from onrecord.model.records import Record

_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Record)


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of one line of ``onrecord read --format jsonl``."""
    schema = msgspec.json.schema(Record)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "On Record: one article and what was read from it",
        **schema,
    }


def to_json(record: Record) -> bytes:
    """Encode a record as one line of UTF-8 JSON, without the line end."""
    return _encoder.encode(record)


def from_json(line: bytes | str) -> Record:
    """Decode one JSON line. Raises ``msgspec.ValidationError`` where it breaks the contract."""
    return _decoder.decode(line)
