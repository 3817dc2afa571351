"""Articles as rows: CSV and Parquet with the columns that JSON lines have as keys."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

from onrecord.model import InputError
from onrecord.sources.documents import Limits, RawDocument
from onrecord.sources.encoding import decode_text, in_utf8, wide
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
    delimiter = _delimiter(header)
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
    """Yield rows as text: a line goes on in the next where a quotation that begins a cell is not closed in it."""
    number, opens = 0, _OPENS[",;\t"]
    held: list[bytes] = []
    size, opened = 0, False
    while True:
        try:
            line = stream.readline(limits.document_bytes + 1)
        except (OSError, EOFError) as error:
            yield InputError(name, reason_of(error))
            return
        if not (number or held) and (encoding := wide(line)):
            stream = in_utf8(line, stream, encoding)
            continue
        if not line and not held:
            return
        held.append(line)
        size += len(line)
        opened = _is_open(line, opened, opens)
        where = f"{name}, row {number}"
        if size > limits.document_bytes:
            _skip_row(stream, line, opened, opens)
            yield InputError(where, too_large(limits.document_bytes))
        elif opened and line:
            continue
        elif opened:
            yield InputError(where, _NEVER_CLOSED.format(len(held) - 1))
        elif held[0].strip():
            row = _decoded(b"".join(held), where)
            if not number and isinstance(row, str):
                opens = _OPENS[_delimiter(row)]
            yield row
        number += size > limits.document_bytes or bool(held[0].strip())
        held, size, opened = [], 0, False


def _delimiter(header: str) -> str:
    """Return what parts the cells of a header."""
    return max(",;\t", key=header.count)


_OPENS = {marks: re.compile(rb'(?:^|[%s])"' % marks.encode()) for marks in (",;\t", *",;\t")}
_CLOSES = re.compile(rb'(?:[^"]++|"")*+"')
_NEVER_CLOSED = (
    "opens a quotation that is never closed, so that the {} lines from there on are not read: close it"
)


def _is_open(line: bytes, opened: bool, opens: re.Pattern[bytes]) -> bool:
    """Tell whether a quotation is open after a line. A quotation mark within a bare cell is no more than a sign: 12" guns."""
    at = 0
    while True:
        found = (_CLOSES.match if opened else opens.search)(line, at)
        if found is None:
            return opened
        at, opened = found.end(), not opened


def _skip_row(stream: BinaryIO, piece: bytes, opened: bool, opens: re.Pattern[bytes]) -> None:
    """Pass over the rest of a row that is too large, piece by piece."""
    while piece and (opened or not piece.endswith(b"\n")):
        piece = stream.readline(1 << 20)
        opened = _is_open(piece, opened, opens)


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
