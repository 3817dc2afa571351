"""The shared encoder and its heads, in PyTorch. What runs in the reading room is an export of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from transformers import BertModel

from onrecord.ontology import event_types
from onrecord.reading.encoder.heads import bucket
from onrecord.reading.encoder.windows import Window

WIDTH, HIDDEN, DISTANCES = 384, 192, 32
SENSE = 48
"""Numbers in the vector of an event's word."""
LAYERS = (2, 4, 6)
"""Layers, of the encoder's six, that this vector is made of. The last has learned what the other heads ask and has let go of
much of what a word means; lower ones still hold it (I. Tenney, D. Das and E. Pavlick, ACL 2019)."""
SPAN = 3
"""Classes of a token: outside, begins, inside."""
IGNORED = -100
TYPES = (None, *event_types())
"""What a token may tell: no event, or one of PLOVER's types."""


class Given(nn.Module):
    """Scores of every token, given one token: its cue, its trigger."""

    def __init__(self, classes: int) -> None:
        super().__init__()
        self.other = nn.Linear(WIDTH, HIDDEN)
        self.given = nn.Linear(WIDTH, HIDDEN, bias=False)
        self.distance = nn.Embedding(DISTANCES, HIDDEN)
        self.out = nn.Linear(HIDDEN, classes)

    def forward(self, tokens: Tensor, given: Tensor, distance: Tensor) -> Tensor:
        """``tokens`` [n, t, WIDTH], ``given`` [n, WIDTH], ``distance`` [n, t] -> [n, t, classes]."""
        mixed = self.other(tokens) + self.given(given)[:, None] + self.distance(distance)
        return self.out(nn.functional.gelu(mixed))


class Net(nn.Module):
    """Encoder, the heads of single tokens, and the heads given a cue or a trigger."""

    def __init__(self, base: Path) -> None:
        """``base``: folder of the pre-trained weights (all-MiniLM-L6-v2). Its word vectors stay as they are."""
        super().__init__()
        self.encoder = BertModel.from_pretrained(
            base, add_pooling_layer=False, attn_implementation="eager",
            attention_probs_dropout_prob=0.0, hidden_dropout_prob=0.05,
        )  # fmt: skip
        self.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        self.drop = nn.Dropout(0.1)
        self.cue = nn.Linear(WIDTH, SPAN)
        self.said = Given(2 * SPAN)  # content, then source
        self.trigger = nn.Linear(WIDTH, len(TYPES))
        self.parties = Given(2 * SPAN)  # actor, then recipient
        self.gist = nn.Linear(
            WIDTH, 1 + len(TYPES)
        )  # how much a token counts for its sentence's main event, its types
        # near one another where two words tell one event
        self.same = nn.Linear(len(LAYERS) * WIDTH, SENSE)

    def encode(self, batch: Batch) -> Tensor:
        """Vectors of the tokens: [n, t, WIDTH]."""
        out = self.encoder(input_ids=batch.ids, attention_mask=batch.mask).last_hidden_state
        return self.drop(out.gather(1, batch.heads[:, :, None].expand(-1, -1, WIDTH)))

    def senses(self, batch: Batch) -> Tensor:
        """What the vector of an event's word is made of, for each token: [n, t, layers * WIDTH]."""
        out = self.encoder(
            input_ids=batch.ids, attention_mask=batch.mask, output_hidden_states=True
        ).hidden_states
        layers = torch.cat([out[layer] for layer in LAYERS], dim=-1)
        return layers.gather(1, batch.heads[:, :, None].expand(-1, -1, layers.shape[-1]))


@dataclass(frozen=True)
class Batch:
    """Windows side by side, padded with zeros: pieces, which of them there are, each token's first piece."""

    ids: Tensor
    mask: Tensor
    heads: Tensor


def batch_of(windows: Sequence[Window]) -> Batch:
    """Lay windows side by side."""
    pieces, tokens = max(len(w.ids) for w in windows), max(len(w.heads) for w in windows)
    ids = torch.zeros(len(windows), pieces, dtype=torch.long)
    mask, heads = torch.zeros_like(ids), torch.zeros(len(windows), tokens, dtype=torch.long)
    for i, window in enumerate(windows):
        ids[i, : len(window.ids)] = torch.tensor(window.ids)
        mask[i, : len(window.ids)] = 1
        heads[i, : len(window.heads)] = torch.tensor(window.heads)
    return Batch(ids, mask, heads)


@dataclass
class Asked:
    """What a ``Given`` head is asked in one batch: row and token given, and the two labels of every token."""

    rows: list[int]
    tokens: list[int]
    labels: list[np.ndarray]

    def add(self, row: int, token: int, labels: np.ndarray, width: int) -> None:
        """Ask about ``token`` of ``row``; ``labels`` [t, 2] of at most ``width`` tokens."""
        whole = np.full((width, 2), IGNORED)
        whole[: len(labels)] = labels[:width]
        self.rows.append(row)
        self.tokens.append(token)
        self.labels.append(whole)

    def losses(self, head: Given, vectors: Tensor, weights: tuple[Tensor, Tensor]) -> tuple[Tensor, Tensor]:
        """Cross entropy of the first and of the second label."""
        width = vectors.shape[1]
        rows, tokens = torch.tensor(self.rows), torch.tensor(self.tokens)
        far = torch.tensor(np.stack([bucket(np.arange(width) - t) for t in self.tokens]))
        out = head(vectors[rows], vectors[rows, tokens], far).float()
        gold = torch.tensor(np.stack(self.labels))
        first = nn.functional.cross_entropy(
            out[..., :SPAN].flatten(0, 1), gold[..., 0].flatten(), weight=weights[0]
        )
        second = nn.functional.cross_entropy(
            out[..., SPAN:].flatten(0, 1), gold[..., 1].flatten(), weight=weights[1]
        )
        return first, second


def labels_of(size: int, ranges: Sequence[tuple[int, int]], first: int = 0) -> np.ndarray:
    """Outside, begins and inside for ``size`` tokens from ``first`` on."""
    found = np.zeros(size, dtype=np.int64)
    for begin, end in ranges:
        a, b = max(begin - first, 0), min(end - first, size)
        if a < b:
            found[a], found[a + 1 : b] = 1, 2
    return found
