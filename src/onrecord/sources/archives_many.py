"""Files of many articles: which reader takes which kind. Loaded only where such a file is met."""

from __future__ import annotations

import io
import json
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from onrecord.model import InputError
from onrecord.sources.archives import read_archive
from onrecord.sources.archives_packed import ReadMember, read_tar, read_zip, reason_of_damage, unzipped
from onrecord.sources.archives_tables import read_csv, read_parquet
from onrecord.sources.documents import Limits, RawDocument
from onrecord.sources.files import too_large
from onrecord.sources.lines import document_of, read_lines


def read_many(
    stream: BinaryIO,
    name: str,
    file: str,
    kind: str,
    limits: Limits,
    published: str | None,
    member: ReadMember,
) -> Iterator[RawDocument | InputError]:
    """Yield the articles of a file of this kind; ``member`` reads what a ZIP or tar holds. Errors come as values."""
    if kind == "zip":
        yield from read_zip(stream, name, file, member)
    elif kind == "tar":
        yield from read_tar(stream, name, file, member)
    else:
        packed = kind.endswith(".gz")
        read = _READERS[kind.removesuffix(".gz")]
        try:
            yield from read(unzipped(stream) if packed else stream, name, file, limits, published)
        except (EOFError, zlib.error) as error:  # what came before the damage stays
            yield InputError(name, reason_of_damage(error))


def _read_json(
    stream: BinaryIO, name: str, file: str, limits: Limits, published: str | None
) -> Iterator[RawDocument | InputError]:
    """Read an object or an array of objects, ours or ninjs, else JSON lines under another ending."""
    data = stream.read(limits.document_bytes + 1)
    begins = data[:64].lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if len(data) > limits.document_bytes and (begins == b"[" or not stream.seekable()):
        raise InputError(name, too_large(limits.document_bytes))
    if len(data) > limits.document_bytes:
        stream.seek(0)
        yield from read_lines(stream, name, file, limits, published)
        return
    whole = _whole(data)
    if isinstance(whole, list):
        for number, one in enumerate(whole, 1):
            try:
                yield document_of(one, f"{name}:{number}", f"{file}:{number}", published)
            except InputError as error:
                yield error
        if not whole:
            raise InputError(name, "is an empty array: there is nothing to read in it")
    elif whole is not None:
        yield document_of(whole, name, file, published)
    else:
        yield from read_lines(io.BytesIO(data), name, file, limits, published)


def _whole(data: bytes) -> object:
    """The file as one JSON value; ``None`` for one of an object a line."""
    if b"\n" not in data.strip():
        return None if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") else _parsed(data)
    return _parsed(data)


def _parsed(data: bytes) -> object:
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None


_READERS = {
    "warc": lambda stream, name, _file, limits, published: read_archive(stream, name, limits, published),
    "csv": read_csv,
    "parquet": read_parquet,
    "jsonl": read_lines,
    "json": _read_json,
}
