"""What is fuzzed: for each target a maker of inputs, and a check that raises nothing where all is well.

An error of the project's own (``OnRecordError``) is an answer; every other exception is a finding. So is taking longer
than the limit, in seconds of processor time: ``READING`` where an article is read, as ``onrecord backfill`` gives each
article, and ``OPENING`` elsewhere.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import NamedTuple

from onrecord.cleaning import clean
from onrecord.model import Article, InputError, OnRecordError, Record, UnsupportedLanguageError
from onrecord.sources import Limits, RawDocument, open_inputs
from tests.fuzz import files, kept, pages, settings
from tests.fuzz.promises import keep_article, keep_record

READING = 60
"""Seconds of one article: the default of ``onrecord backfill --time-limit``."""
OPENING = 10
_LIMITS = Limits(document_bytes=2_000_000)
_CLEANED = 20
"""Documents of a file that are cleaned too."""
_CHARSETS = (None, None, None, "utf-8", "iso-8859-1", "utf-16", "no-such", "hex")


class Target(NamedTuple):
    """One thing that takes bytes from outside."""

    make: Callable[[Random], bytes]
    check: Callable[[bytes], object]
    seconds: int = OPENING
    share: int = 1
    """How much of the time it gets, to one of the others."""


def _page(data: bytes) -> Article | None:
    """Clean a page; the encoding that its server declared follows from its bytes."""
    charset = _CHARSETS[zlib.crc32(data) % len(_CHARSETS)]
    return _cleaned(RawDocument(name="in", id="in", kind="html", content=data, charset=charset))


def _cleaned(raw: RawDocument, *, verbatim: bool = False) -> Article | None:
    try:
        article = clean(raw, verbatim=verbatim, published="2020-01-08")
    except InputError:
        return None
    keep_article(article)
    return article


def _read(article: Article | None) -> None:
    from onrecord.reader import default_reader

    if article is not None:
        try:
            keep_record(default_reader().read(article))
        except UnsupportedLanguageError:
            return


def _read_page(data: bytes) -> None:
    _read(_page(data))


def _read_text(data: bytes) -> None:
    """Read a text; every second one as it is, and those as English, whatever they look like."""
    text = data.decode("utf-8", "surrogatepass" if _is_wide(data) else "replace")
    raw = RawDocument(name="in", id="in", kind="text", content=text, language="en")
    _read(_cleaned(raw, verbatim=zlib.crc32(data) % 2 == 0))


def _is_wide(data: bytes) -> bool:
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def _file(ending: str) -> Callable[[bytes], None]:
    """Return a check that opens a file with this ending and cleans the first articles in it."""

    def check(data: bytes) -> None:
        with TemporaryDirectory() as folder:
            path = Path(folder) / f"in{ending}"
            path.write_bytes(data)
            for number, found in enumerate(open_inputs([str(path)], limits=_LIMITS)):
                if isinstance(found, RawDocument) and number < _CLEANED:
                    _cleaned(found)
                assert isinstance(found, RawDocument | InputError)

    return check


def _own_errors(work: Callable[[bytes], object]) -> Callable[[bytes], None]:
    def check(data: bytes) -> None:
        try:
            work(data)
        except OnRecordError:
            return

    return check


def _in_file(ending: str, work: Callable[[Path], object]) -> Callable[[bytes], None]:
    """Return a check that hands the bytes on as a file; the project's own errors are answers."""

    def write(data: bytes) -> None:
        with TemporaryDirectory() as folder:
            path = Path(folder) / f"in{ending}"
            path.write_bytes(data)
            work(path)

    return _own_errors(write)


def _import(path: Path) -> None:
    from onrecord.formats.foreign.reading import READABLE, read_export
    from onrecord.ontology import event_types

    for fmt in (None, *READABLE):
        for found in read_export(path, fmt, event_types()):
            if not isinstance(found, InputError) and fmt in ("gdelt", "polecat", "acled"):
                keep_record(found)


def _import_records(path: Path) -> None:
    from onrecord.formats.foreign.reading import read_export
    from onrecord.ontology import event_types

    for found in read_export(path, None, event_types()):
        assert isinstance(found, Record | InputError)


