"""Where the actors of a network stand: a spring layout with a fixed start, so that the same network looks the same."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

_ROUNDS, _GOLDEN = 400, math.pi * (3 - math.sqrt(5))


def spring(size: int, weights: Mapping[tuple[int, int], float]) -> list[tuple[float, float]]:
    """Return places in the unit square for ``size`` nodes, by Fruchterman and Reingold (1991).

    ``weights`` are those of the edges between nodes by number; the heavier, the nearer. Nodes start on a sunflower
    spiral in their order, the first in the middle. Rounded to three places, so that no machine differs.
    """
    if size == 0:
        return []
    number = np.arange(size)
    radius = np.sqrt((number + 0.5) / size) / 2
    at = np.stack([radius * np.cos(number * _GOLDEN), radius * np.sin(number * _GOLDEN)], axis=1)
    pull = np.zeros((size, size))
    for (a, b), weight in weights.items():
        pull[a, b] = pull[b, a] = 1 + math.log(max(weight, 1))
    length = 1 / math.sqrt(size)
    for step in range(_ROUNDS):
        apart = at[:, None, :] - at[None, :, :]
        distance = np.maximum(np.sqrt((apart**2).sum(axis=2)), 1e-3)
        push = length**2 / distance**2 - pull * distance / length * 0.5
        np.fill_diagonal(push, 0)
        # a weak pull to the middle keeps those without an edge in the picture
        move = (apart * push[:, :, None]).sum(axis=1) - at * 0.6
        far = np.maximum(np.sqrt((move**2).sum(axis=1, keepdims=True)), 1e-9)
        heat = 0.1 * (1 - step / _ROUNDS)
        at = at + move / far * np.minimum(far, heat)
    return [(round(float(x), 3), round(float(y), 3)) for x, y in _fitted(at)]


def _fitted(at: np.ndarray) -> np.ndarray:
    low, high = at.min(axis=0), at.max(axis=0)
    fitted: np.ndarray = (at - low) / np.maximum(high - low, 1e-9)
    return np.where(high - low < 1e-9, 0.5, fitted)


def in_order(edges: Sequence[tuple[str, str, int]]) -> list[str]:
    """Return the nodes of edges, those with most first, then by name."""
    total: dict[str, int] = {}
    for one, other, number in edges:
        total[one] = total.get(one, 0) + number
        total[other] = total.get(other, 0) + number
    return sorted(total, key=lambda name: (-total[name], name))
