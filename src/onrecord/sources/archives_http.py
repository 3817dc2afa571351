"""What a server answered, out of its transfer and content encodings, whether an archive keeps it in them or not.

ISO 28500 wants an answer as it came over the wire, in all its encodings. Many crawlers store it unpacked and leave the header as
it was: CC-NEWS did until May 2019 (https://github.com/commoncrawl/news-crawl/issues/30). So a header only says what may have to be
unpacked, and the bytes say whether they have to be.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable

from fastwarc.stream_io import BrotliReader, ZstdReader

_CHUNK = re.compile(rb"[ \t]*+([0-9a-fA-F]{1,8}+)[ \t]*+(?:;[^\r\n]{0,1000})?\r?\n")
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*+<[a-zA-Z!?]")
"""How a page begins that is in no encoding any more. Nothing that is packed begins so."""
_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*+<(?:!doctype\s++html|html|head|body)\b", re.IGNORECASE)
_CHARSET = re.compile(r"charset\s*+=\s*+[\"']?\s*+([^\s;,\"']{1,40})", re.IGNORECASE)
_GZIP = b"\x1f\x8b"
_NONE = frozenset(("", "identity"))


class DamagedAnswerError(Exception):
    """An answer cannot be unpacked; the message says what is wrong with it."""


def media_type(header: str | None) -> str | None:
    """Return the type in a ``Content-Type``, lower case: the first where two headers were put together."""
    return re.split(r"[;,]", header, maxsplit=1)[0].strip().lower() or None if header else None


def charset_in(header: str | None) -> str | None:
    """Return the charset in a ``Content-Type``."""
    found = _CHARSET.search(header) if header else None
    return found.group(1).lower() if found else None


def is_page(body: bytes) -> bool:
    """Tell whether bytes begin as a page does: for an answer that does not say what it is."""
    return (
        re.match(rb"(?:\xef\xbb\xbf)?\s*+<(?:!doctype\s++html|html|head|body)\b", body, re.IGNORECASE)
        is not None
    )


def unpacked(body: bytes, transfer: str | None, content: str | None, limit: int) -> bytes:
    """Return an answer out of its encodings, at most ``limit`` + 1 bytes of it.

    ``transfer`` and ``content`` are its headers ``Transfer-Encoding`` and ``Content-Encoding``. An encoding that it is not in is
    passed over, and one that nobody knows too. Chunks and gzip that were cut off give what there is; all other damage raises
    ``DamagedAnswerError``.
    """
    # in the order in which they come off; gzip may also be a transfer encoding, over the wire the last to be put on
    for coding in [*reversed(_names(transfer)), *reversed(_names(content))]:
        if coding == "chunked":
            body = _joined(body, limit)
        elif coding in _UNPACKERS and not _MARKUP.match(body):
            body = _UNPACKERS[coding](body, limit)
    return body


def _names(header: str | None) -> list[str]:
    names = [name.strip().lower() for name in (header or "").split(",")]
    return [name.removeprefix("x-") for name in names if name not in _NONE]


def _joined(body: bytes, limit: int) -> bytes:
    """The chunks of a body put together; a body that does not begin as a chunk does is whole already."""
    parts: list[bytes] = []
    size = at = 0
    while size <= limit and at < len(body):
        found = _CHUNK.match(body, at)
        if found is None:
            if not parts:
                return body
            if len(body) - at < 16:  # cut off within the size of the next one
                break
            raise DamagedAnswerError("a chunk of it does not say how long it is")
        length = int(found.group(1), 16)
        if not length:
            break
        part = body[found.end() : found.end() + length]
        parts.append(part)
        size += len(part)
        at = found.end() + length
        at += 2 if body[at : at + 2] == b"\r\n" else body[at : at + 1] == b"\n"
    return b"".join(parts)


def _inflated(body: bytes, limit: int) -> bytes:
    """gzip, of which there may be several in a row."""
    if not body.startswith(_GZIP):
        return body
    parts, size = [], 0
    while body.startswith(_GZIP) and size <= limit:
        part, body = _inflate(body, zlib.MAX_WBITS | 16, limit + 1 - size)
        parts.append(part)
        size += len(part)
    return b"".join(parts)


def _deflated(body: bytes, limit: int) -> bytes:
    """zlib as the standard has it, else a bare deflate stream, as some servers send."""
    head = int.from_bytes(body[:2], "big")
    bare = len(body) < 2 or body[0] & 15 != 8 or head % 31
    return _inflate(body, -zlib.MAX_WBITS if bare else zlib.MAX_WBITS, limit + 1)[0]


def _inflate(body: bytes, bits: int, most: int) -> tuple[bytes, bytes]:
    """Unpack at most so many bytes; return them and what comes after the stream."""
    stream = zlib.decompressobj(bits)
    try:
        return stream.decompress(body, most), stream.unused_data
    except zlib.error as error:
        raise DamagedAnswerError(str(error)) from error


def _brotli(body: bytes, limit: int) -> bytes:
    return _read(BrotliReader(io.BytesIO(body)), limit)


def _zstd(body: bytes, limit: int) -> bytes:
    return _read(ZstdReader(io.BytesIO(body)), limit)


def _read(stream: BrotliReader | ZstdReader, limit: int) -> bytes:
    parts, left = [], limit + 1
    try:
        while left > 0 and (part := stream.read(min(left, 1 << 16))):
            parts.append(part)
            left -= len(part)
    except (OSError, EOFError) as error:
        raise DamagedAnswerError(str(error)) from error
    return b"".join(parts)


_UNPACKERS: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": _inflated,
    "deflate": _deflated,
    "br": _brotli,
    "zstd": _zstd,
}
