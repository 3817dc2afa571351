"""What a plug-in of the group ``onrecord.sources`` is: a reader of a kind of file, or of a kind of feed (docs/plugins.md).

What is built in goes first: a plug-in reads the files whose ending nothing of ours reads, and the feeds that a configuration gives
its name as ``kind``. Whatever it raises is an ``InputError`` that names it, so that one bad plug-in or file ends nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

import msgspec

from onrecord.model import InputError
from onrecord.plugins import Group, Plugin, PluginError, names_of, plugin_named, usable
from onrecord.sources.documents import Limits, RawDocument
from onrecord.sources.feeds.entry import Entry, Found, Listing, entries

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
        if any(lower.endswith(suffix) for suffix in getattr(made, "suffixes", ())):
            return plugin, made
    return None


def read_with(
    found: tuple[Plugin, FileReader], path: str, name: str, published: str | None, limits: Limits
) -> Iterator[RawDocument | InputError]:
    """Yield what a plug-in reads of a file; ``published`` is for documents without a date of their own."""
    plugin, reader = found
    try:
        for document in reader.read(path, limits):
            yield _checked(document, plugin, name, published)
    except InputError as error:
        yield error
    except Exception as error:  # a stranger's code may raise anything
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


def _checked(document: Any, plugin: Plugin, name: str, published: str | None) -> RawDocument | InputError:
    if isinstance(document, InputError):
        return document
    if not isinstance(document, RawDocument):
        return InputError(
            name, f"{plugin} gave a {type(document).__name__} where a document belongs: tell its authors"
        )
    if document.default_published is None and published is not None:
        return msgspec.structs.replace(document, default_published=published)
    return document
