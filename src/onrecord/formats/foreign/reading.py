"""Files to import, row by row: which format a file is in, and records or errors that name file and row."""

from __future__ import annotations

import csv
import gzip
import io
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import IO, cast

import msgspec

from onrecord.formats.dictionary import export_format
from onrecord.formats.foreign import acled, polecat
from onrecord.formats.foreign.acled import acled_record
from onrecord.formats.foreign.gdelt import gdelt_record
from onrecord.formats.foreign.polecat import polecat_record
from onrecord.formats.parquet import read_parquet
from onrecord.model import InputError, Record, from_json
from onrecord.ontology import EventKind
from onrecord.sources.damage import DAMAGE

READABLE = ("jsonl", "parquet", "gdelt", "polecat", "acled")
"""The formats that ``read_export`` knows."""

Outcome = Record | InputError
Cells = Mapping[str, str]

_GDELT_1 = "is of GDELT 1.0, which is not read: import the event files of GDELT 2.0"
_OTHER_GDELT = {
    16: "is of GDELT's mentions, which say nothing of what happened: import the file of events (.export.CSV)",
    27: "is of GDELT's knowledge graph, which is not read: import the file of events (.export.CSV)",
    57: _GDELT_1,
    58: _GDELT_1,
}
"""What other files of GDELT have, by their number of columns."""
csv.field_size_limit(16 * 1024 * 1024)  # ACLED's notes and POLECAT's lists are long


def read_export(path: Path, fmt: str | None, kinds: Mapping[str, EventKind]) -> Iterator[Outcome]:
    """Yield the record of each row, or an ``InputError`` that names the file and the row; the rest goes on.

    ``fmt`` is one of ``READABLE``, or ``None``: what the file begins with tells it. ``kinds`` are the event types in
    force. A ``.zip`` with one file and a ``.gz`` are unpacked as they are read.
    """
    try:
        known = fmt or _format_of(path)
        if known == "parquet":
            yield from _parquet(path)
            return
        with ExitStack() as stack:
            stream = _opened(path, stack)
            if known == "jsonl":
                yield from _json_lines(path, stream)
            else:
                yield from _rows(path, stream, known, kinds)
    except InputError as error:
        yield error
    except DAMAGE as error:
        reason = getattr(error, "strerror", None) or str(error)
        yield InputError(str(path), f"cannot be read: {reason}")


def _opened(path: Path, stack: ExitStack) -> IO[bytes]:
    if path.suffix == ".gz":
        return cast(IO[bytes], stack.enter_context(gzip.open(path)))
    if path.suffix == ".zip":
        archive = stack.enter_context(zipfile.ZipFile(path))
        names = [name for name in archive.namelist() if not name.endswith("/")]
        if len(names) != 1:
            raise InputError(str(path), f"holds {len(names)} files: unpack it and import them one by one")
        try:
            return stack.enter_context(archive.open(names[0]))
        except (ValueError, RuntimeError) as error:  # names that are no text; encrypted members
            raise InputError(
                str(path), f"cannot be unpacked ({error}): unpack it by hand or fetch it again"
            ) from error
    return stack.enter_context(path.open("rb"))


def _format_of(path: Path) -> str:
    """The format that the beginning of a file tells."""
    if path.is_dir() or path.suffix == ".parquet":
        return "parquet"
    with ExitStack() as stack:
        head = _opened(path, stack).readline(1 << 20)
    line = head.decode("utf-8-sig", "replace").rstrip("\r\n")
    if not line:
        raise InputError(str(path), "is empty")
    if line.startswith("{") and '"text"' in line:
        return "jsonl"
    if "event_id_cnty" in line.lower():
        return "acled"
    cells = line.split("\t")
    if "Event ID" in cells:
        return "polecat"
    if cells[0].isdecimal():
        return "gdelt"
    if line.startswith("report_id,"):
        reason = "is a CSV of reports, which holds neither the articles nor all of a report: import JSON lines or Parquet"
        raise InputError(str(path), reason)
    raise InputError(
        str(path), f"is in no format that can be imported: name one of {', '.join(READABLE)} with --from"
    )


def _json_lines(path: Path, stream: IO[bytes]) -> Iterator[Outcome]:
    for number, line in enumerate(stream, 1):
        if line.strip():
            yield _record(path, f"line {number}", line)


