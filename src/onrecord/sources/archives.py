"""Web archives (WARC, ISO 28500): their pages, past whatever is damaged in them."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecordType

from onrecord.model import InputError
from onrecord.sources.documents import Kind, Limits, RawDocument
from onrecord.sources.files import reason_of, too_large

_KINDS: dict[str, Kind] = {"text/html": "html", "application/xhtml+xml": "html"}
_GZIP = b"\x1f\x8b\x08"
_RECORD = b"WARC/1."
_WINDOW = 1 << 20


def read_archive(
    stream: BinaryIO, name: str, limits: Limits, published: str | None
) -> Iterator[RawDocument | InputError]:
    """Yield the pages of an archive. A damaged record is named by its place, and reading goes on at the next."""
    if not stream.seekable():
        stream = io.BytesIO(stream.read())
    start: int | None = 0
    pages = failures = 0
    while start is not None:
        stream.seek(start)
        damage: str | None = None
        at = start
        try:
            for record in ArchiveIterator(
                stream, record_types=WarcRecordType.response, parse_http=True, auto_decode="all"
            ):
                at = int(record.stream_pos)
                outcome = _page(record, f"{name}@{at}", limits, published)
                if isinstance(outcome, str):
                    damage = outcome
                    break
                if outcome is not None:
                    failures += isinstance(outcome, InputError)
                    pages += 1
                    yield outcome
        except OSError as error:
            if error.errno is not None:
                yield InputError(name, reason_of(error))
                return
            damage, at = str(error) or "cannot be decompressed", _after_good(stream, at, start)
        if damage is None:
            break
        failures += 1
        yield InputError(
            f"{name}@{at}", f"is a damaged record ({damage}) and was skipped: fetch the archive again"
        )
        start = _next_record(stream, at + 1)
    if not pages and not failures:
        yield InputError(name, "holds no web page: check that it is an archive with text/html responses")


def _page(
    record: Any, name: str, limits: Limits, published: str | None
) -> RawDocument | InputError | str | None:
    """Return the page, why it cannot be used, what is damaged in it, or ``None`` for what is no page."""
    headers = record.http_headers
    url = record.headers.get("WARC-Target-URI")
    length = int(record.content_length)
    if length > 5 * limits.document_bytes:
        return InputError(url or name, too_large(limits.document_bytes))
    body = record.reader.read(limits.document_bytes + 1)
    if headers is None or headers.status_code is None:
        return "no HTTP response in it"
    encoded = any(headers.get(key) for key in ("Content-Encoding", "Transfer-Encoding"))
    if not encoded and len(body) < min(length, limits.document_bytes):
        return "shorter than it says"
    kind = _KINDS.get((record.http_content_type or "").lower())
    if kind is None or headers.status_code != 200 or not body.strip():
        return None
    if len(body) > limits.document_bytes:
        return InputError(url or name, too_large(limits.document_bytes))
    return RawDocument(
        name=url or name,
        id=url or name,
        kind=kind,
        content=body,
        charset=record.http_charset,
        url=url,
        default_published=published,
    )


def _after_good(stream: BinaryIO, last: int, start: int) -> int:
    """Return where the record after the last good one begins: that is the damaged one."""
    following = _next_record(stream, last + 1) if last > start or _readable(stream, last) else last
    return last if following is None else following


def _readable(stream: BinaryIO, position: int) -> bool:
    stream.seek(position)
    try:
        record = next(iter(ArchiveIterator(stream, parse_http=False)), None)
        return record is not None and bool(record.reader.read(1))
    except OSError:
        return False


def _next_record(stream: BinaryIO, position: int) -> int | None:
    """Return where the next record begins: a gzip member or a plain line that starts as WARC records do."""
    while True:
        stream.seek(position)
        window = stream.read(_WINDOW)
        found = [i for i in (window.find(_GZIP), window.find(_RECORD)) if i >= 0]
        if found:
            first = position + min(found)
            if _begins_record(stream, first):
                return first
            position = first + 1
        elif len(window) < _WINDOW:
            return None
        else:
            position += len(window) - len(_RECORD)


def _begins_record(stream: BinaryIO, position: int) -> bool:
    stream.seek(position)
    head = stream.read(4096)
    if head.startswith(_RECORD):
        return True
    try:
        return zlib.decompressobj(wbits=31).decompress(head, 64).startswith(_RECORD)
    except (zlib.error, gzip.BadGzipFile):
        return False
