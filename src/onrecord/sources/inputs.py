"""Every kind of input into raw documents, lazily and in order; what fails comes as a value in its place."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import BinaryIO

from onrecord.model import FetchRefusedError, InputError
from onrecord.sources.documents import Limits, RawDocument
from onrecord.sources.encoding import decode_html, decode_text
from onrecord.sources.files import (
    NOT_FETCHED,
    PACKED,
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
from onrecord.sources.plugin import read_with, reader_of

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]+)://", re.IGNORECASE)
_PAGE = re.compile(
    # what was matched is not given back: else comments in a row can be parted in as many ways as there are sums
    r"\s*+(?:<\?xml[^>]*+>\s*+)?(?:(?><!--.*?-->)\s*+)*+<(?:!doctype\s+html|html|head|body|article|div|p)\b",
    re.I | re.S,
)
_OBJECT = re.compile(rb'[\s\xef\xbb\xbf]*\{\s*"')
_HEAD = 4096
_MANY = frozenset(("warc", "csv", "csv.gz", "parquet", "jsonl.gz", "json", "json.gz", "zip", "tar"))
"""Kinds of files that may hold many articles, beside JSON lines."""

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
    or ``-`` for standard input; named by itself also ``.csv``, ``.parquet``, ``.zip``, ``.tar``, ninjs (``.json``),
    NewsML-G2 (``.xml``), and what a plug-in reads (``plugin.py``). ``published`` (ISO date) is for those that have no date of their own. Addresses in
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
        yield from open_path(item, published=published, limits=limits)


def open_path(
    path: str,
    *,
    published: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
    fetch: bool = False,
    allow_private: bool = False,
    skip: int = 0,
    reached: Callable[[int], None] | None = None,
) -> Iterator[RawDocument | InputError]:
    """Yield the documents of one file, those after the first ``skip`` alone; errors come as values.

    ``fetch``: also fetch the pages of a list of addresses. ``reached`` hears before each document at which byte of the
    file its reading has come.
    """
    name, kind = shown(path), kind_of(path)
    if kind is None and (reader := reader_of(path)) is not None:
        yield from islice(read_with(reader, path, name, published, limits), skip, None)
        return
    try:
        with open_file(path) as stream:
            if kind == "addresses" and fetch:
                from onrecord.sources.archives_lists import read_list

                found = read_list(stream, name, limits, published, allow_private=allow_private, skip=skip)
            else:
                whole = _as_values(_open_stream(stream, name, file_id(path), kind, limits, published))
                found = islice(whole, skip, None)
            for document in found:
                if reached is not None and not stream.closed:
                    reached(stream.tell())
                yield document
    except InputError as error:  # the file could not be opened
        if not skip:
            yield error


def _as_values(documents: Iterator[RawDocument | InputError]) -> Iterator[RawDocument | InputError]:
    try:
        yield from documents
    except InputError as error:
        yield error


def _open_folder(folder: str, published: str | None, limits: Limits) -> Iterator[RawDocument | InputError]:
    found = False
    for path in walk(folder):
        found = True
        if isinstance(path, InputError):
            yield path
            continue
        yield from open_path(path, published=published, limits=limits)
    if not found:
        kinds = ", ".join(SUFFIXES)
        raise InputError(
            shown(folder), f"holds no file that can be read: put files with the endings {kinds} in it"
        )


def _open_stream(
    stream: BinaryIO, name: str, file: str, kind: str | None, limits: Limits, published: str | None
) -> Iterator[RawDocument | InputError]:
    """Read one stream. Where its name does not say what it is (``kind`` is ``None``), its first bytes do."""
    if kind == "jsonl":
        yield from read_lines(stream, name, file, limits, published)
        return
    if kind == "addresses":
        raise InputError(name, NOT_FETCHED)
    if kind == "packed":
        raise InputError(name, PACKED)
    if kind in _MANY:
        from onrecord.sources.archives_many import read_many  # what reads archives takes its time to load

        def member(
            held: BinaryIO, where: str, its_id: str, its_kind: str
        ) -> Iterator[RawDocument | InputError]:
            return _open_stream(held, where, its_id, its_kind, limits, published)

        yield from read_many(stream, name, file, kind or "", limits, published, member)
        return
    if kind is None and _OBJECT.match(_head(stream)):
        yield from read_lines(stream, name, file, limits, published)
        return
    data = read_bytes(stream, name, limits.document_bytes)
    if kind is None and data.startswith(b"WARC/1."):
        yield from _open_stream(io.BytesIO(data), name, file, "warc", limits, published)
        return
    if kind == "xml" and (items := _newsml(data, name, file, published)):
        yield from items
        return
    text = decode_html(data, name) if kind == "html" else decode_text(data, name)
    if kind == "html" or (kind in (None, "xml") and _PAGE.match(text)):
        yield RawDocument(name=name, id=file, kind="html", content=data, default_published=published)
    elif kind == "xml":
        raise InputError(
            name, "is neither NewsML-G2 nor a page, or not all of it: give the articles as JSON lines"
        )
    else:
        yield RawDocument(name=name, id=file, kind="text", content=text, default_published=published)


def _newsml(
    data: bytes, name: str, file: str, published: str | None
) -> Iterator[RawDocument | InputError] | None:
    from onrecord.sources.archives_agency import newsml_root, read_newsml

    root = newsml_root(data)
    return None if root is None else read_newsml(root, name, file, published)


def _head(stream: BinaryIO) -> bytes:
    """Return the first bytes of a stream, which stay in it."""
    if isinstance(stream, io.BufferedReader):
        return stream.peek(_HEAD)[:_HEAD]
    position = stream.tell()
    head = stream.read(_HEAD)
    stream.seek(position)
    return head
