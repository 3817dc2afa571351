"""Attributions as the encoder learns them: cues, and given a cue what is said and by whom."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from spacy.tokens import Doc
from torch import Tensor, nn

from onrecord.reading.encoder.windows import Tokenizer, Window, windows
from training.encoder.net import IGNORED, SPAN, Asked, Net, labels_of

Ranges = list[tuple[int, int]]
_RARE = torch.tensor([1.0, 3.0, 3.0])
"""Few tokens are cues or sources: those count three times."""
_EVEN = torch.ones(SPAN)


@dataclass(frozen=True)
class SaidWindow:
    """A window with the labels of its cues, and for each attribution its cue's tokens and the labels given them."""

    window: Window
    cue: np.ndarray
    attributions: tuple[tuple[tuple[int, ...], np.ndarray], ...]


def said_windows(row: Mapping[str, Any], doc: Doc, tokenizer: Tokenizer, size: int) -> Iterator[SaidWindow]:
    """Cut an annotated article (``text``, ``attributions`` with spans of characters) into windows."""
    begins = np.array([t.idx for t in doc])
    ends = np.array([t.idx + len(t) for t in doc])

    def tokens(spans: Sequence[Sequence[int]]) -> Ranges:
        found = [
            (int(np.searchsorted(ends, a, "right")), int(np.searchsorted(begins, b, "left")))
            for a, b in spans
        ]
        return [(a, b) for a, b in found if a < b]

    gold = [{role: tokens(a[role]) for role in ("source", "cue", "content")} for a in row["attributions"]]
    for window in windows(doc, tokenizer, size):
        inside = []
        for attribution in gold:
            cue = [(a, b) for a, b in attribution["cue"] if window.first <= a and b <= window.last]
            if cue and attribution["content"]:
                inside.append({**attribution, "cue": cue})
        yield _labelled(window, inside)


def _labelled(window: Window, inside: Sequence[Mapping[str, Ranges]]) -> SaidWindow:
    size, first = window.last - window.first, window.first
    given = []
    for attribution in inside:
        roles = [labels_of(size, attribution[role], first) for role in ("content", "source")]
        words = tuple(i - first for a, b in attribution["cue"] for i in range(a, b))
        given.append((words, np.stack(roles, axis=1)))
    cue = labels_of(size, [r for a in inside for r in a["cue"]], first)
    return SaidWindow(window, cue, tuple(given))


def said_loss(net: Net, vectors: Tensor, batch: Sequence[SaidWindow], chance: random.Random) -> Tensor:
    """Loss of a batch; of each cue one word, picked by chance, stands for it."""
    rows, width = vectors.shape[:2]
    cues = torch.full((rows, width), IGNORED)
    asked = Asked([], [], [])
    for i, item in enumerate(batch):
        cues[i, : len(item.cue)] = torch.tensor(item.cue)
        for words, labels in item.attributions:
            asked.add(i, chance.choice(words), labels, width)
    loss = 2 * nn.functional.cross_entropy(
        net.cue(vectors).float().flatten(0, 1), cues.flatten(), weight=_RARE
    )
    if asked.rows:
        content, source = asked.losses(net.said, vectors, (_EVEN, _RARE))
        loss = loss + 2 * content + source
    return loss
