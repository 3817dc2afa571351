"""The machine-readable contract: JSON Schema made from the records themselves."""

from collections.abc import Iterable
from typing import Any, get_args

import msgspec

from onrecord.model.records import Record
from onrecord.model.vocabulary import EventType

_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Record)


def json_schema(own_types: Iterable[str] = ()) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of one line of ``onrecord read --format jsonl``.

    Its event types are PLOVER's 16 and ``own_types``, those that a user's ontology file adds.
    """
    schema = msgspec.json.schema(Record)
    # records are typed by the shape of the name only, so that a ledger can be read without the file that named it
    schema["$defs"]["Report"]["properties"]["event_type"] = {
        "enum": sorted({*get_args(EventType), *own_types})
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "On Record: one article and what was read from it",
        **schema,
    }


def to_json(record: Record) -> bytes:
    """Encode a record as one line of UTF-8 JSON, without the line end."""
    return _encoder.encode(record)


def from_json(line: bytes | str) -> Record:
    """Decode one JSON line. Raises ``msgspec.ValidationError`` where it breaks the contract, ``DecodeError`` for no JSON.

    Event types beyond PLOVER's 16 pass: whether a line keeps to them is for ``json_schema`` to say.
    """
    try:
        return _decoder.decode(line)
    except RecursionError as error:
        raise msgspec.DecodeError("JSON nests without end") from error
