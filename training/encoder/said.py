"""Attributions as the encoder learns them: cues, and given a cue what is said and by whom.

Annotators differ (two of them reach .80 on contents), so half of the lesson is what a teacher thinks: an encoder of the
same kind that was fitted on the other half of the articles and has not seen this one. What the two agree on weighs more
than one annotator's whim (G. Hinton, O. Vinyals and J. Dean, "Distilling the knowledge in a neural network", 2015).
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from spacy.tokens import Doc
from torch import Tensor, nn

from onrecord.reading.encoder.heads import bucket
from onrecord.reading.encoder.windows import WINDOW, Tokenizer, Window, windows
from training.encoder.net import IGNORED, SPAN, Asked, Net, batch_of, labels_of

Ranges = list[tuple[int, int]]
_RARE = torch.tensor([1.0, 3.0, 3.0])
"""Few tokens are cues or sources: those count three times."""
_EVEN = torch.ones(SPAN)
_TAUGHT = 0.5
"""Share of the teacher in the lesson."""
_CUE = 1.5
"""Weight of what the teacher thinks of cues, which is spread over all tokens, beside the annotators', where rare ones
count three times."""


@dataclass(frozen=True)
class Opinion:
    """What a teacher thinks of an article: probabilities of outside, begins and inside.

    ``cue`` [tokens, 3]; ``given``: for a word of a cue the first token of what the teacher saw, and [seen, 6] for
    content, then source. Half precision; NaN where there is no opinion.
    """

    cue: np.ndarray
    given: Mapping[int, tuple[int, np.ndarray]]

    def of(self, first: int, last: int, words: Iterable[int]) -> Opinion:
        """The same of the tokens from ``first`` up to ``last``, counted from there."""
        found = {}
        for word in words:
            if first + word not in self.given:
                continue
            seen, thought = self.given[first + word]
            whole = np.full((last - first, 2 * SPAN), np.nan, dtype=np.float32)
            low, high = max(first, seen), min(last, seen + len(thought))
            if low < high:
                whole[low - first : high - first] = thought[low - seen : high - seen]
            found[word] = (0, whole)
        return Opinion(self.cue[first:last].astype(np.float32), found)


@dataclass(frozen=True)
class SaidWindow:
    """A window with the labels of its cues, and for each attribution its cue's tokens and the labels given them."""

    window: Window
    cue: np.ndarray
    attributions: tuple[tuple[tuple[int, ...], np.ndarray], ...]
    opinion: Opinion | None = None


def opinion_of(net: Net, row: Mapping[str, Any], doc: Doc, tokenizer: Tokenizer) -> Opinion:
    """What a net thinks of an annotated article's tokens, of each word of its cues apart."""
    cue = np.full((len(doc), SPAN), np.nan, dtype=np.float16)
    given = {}
    with torch.no_grad():
        for item in said_windows(row, doc, tokenizer, WINDOW):
            first, last = item.window.first, item.window.last
            vectors = net.encode(batch_of([item.window]))
            cue[first:last] = torch.softmax(net.cue(vectors[0]), -1).numpy()[: last - first]
            for word in sorted({w for words, _ in item.attributions for w in words}):
                far = torch.tensor(bucket(np.arange(vectors.shape[1]) - word))[None]
                logits = net.said(vectors, vectors[:, word], far)[0, : last - first]
                both = [torch.softmax(half, -1) for half in logits.split(SPAN, dim=-1)]
                given[first + word] = (first, torch.cat(both, -1).numpy().astype(np.float16))
    return Opinion(cue, given)


def said_windows(
    row: Mapping[str, Any], doc: Doc, tokenizer: Tokenizer, size: int, opinion: Opinion | None = None
) -> Iterator[SaidWindow]:
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
        yield _labelled(window, inside, opinion)


