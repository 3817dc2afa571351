"""One event told twice, as the encoder learns it: mentions of one event near one another, others apart.

ECB+'s training part (A. Cybulska and P. Vossen, "Using a sledgehammer to crack a nut?", LREC 2014) says which event
mentions of different articles are one event. A mention's vector is a small layer over its word's. A batch is of one
topic, so that most of what is to be told apart is alike in kind.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from spacy.tokens import Doc
from torch import Tensor, nn

from onrecord.reading.encoder.windows import Tokenizer, Window, windows
from training.encoder.net import Net

_WARM, _STEEP, _EVEN = 0.1, 12.0, 0.55
"""Temperature of the contrast; steepness and middle of the curve that ties a cosine to a probability, so that cosines
of different topics can be compared."""
_ALIKE = 2.0
"""Weight of pairs that are one event: they are the fewer."""


@dataclass(frozen=True)
class SameWindow:
    """A window with the words of its event mentions and the events that these tell."""

    window: Window
    words: tuple[int, ...]
    events: tuple[str, ...]


def same_windows(row: Mapping[str, Any], doc: Doc, tokenizer: Tokenizer, size: int) -> Iterator[SameWindow]:
    """Cut an annotated document (``text``, ``event_mentions``) into windows; those without a mention are left out."""
    told = [
        (word_of(doc, mention), str(mention["coref_chain"]))
        for mention in row["event_mentions"]
        if mention["in_eval_sentence"]
    ]
    for window in windows(doc, tokenizer, size):
        inside = [(at - window.first, event) for at, event in told if window.first <= at < window.last]
        if inside:
            yield SameWindow(window, tuple(at for at, _ in inside), tuple(event for _, event in inside))


def word_of(doc: Doc, mention: Mapping[str, Any]) -> int:
    """The token that heads a mention (``tokens``: spans of characters)."""
    inside = [t for t in doc if any(t.idx < b and a < t.idx + len(t) for a, b in mention["tokens"])]
    if not inside:
        return int(np.argmin([abs(t.idx - mention["start"]) for t in doc]))
    held = {t.i for t in inside}
    return next((t.i for t in inside if t.head.i not in held or t.head.i == t.i), inside[0].i)


def batches(
    rows: Sequence[tuple[Mapping[str, Any], Doc]],
    tokenizer: Tokenizer,
    sizes: Sequence[int],
    batch: int,
    chance: random.Random,
) -> Iterator[list[SameWindow]]:
    """Batches of one topic each, in an order of chance, without end."""
    while True:
        topics: dict[str, list[SameWindow]] = defaultdict(list)
        for row, doc in rows:
            topics[row["topic"]] += same_windows(row, doc, tokenizer, chance.choice(sizes))
        found = []
        for topic in sorted(topics):
            chance.shuffle(topics[topic])
            found += [topics[topic][i : i + batch] for i in range(0, len(topics[topic]), batch)]
        chance.shuffle(found)
        yield from found


def same_loss(net: Net, vectors: Tensor, batch: Sequence[SameWindow]) -> Tensor:
    """Loss of a batch: a contrast of each mention with all others, and each pair by itself."""
    places = [(row, word) for row, item in enumerate(batch) for word in item.words]
    told = [event for item in batch for event in item.events]
    if len(told) < 2:
        return vectors.sum() * 0
    rows, words = torch.tensor(places).T
    senses = nn.functional.normalize(net.same(vectors[rows, words]).float(), dim=-1)
    others = ~torch.eye(len(told), dtype=torch.bool)
    same = torch.tensor([[a == b for b in told] for a in told]) & others
    cosines = senses @ senses.T
    pairs = nn.functional.binary_cross_entropy_with_logits(
        _STEEP * (cosines[others] - _EVEN), same[others].float(), pos_weight=torch.tensor(_ALIKE)
    )
    log = torch.log_softmax((cosines / _WARM).masked_fill(~others, -1e4), dim=1)
    twice = same.any(1)
    if not twice.any():
        return 2 * pairs
    contrast = -(log * same).sum(1)[twice] / same.sum(1)[twice]
    return contrast.mean() + 2 * pairs
