"""What a plug-in of the group ``onrecord.exporters`` is: a format of ``onrecord export`` (docs/plugins.md)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from onrecord.model import Event
from onrecord.plugins import PluginError, plugin_named


class Exporter(Protocol):
    """Writes events. Its entry point's name is the format's."""

    onrecord_plugin: int
    """The version of the plug-in interface that it is written for."""
    about: str
    """What the format holds and what it loses, in a sentence or two: `onrecord export --explain NAME` prints it."""

    def lines(self, events: Iterable[Event]) -> Iterable[bytes]:
        """Yield the file bit by bit as UTF-8; not all events need be in memory at once."""
        ...


def lines_by(name: str, events: Iterable[Event]) -> Iterator[bytes]:
    """Yield what a plug-in makes of events. Raises ``PluginError`` that names it where it fails."""
    plugin, exporter = plugin_named("onrecord.exporters", name)
    given = _Given(events)
    try:
        for line in exporter.lines(given):
            if not isinstance(line, bytes):
                raise TypeError(f"it gave a {type(line).__name__} where bytes belong")
            yield line
    except Exception as error:
        if given.failed is error:
            raise  # the ledger, and not the plug-in
        raise PluginError(f"{plugin} failed ({type(error).__name__}: {error}): tell its authors") from error


def about(name: str) -> str:
    """Return what a plug-in says of its format."""
    plugin, exporter = plugin_named("onrecord.exporters", name)
    return f"{name}: {exporter.about} ({plugin})"


class _Given:
    """Events on their way into a plug-in, with what went wrong before they came there."""

    def __init__(self, events: Iterable[Event]) -> None:
        self._events = events
        self.failed: Exception | None = None

    def __iter__(self) -> Iterator[Event]:
        try:
            yield from self._events
        except Exception as error:
            self.failed = error
            raise
