"""Files and folders: what to read, in which order, within which size."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from onrecord.model import InputError

SUFFIXES = {
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".warc": "warc",
    ".warc.gz": "warc",
}
"""File name endings, lower case, and how such a file is read: those that are read wherever they lie in a folder."""
ARCHIVES = {
    ".jsonl.gz": "jsonl.gz",
    ".ndjson.gz": "jsonl.gz",
    ".json.gz": "json.gz",
    ".csv": "csv",
    ".csv.gz": "csv.gz",
    ".parquet": "parquet",
    ".zip": "zip",
    ".tar": "tar",
    ".tar.gz": "tar",
    ".tgz": "tar",
    ".tar.bz2": "tar",
    ".tbz2": "tar",
    ".tar.xz": "tar",
    ".txz": "tar",
    ".ninjs": "json",
    ".json": "json",
    ".xml": "xml",
    ".urls": "addresses",
    ".export.csv": "addresses",
    ".export.csv.zip": "addresses",
    ".mentions.csv": "addresses",
    ".mentions.csv.zip": "addresses",
    ".gkg.csv": "addresses",
    ".gkg.csv.zip": "addresses",
    ".gal.json": "addresses",
    ".gal.json.gz": "addresses",
}
"""The same of files that are read where they are named, and in a folder only by ``backfill``: a folder of pages may hold
tables and settings that are no articles."""
NOT_FETCHED = "is a list of addresses of pages: `onrecord backfill --fetch` fetches and reads them"
PACKED = "is packed as nothing is that is read here: unpack it, and give what was in it"
_PACKINGS = (".gz", ".bz2", ".xz", ".zst", ".lz4", ".lzma", ".z")
_PACKS = (".7z", ".rar")
_KINDS = dict(sorted({**SUFFIXES, **ARCHIVES}.items(), key=lambda pair: -len(pair[0])))


def kind_of(path: str) -> str | None:
    """Return how a file is read by the ending of its name, or ``None`` where the name does not say.

    ``packed`` is what would be read were it not packed, or may be: it is named, for nobody would miss it otherwise.
    """
    lower = path.lower()
    kind = _ending(lower)
    if kind is None and lower.endswith(_PACKINGS):
        return "packed" if _ending(lower.rpartition(".")[0]) else None
    return "packed" if kind is None and lower.endswith(_PACKS) else kind


def _ending(lower: str) -> str | None:
    return next((kind for suffix, kind in _KINDS.items() if lower.endswith(suffix)), None)


def _is_plain(path: str) -> bool:
    lower = path.lower()
    return any(lower.endswith(suffix) for suffix in SUFFIXES)


def shown(path: str) -> str:
    """Return a path as text that can be printed, whatever bytes its name is made of."""
    return os.fsencode(path).decode("utf-8", "replace")


def file_id(path: str) -> str:
    """Return the file's name without folders."""
    return shown(os.path.basename(os.path.normpath(path)) or path)


def walk(
    folder: str, *, archives: bool = False, without: str | os.PathLike[str] | None = None
) -> Iterator[str | InputError]:
    """Yield the supported files under a folder in order of their names, without hidden ones.

    Links are followed, but a folder within itself is not entered again, nor is the folder ``without``. ``archives``: also
    those of ``ARCHIVES``.
    """
    closed: frozenset[tuple[int, int]] = frozenset()
    if without is not None and os.path.isdir(without):
        status = os.stat(without)
        closed = frozenset(((status.st_dev, status.st_ino),))
    yield from _walk(folder, closed, kind_of if archives else _is_plain)


def _walk(
    folder: str, above: frozenset[tuple[int, int]], wanted: Callable[[str], object]
) -> Iterator[str | InputError]:
    try:
        status = os.stat(folder)
        names = sorted(os.listdir(folder))
    except OSError as error:
        yield InputError(shown(folder), reason_of(error))
        return
    key = (status.st_dev, status.st_ino)
    if key in above:
        return
    for name in names:
        if name.startswith("."):
            continue
        path = os.path.join(folder, name)
        try:
            mode = os.stat(path).st_mode
        except OSError as error:
            if wanted(name):  # a broken link to something that nobody would read is no error
                yield InputError(shown(path), reason_of(error, link=os.path.islink(path)))
            continue
        if stat.S_ISDIR(mode):
            yield from _walk(path, above | {key}, wanted)
        elif stat.S_ISREG(mode) and wanted(name):
            yield path


def open_file(path: str) -> BinaryIO:
    """Open a file, or raise ``InputError`` with what to do about it."""
    try:
        return Path(path).open("rb")
    except (OSError, ValueError) as error:
        raise InputError(shown(path), reason_of(error, link=os.path.islink(path))) from error


def read_bytes(stream: BinaryIO, name: str, limit: int) -> bytes:
    """Read a whole stream of at most ``limit`` bytes. Raises ``InputError`` for an empty or a larger one."""
    try:
        data = stream.read(limit + 1)
    except OSError as error:
        raise InputError(name, reason_of(error)) from error
    if len(data) > limit:
        raise InputError(name, too_large(limit))
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xfe\xff"):
        raise InputError(name, "is empty: there is nothing to read in it")
    return data


def standard_input() -> BinaryIO:
    """Return standard input as bytes. A stand-in without a byte layer, as test harnesses use, is encoded."""
    import io

    buffer = getattr(sys.stdin, "buffer", None)
    return buffer if buffer is not None else io.BytesIO(sys.stdin.read().encode())


def too_large(limit: int) -> str:
    """Say that a document is over the limit, and what to do."""
    return f"is larger than {limit / 1e6:g} MB, too large for one article: split it, or give the articles as JSON lines"


def reason_of(error: Exception, *, link: bool = False) -> str:
    """Say why a file could not be read and what to do."""
    if isinstance(error, FileNotFoundError):
        if link:
            return "is a link to a file that is not there: restore the file or remove the link"
        return "does not exist: check the path"
    if isinstance(error, PermissionError):
        return "may not be read by this user: change its permissions"
    if isinstance(error, OSError):
        detail = error.strerror or str(error)
        hint = "the link leads back to itself" if link else "check the path and the disk"
        return f"could not be read ({detail}): {hint}"
    return f"is not a path that can be opened ({error}): check it"
