"""The manifest of a shard: of what it was made, by which coder, what came out, and what could not be read and why."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from glob import escape
from pathlib import Path
from uuid import uuid4

import msgspec

from onrecord.model import InputError
from onrecord.scale.entries import Quarantined
from onrecord.sources.files import open_file, reason_of, shown

ENDING = ".manifest.json"
FORMAT = 1
_WINDOW = 1 << 20


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """Of what a shard was made."""

    files: tuple[str, ...]
    bytes: int
    sha256: str
    """Of the contents of the files in order, with their names without folders."""
    stamp: str
    """A hash of their sizes and times of change: while it is the same, the contents are not hashed again."""


class Output(msgspec.Struct, frozen=True, kw_only=True):
    """The Parquet of a shard: its name beside the manifest, its size and its hash."""

    file: str
    bytes: int
    sha256: str


class Counts(msgspec.Struct, kw_only=True):
    """How many documents a shard has, and what became of them."""

    documents: int = 0
    articles: int = 0
    reports: int = 0
    quarantined: int = 0
    other_language: int = 0


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """A shard that is done. It says nothing of when and where it was made, so that the same input gives the same bytes."""

    format: int = FORMAT
    shard: str
    input: Made
    coder: str
    options: dict[str, str | None]
    output: Output
    counts: Counts
    quarantined: tuple[Quarantined, ...]


def made_of(files: Sequence[str]) -> Made:
    """Hash files. Raises ``InputError`` for one that cannot be read."""
    stamp = stamp_of(files)
    total, size = hashlib.sha256(), 0
    for path in files:
        one = hashlib.sha256()
        with open_file(path) as stream:
            try:
                while piece := stream.read(_WINDOW):
                    one.update(piece)
                    size += len(piece)
            except OSError as error:
                raise InputError(shown(path), reason_of(error)) from error
        total.update(os.fsencode(os.path.basename(path)) + b"\0" + one.digest())
    return Made(files=tuple(map(shown, files)), bytes=size, sha256=total.hexdigest(), stamp=stamp)


def stamp_of(files: Sequence[str]) -> str:
    """Return a hash of names, sizes and times of change. Raises ``InputError`` for a file that is not there."""
    total = hashlib.sha256()
    for path in files:
        try:
            status = os.stat(path)
        except OSError as error:
            raise InputError(shown(path), reason_of(error)) from error
        total.update(os.fsencode(os.path.basename(path)))
        total.update(f"\0{status.st_size}\0{status.st_mtime_ns}\0".encode())
    return total.hexdigest()


def output_of(path: Path) -> Output:
    """Hash a shard's Parquet. Raises ``OSError``."""
    total = hashlib.sha256()
    with path.open("rb") as stream:
        while piece := stream.read(_WINDOW):
            total.update(piece)
    return Output(file=path.name, bytes=path.stat().st_size, sha256=total.hexdigest())


def read_manifest(path: Path) -> Manifest:
    """Read a manifest. Raises ``InputError`` where it is none or of a later version."""
    try:
        found = msgspec.json.decode(path.read_bytes(), type=Manifest)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        reason = f"is no manifest of a shard ({error}): remove it, and backfill makes the shard again"
        raise InputError(str(path), reason) from error
    if found.format != FORMAT:
        raise InputError(str(path), f"is of format {found.format}, made by a later version: update onrecord")
    return found


@contextmanager
def written_aside(path: Path) -> Iterator[Path]:
    """Give a place to write a file, of this process alone, on whatever machine; it is renamed when all is written, with its contents on the disk before."""
    aside = path.with_name(f"{path.name}.{uuid4().hex[:8]}.part")
    try:
        yield aside
        with aside.open("rb+") as stream:
            os.fsync(stream.fileno())
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def sweep(path: Path) -> None:
    """Remove what processes left aside of a file that were stopped while they wrote it."""
    for left in path.parent.glob(f"{escape(path.name)}.*.part"):
        left.unlink(missing_ok=True)


def write_manifest(manifest: Manifest, path: Path) -> None:
    """Write a manifest aside and rename it."""
    with written_aside(path) as aside:
        aside.write_bytes(msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n")


def manifests_in(folder: Path) -> Iterator[Path]:
    """Yield the manifests under a folder in order of their names."""
    yield from sorted(folder.rglob(f"*{ENDING}"))
