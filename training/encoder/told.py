"""Events as the encoder learns them: which word tells one of which type, and given the word who did it to whom.

Two kinds of sentences teach it. In ours every event is labelled with its word. Benchmark sentences name the main
event's type and parties only: its word is the rule coder's trigger of a fitting type, else, once the net knows
something, the word that it holds likeliest (hard expectation maximization). What the rules found besides may be
another true event and counts neither way.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import torch
from spacy.tokens import Doc
from torch import Tensor, nn

from onrecord.reading.encoder.windows import Window
from training.encoder.net import Asked, Net, labels_of

Ranges = tuple[tuple[int, int], ...]
Parties = tuple[Ranges, Ranges]
"""Token ranges of actors and of recipients."""

_TELLING = frozenset(("VERB", "NOUN", "PROPN", "ADJ", "ADV"))
_PARTY = torch.tensor([1.0, 2.0, 2.0])
_OTHER_WORD, _OTHER_EVENT, _ELSE = 0.1, 0.0, 0.5
"""How much a word of a main-event sentence counts as telling nothing: a verb or noun, a trigger of the rules, any other.
The first two may tell events that nobody was asked about: at .3 and .25 the encoder learned to pass over four of ten
events that stand inside what somebody says."""
_SURE, _GUESSED = 1.5, 0.7
"""Weight of a main event whose word the rules gave, and of one whose word the net picked."""


@dataclass(frozen=True)
class Main:
    """The main event of a sentence: the types it may be, its parties, and triggers that the rules found for it."""

    types: tuple[int, ...]
    parties: Parties
    triggers: tuple[int, ...]


@dataclass(frozen=True)
class Told:
    """A sentence to learn events from."""

    source: str
    key: str
    doc: Doc
    window: Window
    labelled: Mapping[int, tuple[tuple[int, Parties], ...]] = field(default_factory=dict)
    """By the event's word: its types and parties, where every event is labelled."""
    parts: frozenset[int] = frozenset()
    """Further words of triggers, which count neither way."""
    main: tuple[Main, ...] | None = None
    """Where only main events are: all that is known."""
    found: tuple[int, ...] = ()
    """Triggers of the rules, whatever their type."""
    gist: tuple[tuple[int, ...], ...] = ()
    """For each main event the types that it may be; the first event of ours; no event is type 0."""

    @property
    def size(self) -> int:
        """Tokens in the window."""
        return self.window.last - self.window.first

    @property
    def telling(self) -> tuple[int, ...]:
        """Words that can tell an event."""
        return tuple(t.i for t in self.doc[: self.size] if t.pos_ in _TELLING)


class EventLoss:
    """Loss of a batch of sentences. ``guess``: whether the net may pick words itself by now."""

    def __init__(
        self, net: Net, vectors: Tensor, batch: Sequence[Told], chance: random.Random, guess: bool
    ) -> None:
        rows, self._width = vectors.shape[:2]
        self._net, self._vectors, self._batch, self._chance, self._guess = net, vectors, batch, chance, guess
        self._logits = net.trigger(vectors).float()
        self._log = torch.log_softmax(self._logits, -1)
        self._labels = torch.zeros(rows, self._width, dtype=torch.long)
        self._weights = torch.zeros(rows, self._width)
        self._asked = Asked([], [], [])
        self._mains: list[Tensor] = []

    def total(self) -> Tensor:
        """The loss."""
        for row, item in enumerate(self._batch):
            if item.main is None:
                self._all_labelled(row, item)
            else:
                self._main_only(row, item)
        each = nn.functional.cross_entropy(
            self._logits.flatten(0, 1), self._labels.flatten(), reduction="none"
        )
        loss = (each * self._weights.flatten()).sum() / self._weights.sum() * 12
        if self._mains:
            loss = loss + torch.stack(self._mains).mean()
        loss = loss + self._gist()
        if self._asked.rows:
            actor, recipient = self._asked.losses(self._net.parties, self._vectors, (_PARTY, _PARTY))
            loss = loss + 2 * actor + 2 * recipient
        return loss

    def _gist(self) -> Tensor:
        """Loss of the sentences' main types: those of the tokens, averaged by how much each counts."""
        each = self._net.gist(self._vectors).float()
        sizes = torch.tensor([[item.size] for item in self._batch])
        beyond = torch.arange(self._width)[None] >= sizes
        counts = torch.softmax(each[..., 0].masked_fill(beyond, -1e4), -1)
        log = torch.log_softmax((counts[..., None] * each[..., 1:]).sum(1), -1)
        losses = [
            -torch.logsumexp(log[row, list(types)], -1)
            for row, item in enumerate(self._batch)
            for types in item.gist
        ]
        return torch.stack(losses).mean() if losses else log.sum() * 0

    def _all_labelled(self, row: int, item: Told) -> None:
        self._weights[row, : item.size] = 1
        for token in item.parts:
            if token < item.size:
                self._weights[row, token] = 0
        for token, events in item.labelled.items():
            if token >= item.size:
                continue
            kind, parties = self._chance.choice(events)
            self._labels[row, token], self._weights[row, token] = kind, 2
            both = [labels_of(item.size, parties[0]), labels_of(item.size, parties[1])]
            self._asked.add(row, token, np.stack(both, axis=1), self._width)

    def _main_only(self, row: int, item: Told) -> None:
        self._weights[row, : item.size] = _ELSE
        self._weights[row, list(item.telling)] = _OTHER_WORD
        for token in item.found:
            if token < item.size:
                self._weights[row, token] = _OTHER_EVENT
        for event in item.main or ():
            word = self._word(row, item, event)
            if word is None:
                continue
            self._weights[row, word] = 0
            likely = torch.logsumexp(self._log[row, word, list(event.types)], -1)
            self._mains.append(-likely * (_SURE if event.triggers else _GUESSED))
            self._asked.add(row, word, _known(item.size, event.parties), self._width)

    def _word(self, row: int, item: Told, event: Main) -> int | None:
        """The word that tells a main event."""
        words = [t for t in event.triggers if t < item.size]
        if not words and self._guess:
            inside = {t for role in event.parties for a, b in role for t in range(a, b)}
            words = [t for t in item.telling if t not in inside] or list(item.telling)
        if not words:
            return None
        fit = torch.logsumexp(self._log[row, words][:, list(event.types)].detach(), -1)
        return words[int(fit.argmax())]


def _known(size: int, parties: Parties) -> np.ndarray:
    """Labels of the parties that the annotators named; nothing is known of the others."""
    both = [labels_of(size, p) if p else np.full(size, -100) for p in parties]
    return np.stack(both, axis=1)
