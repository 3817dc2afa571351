"""What may be the content: that of syntax, the encoder's, and both with more or fewer of the phrases at their end.

Most contents that are found at all and yet are wrong go on too long (", which ...", ", although ...", "in answering a
question") or stop too soon. Where one phrase joins another is in the parse; which joint is the end, ``CONTENT_FEATURES``
and boosted trees weigh (as in the reranking of parses: E. Charniak and M. Johnson, "Coarse-to-fine n-best parsing and
MaxEnt discriminative reranking", ACL 2005).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from onrecord.reading.attribution.evidence import ALONE, Evidence, Ranges, ranges_of, tokens_of
from onrecord.reading.attribution.quotes import Quotes
from onrecord.reading.attribution.tree import Tree

FRAMES = (
    "clause", "quote", "according", "noun", "object", "passive", "parenthesis", "colon", "adverb", ALONE, "infinitive",
)  # fmt: skip
_JOINED = frozenset(("relcl", "acl", "advcl", "conj", "appos", "prep", "cc", "npadvmod", "parataxis", "mark"))
_AFTER = frozenset((",", ";", ":", "—", "–", "-", "--", "("))
_SHORTER, _LONGER = 4, 3
"""How many of the shorter and longer versions of one content are weighed: the likeliest to the encoder."""
_ENDS = ("stop", "comma", "mark", "dash", "word", "none")
_NEXT = ("wh", "cc", "mark", "ing", "prep", "noun", "verb", "other")
_LONGEST = 400
"""Most words of a content whose other ends are looked at: a bound for texts whose sentences do not end."""
_DASHES = frozenset(("—", "–", "-", "--", "(", ":", ";"))
CONTENT_FEATURES = (
    "ours", "other", "alike", "gap", "gap_a_word", "behind", "to_ours", "to_other", "size", "pieces", "begin_odds",
    "before_odds", "last_odds", "next_odds", "least", "mean", "sentences", "cut_quotes", "quoted", "ends_quoted", "after_cue",
    "distance", "that", "cue", "odds", "dropped", "dropped_mean", *(f"ends {e}" for e in _ENDS),
    *(f"next {n}" for n in _NEXT), *(f"frame {f}" for f in (*FRAMES, "other")),
)  # fmt: skip
"""What the trees see of each version of a content."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One version of a content."""

    content: Ranges
    features: list[float]
    """In the order of ``CONTENT_FEATURES``."""


def offers(
    tree: Tree, quotes: Quotes, is_word: Sequence[bool], evidence: Evidence, odds: float, other: Ranges
) -> list[Offer]:
    """The versions of a proposal's content, that of syntax first, none twice; ``other``: the encoder's, if it is another one."""
    view = _View(tree, quotes, is_word, evidence, other)
    seen: set[frozenset[int]] = set()
    out: list[Offer] = []
    for content in view.versions():
        words = frozenset(t for t in content if is_word[t])
        if not out:
            words = words or frozenset(content)  # "..." is a content without a word
        if words and words not in seen:
            seen.add(words)
            out.append(Offer(ranges_of(content), view.features(content, words, odds)))
    return out


