"""What a plug-in of the group ``onrecord.sources`` is: a reader of a kind of file, or of a kind of feed (docs/plugins.md).

What is built in goes first: a plug-in reads the files whose ending nothing of ours reads, and the feeds that a configuration gives
its name as ``kind``. Whatever it raises is an ``InputError`` that names it, so that one bad plug-in or file ends nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

import msgspec

from onrecord.model import InputError
from onrecord.plugins import Group, Plugin, PluginError, broken, log_once, names_of, plugin_named, usable
from onrecord.sources.documents import Limits, RawDocument, iso_date
from onrecord.sources.feeds.entry import Entry, Found, Listing, entries
from onrecord.sources.files import too_large

_GROUP: Group = "onrecord.sources"


class FileReader(Protocol):
    """Reads a kind of file."""

    onrecord_plugin: int
    """The version of the plug-in interface that it is written for."""
    suffixes: Sequence[str]
    """Endings of the names of its files, lower case, with the dot."""

    def read(self, path: str, limits: Limits) -> Iterable[RawDocument | InputError]:
        """Yield the documents of one file, and an ``InputError`` in the place of each that fails."""
        ...


class FeedReader(Protocol):
    """Reads a kind of feed. It is asked for as all feeds are: by robots.txt, at a pace, and only where it changed."""

    onrecord_plugin: int

    def entries(self, body: bytes, address: str) -> Iterable[Entry]:
        """Return what a feed lists; ``address`` is the place that answered. Raises ``InputError`` for what is no such feed."""
        ...


def reader_of(path: str) -> tuple[Plugin, FileReader] | None:
    """Return the plug-in that reads files of this name; ``None`` where there is none. One that cannot be used is logged."""
    lower = path.lower()
    for plugin, made in usable(_GROUP):
        if lower.endswith(_suffixes(plugin, made)):
            return plugin, made
    return None


def _suffixes(plugin: Plugin, made: Any) -> tuple[str, ...]:
    """The endings that a plug-in reads; none, and said so, where they are no endings: an empty one would take every file."""
    given = getattr(made, "suffixes", ())
    if isinstance(given, (list, tuple, set, frozenset)) and all(
        isinstance(suffix, str) and len(suffix) > 1 and suffix.startswith(".") for suffix in given
    ):
        return tuple(suffix.lower() for suffix in given)
    log_once(str(broken(plugin, f"its suffixes are {given!r}, where endings such as ('.note',) belong")))
    return ()


def read_with(
    found: tuple[Plugin, FileReader], path: str, name: str, published: str | None, limits: Limits
) -> Iterator[RawDocument | InputError]:
    """Yield what a plug-in reads of a file; ``published`` is for documents without a date of their own."""
    plugin, reader = found
    try:
        for document in reader.read(path, limits):
            yield _checked(document, plugin, name, published, limits)
    except InputError as error:
        yield error
    except (KeyboardInterrupt, GeneratorExit):
        raise
    except BaseException as error:  # a stranger's code may raise anything, and may try to end the program
        yield InputError(name, f"{plugin} failed on it ({type(error).__name__}: {error}): tell its authors")


def feed_kinds() -> tuple[str, ...]:
    """Return the names that plug-ins give as kinds of feeds; a name may turn out to be that of a reader of files."""
    return names_of(_GROUP)


def listed_by(kind: str, body: bytes, address: str, drop: Sequence[str]) -> Listing:
    """Return what a feed of a plug-in's kind lists. Raises ``InputError`` that names the plug-in where it cannot."""
    try:
        plugin, made = plugin_named(_GROUP, kind)
    except PluginError as error:
        raise InputError(address, str(error)) from error
    if not hasattr(made, "entries"):
        raise InputError(address, f"{plugin} reads files, not feeds: give this feed another kind")
    try:
        found = [Found(entry.address, entry.stamp, entry.published) for entry in made.entries(body, address)]
    except InputError:
        raise
    except Exception as error:
        raise InputError(
            address, f"{plugin} failed on it ({type(error).__name__}: {error}): tell its authors"
        ) from error
    return Listing(entries=entries(found, address, drop))


def _checked(
    document: Any, plugin: Plugin, name: str, published: str | None, limits: Limits
) -> RawDocument | InputError:
    if isinstance(document, InputError):
        return document
    if not isinstance(document, RawDocument):
        return InputError(
            name, f"{plugin} gave a {type(document).__name__} where a document belongs: tell its authors"
        )
    if fault := _fault(document):
        return InputError(name, f"{plugin} gave a document whose {fault}: tell its authors")
    if len(document.content) > limits.document_bytes:
        return InputError(document.name, too_large(limits.document_bytes))
    if document.default_published is None and published is not None:
        return msgspec.structs.replace(document, default_published=published)
    return document


def _fault(document: RawDocument) -> str | None:
    """Say what is wrong with a document, whose fields nobody has looked at when it was made."""
    for field in msgspec.structs.fields(RawDocument):
        value = getattr(document, field.name)
        if field.name == "kind":
            right = value in ("html", "text")
        elif field.name == "content":
            right = isinstance(value, (str, bytes))
        elif field.name in ("published", "default_published"):
            right = value is None or (isinstance(value, str) and iso_date(value) == value)
        else:
            right = isinstance(value, str) or (value is None and not field.required)
        if not right:
            return f"{field.name} is {str(value)[:99]!r}, a {type(value).__name__}"
    return None
