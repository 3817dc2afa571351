"""Bytes into text: byte order marks, declared and guessed encodings, and what is not text at all."""

from __future__ import annotations

import codecs
import io
import re
from typing import Any, BinaryIO

from onrecord.model import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_FORMATS = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
)
_META = re.compile(rb"<meta[^>]{0,300}?charset\s*+=\s*+[\"']?\s*+([a-zA-Z0-9_.:-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([a-zA-Z0-9_.:-]{2,40})[\"']")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_META_WINDOW = 4096  # browsers look at the first 1,024 bytes; real pages put it later
_SAMPLE = 100_000
_MOST_CONTROL = 0.002  # of the characters; text that went through terminals has some


def decode_text(data: bytes, name: str) -> str:
    """Decode a text file without changing anything but its byte order mark. Raises ``InputError`` for binary data."""
    encoding = _by_mark(data) or _by_nulls(data)
    if encoding is None:
        _refuse_known_formats(data, name)
        encoding = "utf-8" if _decodes(data, "utf-8") else _guess(data)
    text = _decode(data, encoding)
    _refuse_control(text, name)
    return text


def decode_html(data: bytes, name: str, declared: str | None = None) -> str:
    """Decode a page: byte order mark, then UTF-8 if it is valid, then what server and page declare, then a guess.

    Valid UTF-8 beyond ASCII is practically never anything else, while declarations are often wrong.
    """
    encoding = _by_mark(data)
    if encoding is None:
        _refuse_known_formats(data, name)
        encoding = _by_nulls(data) or _declared(data, declared)
    text = _decode(data, encoding)
    if 0 < text.count("\x00") <= max(3, _MOST_CONTROL * len(text)):
        text = text.replace("\x00", "")  # as browsers do
    _refuse_control(text, name)
    return text


def wide(head: bytes) -> str | None:
    """Return the encoding of which a file's mark says that its lines are no lines of bytes: UTF-16 or UTF-32."""
    encoding = _by_mark(head)
    return encoding[:6] if encoding and encoding != "utf-8" else None


def in_utf8(head: bytes, stream: BinaryIO, encoding: str) -> BinaryIO:
    """Return a stream, of which ``head`` was read already, in UTF-8, as it is read."""
    return io.BufferedReader(_Recoded(head, stream, encoding))


class _Recoded(io.RawIOBase):
    def __init__(self, head: bytes, stream: BinaryIO, encoding: str) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._ready = self._decoder.decode(head).encode("utf-8", "replace")
        self._ended = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._ready and not self._ended:
            data = self._stream.read(_SAMPLE)
            self._ended = not data
            self._ready = self._decoder.decode(data, self._ended).encode("utf-8", "replace")
        data, self._ready = self._ready[: len(buffer)], self._ready[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)


def _declared(data: bytes, declared: str | None) -> str:
    stateful = _codec(declared) or _in_page(data)
    if stateful is not None and stateful.startswith("iso2022"):  # seven-bit, so it looks like valid UTF-8
        return stateful
    if _decodes(data, "utf-8"):
        return "utf-8"
    for candidate in (_codec(declared), _in_page(data)):
        if candidate is None or candidate == "utf-8":
            continue
        if _decodes(data, candidate):
            return candidate
    return _guess(data)


def _in_page(data: bytes) -> str | None:
    found = _XML.search(data[:_META_WINDOW]) or _META.search(data[:_META_WINDOW])
    name = _codec(found.group(1).decode("ascii")) if found else None
    # a page whose declaration could be read as ASCII is not in UTF-16
    return None if name is not None and name.startswith(("utf-16", "utf-32")) else name


def _codec(name: str | None) -> str | None:
    """Return Python's name of a text encoding; ISO 8859-1 is read as Windows-1252, as browsers do."""
    if not name:
        return None
    try:
        info = codecs.lookup(name.strip("\"' "))
    except (LookupError, ValueError):
        return None
    if not getattr(info, "_is_text_encoding", True) or info.name in ("idna", "punycode", "unicode_escape"):
        return None
    return "cp1252" if info.name in ("iso8859-1", "ascii") else info.name


def _by_mark(data: bytes) -> str | None:
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)


def _by_nulls(data: bytes) -> str | None:
    """UTF-16 without a mark: every second byte of Latin text is zero."""
    sample = data[:4000]
    if len(sample) < 4 or b"\x00" not in sample:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) / 2
    for little, zeros, other in ((True, odd, even), (False, even, odd)):
        if zeros > 0.4 * half and other < 0.05 * half:
            return "utf-16-le" if little else "utf-16-be"
    return None


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except (UnicodeError, LookupError):
        return False
    return True


def _guess(data: bytes) -> str:
    """Guess among legacy encodings. Western text is tried first: its signs of error are easy to see."""
    broken = len(data) - len(data.decode("utf-8", "ignore").encode())
    if broken < 1e-4 * len(data):  # a few damaged bytes in a text that is UTF-8 otherwise
        return "utf-8"
    western = data[:_SAMPLE].decode("cp1252", "replace")
    high = [c for c in western if c > "\x7f"]
    if len(high) < 0.2 * len(western) and "\ufffd" not in western:
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    return best.encoding if best is not None else "cp1252"


def _decode(data: bytes, encoding: str) -> str:
    text = data.decode(encoding, "replace")
    return text.lstrip("\ufeff")  # files joined from others begin with several marks


def _refuse_known_formats(data: bytes, name: str) -> None:
    for magic, what in _FORMATS:
        if data.startswith(magic):
            raise InputError(name, f"is {what}, not text: save the article as text or HTML and read that")


def _refuse_control(text: str, name: str) -> None:
    sample = text[:_SAMPLE]
    strange = len(_CONTROL.findall(sample)) + sample.count("\ufffd")
    if strange > max(3, _MOST_CONTROL * len(sample)) or "\x00" in sample:
        raise InputError(name, "is binary data, not text: save the article as text or HTML and read that")
