"""An article's text cut into pieces, each with the marks that cover it, for a template to escape and wrap."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from onrecord.model import Record


class Piece(NamedTuple):
    """A stretch of text under the same marks."""

    text: str
    marks: str
    """Class names, space-separated: ``trigger``, ``actor``, ``recipient``, ``source``."""
    title: str
    """What to say of it: the types of the events told here."""


def mark_text(record: Record) -> list[Piece]:
    """Cut the text at every edge of a mark. The pieces joined are the text."""
    spans: list[tuple[int, int, str, str]] = []
    for report in record.reports:
        kind = report.event_type + (f" ({report.mode})" if report.mode else "")
        spans.append((report.trigger.start, report.trigger.end, "trigger", kind))
        spans += [(p.start, p.end, "actor", "") for p in report.actors]
        spans += [(p.start, p.end, "recipient", "") for p in report.recipients]
        spans += [(a.source.start, a.source.end, "source", "") for a in report.attribution if a.source]
    edges = sorted({0, len(record.text), *(e for s in spans for e in s[:2] if 0 <= e <= len(record.text))})
    starting: dict[int, list[tuple[int, int, str, str]]] = {}
    for span in spans:
        starting.setdefault(span[0], []).append(span)
    pieces, active = [], list[tuple[int, int, str, str]]()
    for start, end in pairwise(edges):
        active = [s for s in active if s[1] > start] + starting.get(start, [])
        marks = " ".join(sorted({s[2] for s in active}))
        title = ", ".join(sorted({s[3] for s in active if s[3]}))
        pieces.append(Piece(record.text[start:end], marks, title))
    return pieces
