"""Readers that stand in for the real one: functions of a module, so that a reading process finds them by name."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

from onrecord.model import Article, InputError, Record, UnsupportedLanguageError, UsageError
from onrecord.reader import ReadOptions, read_document
from onrecord.scale.backfill import Plan, backfill, plan
from onrecord.scale.coding_shard import Reached
from onrecord.scale.engines import Engine, LocalEngine, ShardOutcome
from onrecord.scale.manifests import Manifest
from onrecord.scale.reading_process import Means
from onrecord.sources import RawDocument

CODER = "stand-in 1"


def prepare_nothing(_options: ReadOptions) -> None:
    """Load no model."""


def refuse(_options: ReadOptions) -> None:
    raise UsageError("the ontology file is bad: correct it")


def die_at_start(_options: ReadOptions) -> None:
    os._exit(9)


def read_by_words(raw: RawDocument, _options: ReadOptions) -> Record | InputError:
    """Do what the text says: hang, die, fail; else give a record of it."""
    text = str(raw.content)
    if "HANG" in text:
        time.sleep(600)
    if "DIE" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "FAIL" in text:
        return InputError(raw.name, "could not be read: it says so")
    if "AUF DEUTSCH" in text:
        return UnsupportedLanguageError(raw.name, "the text is in language 'de'")
    return Record(id=raw.id, title=raw.title, published=raw.published, text=text)


def read_slowly(raw: RawDocument, options: ReadOptions) -> Record | InputError:
    time.sleep(0.01)
    return read_by_words(raw, options)


def die_once(raw: RawDocument, options: ReadOptions) -> Record | InputError:
    """Die the first time at a document that names a file; the file remembers that it was so."""
    mark = Path(str(raw.content).split()[0])
    if mark.is_absolute() and not mark.exists():
        mark.touch()
        os._exit(9)
    return read_by_words(raw, options)


def fail_in_the_model(raw: RawDocument, options: ReadOptions) -> Record | InputError:
    """Read as ``read_document`` does, with a reader whose model fails on one text."""

    class Broken:
        def read(self, article: Article) -> Record:
            if "BREAK" in article.text:
                raise RuntimeError("the tensors do not fit")
            return Record(id=article.id, text=article.text)

    def broken(_ontology: object) -> Any:
        return Broken()

    with (
        mock.patch("onrecord.reader.Reader.read", Broken.read),
        mock.patch("onrecord.reader.reader_for", broken),
    ):
        return read_document(raw, options)


def spin(raw: RawDocument, options: ReadOptions) -> Record | InputError:
    """Be busy for ever, deaf to every signal that can be refused, as a library may be that never comes back."""
    if "SPIN" in str(raw.content):
        signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
        while True:
            pass
    return read_by_words(raw, options)


QUICK = Means(read=read_by_words, prepare=prepare_nothing)
SLOW = Means(read=read_slowly, prepare=prepare_nothing)


def planned(inputs: list[Path], output: Path, *, pages: int = 500, fetch: bool = False) -> Plan:
    """Plan a backfill by the stand-in."""
    names = [str(path) for path in inputs]
    return plan(names, output, ReadOptions(allow_private=True), coder=CODER, pages=pages, fetch=fetch)


def coded(
    work: Plan, engine: Engine | None = None, tell: Callable[[Reached], None] = lambda _reached: None
) -> list[ShardOutcome]:
    """Run it and return the outcomes by name."""
    found = list(backfill(work, engine or LocalEngine(1, seconds=5, means=QUICK), tell))
    return sorted(found, key=lambda outcome: outcome.shard)


def manifest(outcomes: list[ShardOutcome]) -> Manifest:
    """The only outcome, which is no failure."""
    (one,) = outcomes
    assert isinstance(one, Manifest), one
    return one


def files_of(folder: Path) -> dict[str, bytes]:
    """All that a backfill left, by name."""
    found = sorted(p for p in folder.rglob("*") if p.is_file() and p.name != ".lock")
    return {str(p.relative_to(folder)): p.read_bytes() for p in found}
