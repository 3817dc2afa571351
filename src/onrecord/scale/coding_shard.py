"""One shard from its files to its Parquet and manifest: what every engine runs, wherever it runs it."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from itertools import islice
from pathlib import Path
from typing import Any

from onrecord.coding.coder import ENCODER, VERSION
from onrecord.formats.parquet import ARTICLES, write_parquet
from onrecord.model import InputError, OnRecordError
from onrecord.ontology import load_ontology
from onrecord.reader import ReadOptions
from onrecord.reading.syntax import pipeline_version
from onrecord.scale.entries import Coded, Quarantined, entry_of
from onrecord.scale.journal import Journal
from onrecord.scale.manifests import (
    ENDING,
    Counts,
    Made,
    Manifest,
    made_of,
    output_of,
    read_manifest,
    stamp_of,
    sweep,
    write_manifest,
    written_aside,
)
from onrecord.scale.reading_process import ReadingProcess
from onrecord.scale.shards import Shard
from onrecord.sources import Limits, RawDocument, open_path

_GROUP = 200
"""Articles in a row group of the Parquet: what writing it and reading it back hold in memory."""


@dataclass(frozen=True, slots=True)
class Task:
    """A shard to code. It travels between machines, and what it names must be reachable from there."""

    shard: Shard
    output: Path
    """The output folder, shared by all shards."""
    options: ReadOptions
    coder: str
    limits: Limits
    fetch: bool = False

    def path(self, ending: str) -> Path:
        """Where the shard's file with this ending stands."""
        return self.output / (self.shard.name + ending)

    def asked(self) -> dict[str, str | None]:
        """The options that change what comes out."""
        return {"published": self.options.published, "largest": str(self.limits.document_bytes)}


@dataclass(frozen=True, slots=True)
class Reached:
    """How far the work on a shard has come."""

    shard: str
    documents: int
    """Documents done in this run, without those that a journal held already."""
    bytes: int
    """Bytes of the shard's files that are done."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A shard that could not be coded at all, and why; the next run tries it again."""

    shard: str
    error: OnRecordError


def coder_in_force(options: ReadOptions) -> str:
    """Say what codes here: rules, encoder, a user's ontology and the pipeline, each with its version.

    Raises ``UsageError`` for a bad ontology file or pipeline.
    """
    tag = load_ontology(options.ontology).tag
    coder = f"{VERSION}+{ENCODER}" + (f"+{tag}" if tag else "")
    return f"onrecord {_installed()}, {coder}, {pipeline_version()}"


def _installed() -> str:
    try:
        return version("onrecord")
    except PackageNotFoundError:
        return "from source"


def finished(task: Task) -> Manifest | None:
    """Return the manifest of a shard that is done: of these files, by this coder, with these options, and whole."""
    try:
        found = read_manifest(task.path(ENDING))
        whole = (task.output / found.shard).with_name(found.output.file).stat().st_size == found.output.bytes
        if not whole or found.coder != task.coder or found.options != task.asked():
            return None
        same = found.input.stamp == stamp_of(task.shard.files)
        return found if same or found.input.sha256 == made_of(task.shard.files).sha256 else None
    except (InputError, OSError):
        return None


def made_before(task: Task) -> Manifest | None:
    """Return the manifest that stands in the shard's place, of whatever it was made."""
    try:
        return read_manifest(task.path(ENDING))
    except InputError:
        return None


def code_shard(task: Task, reading: ReadingProcess, tell: Callable[[Reached], None]) -> Manifest:
    """Code a shard, or go on where a run before was stopped; ``tell`` hears after each document.

    The documents are read in their order, and the Parquet is made of the journal alone, so that its bytes are the same
    on every engine and after any stop. Raises ``InputError`` where files cannot be read or written or change meanwhile.
    """
    try:
        return _coded(task, reading, tell)
    except InputError:
        # a machine of the cluster that was taken for lost may have done it meanwhile, and removed the journal
        done = finished(task)
        if done is None:
            raise
        return done


def _coded(task: Task, reading: ReadingProcess, tell: Callable[[Reached], None]) -> Manifest:
    made = made_of(task.shard.files)
    key = {"input": made.sha256, "coder": task.coder, **{k: v or "" for k, v in task.asked().items()}}
    try:
        journal = Journal(task.path(".journal"), key)
        try:
            _read_on(task, journal, reading, tell)
            if stamp_of(task.shard.files) != made.stamp:
                journal.remove()
                raise InputError(task.shard.name, "was changed while it was read: run the same command again")
            manifest = _bound(task, journal, made)
            journal.remove()
            return manifest
        finally:
            journal.close()
    except OSError as error:
        raise InputError(str(error.filename or task.path("")), _not_written(error)) from error


def _read_on(task: Task, journal: Journal, reading: ReadingProcess, tell: Callable[[Reached], None]) -> None:
    at = [0]
    known = journal.count
    for document in _documents(task, known, at):
        entry = entry_of(document) if isinstance(document, InputError) else reading.read(document)
        journal.add(entry)
        tell(Reached(task.shard.name, journal.count - known, at[0]))
    tell(Reached(task.shard.name, journal.count - known, task.shard.bytes))


def _documents(task: Task, skip: int, at: list[int]) -> Iterator[RawDocument | InputError]:
    """Yield the shard's documents after the first ``skip``; ``at`` holds the bytes that are done."""
    how: Mapping[str, Any] = {
        "published": task.options.published,
        "limits": task.limits,
        "fetch": task.fetch,
        "allow_private": task.options.allow_private,
    }
    files = task.shard.files
    if len(files) == 1:
        yield from open_path(files[0], skip=skip, reached=lambda byte: _set(at, byte), **how)
        return
    yield from islice(_of_all(files, at, how), skip, None)


def _of_all(
    files: tuple[str, ...], at: list[int], how: Mapping[str, Any]
) -> Iterator[RawDocument | InputError]:
    before = 0
    for path in files:
        yield from open_path(path, **how)
        before += os.path.getsize(path) if os.path.exists(path) else 0
        _set(at, before)


def _set(at: list[int], byte: int) -> None:
    at[0] = max(at[0], byte)


def _bound(task: Task, journal: Journal, made: Made) -> Manifest:
    """Make the Parquet and the manifest, each aside and then renamed; the manifest last, for it says that all is there."""
    counts, quarantined = Counts(), []

    def rows() -> Iterator[Mapping[str, Any]]:
        for entry in journal.entries():
            counts.documents += 1
            if isinstance(entry, Coded):
                counts.articles += 1
                counts.reports += entry.row["reports"]
                yield entry.row
            elif isinstance(entry, Quarantined):
                counts.quarantined += 1
                quarantined.append(entry)
            else:
                counts.other_language += 1

    path = task.path(".parquet")
    with written_aside(path) as aside:
        write_parquet(rows(), ARTICLES, aside, group=_GROUP)
    manifest = Manifest(
        shard=task.shard.name,
        input=made,
        coder=task.coder,
        options=task.asked(),
        output=output_of(path),
        counts=counts,
        quarantined=tuple(quarantined),
    )
    write_manifest(manifest, task.path(ENDING))
    sweep(path)
    sweep(task.path(ENDING))
    return manifest


def _not_written(error: OSError) -> str:
    """Say why a file of a shard could not be written and what to do."""
    if error.errno == errno.ENAMETOOLONG:
        return "has too long a name for the files that are made of it: give its archive a shorter one"
    full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
    todo = "make room" if full else "let it be written"
    return f"cannot be written ({error.strerror or error}): {todo} and run the same command again"
