"""What the encoder says of a proposal: is there a cue, what is said, by whom; as spans and as numbers."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from onrecord.reading.attribution.candidate import Candidate, Range
from onrecord.reading.attribution.proposal import Proposal
from onrecord.reading.attribution.tree import Tree
from onrecord.reading.encoder import Vectors, spans
from onrecord.reading.encoder.heads import Floats, log_softmax

Ranges = tuple[Range, ...]
Mask = NDArray[np.bool_]

ALONE = "encoder"
"""The frame of what no rule proposed."""
_OPENERS, _CLOSERS = "\"“‘'", "\"”’'.!?"
_SURELY = 1e-4


@dataclass(frozen=True, slots=True)
class Evidence:
    """The encoder's view of one proposal. Arrays run over the tokens of the cue's window, from ``first`` on."""

    proposal: Proposal
    first: int
    cue: float
    """Log odds that the cue's likeliest word is one."""
    inside: Floats
    """Probability of each token to be content."""
    source: Floats
    """Probability of each token to be source."""
    content: Ranges
    """The likeliest content, without cue and source of the proposal."""
    sources: Ranges
    """The likeliest source."""
    gap: float
    """Log likelihood of the proposal's content less that of the likeliest: 0 where they are one."""
    shared: float
    """Words of both contents over words of either."""
    mean: float
    """Mean probability of the proposal's content."""
    words: int
    """Words of the likeliest content."""

    def probability(self, token: int) -> float:
        """Probability of a token to be content; even beyond the window."""
        at = token - self.first
        return float(self.inside[at]) if 0 <= at < len(self.inside) else 0.5


class Witness:
    """The encoder's view of one document."""

    def __init__(self, tree: Tree, vectors: Vectors) -> None:
        self._tree = tree
        self._vectors = vectors
        text = tree.text
        self.is_word = np.array(
            [any(c.isalnum() for c in text[a:b]) for a, b in zip(tree.begin, tree.end, strict=True)],
            dtype=bool,
        )

    @cached_property
    def words(self) -> list[bool]:
        """Which tokens have a letter or digit."""
        return [bool(w) for w in self.is_word.tolist()]

    @cached_property
    def cues(self) -> list[list[float]]:
        """Log probabilities of each token to be outside of cues, to begin one, to go on with one."""
        windows = self._vectors.windows
        return [self._vectors.cue(t).tolist() for first, last in windows for t in range(first, last)]

    def of(self, proposal: Proposal) -> Evidence:
        """The evidence on one proposal."""
        head = proposal.candidate.cue
        first, last = self._vectors.window(head)
        logits = self._vectors.said(head)
        inside, source = (1 - np.exp(log_softmax(part)[:, 0]) for part in (logits[:, :3], logits[:, 3:]))
        inside = np.clip(inside, _SURELY, 1 - _SURELY)
        said = tuple((a + first, b + first) for a, b in spans(logits[:, :3]))
        cue = {head, *tokens_of(proposal.cue)}
        words = self.is_word[first:last]
        ours = _mask(tokens_of(proposal.content), first, last) & words
        theirs = _mask(tokens_of(said) - cue, first, last) & words
        gain = np.log(inside) - np.log(1 - inside)
        both = int((ours & theirs).sum())
        kept = tokens_of(self._trimmed(said)) - cue - tokens_of(proposal.source)
        beyond = {t for t in tokens_of(proposal.content) if not first <= t < last}
        return Evidence(
            proposal=proposal,
            first=first,
            cue=max(self._cue_odds(t) for t in cue),
            inside=inside.astype(np.float32),
            source=source.astype(np.float32),
            content=ranges_of(kept | beyond) if kept else (),
            sources=self._trimmed(tuple((a + first, b + first) for a, b in spans(logits[:, 3:]))),
            gap=float(gain[ours].sum() - gain[theirs].sum()),
            shared=both / max(1, int((ours | theirs).sum())),
            mean=float(inside[ours].mean()) if ours.any() else 0.0,
            words=int(theirs.sum()),
        )

    def cue_odds(self, proposal: Proposal) -> float:
        """Log odds that the likeliest word of a proposal's cue is one."""
        return max(self._cue_odds(t) for t in {proposal.candidate.cue, *tokens_of(proposal.cue)})

    def alone(self, taken: Collection[int]) -> list[Proposal]:
        """Proposals at cues that only the encoder sees; ``taken``: the cue words of all others."""
        found = []
        for first, last in self._vectors.windows:
            rows = np.stack([self._vectors.cue(t) for t in range(first, last)])
            for a, b in spans(rows):
                cue = (a + first, b + first)
                if not any(t in taken for t in range(*cue)):
                    proposal = self._proposal(cue)
                    if proposal is not None:
                        found.append(proposal)
        return found

    def _proposal(self, cue: Range) -> Proposal | None:
        head = head_of(self._tree, cue)
        first, _ = self._vectors.window(head)
        logits = self._vectors.said(head)
        said = self._trimmed(tuple((a + first, b + first) for a, b in spans(logits[:, :3])))
        sources = self._trimmed(tuple((a + first, b + first) for a, b in spans(logits[:, 3:])))
        source = max(sources, key=lambda r: r[1] - r[0], default=None)
        own = () if source is None else (source,)
        content = ranges_of(tokens_of(said) - tokens_of([cue, *own]))
        if not content:
            return None
        at = None if source is None else head_of(self._tree, source)
        rest = tuple(t for t in range(*cue) if t != head)
        return Proposal(Candidate(head, ALONE, at, "", content, rest), own, (cue,), content)

    def _cue_odds(self, token: int) -> float:
        outside = float(self._vectors.cue(token)[0])
        return float(np.log1p(-min(np.exp(outside), 1 - 1e-6)) - outside)

    def _trimmed(self, ranges: Ranges) -> Ranges:
        """Ranges without punctuation at their ends that belongs to neither."""
        out = []
        for begin, end in ranges:
            a, b = begin, end
            while a < b and not self.is_word[a] and self._mark(a) not in _OPENERS:
                a += 1
            while b > a and not self.is_word[b - 1] and self._mark(b - 1) not in _CLOSERS:
                b -= 1
            if a < b:
                out.append((a, b))
        return tuple(out)

    def _mark(self, token: int) -> str:
        return self._tree.text[self._tree.begin[token] : self._tree.begin[token] + 1] or " "


def head_of(tree: Tree, span: Range) -> int:
    """The token of a range that hangs on something outside of it."""
    head = tree.head
    return next((t for t in range(*span) if not span[0] <= head[t] < span[1] or head[t] == t), span[1] - 1)


def tokens_of(ranges: Iterable[Range]) -> set[int]:
    """The tokens of ranges."""
    return {t for a, b in ranges for t in range(a, b)}


def ranges_of(tokens: Iterable[int]) -> Ranges:
    """Tokens as ranges."""
    out: list[list[int]] = []
    for t in sorted(tokens):
        if out and out[-1][1] == t:
            out[-1][1] = t + 1
        else:
            out.append([t, t + 1])
    return tuple((a, b) for a, b in out)


def _mask(tokens: Iterable[int], first: int, last: int) -> Mask:
    found = np.zeros(last - first, dtype=bool)
    found[[t - first for t in tokens if first <= t < last]] = True
    return found
