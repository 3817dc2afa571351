"""Records out to a stream, one at a time: nothing is held back, and the same records give the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TextIO

from onrecord.formats.csv_reports import csv_lines
from onrecord.model import Record, UsageError, to_json

FORMATS = ("json", "jsonl", "csv")
"""The formats that ``write_records`` knows."""


def write_records(records: Iterable[Record], fmt: str, stream: TextIO) -> None:
    """Write records in the order given, each as soon as it is there.

    ``jsonl`` is the contract: one article a line. ``json`` is one array of the same objects. ``csv`` is one row a
    report (see ``onrecord.formats.csv_reports``). All are UTF-8 with ``\\n`` as line end: a stream over bytes, such
    as a file or standard output, gets exactly those bytes whatever its own encoding. Raises ``UsageError`` for
    another format.
    """
    lines = _LINES.get(fmt)
    if lines is None:
        raise UsageError(f"unknown format '{fmt}': choose one of {', '.join(FORMATS)}")
    write_lines(lines(records), stream)


def write_lines(lines: Iterable[bytes], stream: TextIO) -> None:
    """Write lines of UTF-8 as they come."""
    put = _putter(stream)
    for line in lines:
        put(line)


def _jsonl(records: Iterable[Record]) -> Iterator[bytes]:
    for record in records:
        yield to_json(record) + b"\n"


def _json(records: Iterable[Record]) -> Iterator[bytes]:
    before = b"[\n"
    for record in records:
        yield before + to_json(record)
        before = b",\n"
    yield b"[]\n" if before == b"[\n" else b"\n]\n"


_LINES: dict[str, Callable[[Iterable[Record]], Iterator[bytes]]] = {
    "json": _json,
    "jsonl": _jsonl,
    "csv": csv_lines,
}


def _putter(stream: TextIO) -> Callable[[bytes], None]:
    """Return what puts bytes on the stream and passes them on at once, so that a pipe's reader need not wait."""
    binary = getattr(stream, "buffer", None)

    def to_bytes(line: bytes) -> None:
        assert binary is not None
        binary.write(line)
        binary.flush()

    def to_text(line: bytes) -> None:
        stream.write(line.decode("utf-8"))

    if binary is None:
        return to_text
    stream.flush()  # what was written as text before stays before
    return to_bytes
