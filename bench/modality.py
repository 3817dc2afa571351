"""Modality and negation against MEANTIME, on every event mention that its annotators judged, coded by us or not.

``modality: MEANTIME`` sees only the mentions that the coder reports, a few of a hundred in news of business. Here the
coder's own judgement of modality is asked about the gold mention's head, so that what it knows of English is measured
apart from what the lexicon codes. Errors were read on the documents of the seen part only.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from spacy.tokens import Span

from onrecord.coding import standing_of
from onrecord.coding.modality import Standing
from onrecord.reading import Reading

Row = dict[str, Any]

_UNSURE = ("UNCERTAIN", "POSSIBLE", "PROBABLE")
_TRAITS: dict[str, tuple[Callable[[Row], bool], Callable[[Standing], bool]]] = {
    "negated": (lambda m: m["polarity"] == "NEG", lambda s: s.negated),
    "planned": (lambda m: m.get("time") == "FUTURE", lambda s: s.modality == "planned"),
    "possible": (lambda m: m.get("certainty") in _UNSURE, lambda s: s.modality == "possible"),
}
"""What the gold and what we say of one event, by the same definitions as the benchmark folder's ``adapt.py``."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One gold mention, by trait: whether the gold and whether we say so."""

    document: str
    mention: Row
    head: int
    standing: Standing
    traits: dict[str, tuple[bool, bool]]


def unseen(document: str) -> bool:
    """Whether the document belongs to the part whose errors are not read."""
    return int(hashlib.sha256(document.encode()).hexdigest(), 16) % 2 == 1


def judged(row: Row, reading: Reading) -> Iterator[Judged]:
    """Yield the mentions with polarity of a gold row, each with our standing of its head."""
    mentions, heads = [], []
    for mention in row["event_mentions"]:
        span = reading.doc.char_span(mention["start"], mention["end"], alignment_mode="expand")
        if mention.get("polarity") and span is not None:
            mentions.append(mention)
            heads.append(_head(span))
    for mention, head, standing in zip(mentions, heads, standing_of(reading, heads), strict=True):
        traits = {name: (gold(mention), ours(standing)) for name, (gold, ours) in _TRAITS.items()}
        yield Judged(str(row["doc_id"]), mention, head, standing, traits)


def _head(span: Span) -> int:
    """The head of a mention; of one whose parts do not hang together, its first verb, else its first noun."""
    if span.root.pos_ != "PUNCT":
        return int(span.root.i)
    return next((int(t.i) for pos in ("VERB", "NOUN") for t in span if t.pos_ == pos), int(span.root.i))


def score(found: Iterable[Judged]) -> dict[str, float]:
    """Return the figures of the seen and the unseen part."""
    mentions = list(found)
    parts = {"seen part, ": False, "unseen part, ": True}
    return {
        name + figure: value
        for name, part in parts.items()
        for figure, value in _figures([m for m in mentions if unseen(m.document) == part]).items()
    }


def _figures(mentions: list[Judged]) -> dict[str, float]:
    """Accuracy is the share of mentions with every trait right."""
    right = sum(all(gold == ours for gold, ours in m.traits.values()) for m in mentions)
    figures = {"accuracy": right / max(1, len(mentions))}
    for trait in _TRAITS:
        pairs = [m.traits[trait] for m in mentions]
        hits = sum(gold and ours for gold, ours in pairs)
        said, true = sum(ours for _, ours in pairs), sum(gold for gold, _ in pairs)
        figures |= {
            f"{trait} precision": hits / max(1, said),
            f"{trait} recall": hits / max(1, true),
            f"{trait} F1": 2 * hits / max(1, said + true),
        }
    return figures