def _record(path: Path, where: str, line: bytes | str) -> Outcome:
    try:
        return from_json(line)
    except (msgspec.DecodeError, UnicodeDecodeError, TypeError) as error:
        return InputError(f"{path}, {where}", f"is no record of `onrecord read --format jsonl`: {error}")


def _parquet(path: Path) -> Iterator[Outcome]:
    file = path / "articles.parquet" if path.is_dir() else path
    with file.open("rb") as stream:
        whole = stream.read(4) == b"PAR1" and stream.seek(-4, io.SEEK_END) and stream.read() == b"PAR1"
    if not whole:
        raise InputError(str(file), "is no Parquet file, or not all of it is there")
    try:
        for number, line in enumerate(read_parquet(file, "record"), 1):
            yield _record(file, f"row {number}", "" if line is None else line)
    except KeyError as error:
        reason = "has no column `record`: import the articles.parquet of `onrecord export --as parquet`"
        raise InputError(str(file), reason) from error


def _rows(path: Path, stream: IO[bytes], fmt: str, kinds: Mapping[str, EventKind]) -> Iterator[Outcome]:
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape", newline="")
    make: dict[str, Callable[[Cells], Record]] = {
        "gdelt": gdelt_record,
        "polecat": lambda cells: polecat_record(cells, kinds),
        "acled": acled_record,
    }
    with text:
        for where, row in _tabular(path, text, fmt):
            name = f"{path}, {where}"
            if isinstance(row, str):
                yield InputError(name, row)
                continue
            try:
                yield make[fmt](row)
            except ValueError as error:
                yield InputError(name, str(error))


def _tabular(path: Path, text: io.TextIOWrapper, fmt: str) -> Iterator[tuple[str, Cells | str]]:
    """Yield each row as cells by column, or what is wrong with it, with its number in the file."""
    lines = _numbered(text, fmt)
    columns: Sequence[str] = tuple(export_format("gdelt").columns)
    if fmt != "gdelt":
        _, head = next(lines, ("", []))
        if isinstance(head, str):
            raise InputError(str(path), f"its header: {head}")
        columns = [name.strip() for name in head]
        columns = [name.lower() for name in columns] if fmt == "acled" else columns
        _check_header(path, columns, polecat.NEEDED if fmt == "polecat" else acled.NEEDED, fmt)
    for where, cells in lines:
        if isinstance(cells, str):
            yield where, cells
        elif len(cells) != len(columns):
            if fmt == "gdelt" and len(cells) in _OTHER_GDELT:
                raise InputError(f"{path}, {where}", _OTHER_GDELT[len(cells)])  # so is the rest of the file
            yield where, f"has {len(cells)} cells, and {len(columns)} are expected"
        elif _is_not_utf8(cells):
            yield where, "is not UTF-8: save the file as UTF-8"
        else:
            yield where, dict(zip(columns, cells, strict=True))


def _is_not_utf8(cells: Sequence[str]) -> bool:
    return any("\udc80" <= c <= "\udcff" for cell in cells for c in cell)


def _check_header(path: Path, columns: Sequence[str], needed: Sequence[str], fmt: str) -> None:
    if _is_not_utf8(columns):
        raise InputError(str(path), "its header is not UTF-8: save the file as UTF-8")
    missing = [name for name in needed if name not in columns]
    if missing:
        raise InputError(str(path), f"is no {fmt} file: its header lacks {', '.join(missing)}")
    doubled = sorted({name for name in columns if columns.count(name) > 1})
    if doubled:
        raise InputError(str(path), f"its header has {', '.join(doubled)} twice")


def _numbered(text: io.TextIOWrapper, fmt: str) -> Iterator[tuple[str, list[str] | str]]:
    """Yield rows with their numbers. Tab-separated files have no quotes; ACLED's are CSV with ``,`` or ``;``."""
    if fmt != "acled":
        for number, line in enumerate(text, 1):
            if line.strip():
                yield f"row {number}", line.rstrip("\r\n").split("\t")
        return
    first = text.readline()
    comma = "," if first.count(",") >= first.count(";") else ";"
    rows = csv.reader(_chained(first, text), delimiter=comma)
    number = 0
    while True:
        number += 1
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield f"row {number}", f"is no CSV: {error}"
            continue
        if cells:
            yield f"row {number}", cells


def _chained(first: str, rest: io.TextIOWrapper) -> Iterator[str]:
    yield first
    yield from rest
