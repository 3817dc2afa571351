"""Shared by the attribution tests: a text's attributions as words."""

from __future__ import annotations

from functools import cache

from onrecord.model import Article
from onrecord.reading import Attributions, Mentions, Reading, load_pipeline, read_layers, sentence_spans

Words = tuple[str, str, str]
"""Source, cue and content."""


@cache
def reading_of(text: str) -> Reading:
    doc = load_pipeline()(text)
    reading = Reading(article=Article(id="t", text=text), doc=doc, sentences=sentence_spans(doc))
    return read_layers(reading, (Mentions(), Attributions()))


def words(text: str) -> list[Words]:
    """Source, cue and content of every attribution; pieces joined by " … "."""
    out = []
    for node in reading_of(text).attributions:
        a = node.attribution
        pieces = [" … ".join(text[b:e] for b, e in spans) for spans in (a.source, a.cue, a.content)]
        out.append((pieces[0], pieces[1], pieces[2]))
    return out


def stances(text: str) -> list[str]:
    return [n.attribution.stance for n in reading_of(text).attributions]
