"""A user's ontology file: its shape, where its parts stand, and the text itself, which travels to worker processes.

The format is told in ``docs/ontology-file.md``.
"""

from __future__ import annotations

import difflib
import json
import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal, TypeVar

import msgspec

from onrecord.model import OntologyError

VARIABLE = "ONRECORD_ONTOLOGY"
"""Environment variable that names the file where no option does."""
SECTIONS = ("types", "classes", "verbs", "nouns", "remove")
_MOST_TOLD = 20
"""Problems of one file that are told at once."""

Words = str | list[str]
"""Words with blanks between them, or a list."""


class OwnType(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``[types.NAME]``: an event type of the user's, or what changes in one of PLOVER's."""

    quad: Literal[1, 2, 3, 4] | None = None
    score: float | None = None
    covers: str | None = None
    recipient: Literal["required", "optional", "one-sided"] | None = None
    modes: dict[str, float] = {}
    cameo: list[str] = []
    verb: str | None = None
    preposition: str | None = None


class OwnEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``[[verbs]]`` or ``[[nouns]]``: a sense of the predicate lexicon."""

    words: Words
    type: str
    when: Words = ""
    contexts: Words = ""
    actor: Words = ""
    recipient: Words = ""
    reciprocal: bool = False
    weight: float | None = None
    replace: bool = False


class OwnRemoval(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``[[remove]]``: senses of the shipped lexicon that no longer count."""

    verbs: Words = ""
    nouns: Words = ""
    type: str | None = None
    entry: str | None = None


class OntologyFile(msgspec.Struct, frozen=True):
    """A user's ontology file as read. Processes exchange this rather than a path, so that all read the same."""

    name: str
    text: str

    @classmethod
    def read(cls, path: str | Path) -> OntologyFile:
        """Read the file at a path. Raises ``OntologyError`` where it is missing or no text."""
        try:
            text = Path(path).read_text(encoding="utf-8-sig")
        except FileNotFoundError as error:
            raise OntologyError(
                f"{path}: there is no such ontology file; check --ontology, or the variable {VARIABLE}"
            ) from error
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
            raise OntologyError(
                f"{path}: the ontology file cannot be read ({reason}); it is a TOML text in UTF-8"
            ) from error
        return cls(name=str(path), text=text)

    def data(self) -> dict[str, Any]:
        """Return the file's tables. Raises ``OntologyError`` where it is no TOML."""
        try:
            return tomllib.loads(self.text)
        except (ValueError, RecursionError) as error:  # also numbers and nesting without end
            hint = "quote texts, and give each table and key once (https://toml.io)"
            raise OntologyError(f"{self.name}: not TOML: {error}; {hint}") from error


def fingerprint(data: dict[str, Any]) -> str:
    """Return eight digits that tell one content from another, whatever its comments, spacing and file name."""
    import hashlib

    text = json.dumps(data, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def joined(words: Words) -> str:
    """Return the words with one blank between them."""
    return " ".join((words if isinstance(words, str) else " ".join(words)).split())


def nearest(word: str, known: Iterable[str]) -> str:
    """Return a hint at the known word that was meant, or nothing."""
    close = difflib.get_close_matches(word, list(known), n=1)
    return f" (did you mean '{close[0]}'?)" if close else ""


_Shape = TypeVar("_Shape", bound=msgspec.Struct)


class Problems:
    """What is wrong with one file, gathered so that all of it is told at once."""

    def __init__(self, file: OntologyFile) -> None:
        self._file = file
        self._lines = file.text.splitlines()
        self._told: list[str] = []

    def add(self, header: str, what: str, *, number: int = 0, key: str | None = None) -> None:
        """Note a problem of the table ``header``, the ``number``-th of its name, at its line ``key`` if there is one."""
        line = self.line(header, number)
        line = (self._line_of_key(line, key) or line) if line and key else line
        name = f"[[{header}]] {number}" if number else f"[{header}]"
        where = f"{self._file.name}, line {line}" if line else self._file.name
        self._told.append(f"{where}: {name}: {what}")

    def shaped(self, raw: Any, shape: type[_Shape], header: str, number: int = 0) -> _Shape | None:
        """Return a table as ``shape``; note what does not fit and return ``None``."""
        try:
            return msgspec.convert(raw, shape)
        except msgspec.ValidationError as error:
            self._misfit(str(error), shape, header, number)
            return None

    def _misfit(self, error: str, shape: type[msgspec.Struct], header: str, number: int) -> None:
        fields = [f.name for f in msgspec.structs.fields(shape)]
        unknown = re.search(r"unknown field `(.*?)`", error)
        if unknown:
            name = unknown[1]
            hint = nearest(name, fields) or f"; the fields are {', '.join(fields)}"
            self.add(header, f"unknown field '{name}'{hint}", number=number, key=name)
            return
        what, _, path = error.partition(" - at `$")
        key = path.strip("`.").partition("[")[0].partition(".")[0]
        told = f"'{key}': {what}" if key else what
        self.add(header, told.replace("Object missing required", "missing"), number=number, key=key or None)

    def line(self, header: str, number: int = 0) -> int | None:
        """Return the line on which a table begins, counted from 1; ``None`` where it is written in another way."""
        path = r"\s*\.\s*".join(rf"[\"']?{re.escape(p)}[\"']?" for p in header.split("."))
        begins = re.compile(rf"^\s*\[\[\s*{path}\s*\]\]" if number else rf"^\s*\[\s*{path}\s*\]")
        found = [n for n, line in enumerate(self._lines, 1) if begins.match(line)]
        return found[max(number - 1, 0)] if len(found) >= max(number, 1) else None

    def _line_of_key(self, start: int, key: str) -> int | None:
        is_key = re.compile(rf"^\s*[\"']?{re.escape(key)}[\"']?\s*[=.]")
        for n, line in enumerate(self._lines[start:], start + 1):
            if line.lstrip().startswith("["):
                return None
            if is_key.match(line):
                return n
        return None

    def check(self) -> None:
        """Raise ``OntologyError`` that tells all that was noted, if anything was."""
        if not self._told:
            return
        more = len(self._told) - _MOST_TOLD
        told = self._told[:_MOST_TOLD] + ([f"and {more} more"] if more > 0 else [])
        raise OntologyError("\n".join(told))
