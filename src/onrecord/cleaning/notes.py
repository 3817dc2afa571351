"""Corrections, updates and editor's notes: what the outlet says about the article, kept apart from what it reports."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib import resources
from typing import Any

import msgspec

from onrecord.cleaning.page_lines import PageLine
from onrecord.cleaning.paragraphs import Block, key
from onrecord.model import Note, NoteKind

_EDGE = 4
"""Paragraphs at either end of a text between which a bracket in a wire story is news, not a note."""
_LONGEST = 200
"""Words of a note; a longer paragraph that begins like one tells news."""
_SHORTEST = 3
_MOST = 20
_DESCRIBED = ("correction", "corrections")


class _Rules(msgspec.Struct, frozen=True):
    notes: tuple[tuple[NoteKind, bool, re.Pattern[str]], ...]
    labels: tuple[tuple[NoteKind, re.Pattern[str]], ...]


@lru_cache(maxsize=1)
def _rules() -> _Rules:
    path = resources.files("onrecord.cleaning") / "data" / "notes.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    notes = tuple(
        (
            row["kind"],
            row["where"] == "edges",
            re.compile(row["pattern"].replace("THIS", data["this"]), re.IGNORECASE),
        )
        for row in data["note"]
    )
    labels = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in data["label"].items())
    return _Rules(notes, labels)


def note_kind(text: str, *, edge: bool = True) -> NoteKind | None:
    """Return what kind of note a paragraph is, or ``None``. ``edge``: it is among the first or last of the text."""
    if not _SHORTEST <= text.count(" ") + 1 <= _LONGEST:
        return None
    return next(
        (kind for kind, edges, pattern in _rules().notes if (edge or not edges) and pattern.match(text)),
        None,
    )


def take_notes(blocks: Sequence[Block]) -> tuple[list[Block], list[Note]]:
    """Return the blocks without the notes among them, and the notes in order."""
    kept: list[Block] = []
    notes: list[Note] = []
    label: NoteKind | None = None
    for i, block in enumerate(blocks):
        if label is not None and block.kind != "head" and block.text.count(" ") < _LONGEST:
            notes.append(Note(kind=label, text=block.text))
            label = None
            continue
        label = _label(block.text) if i + 1 < len(blocks) else None
        if label is not None:
            continue
        kind = note_kind(block.text, edge=i < _EDGE or i >= len(blocks) - _EDGE)
        if kind is None:
            kept.append(block)
        else:
            notes.append(Note(kind=kind, text=block.text))
    return kept, notes


def _label(text: str) -> NoteKind | None:
    if len(text) > 40:
        return None
    return next((kind for kind, pattern in _rules().labels if pattern.fullmatch(text)), None)


def notes_on_page(lines: Iterable[PageLine], described: Iterable[dict[str, Any]]) -> list[Note]:
    """Return the notes that stand on a page outside of its running text, and those that its description states.

    Only a line that speaks of the article itself counts here: a bare "Correction:" may head a list of other stories.
    """
    found = [Note(kind="correction", text=text) for node in described for text in _described(node)]
    for line in lines:
        if line.foreign or len(line.text) < 25 or line.tag in ("a", "button", "label"):
            continue
        if (kind := note_kind(line.text, edge=False)) is not None:
            found.append(Note(kind=kind, text=line.text))
    return found[:_MOST]


def _described(node: dict[str, Any]) -> list[str]:
    """Return the corrections in schema.org's terms: a text, or a comment with one."""
    stated = [node.get(name) for name in _DESCRIBED]
    flat = [one for value in stated for one in (value if isinstance(value, list) else [value])][:_MOST]
    texts = [one.get("text") or one.get("description") if isinstance(one, dict) else one for one in flat]
    return [" ".join(text.split())[:2000] for text in texts if isinstance(text, str) and " " in text.strip()]


def each_once(notes: Iterable[Note]) -> tuple[Note, ...]:
    """Return the notes without repetition; a note that another one holds in full is a repetition."""
    kept: list[tuple[str, Note]] = []
    for note in notes:
        wording = key(note.text)
        if any(wording in other for other, _ in kept):
            continue
        kept = [(other, n) for other, n in kept if other not in wording]
        kept.append((wording, note))
    return tuple(note for _, note in kept[:_MOST])