def _listed(data: bytes) -> None:
    import io

    from onrecord.sources.archives_lists import addresses_in

    for name in (
        "a.urls",
        "a.export.CSV",
        "a.mentions.CSV",
        "a.gkg.csv",
        "a.gal.json",
        "a.gal.json.gz",
        "a.gkg.csv.zip",
    ):
        try:
            for address in addresses_in(io.BytesIO(data), name):
                assert address.lower().startswith("http")
        except InputError:
            continue


def _feed(data: bytes) -> None:
    from onrecord.sources.feeds import KINDS, listing_of

    for kind in KINDS:
        try:
            listing_of(data, "https://example.org/feed", limit=2_000_000, kind=kind)
        except InputError:
            continue


def _robots(data: bytes) -> None:
    from onrecord.sources.feeds import Robots

    rules = Robots(data.decode("utf-8", "replace"))
    for address in (
        "https://example.org/",
        "https://example.org/" + "a" * 300,
        "https://example.org/%ff?\u202e",
    ):
        rules.allow(address)
    assert 0 <= rules.pause <= 300


def _watch(path: Path) -> None:
    from onrecord.watching.config import load_config

    load_config(path)


def _packed(data: bytes) -> None:
    _in_file(".zip" if data[:2] == b"PK" else ".csv.gz", _import)(data)


def _alerts(path: Path) -> None:
    from onrecord.alerting.config import load_config

    for saved in load_config(path).alert:
        assert saved.filters is not None


def _manifest(path: Path) -> None:
    from onrecord.scale.loading import shard_outcomes

    for found in shard_outcomes(path.parent):
        assert isinstance(found, InputError)  # no Parquet stands beside it


def _journal(path: Path) -> None:
    """Take a journal up, write an entry, and read all; what is taken up once is taken up again."""
    from onrecord.scale.entries import OtherLanguage
    from onrecord.scale.journal import Journal

    journal = Journal(path, {"key": "1"})
    held = journal.count
    journal.add(OtherLanguage("one more"))
    assert len(list(journal.entries())) == held + 1
    journal.close()
    again = Journal(path, {"key": "1"})
    again.close()
    assert again.count == held + 1


def _ontology(path: Path) -> None:
    from onrecord.ontology import OntologyFile, load_ontology

    load_ontology(OntologyFile.read(path))


def _actors(path: Path) -> None:
    from onrecord.knowledge import default_knowledge

    default_knowledge().with_actors(path).resolve("Jane Doe")


def _petrarch(path: Path) -> None:
    from onrecord.knowledge import default_knowledge

    default_knowledge().with_petrarch(path).resolve("Jane Doe")


def _query(data: bytes) -> None:
    from tests.fuzz.asking import ask

    ask(data.decode("latin-1"))


TARGETS: Mapping[str, Target] = {
    "page": Target(pages.page, _page, share=6),
    "read-page": Target(pages.page, _read_page, READING, share=6),
    "read-text": Target(files.plain, _read_text, READING, share=10),
    "jsonl": Target(files.json_lines, _file(".jsonl"), share=2),
    "csv": Target(files.table, _file(".csv"), share=2),
    "parquet": Target(files.parquet, _file(".parquet")),
    "records": Target(kept.records, _in_file(".parquet", _import_records)),
    "warc": Target(files.warc, _file(".warc"), share=3),
    "zip": Target(files.zipped, _file(".zip")),
    "tar": Target(files.tarred, _file(".tar")),
    "ninjs": Target(files.ninjs, _file(".json"), share=2),
    "newsml": Target(files.newsml, _file(".xml"), share=2),
    "unnamed": Target(files.plain, _file("")),
    "lists": Target(files.addresses, _listed),
    "imports": Target(settings.foreign, _in_file(".csv", _import), share=3),
    "packed": Target(kept.packed, _packed),
    "feeds": Target(files.feed, _feed, share=2),
    "robots": Target(settings.robots, _robots),
    "watch": Target(settings.watch, _in_file(".toml", _watch)),
    "alerts": Target(kept.alerts, _in_file(".toml", _alerts)),
    "manifest": Target(kept.manifest, _in_file(".manifest.json", _manifest)),
    "journal": Target(kept.journal, _in_file(".journal", _journal)),
    "ontology": Target(settings.ontology, _in_file(".toml", _ontology), share=2),
    "actors": Target(settings.actors, _in_file(".csv", _actors)),
    "petrarch": Target(settings.petrarch, _in_file(".txt", _petrarch)),
    "query": Target(settings.query, _query, share=2),
}
"""By name, as ``--targets`` takes them and as the folders of the corpus are called."""
