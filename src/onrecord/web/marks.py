"""An article's text or a sentence cut into pieces, each with the marks that cover it, for a template to escape and wrap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from onrecord.model import Record, Report, Told
from onrecord.views.wording import quantity_words, where_words

LAYERS = {
    "events": "what, who, to whom",
    "sources": "who says so",
    "times": "when",
    "places": "where",
    "figures": "how many",
}
"""What may be shown over an article, with what it shows."""


class Mark(NamedTuple):
    """A stretch of text that means something."""

    start: int
    end: int
    name: str
    """Class name: ``trigger``, ``actor``, ``recipient``, ``source``, ``cue``, ``content``, ``when``, ``place``, ``many``."""
    title: str = ""
    """What to say of it."""


class Piece(NamedTuple):
    """A stretch of text under the same marks."""

    text: str
    marks: str
    """Class names, space-separated."""
    title: str


def mark_text(record: Record, layers: Iterable[str] = LAYERS) -> list[Piece]:
    """Cut the text at every edge of a mark of the layers asked for. The pieces joined are the text."""
    shown = set(layers)
    marks: list[Mark] = []
    for report in record.reports:
        if "events" in shown:
            marks += _deed(report)
        if "figures" in shown:
            marks += [Mark(q.start, q.end, "many", quantity_words(q)) for q in report.quantities]
    if "sources" in shown:
        marks += _attributions(record)
    if "times" in shown:
        marks += [Mark(t.start, t.end, "when", f"{t.type} {t.value}") for t in record.times]
    if "places" in shown:
        marks += [Mark(p.start, p.end, "place", f"{where_words(p)} ({p.precision})") for p in record.toponyms]
    return cut(record.text, marks)


def mark_sentence(told: Told) -> list[Piece]:
    """Cut the sentence of one report at its own marks."""
    report, first = told.report, told.report.sentence[0]
    marks = [*_deed(report), *(Mark(q.start, q.end, "many", quantity_words(q)) for q in report.quantities)]
    for link in report.attribution:
        if link.source is not None:
            marks.append(Mark(link.source.start, link.source.end, "source", "who says so"))
        if link.cue is not None:
            marks.append(Mark(link.cue.start, link.cue.end, "cue", link.stance))
    return cut(told.sentence, [m._replace(start=m.start - first, end=m.end - first) for m in marks])


def cut(text: str, marks: Sequence[Mark]) -> list[Piece]:
    """Cut a text at the edges of marks; what reaches beyond the text ends with it."""
    inside = [m._replace(start=max(0, m.start), end=min(len(text), m.end)) for m in marks]
    inside = [m for m in inside if m.start < m.end]
    edges = sorted({0, len(text), *(edge for m in inside for edge in m[:2])})
    starting: dict[int, list[Mark]] = {}
    for mark in inside:
        starting.setdefault(mark.start, []).append(mark)
    pieces, active = [], list[Mark]()
    for start, end in pairwise(edges):
        active = [m for m in active if m.end > start] + starting.get(start, [])
        names = " ".join(sorted({m.name for m in active}))
        titles = ", ".join(dict.fromkeys(m.title for m in active if m.title))
        pieces.append(Piece(text[start:end], names, titles))
    return pieces


def _deed(report: Report) -> Iterator[Mark]:
    kind = report.event_type + (f" ({report.mode})" if report.mode else "")
    yield Mark(report.trigger.start, report.trigger.end, "trigger", kind)
    for name, side in (("actor", report.actors), ("recipient", report.recipients)):
        for who in side:
            code = " ".join(c for c in (who.country, who.sector) if c)
            yield Mark(who.start, who.end, name, f"{name}: {who.name}" + (f" ({code})" if code else ""))


def _attributions(record: Record) -> Iterator[Mark]:
    for attribution in record.attributions:
        who = attribution.speaker.name if attribution.speaker else "somebody"
        for name, spans, title in (
            ("source", attribution.source, f"{who} {attribution.stance}"),
            ("cue", attribution.cue, attribution.stance),
            ("content", attribution.content, ""),
        ):
            for start, end in spans:
                yield Mark(start, end, name, title)
