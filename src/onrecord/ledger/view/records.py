"""How far a view goes, what it has filed, and what it keeps."""

from __future__ import annotations

from typing import Any, NamedTuple


class State(NamedTuple):
    """How far the view goes: its number, the version of the merging, the last reading and decision that it knows."""

    number: int
    version: str
    readings: int
    decisions: int


class Standpoint(NamedTuple):
    """A state from which the view is asked, and whether it is the newest."""

    state: int
    newest: bool


class Filed(NamedTuple):
    """A report that the view has: its number, id, article and reading."""

    number: int
    name: str
    article: int
    reading: int


class Kept(NamedTuple):
    """An event as the view keeps it (``keeping.kept``)."""

    event: str
    """Its id."""
    numbers: tuple[int, ...]
    """The numbers of its reports, in the order of ``told``."""
    why: tuple[str, ...]
    row: dict[str, Any]
    facets: tuple[tuple[str, str], ...]
    summary: bytes
    """Packed (``summary_rows.pack_summary``)."""