class _View:
    """A proposal's surroundings as the encoder sees them."""

    def __init__(
        self, tree: Tree, quotes: Quotes, is_word: Sequence[bool], evidence: Evidence, other: Ranges
    ) -> None:
        self._tree, self._quotes, self._is_word, self._evidence = tree, quotes, is_word, evidence
        inside = evidence.inside
        self._first, self._last = evidence.first, evidence.first + len(inside)
        self._log_odds: list[float] = (np.log(inside) - np.log(1 - inside)).tolist()
        gains = [g * is_word[self._first + i] for i, g in enumerate(self._log_odds)]
        self._sums: list[float] = [0.0, *accumulate(gains)]
        proposal = evidence.proposal
        self._cue = proposal.candidate.cue
        self._own = {self._cue, *tokens_of(proposal.cue), *tokens_of(proposal.source)}
        self._ours, self._other = tokens_of(proposal.content), tokens_of(other)
        self._their_words = frozenset(t for t in self._other if is_word[t])
        self._our_words = frozenset(t for t in self._ours if is_word[t])
        self._best = max(self._gain(self._ours), self._gain(self._other) if other else -1e9)

    def versions(self) -> Iterator[set[int]]:
        """Contents as sets of tokens; some may be alike."""
        yield self._ours
        if self._other:
            yield self._other
            yield (self._ours | self._other) - self._own
            yield self._ours & self._other
        if self._evidence.proposal.candidate.frame == ALONE:
            return
        for content in (self._ours, self._other) if self._other else (self._ours,):
            if len(content) > _LONGEST:
                continue
            yield from self._likeliest([self._until(content, t) for t in self._shorter(content)], _SHORTER)
            yield from self._likeliest([self._until(content, t) for t in self._longer(content)], _LONGER)

    def _likeliest(self, versions: list[set[int]], number: int) -> list[set[int]]:
        return sorted((v for v in versions if v), key=self._gain, reverse=True)[:number]

    def _until(self, content: set[int], end: int) -> set[int]:
        last = max(content) + 1
        kept = {t for t in content if t < end} | (set(range(last, end)) - self._own)
        for top in sorted(kept, reverse=True):
            if self._is_word[top] or self._tree.lower[top] in ('"', "”", "''", ")"):
                break
            kept.discard(top)
        return kept

    def _shorter(self, content: set[int]) -> list[int]:
        begin, end = min(content), max(content) + 1
        return [t for t in range(begin + 1, end) if t in content and self._is_joint(t, begin)]

    def _longer(self, content: set[int]) -> list[int]:
        """Joints behind a content up to the end of its sentence, and that end."""
        end = max(content) + 1
        sentence, size = self._tree.sentence, len(self._tree)
        stop = end
        while stop < size and sentence[stop] == sentence[end - 1] and stop < self._last:
            stop += 1
        if stop == end:
            return []
        return [*(t for t in range(end + 1, stop) if self._is_joint(t, min(content))), stop]

    def _is_joint(self, token: int, begin: int) -> bool:
        """Whether a phrase that hangs on what stands before it begins here, outside of a quotation."""
        tree, of = self._tree, self._quotes.of_token
        if of[token] >= 0 and of[token] == of[token - 1]:
            return False
        if tree.lower[token - 1] in _AFTER or (of[token] != of[token - 1]):
            return True
        if tree.sentence[token] == token:
            return True
        at = token
        while True:
            head = tree.head[at]
            if head < token:
                return head >= begin and tree.dep[at] in _JOINED
            if head == at or tree.left[head] < token:
                return False
            at = head

    def _gain(self, content: set[int]) -> float:
        """Log odds by the encoder that just these words are said, beside none."""
        return sum(self._span_gain(a, b) for a, b in ranges_of(content))

    def _span_gain(self, begin: int, end: int) -> float:
        a, b = (min(max(t, self._first), self._last) - self._first for t in (begin, end))
        gain: float = self._sums[b] - self._sums[a]
        return gain

    def _odds(self, token: int) -> float:
        at = token - self._first
        return self._log_odds[at] if 0 <= at < len(self._log_odds) else 0.0

    def features(self, content: set[int], words: frozenset[int], odds: float) -> list[float]:
        """Numbers on one version, in the order of ``CONTENT_FEATURES``."""
        tree, e, of = self._tree, self._evidence, self._quotes.of_token
        first, last = min(words), max(words)
        gain = self._gain(content)
        dropped = (self._our_words | self._their_words) - words
        pieces = ranges_of(content)
        seen = [self._odds(t) for t in words]
        edges = sum(
            (a > 0 and of[a] >= 0 and of[a] == of[a - 1])
            + (b < len(tree) and of[b] >= 0 and of[b] == of[b - 1])
            for a, b in pieces
        )
        behind = gain - self._best
        return [
            words == self._our_words, words == self._their_words, not self._other, max(-60.0, gain - max(0.0, self._best)),
            behind / max(1, len(words ^ self._our_words)), behind, len(words ^ self._our_words),
            len(words ^ (self._their_words or self._our_words)), len(words), len(pieces), self._odds(first),
            self._odds(first - 1), self._odds(last), self._odds(self._next_word(last)), min(seen), sum(seen) / len(seen),
            len({tree.sentence[t] for t in words}), edges, of[first] >= 0, of[last] >= 0, first > self._cue,
            min(first - self._cue, 40) if first > self._cue else max(last - self._cue, -40),
            tree.lower[first] == "that", max(-8.0, min(8.0, e.cue)), max(-6.0, min(6.0, odds)), len(dropped),
            sum(self._odds(t) for t in dropped) / len(dropped) if dropped else 0.0,
            *self._end(last), *frame_features(e.proposal.candidate.frame),
        ]  # fmt: skip

    def _next_word(self, last: int) -> int:
        return next(
            (t for t in range(last + 1, min(last + 4, len(self._tree))) if self._is_word[t]), last + 1
        )

    def _end(self, last: int) -> list[float]:
        """What follows: the sign, and the kind of the next word."""
        tree = self._tree
        lower = tree.lower[last + 1] if last + 1 < len(tree) else ""
        sign = (
            "none" if not lower else "stop" if lower in (".", "?", "!") else "comma" if lower == "," else
            "mark" if lower in ('"', "”", "''") else "dash" if lower in _DASHES else "word"
        )  # fmt: skip
        after = self._next_word(last)
        tag, dep, pos = (
            (tree.tag[after], tree.dep[after], tree.pos[after]) if after < len(tree) else ("", "", "")
        )
        kind = (
            "wh" if tag in ("WDT", "WP", "WRB") else "cc" if dep == "cc" else "mark" if dep == "mark" else
            "ing" if tag == "VBG" else "prep" if pos == "ADP" else "noun" if pos in ("NOUN", "PROPN", "PRON", "DET") else
            "verb" if pos in ("VERB", "AUX") else "other"
        )  # fmt: skip
        return [*(float(sign == s) for s in _ENDS), *(float(kind == k) for k in _NEXT)]


def frame_features(frame: str) -> list[float]:
    """One number a kind of frame: 1 for the proposal's, else 0; the last for all other kinds."""
    at = next((i for i, f in enumerate(FRAMES) if frame.startswith(f)), len(FRAMES))
    return [float(i == at) for i in range(len(FRAMES) + 1)]
