"""Every kind of input into raw documents, lazily and in order; what fails comes as a value in its place."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from onrecord.model import FetchRefusedError, InputError
from onrecord.sources.documents import Limits, RawDocument
from onrecord.sources.encoding import decode_html, decode_text
from onrecord.sources.files import (
    SUFFIXES,
    file_id,
    kind_of,
    open_file,
    read_bytes,
    shown,
    standard_input,
    walk,
)
from onrecord.sources.lines import read_lines

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]+)://", re.IGNORECASE)
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|div|p)\b",
    re.I | re.S,
)
_OBJECT = re.compile(rb'[\s\xef\xbb\xbf]*\{\s*"')
_HEAD = 4096

DEFAULT_LIMITS = Limits()


def open_inputs(
    inputs: Sequence[str],
    *,
    published: str | None = None,
    allow_private: bool = False,
    limits: Limits = DEFAULT_LIMITS,
) -> Iterator[RawDocument | InputError]:
    """Yield the documents of all inputs in their order, and an ``InputError`` in the place of each that fails.

    An input is a ``.txt``, ``.html``, ``.jsonl`` or ``.warc(.gz)`` file, a folder of those, an ``http(s)`` address,
    or ``-`` for standard input. ``published`` (ISO date) is for those that have no date of their own. Addresses in
    private, loopback and reserved networks are refused unless ``allow_private``.
    """
    for item in inputs:
        try:
            yield from _open(item, published, allow_private, limits)
        except InputError as error:
            yield error


def _open(
    item: str, published: str | None, allow_private: bool, limits: Limits
) -> Iterator[RawDocument | InputError]:
    if item == "-":
        yield from _open_stream(standard_input(), "standard input", "-", None, limits, published)
    elif scheme := _SCHEME.match(item):
        if scheme.group(1).lower() not in ("http", "https"):
            raise FetchRefusedError(item, "is not an http or https address: only those are fetched")
        from onrecord.sources.addresses import fetch  # httpx takes a quarter of a second to load

        yield fetch(item, limits, published, allow_private=allow_private)
    elif os.path.isdir(item):
        yield from _open_folder(item, published, limits)
    else:
        yield from _open_path(item, published, limits)


def _open_folder(folder: str, published: str | None, limits: Limits) -> Iterator[RawDocument | InputError]:
    found = False
    for path in walk(folder):
        found = True
        if isinstance(path, InputError):
            yield path
            continue
        try:
            yield from _open_path(path, published, limits)
        except InputError as error:
            yield error
    if not found:
        kinds = ", ".join(SUFFIXES)
        raise InputError(
            shown(folder), f"holds no file that can be read: put files with the endings {kinds} in it"
        )


def _open_path(path: str, published: str | None, limits: Limits) -> Iterator[RawDocument | InputError]:
    with open_file(path) as stream:
        yield from _open_stream(stream, shown(path), file_id(path), kind_of(path), limits, published)


def _open_stream(
    stream: BinaryIO, name: str, file: str, kind: str | None, limits: Limits, published: str | None
) -> Iterator[RawDocument | InputError]:
    """Read one stream. Where its name does not say what it is (``kind`` is ``None``), its first bytes do."""
    if kind == "jsonl":
        yield from read_lines(stream, name, file, limits, published)
        return
    if kind == "warc":
        from onrecord.sources.archives import read_archive

        yield from read_archive(stream, name, limits, published)
        return
    if kind is None and _OBJECT.match(_head(stream)):
        yield from read_lines(stream, name, file, limits, published)
        return
    data = read_bytes(stream, name, limits.document_bytes)
    if kind is None and data.startswith(b"WARC/1."):
        yield from _open_stream(io.BytesIO(data), name, file, "warc", limits, published)
        return
    text = decode_html(data, name) if kind == "html" else decode_text(data, name)
    if kind == "html" or (kind is None and _PAGE.match(text)):
        yield RawDocument(name=name, id=file, kind="html", content=data, default_published=published)
    else:
        yield RawDocument(name=name, id=file, kind="text", content=text, default_published=published)


def _head(stream: BinaryIO) -> bytes:
    """Return the first bytes of a stream, which stay in it."""
    if isinstance(stream, io.BufferedReader):
        return stream.peek(_HEAD)[:_HEAD]
    position = stream.tell()
    head = stream.read(_HEAD)
    stream.seek(position)
    return head
