"""The articles with their gold rows.

A file has lines ``key: value``, a line ``---``, the text, and a line for each report, ``> TYPE/mode | words | ...``. The
words stand once in the text, in the report's sentence. The rest of a line, where the coder says so:

| part | what |
|---|---|
| ``a=``, ``r=`` | actors, recipients: ``name@ISO``, a country alone where anybody of it will do, ``-``: nobody |
| ``*name`` | may stand on either side |
| ``t=`` | first and last day |
| ``p=`` | place |
| ``q=`` | quantities: ``killed 12``, ``killed 12+`` (the least), ``killed -12`` (the most) |
| ``m=``, ``neg`` | modality other than happened; negated |
| ``by=`` | who says so, outermost first, each with the stance; left out: the outlet. ``opt-by``: not to be scored |
| ``type=`` | further types that are as right |
| ``opt`` | could fairly be coded or not: neither missed nor false |
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Row:
    """One report of the gold, in the fields of ``examples/january-2020/gold.jsonl``."""

    words: str
    types: frozenset[str]
    optional: bool
    fields: Mapping[str, Any]
    either: tuple[Mapping[str, str], ...]
    """Participants that may stand on either side."""


@dataclass(frozen=True, slots=True)
class MadeArticle:
    """A text with its date and rows."""

    name: str
    published: str
    style: str
    text: str
    rows: tuple[Row, ...]


def articles() -> list[MadeArticle]:
    """Return the articles in the order of their files."""
    return [_article(path) for path in sorted(FOLDER.glob("*.txt"))]


def _article(path: Path) -> MadeArticle:
    head, _, body = path.read_text("utf-8").partition("---\n")
    known = dict(line.split(": ", 1) for line in head.splitlines())
    lines = body.splitlines()
    rows = tuple(_row(line[2:], path.name) for line in lines if line.startswith("> "))
    text = "\n".join(line for line in lines if not line.startswith("> ")).strip()
    for row in rows:
        if text.count(row.words) != 1:
            raise ValueError(f"{path.name}: {row.words!r} stands {text.count(row.words)} times in the text")
    return MadeArticle(path.stem, known["published"], known["style"], text, rows)


def _row(line: str, name: str) -> Row:
    label, words, *parts = line.split(" | ")
    kind, _, mode = label.partition("/")
    told = dict(part.partition("=")[::2] for part in parts)
    unknown = set(told) - {"a", "r", "t", "p", "q", "m", "neg", "by", "type", "opt", "opt-by"}
    if unknown:
        raise ValueError(f"{name}: {words!r} has unknown parts {sorted(unknown)}")
    sides = {key: _participants(told.get(side, "")) for side, key in (("a", "actors"), ("r", "recipients"))}
    fields: dict[str, Any] = {
        "mode": mode or None,
        "modality": told.get("m", "happened"),
        "negated": "neg" in told,
        "when": _days(told.get("t", "")),
        "place": next(iter(_participants(told.get("p", ""))), None),
        "quantities": [_quantity(part) for part in told.get("q", "").split("; ") if part],
        "attribution": None if "opt-by" in told else _chain(told.get("by", "")),
        "nobody": told.get("a") == "-",
    }
    fields |= {key: [p for p in found if not p["name"].startswith("*")] for key, found in sides.items()}
    either = [
        {**p, "name": p["name"][1:]} for found in sides.values() for p in found if p["name"].startswith("*")
    ]
    types = frozenset((kind, *told.get("type", "").split(","))) - {""}
    return Row(words, types, "opt" in told, fields, tuple(either))


def _participants(words: str) -> list[dict[str, str]]:
    found = []
    for part in words.split(", "):
        name, _, country = part.partition("@")
        if part not in ("", "-"):
            found.append({"name": name} | ({"country": country} if country else {}))
    return found


def _days(words: str) -> dict[str, str] | None:
    if not words:
        return None
    start, _, end = words.partition("..")
    return {"start": start, "end": end or start}


def _quantity(words: str) -> dict[str, Any]:
    kind, number = words.split(" ")
    value = float(number.strip("+-"))
    return {
        "of": kind,
        "low": None if number[0] == "-" else value,
        "high": None if number[-1] == "+" else value,
    }


def _chain(words: str) -> list[dict[str, str | None]]:
    links = [link.rsplit(":", 1) for link in words.split(" > ") if link]
    return [{"who": None if who == "-" else who, "stance": stance} for who, stance in links]