def _labelled(window: Window, inside: Sequence[Mapping[str, Ranges]], opinion: Opinion | None) -> SaidWindow:
    size, first = window.last - window.first, window.first
    given = []
    for attribution in inside:
        roles = [labels_of(size, attribution[role], first) for role in ("content", "source")]
        words = tuple(i - first for a, b in attribution["cue"] for i in range(a, b))
        given.append((words, np.stack(roles, axis=1)))
    cue = labels_of(size, [r for a in inside for r in a["cue"]], first)
    if opinion is not None:
        opinion = opinion.of(first, window.last, {w for words, _ in given for w in words})
    return SaidWindow(window, cue, tuple(given), opinion)


def said_loss(net: Net, vectors: Tensor, batch: Sequence[SaidWindow], chance: random.Random) -> Tensor:
    """Loss of a batch; of each cue one word, picked by chance, stands for it."""
    lesson = _Lesson(net, vectors, batch, chance)
    return lesson.annotated() if lesson.untaught else lesson.both()


class _Lesson:
    """What the annotators and the teacher say of one batch."""

    def __init__(self, net: Net, vectors: Tensor, batch: Sequence[SaidWindow], chance: random.Random) -> None:
        rows, width = vectors.shape[:2]
        self._cue = net.cue(vectors).float()
        self._cues = torch.full((rows, width), IGNORED)
        self._thought = torch.full((rows, width, SPAN), torch.nan)
        self._asked = Asked([], [], [])
        opinions = []
        self.untaught = any(item.opinion is None for item in batch)
        for i, item in enumerate(batch):
            self._cues[i, : len(item.cue)] = torch.tensor(item.cue)
            if item.opinion is not None:
                self._thought[i, : len(item.cue)] = torch.tensor(item.opinion.cue)
            for words, labels in item.attributions:
                word = chance.choice(words)
                self._asked.add(i, word, labels, width)
                opinions.append(_padded(item.opinion, word, width))
        self._opinions = torch.tensor(np.stack(opinions)) if opinions else None
        self._logits = self._asked.logits(net.said, vectors) if opinions else None

    def annotated(self) -> Tensor:
        """Loss by the annotators' labels."""
        cue, content, source = self._by_label()
        return 2 * cue + 2 * content + source

    def both(self) -> Tensor:
        """Loss by the labels and the teacher's opinion."""
        cue, content, source = self._by_label()
        cue = (1 - _TAUGHT) * cue + _TAUGHT * _CUE * _unlike(self._cue, self._thought)
        if self._logits is None or self._opinions is None:
            return 2 * cue
        thought = [
            _unlike(logits, opinion)
            for logits, opinion in zip(
                self._logits.split(SPAN, -1), self._opinions.split(SPAN, -1), strict=True
            )
        ]
        return (
            2 * cue
            + 2 * ((1 - _TAUGHT) * content + _TAUGHT * thought[0])
            + ((1 - _TAUGHT) * source + _TAUGHT * thought[1])
        )

    def _by_label(self) -> tuple[Tensor, Tensor, Tensor]:
        cue = nn.functional.cross_entropy(self._cue.flatten(0, 1), self._cues.flatten(), weight=_RARE)
        if self._logits is None:
            return cue, cue * 0, cue * 0
        return cue, *self._asked.losses_of(self._logits, (_EVEN, _RARE))


def _padded(opinion: Opinion | None, word: int, width: int) -> np.ndarray:
    whole = np.full((width, 2 * SPAN), np.nan, dtype=np.float32)
    if opinion is not None and word in opinion.given:
        thought = opinion.given[word][1]
        whole[: len(thought)] = thought[:width]
    return whole


def _unlike(logits: Tensor, opinion: Tensor) -> Tensor:
    """Mean cross entropy with the opinion, of the tokens that there is one on."""
    known = ~torch.isnan(opinion[..., 0])
    if not known.any():
        return logits.sum() * 0
    return -(opinion[known] * torch.log_softmax(logits[known], -1)).sum(-1).mean()
