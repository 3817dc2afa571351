"""What each export format holds and what it loses, as data: the writers' columns and the documents come from it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from onrecord.model import UsageError

Fate = Literal["kept", "partly", "lost"]


@dataclass(frozen=True, slots=True)
class Fields:
    """Fields of our records or events, and what becomes of them in a format."""

    what: str
    fate: Fate
    how: str


@dataclass(frozen=True, slots=True)
class Format:
    """A format of ``onrecord export``."""

    name: str
    title: str
    row: str
    """What a row is."""
    writes: Literal["file", "folder"]
    reads: bool
    """Whether ``onrecord import`` reads it."""
    columns: Mapping[str, str]
    """What each column holds, in the order of the file; empty where the format is no table of its own."""
    mentions: Mapping[str, str]
    """The same of GDELT's second file."""
    fields: tuple[Fields, ...]


@lru_cache(maxsize=1)
def export_formats() -> dict[str, Format]:
    """Return the formats by name, in the order of the documents."""
    text = (files("onrecord.formats") / "data" / "exports.toml").read_text("utf8")
    return {
        name: Format(
            name=name,
            title=entry["title"],
            row=entry["row"],
            writes=entry["writes"],
            reads=entry.get("reads", False),
            columns=dict(entry.get("columns", ())),
            mentions=dict(entry.get("mentions", ())),
            fields=tuple(Fields(*row) for row in entry["fields"]),
        )
        for name, entry in tomllib.loads(text).items()
    }


def export_format(name: str) -> Format:
    """Return the format of this name. Raises ``UsageError`` that lists the names."""
    found = export_formats().get(name)
    if found is None:
        raise UsageError(f"unknown format '{name}': choose one of {', '.join(export_formats())}")
    return found


def explained(name: str) -> Iterator[str]:
    """Yield the lines that say what a format holds and loses, as Markdown."""
    found = export_format(name)
    yield f"### `{name}`: {found.title}"
    yield ""
    into = "A folder" if found.writes == "folder" else "A file"
    yield f"{into}. A row: {found.row}. `onrecord import` {'reads' if found.reads else 'does not read'} it."
    yield ""
    yield from _table(("of ours", "", "how"), ((f.what, f.fate, f.how) for f in found.fields))
    for title, columns in (("column", found.columns), ("column of the mentions", found.mentions)):
        if columns:
            yield ""
            yield from _table((title, "holds"), ((f"`{name}`", what) for name, what in columns.items()))


def _table(head: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', '/') for cell in row)} |"
