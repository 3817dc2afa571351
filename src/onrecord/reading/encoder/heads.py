"""The encoder's heads: small layers over its vectors, in plain numpy.

Two heads look at one token (is it a cue, does it tell an event), two at every token given one: what is said and by
whom, given the cue; who does it and to whom, given the event's word. The given token is mixed in as in additive
attention, with the signed distance in tokens in buckets.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ranges = tuple[tuple[int, int], ...]

_NEAR, _BUCKETS = 6, 16
_STEEP = 2.2


def bucket(distance: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the bucket, 0 to 31, of signed distances: one each up to five tokens, then ever wider ones."""
    size = np.abs(distance)
    far = _NEAR + np.floor(np.log2(np.maximum(size, _NEAR) / _NEAR) * _STEEP)
    found = np.where(size < _NEAR, size, np.minimum(_BUCKETS - 1, far)).astype(np.int64)
    return np.where(distance < 0, _BUCKETS + found, found)


def _gelu(x: Floats) -> Floats:
    # tanh form: 0.001 off the exact one, and numpy has no erf
    return np.asarray(0.5 * x * (1 + np.tanh(0.79788456 * (x + 0.044715 * x**3))), dtype=np.float32)


def log_softmax(logits: Floats) -> Floats:
    """Log probabilities along the last axis."""
    shifted = logits - logits.max(axis=-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True)), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Plain:
    """Scores of each token by itself."""

    weight: Floats
    bias: Floats

    def __call__(self, vectors: Floats) -> Floats:
        """``vectors`` [tokens, width] -> logits [tokens, classes]."""
        return np.asarray(vectors @ self.weight + self.bias, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Given:
    """Scores of each token given one of them."""

    other: Plain
    given: Floats
    distance: Floats
    out: Plain

    def __call__(self, vectors: Floats, token: int) -> Floats:
        """``vectors`` [tokens, width] of one window, the given token's place in it -> logits [tokens, classes]."""
        far = np.arange(len(vectors)) - token
        mixed = self.other(vectors) + vectors[token] @ self.given + self.distance[bucket(far)]
        return self.out(_gelu(mixed))


@dataclass(frozen=True, slots=True)
class Heads:
    """All heads of one encoder."""

    cue: Plain
    said: Given
    trigger: Plain
    parties: Given
    types: tuple[str, ...]
    """What the trigger head tells apart: "" for no event, then event types."""


def heads_of(arrays: Mapping[str, NDArray[Any]]) -> Heads:
    """Build the heads from the arrays of the weights file, named as in ``training/encoder/net.py``."""

    def plain(name: str) -> Plain:
        return Plain(_float(arrays[f"{name}.weight"].T), _float(arrays[f"{name}.bias"]))

    def given(name: str) -> Given:
        return Given(
            plain(f"{name}.other"),
            _float(arrays[f"{name}.given.weight"].T),
            _float(arrays[f"{name}.distance.weight"]),
            plain(f"{name}.out"),
        )

    return Heads(
        plain("cue"), given("said"), plain("trigger"), given("parties"), tuple(map(str, arrays["types"]))
    )


def _float(array: Floats) -> Floats:
    return np.ascontiguousarray(array, dtype=np.float32)


def spans(logits: Floats) -> Ranges:
    """The likeliest token ranges, from logits of outside, begins and inside: no inside follows outside (Viterbi)."""
    scores = log_softmax(logits)
    size = len(scores)
    if not size:
        return ()
    best = np.array([scores[0, 0], scores[0, 1], -np.inf])
    back = np.zeros((size, 3), dtype=np.int8)
    for i in range(1, size):
        free = int(best.argmax())
        inside = 1 if best[1] > best[2] else 2
        back[i] = (free, free, inside)
        best = np.array([best[free], best[free], best[inside]]) + scores[i]
    state, found, end = int(best.argmax()), [], -1
    for i in range(size - 1, -1, -1):
        if state and end < 0:
            end = i + 1
        if state == 1 or (state == 0 and end >= 0):
            begin = i if state == 1 else i + 1
            if end > begin:
                found.append((begin, end))
            end = -1
        state = int(back[i, state])
    return tuple(reversed(found))
