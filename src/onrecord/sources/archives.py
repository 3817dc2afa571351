"""Web archives (WARC, ISO 28500): their pages, past whatever is damaged in them."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecordType

from onrecord.model import InputError
from onrecord.sources.archives_http import (
    DamagedAnswerError,
    charset_in,
    is_page,
    media_type,
    unpacked,
)
from onrecord.sources.documents import Kind, Limits, RawDocument
from onrecord.sources.files import reason_of, too_large

_KINDS: dict[str, Kind] = {"text/html": "html", "application/xhtml+xml": "html"}
_GZIP = b"\x1f\x8b\x08"
_RECORD = b"WARC/1."
_SYSTEMS = frozenset({0, 3, 11, 255})  # what writers of gzip name as their system
_WINDOW = 1 << 20
_HOLDS = (WarcRecordType.response, WarcRecordType.resource)
_SHORT = "shorter than it says"


def read_archive(
    stream: BinaryIO, name: str, limits: Limits, published: str | None
) -> Iterator[RawDocument | InputError]:
    """Yield the pages of an archive. A damaged record is named by its place, and reading goes on at the next."""
    if not stream.seekable():
        stream = io.BytesIO(stream.read())
    start: int | None = 0
    pages = failures = 0
    while start is not None:
        run = _Run()
        for outcome in _good_pages(stream, start, run, name, limits, published):
            failures += isinstance(outcome, InputError)
            pages += 1
            yield outcome
        if run.error is not None:
            yield run.error
            return
        if run.damage is None:
            break
        if run.named_next:  # the next record is not readable either, and is named when it is tried
            start = run.at
            continue
        failures += 1
        yield InputError(
            f"{name}@{run.at}", f"has a damaged record there ({run.damage}), skipped: fetch the archive again"
        )
        start = _next_record(stream, run.at + 1)
    if not pages and not failures:
        yield InputError(
            name,
            "holds no web page: check that it is an archive with pages (text/html) that were answered with 200",
        )


@dataclass(slots=True)
class _Run:
    """How a run over good records ended."""

    at: int = 0
    """Where the damaged record begins."""
    damage: str | None = None
    named_next: bool = False
    error: InputError | None = None


def _good_pages(
    stream: BinaryIO, start: int, run: _Run, name: str, limits: Limits, published: str | None
) -> Iterator[RawDocument | InputError]:
    """Yield pages from ``start`` up to the first damage, and write into ``run`` what it is."""
    stream.seek(start)
    last: int | None = None
    run.at = start
    in_hand = False
    try:
        for record in ArchiveIterator(stream, parse_http=True, auto_decode="none"):
            run.at, in_hand = int(record.stream_pos), True
            if record.record_type in _HOLDS:
                outcome = _page(record, f"{name}@{run.at}", limits, published)
                if isinstance(outcome, str):
                    run.damage = outcome
                    return
                if outcome is not None:
                    yield outcome
            last, in_hand = run.at, False
    except OSError as error:
        if error.errno is not None:
            run.error = InputError(name, reason_of(error))
            return
        run.damage = str(error) or "cannot be decompressed"
        following = None if in_hand or last is None else _next_record(stream, last + 1)
        if following is not None and not _readable(stream, following):
            run.at, run.named_next = following, True
        return
    beyond = None if last is None else _next_record(stream, last + 1)
    if beyond is not None:
        run.at, run.damage = beyond, "it ends early"


def _page(
    record: Any, name: str, limits: Limits, published: str | None
) -> RawDocument | InputError | str | None:
    """Return the page, why it cannot be used, what is damaged in it, or ``None`` for what is no page."""
    length, url = int(record.content_length), _address(record)
    answer = record.http_headers
    if answer is not None and answer.status_code is not None:
        said = answer.get("Content-Type")
        kind = _KINDS.get(media_type(said) or "text/html") if answer.status_code == 200 else None
        damage = None
    else:
        said, answer = record.headers.get("Content-Type"), None
        expected = record.record_type == WarcRecordType.response and (url or "").startswith("http")
        # other protocols answer too, and a page may be kept as it is, without an answer around it
        kind = "html" if expected else _KINDS.get(media_type(said) or "")
        damage = "no HTTP response in it" if expected else None
    if kind is None:
        return _passed_over(record, length)
    if length > limits.document_bytes:
        return InputError(url or name, too_large(limits.document_bytes))
    body = record.reader.read(length)
    if damage or len(body) < length:
        return damage or _SHORT
    try:
        if answer is not None:
            encodings = answer.get("Transfer-Encoding"), answer.get("Content-Encoding")
            body = unpacked(body, *encodings, limits.document_bytes)
    except DamagedAnswerError as error:
        return InputError(url or name, f"cannot be unpacked ({error}): fetch the page again")
    if not body.strip() or (said is None and not is_page(body)):
        return None
    if len(body) > limits.document_bytes:
        return InputError(url or name, too_large(limits.document_bytes))
    return RawDocument(
        name=url or name,
        id=url or name,
        kind=kind,
        content=body,
        charset=charset_in(said),
        url=url,
        default_published=published,
    )


def _address(record: Any) -> str | None:
    """Where the page stood; wget sets it in angle brackets, as a draft of the standard had it."""
    address = record.headers.get("WARC-Target-URI")
    return address.strip("<>") if address else None


def _passed_over(record: Any, length: int) -> str | None:
    """Read what is no page without holding it; return what is damaged in it."""
    while piece := record.reader.read(_WINDOW):
        length -= len(piece)
    return _SHORT if length > 0 else None


def _readable(stream: BinaryIO, position: int) -> bool:
    stream.seek(position)
    try:
        record = next(iter(ArchiveIterator(stream, parse_http=False)), None)
        if record is None:
            return False
        while record.reader.read(_WINDOW):
            pass
        return True
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
    stream.seek(max(0, position - 1))
    head = stream.read(4096)
    if position:
        before, head = head[:1], head[1:]
        if head.startswith(_RECORD):
            return before == b"\n"
    if head.startswith(_RECORD):
        return True
    try:
        start = zlib.decompressobj(wbits=31).decompress(head, 64)
    except zlib.error:  # damaged soon after its header, which is then all there is to go by
        return (
            head.startswith(_GZIP)
            and len(head) > 9
            and head[3] < 32
            and head[8] in (0, 2, 4)
            and head[9] in _SYSTEMS
        )
    return start.startswith(_RECORD) or (not start and len(head) < 1000)  # cut off before its first word
