"""Actors and what they do to each other as a graph (GraphML 1.0): nodes are actors, edges are dyads.

The graph grows with the number of actors and dyads and not with that of events.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import permutations
from typing import Any

from lxml import etree

from onrecord.formats.cells import number
from onrecord.formats.looking_up import Lookup, took_place
from onrecord.model import Event, Participant

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_NODE = {"name": "string", "key": "string", "country": "string", "sector": "string", "events": "int"}
_EDGE = {
    "events": "int", "verbal_cooperation": "int", "material_cooperation": "int", "verbal_conflict": "int",
    "material_conflict": "int", "mean_score": "double", "mutual": "int", "first": "string", "last": "string",
}  # fmt: skip
_QUADS = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Key = tuple[str, ...]


@dataclass
class _Dyad:
    events: int = 0
    mutual: int = 0
    quads: list[int] = field(default_factory=lambda: [0, 0, 0, 0])
    scores: list[float] = field(default_factory=lambda: [0.0, 0.0])
    """Their sum, and how many there are."""
    first: str | None = None
    last: str | None = None

    def add(self, event: Event, lookup: Lookup, *, mutual: bool) -> None:
        self.events += 1
        self.mutual += mutual
        quad, score = lookup.quad(event), lookup.score(event)
        if quad is not None:
            self.quads[quad - 1] += 1
        if score is not None:
            self.scores[0] += score
            self.scores[1] += 1
        for day in (event.when.start, event.when.end):
            if day is not None:
                self.first = min(self.first or day, day)
                self.last = max(self.last or day, day)

    def cells(self) -> dict[str, Any]:
        """The data of the edge; what is absent is left out."""
        total, count = self.scores
        return {
            "events": self.events,
            **dict(zip(_QUADS, self.quads, strict=True)),
            "mean_score": number(round(total / count, 4)) if count else None,
            "mutual": self.mutual,
            "first": self.first,
            "last": self.last,
        }


def graphml_lines(events: Iterable[Event], lookup: Lookup) -> Iterator[bytes]:
    """Yield a directed graph of the events that took place. An event counts once for each pair of its parties."""
    people: dict[Key, Participant] = {}
    counts: dict[Key, int] = {}
    dyads: dict[tuple[Key, Key], _Dyad] = {}
    for event in events:
        if not took_place(event):
            continue
        sides = [{_key(p): p for p in side} for side in (event.actors, event.recipients)]
        for key, who in (sides[0] | sides[1]).items():
            people.setdefault(key, who)
            counts[key] = counts.get(key, 0) + 1
        pairs = ((a, r) for a in sides[0] for r in sides[1]) if sides[1] else permutations(sides[0], 2)
        for pair in pairs:
            dyads.setdefault(pair, _Dyad()).add(event, lookup, mutual=not sides[1])
    names = {key: f"n{at}" for at, key in enumerate(sorted(people))}
    yield _head()
    for key in sorted(people):
        yield _element("node", _node(people[key], counts[key]), "n", id=names[key])
    for at, pair in enumerate(sorted(dyads)):
        ends = {"source": names[pair[0]], "target": names[pair[1]]}
        yield _element("edge", dyads[pair].cells(), "e", id=f"e{at}", **ends)
    yield b"</graph>\n</graphml>\n"


def _key(who: Participant) -> Key:
    """Who is one node: whoever has one id, else one name, country and sector."""
    return ("", who.id) if who.id else (who.name.casefold(), who.country or "", who.sector or "")


def _node(who: Participant, events: int) -> dict[str, Any]:
    return {"name": who.name, "key": who.id, "country": who.country, "sector": who.sector, "events": events}


def _head() -> bytes:
    keys = "".join(
        f'<key id="{letter}_{name}" for="{what}" attr.name="{name}" attr.type="{kind}"/>\n'
        for what, letter, columns in (("node", "n", _NODE), ("edge", "e", _EDGE))
        for name, kind in columns.items()
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="{_NAMESPACE}">\n{keys}'
        '<graph id="actors" edgedefault="directed">\n'
    ).encode()


def _element(tag: str, data: dict[str, Any], letter: str, **attributes: str) -> bytes:
    found = etree.Element(tag, attributes)
    for name, value in data.items():
        if value is not None:
            etree.SubElement(found, "data", key=f"{letter}_{name}").text = _NOT_XML.sub(" ", str(value))
    stream = io.BytesIO()
    etree.ElementTree(found).write(stream, encoding="UTF-8", xml_declaration=False)
    return stream.getvalue() + b"\n"
