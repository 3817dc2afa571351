"""Pages packed into one file: ZIP and tar, plain or compressed. Each member is read as the file that its name says it is."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from typing import IO, Any, BinaryIO, cast

from onrecord.model import InputError
from onrecord.sources.damage import DAMAGE, MISREAD
from onrecord.sources.documents import RawDocument
from onrecord.sources.files import kind_of, reason_of

Outcome = RawDocument | InputError
ReadMember = Callable[[BinaryIO, str, str, str], Iterator[Outcome]]
"""Reads a member: its stream, its name for errors, its id, and its kind."""
_INSIDE = frozenset(("text", "html", "jsonl", "csv", "json", "xml"))
"""Kinds of members that are read; an archive in an archive is not, and pictures and styles of saved pages are no articles."""
_PACKED = frozenset(("zip", "tar", "warc", "parquet", "jsonl.gz", "json.gz", "csv.gz", "addresses", "packed"))
_DAMAGED = "is damaged ({}): fetch the archive again"


def read_zip(stream: BinaryIO, name: str, file_id: str, read: ReadMember) -> Iterator[Outcome]:
    """Yield what the members of a ZIP hold, in its order; a damaged member is named, and the next ones are read."""
    try:
        archive = zipfile.ZipFile(stream)
        members = [m for m in archive.infolist() if not m.is_dir() and _wanted(m.filename)]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        yield InputError(name, f"cannot be read as a ZIP archive ({error}): fetch it again")
        return
    for member in members:
        where = f"{name}:{member.filename}"
        if member.flag_bits & 1:
            yield InputError(where, "is encrypted: unpack the archive with its password and give the folder")
            continue
        try:
            with archive.open(member) as held:
                yield from _member(held, where, f"{file_id}:{member.filename}", read)
        except NotImplementedError as error:
            yield InputError(
                where, f"cannot be unpacked here ({error}): unpack the archive and give the folder"
            )
        except MISREAD as error:
            yield InputError(where, _DAMAGED.format(error))
    if not members:
        yield _nothing(name)


def read_tar(stream: BinaryIO, name: str, file_id: str, read: ReadMember) -> Iterator[Outcome]:
    """Yield what the members of a tar hold, in its order, without seeking. Damage ends the reading and is named."""
    found = False
    last = "its beginning"
    try:
        with _tar(stream) as archive:
            for member in archive:
                archive.members = []  # type: ignore[attr-defined]  # else it keeps what it says of each member passed
                if not member.isfile() or not _wanted(member.name):
                    continue
                held = archive.extractfile(member)
                if held is None:
                    continue
                found, last = True, member.name
                where = f"{name}:{member.name}"
                yield from _member(io.BufferedReader(_OneWay(held)), where, f"{file_id}:{member.name}", read)
    except DAMAGE as error:
        yield InputError(
            name, f"is damaged after {last} ({error}), the rest is not read: fetch the archive again"
        )
        return
    if not found:
        yield _nothing(name)


def _tar(stream: BinaryIO) -> tarfile.TarFile:
    """Open a tar that is read as it comes. Raises ``tarfile.ReadError``."""
    try:
        return tarfile.open(fileobj=stream, mode="r|*")
    except TypeError as error:  # of a gzip header that is cut off, no character is left to look at
        raise tarfile.ReadError("its beginning is cut off") from error


class _OneWay(io.RawIOBase):
    """A member of a tar that is read as it comes. It cannot go back; tarfile's own has no answer when asked whether it can."""

    def __init__(self, held: IO[bytes]) -> None:
        self._held = held

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._held.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def unzipped(stream: BinaryIO) -> BinaryIO:
    """Return a gzip stream as what is in it, unpacked as it is read."""
    return cast(BinaryIO, gzip.GzipFile(fileobj=stream))


def _wanted(path: str) -> bool:
    """Tell whether a member is read: no hidden files and no copies of a file's attributes, as macOS packs them."""
    parts = path.split("/")
    if any((part.startswith(".") and part not in (".", "..")) or part == "__MACOSX" for part in parts):
        return False
    return kind_of(path) in _INSIDE | _PACKED


def _member(held: IO[bytes], where: str, file_id: str, read: ReadMember) -> Iterator[Outcome]:
    kind = kind_of(where)
    if kind is None or kind in _PACKED:
        yield InputError(where, "is an archive or a list in an archive: unpack it and give it by itself")
        return
    try:
        yield from read(cast(BinaryIO, held), where, file_id, kind)
    except InputError as error:
        yield error


def _nothing(name: str) -> InputError:
    return InputError(
        name, "holds no file that can be read: pack files ending in .txt, .html, .jsonl, .csv, .json or .xml"
    )


def reason_of_damage(error: Exception) -> str:
    """Say why a compressed file could not be read."""
    return reason_of(error) if isinstance(error, OSError) and error.errno else _DAMAGED.format(error)
