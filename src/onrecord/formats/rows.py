"""Rows with named columns as JSON, JSON lines and CSV."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TextIO

import msgspec

from onrecord.formats.cells import line, many, number, text_cell, truth
from onrecord.formats.writers import FORMATS, write_lines
from onrecord.model import UsageError

Row = Mapping[str, Any]


def write_rows(rows: Iterable[Row], columns: Sequence[str], fmt: str, stream: TextIO) -> None:
    """Write rows in the order given, each as soon as it is there; CSV by the same rules as for reports.

    Raises ``UsageError`` for an unknown format.
    """
    if fmt not in FORMATS:
        raise UsageError(f"unknown format '{fmt}': choose one of {', '.join(FORMATS)}")
    write_lines(_csv(rows, columns) if fmt == "csv" else _json(rows, columns, fmt), stream)


def _csv(rows: Iterable[Row], columns: Sequence[str]) -> Iterator[bytes]:
    yield line(columns)
    for row in rows:
        yield line(_cell(row[name]) for name in columns)


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return truth(value)
    if isinstance(value, int | float):
        return number(value)
    if isinstance(value, list | tuple):
        return many(_plain(part) for part in value)
    return text_cell(_plain(value))


def _plain(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def _json(rows: Iterable[Row], columns: Sequence[str], fmt: str) -> Iterator[bytes]:
    before = b"" if fmt == "jsonl" else b"[\n"
    after = b"\n" if fmt == "jsonl" else b""
    for row in rows:
        yield before + msgspec.json.encode({name: row[name] for name in columns}) + after
        before = before if fmt == "jsonl" else b",\n"
    if fmt == "json":
        yield b"[]\n" if before == b"[\n" else b"\n]\n"
