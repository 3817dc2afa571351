"""Our own passages with gold time expressions (dated_passages.txt), read into records."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

_MARK = re.compile(r"\[([^\]|]+)\|([DTLS]) ([^\]]+)\]")
_TYPES = {"D": "DATE", "T": "TIME", "L": "DURATION", "S": "SET"}


@dataclass(frozen=True)
class Gold:
    """An expression that a careful reader marks: offsets into the passage's text, TimeML type and value."""

    start: int
    end: int
    type: str
    value: str


@dataclass(frozen=True)
class Passage:
    """A text with its gold."""

    name: str
    published: str | None
    kind: str
    text: str
    gold: tuple[Gold, ...]


def _passage(head: str, marked: str) -> Passage:
    name, published, kind = (part.strip() for part in head.split("|"))
    text, gold, at = "", [], 0
    for m in _MARK.finditer(marked):
        text += marked[at : m.start()]
        gold.append(Gold(len(text), len(text) + len(m[1]), _TYPES[m[2]], m[3]))
        text, at = text + m[1], m.end()
    return Passage(name, None if published == "none" else published, kind, text + marked[at:], tuple(gold))


def passages() -> tuple[Passage, ...]:
    """Return every passage of the file."""
    lines = (Path(__file__).parent / "dated_passages.txt").read_text("utf-8").splitlines()
    found: list[tuple[str, list[str]]] = []
    for line in lines:
        if line.startswith("== "):
            found.append((line[3:], []))
        elif found:
            found[-1][1].append(line)
    return tuple(_passage(head, "\n".join(body).strip()) for head, body in found)
