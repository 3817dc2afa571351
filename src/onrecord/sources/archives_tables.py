"""Articles as rows: CSV and Parquet with the columns that JSON lines have as keys."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

from onrecord.model import InputError
from onrecord.sources.documents import Limits, RawDocument
from onrecord.sources.encoding import decode_text
from onrecord.sources.files import reason_of, too_large
from onrecord.sources.lines import document_of
from onrecord.sources.parquet_rows import open_parquet

COLUMNS = ("id", "title", "published", "url", "outlet", "language", "text", "html")
"""The columns that are read; others are passed over."""
_NO_TEXT = f"has neither a column 'text' nor 'html': name the columns {', '.join(COLUMNS)}"
_NO_PARQUET = "cannot be read as Parquet{} ({}): write the file again"


def read_csv(
    stream: BinaryIO, name: str, file_id: str, limits: Limits, published: str | None
) -> Iterator[RawDocument | InputError]:
    """Yield the article of each row after the header; a bad row is an error that names file and row.

    Cells are parted by the comma, semicolon or tab that the header has most of.
    """
    rows = _csv_rows(stream, name, limits)
    header = next(rows, None)
    if header is None:
        yield InputError(name, "is empty: there is nothing to read in it")
        return
    if isinstance(header, InputError):
        yield header
        return
    delimiter = max(",;\t", key=header.count)
    try:
        columns = [cell.strip().lower() for cell in _cells(header, delimiter, limits)]
    except csv.Error as error:
        yield InputError(name, f"its header is no row of CSV ({error}): correct it")
        return
    if "text" not in columns and "html" not in columns:
        yield InputError(name, _NO_TEXT)
        return
    number = 0
    for number, row in enumerate(rows, 1):
        if isinstance(row, InputError):
            yield row
            continue
        where = f"{name}, row {number}"
        try:
            cells = _cells(row, delimiter, limits)
            if len(cells) != len(columns):
                raise InputError(
                    where, f"has {len(cells)} cells, and the header {len(columns)}: correct the row"
                )
            yield document_of(_known(columns, cells), where, f"{file_id}:{number}", published)
        except InputError as error:
            yield error
        except csv.Error as error:
            yield InputError(where, f"is no row of CSV ({error}): correct or remove it")
    if not number:
        yield InputError(name, "has a header and no row: there is nothing to read in it")


def _cells(row: str, delimiter: str, limits: Limits) -> Sequence[str]:
    if csv.field_size_limit() < limits.document_bytes:  # one setting for the whole process
        csv.field_size_limit(limits.document_bytes)
    return next(csv.reader([row], delimiter=delimiter, strict=True), [])


def _known(columns: Sequence[str], cells: Sequence[Any]) -> dict[str, Any]:
    """The cells that are read; an empty one is absent."""
    found = {c: v for c, v in zip(columns, cells, strict=True) if c in COLUMNS and v not in ("", None)}
    return found or {"text": None}


def _csv_rows(stream: BinaryIO, name: str, limits: Limits) -> Iterator[str | InputError]:
    """Yield rows as text: a line goes on in the next while its quotation marks do not match."""
    number, held = 0, b""
    while True:
        try:
            line = stream.readline(limits.document_bytes + 1)
        except (OSError, EOFError) as error:
            yield InputError(name, reason_of(error))
            return
        if not line and not held:
            return
        held += line
        where = f"{name}, row {number}"
        if len(held) > limits.document_bytes:
            _skip_row(stream, held)
            yield InputError(where, too_large(limits.document_bytes))
        elif line and held.count(b'"') % 2:
            continue
        elif held.strip():
            yield _decoded(held, where)
        else:
            held = b""
            continue
        number, held = number + 1, b""


def _skip_row(stream: BinaryIO, held: bytes) -> None:
    """Pass over the rest of a row that is too large, piece by piece."""
    marks, piece = held.count(b'"'), held
    while not (piece.endswith(b"\n") and marks % 2 == 0):
        piece = stream.readline(1 << 20)
        if not piece:
            return
        marks += piece.count(b'"')


def _decoded(row: bytes, where: str) -> str | InputError:
    try:
        return decode_text(row, where).rstrip("\r\n")
    except InputError as error:
        return error


def read_parquet(
    stream: BinaryIO, name: str, file_id: str, limits: Limits, published: str | None
) -> Iterator[RawDocument | InputError]:
    """Yield the article of each row; a bad row is an error that names file and row."""
    number = 0
    if not _is_parquet(stream):
        yield InputError(name, _NO_PARQUET.format("", "its first or last bytes are not PAR1"))
        return
    try:
        names, batches = open_parquet(stream, COLUMNS)
        columns = [column.lower() for column in names]
        kept = [column for column in columns if column in COLUMNS]
        if "text" not in kept and "html" not in kept:
            ours = "holds records that were read already: `onrecord load` and `onrecord import` take those"
            yield InputError(name, ours if "record" in columns else _NO_TEXT)
            return
        for rows in batches:
            for row in rows:
                number += 1
                where, its_id = f"{name}, row {number}", f"{file_id}:{number}"
                yield _row(kept, row, where, its_id, limits, published)
    except ValueError as error:
        after = f" after row {number}" if number else ""
        yield InputError(name, _NO_PARQUET.format(after, error))
        return
    if not number:
        yield InputError(name, "has no row: there is nothing to read in it")


def _is_parquet(stream: BinaryIO) -> bool:
    size = stream.seek(0, 2)
    stream.seek(max(0, size - 4))
    last = stream.read(4)
    stream.seek(0)
    first = stream.read(4)
    stream.seek(0)
    return size >= 12 and first == last == b"PAR1"


def _row(
    columns: Sequence[str],
    row: Sequence[Any],
    where: str,
    default_id: str,
    limits: Limits,
    published: str | None,
) -> RawDocument | InputError:
    known = _known(columns, [v.isoformat() if hasattr(v, "isoformat") else v for v in row])
    if any(isinstance(v, str) and len(v) > limits.document_bytes for v in known.values()):
        return InputError(where, too_large(limits.document_bytes))
    try:
        return document_of(known, where, default_id, published)
    except InputError as error:
        return error
