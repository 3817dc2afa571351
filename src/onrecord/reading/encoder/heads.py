"""The encoder's heads: small layers over its vectors. What a token brings by itself is in the encoder's file; the rest
is plain numpy, in products so small that it never starts threads.

Two heads look at one token (is it a cue, does it tell an event), two at every token given one: what is said and by
whom, given the cue; who does it and to whom, given the event's word. The given token is mixed in as in additive
attention, with the signed distance in tokens in buckets.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
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


@lru_cache(maxsize=4096)
def _buckets(size: int, token: int) -> NDArray[np.int64]:
    return bucket(np.arange(size) - token)


def _gelu(x: Floats) -> Floats:
    # tanh form: 0.001 off the exact one, and numpy has no erf; products, since a power costs ten times as much
    inner = x * x
    inner *= 0.044715
    inner += 1
    inner *= x
    inner *= 0.79788456
    np.tanh(inner, out=inner)
    inner += 1
    inner *= x
    inner *= 0.5
    return inner


def log_softmax(logits: Floats) -> Floats:
    """Log probabilities along the last axis."""
    shifted = logits - logits.max(axis=-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True)), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Given:
    """Scores of each token given one of them. What each token brings, as one and as the other, the encoder's file gives."""

    distance: Floats
    weight: Floats
    bias: Floats

    def __call__(self, others: Floats, given: Floats, token: int) -> Floats:
        """``others`` [tokens, hidden], what each token of a window brings as one of the others; ``given`` [hidden], what
        the given token brings; its place in the window -> logits [tokens, classes]."""
        mixed = self.distance[_buckets(len(others), token)]
        mixed += others
        mixed += given
        return np.asarray(_gelu(mixed) @ self.weight + self.bias, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Heads:
    """What is left to do over the encoder's output, and what is where in it."""

    said: Given
    parties: Given
    types: tuple[str, ...]
    """What the trigger head tells apart: "" for no event, then event types."""
    columns: Mapping[str, slice]
    """Columns of the output: ``cue``, ``trigger``, and what a token brings to ``said`` and ``parties``, as one of the
    ``other`` tokens and as the ``given`` one."""


def heads_of(arrays: Mapping[str, NDArray[Any]]) -> Heads:
    """Build the heads from the arrays of the weights file (``training/encoder/export.py`` writes it)."""

    def given(name: str) -> Given:
        weight = _float(arrays[f"{name}.out.weight"].T)
        return Given(_float(arrays[f"{name}.distance.weight"]), weight, _float(arrays[f"{name}.out.bias"]))

    columns, start = {}, 0
    for name, width in zip(arrays["columns"].tolist(), arrays["widths"].tolist(), strict=True):
        columns[str(name)] = slice(start, start + int(width))
        start += int(width)
    types = tuple(map(str, arrays["types"]))
    return Heads(given("said"), given("parties"), types, columns)


def _float(array: NDArray[Any]) -> Floats:
    return np.ascontiguousarray(array, dtype=np.float32)


def spans(logits: Floats) -> Ranges:
    """The likeliest token ranges, from logits of outside, begins and inside: no inside follows outside (Viterbi)."""
    if not len(logits) or (logits.argmax(axis=1) == 0).all():
        return ()
    rows: list[list[float]] = log_softmax(logits).tolist()
    outside, begins, inside = rows[0][0], rows[0][1], -math.inf
    back: list[tuple[int, int]] = [(0, 0)]
    for scores in rows[1:]:
        within, before = (1, begins) if begins > inside else (2, inside)
        free, best = (0, outside) if outside >= before else (within, before)
        back.append((free, within))
        outside, begins, inside = best + scores[0], best + scores[1], before + scores[2]
    state = max(range(3), key=(outside, begins, inside).__getitem__)
    found, end = [], -1
    for i in range(len(rows) - 1, -1, -1):
        if state and end < 0:
            end = i + 1
        if state == 1:
            found.append((i, end))
            end = -1
        state = back[i][state == 2]
    return tuple(reversed(found))
