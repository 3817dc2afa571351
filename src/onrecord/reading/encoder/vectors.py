"""What the encoder makes of a document: vectors by window, and what the heads say of them, each asked once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

import numpy as np

from onrecord.reading.encoder.heads import Floats, Given, Heads, log_softmax


class Vectors:
    """The vectors of one document. A token is only seen together with the tokens of its window.

    Not frozen: what the heads say is kept, so that it is worked out once. Nothing else changes.
    """

    def __init__(self, heads: Heads, firsts: Sequence[int], blocks: Sequence[Floats]) -> None:
        """``firsts``: the first token of each window; ``blocks``: the encoder's output, [tokens, ``heads.columns``]."""
        self._heads = heads
        self._firsts = list(firsts)
        self._blocks = list(blocks)
        self._log: dict[tuple[str, int], Floats] = {}
        self._said: dict[int, Floats] = {}
        self._parties: dict[int, Floats] = {}

    @property
    def types(self) -> tuple[str, ...]:
        """What ``trigger`` tells apart: "" for no event, then event types."""
        return self._heads.types

    @property
    def windows(self) -> list[tuple[int, int]]:
        """The tokens of each window: first, and the one after the last."""
        return [(first, first + len(block)) for first, block in zip(self._firsts, self._blocks, strict=True)]

    def window(self, token: int) -> tuple[int, int]:
        """The tokens of the window that the token stands in: first, and the one after the last."""
        at = self._at(token)
        return self._firsts[at], self._firsts[at] + len(self._blocks[at])

    def cue(self, token: int) -> Floats:
        """Log probabilities that the token is outside of cues, begins one, goes on with one."""
        return self._logs("cue", token)

    def trigger(self, token: int) -> Floats:
        """Log probabilities of the event types that the token tells, no event first."""
        return self._logs("trigger", token)

    def gist(self, first: int, last: int) -> Floats:
        """Log probabilities of the type of a sentence's main event, no event first, from its tokens in one window."""
        at = self._at(first)
        rows = self._blocks[at][
            first - self._firsts[at] : last - self._firsts[at], self._heads.columns["gist"]
        ]
        counts = np.exp(rows[:, 0] - rows[:, 0].max())
        return log_softmax(counts @ rows[:, 1:] / counts.sum())

    def sense(self, token: int) -> Floats | None:
        """Unit vector of the event that the token tells: near that of another word for the same event.

        ``None`` for an encoder without this head.
        """
        columns = self._heads.columns.get("same")
        if columns is None:
            return None
        at = self._at(token)
        row = self._blocks[at][token - self._firsts[at], columns]
        return np.asarray(row / (np.linalg.norm(row) or 1.0), dtype=np.float32)

    def said(self, cue: int) -> Floats:
        """For every token of the cue's window: logits of outside, begins, inside for content, then for source."""
        if cue not in self._said:
            at = self._at(cue)
            self._said[cue] = self._given("said", self._heads.said, at, cue)
        return self._said[cue]

    def parties(self, trigger: int) -> Floats:
        """For every token of the trigger's window: logits of outside, begins, inside for actor, then for recipient."""
        if trigger not in self._parties:
            at = self._at(trigger)
            self._parties[trigger] = self._given("parties", self._heads.parties, at, trigger)
        return self._parties[trigger]

    def _given(self, name: str, head: Given, at: int, token: int) -> Floats:
        block, place, columns = self._blocks[at], token - self._firsts[at], self._heads.columns
        return head(block[:, columns[f"{name}.other"]], block[place, columns[f"{name}.given"]], place)

    def _logs(self, name: str, token: int) -> Floats:
        at = self._at(token)
        if (name, at) not in self._log:
            self._log[name, at] = log_softmax(self._blocks[at][:, self._heads.columns[name]])
        return np.asarray(self._log[name, at][token - self._firsts[at]], dtype=np.float32)

    def _at(self, token: int) -> int:
        return bisect_right(self._firsts, token) - 1
