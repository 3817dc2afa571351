"""What stands around a proposal: others that say the same, that hold it or that it holds, and what its sentence is like.

Whether "announced" is a cue is told better with the rest in view: a content that another cue has taken, an attribution
just before with the same source, a word near by that is surer of being the cue. So a second decision sees, beside what
the first saw, what the first made of all others (stacking: D. Wolpert, "Stacked generalization", Neural Networks 1992).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import exp

import numpy as np
from numpy.typing import NDArray

from onrecord.reading.attribution.evidence import Evidence, Witness, tokens_of
from onrecord.reading.attribution.proposal import Proposal
from onrecord.reading.attribution.quotes import Quotes
from onrecord.reading.attribution.tree import Tree

FEATURES = (
    "first", "held", "held_shared", "alike", "alike_odds", "alike_gap", "alike_sum", "holds", "here", "sentence_before",
    "sentence_after", "cue_before", "cue_after", "speaker_before", "headline", "density", "source_mean", "source_else", "worth",
    "second_worth", "versions", "cue_begins", "cue_goes_on", "cue_else", "first_word", "last_word", "next_word", "sentence_size",
    "to_sentence_end", "quote_taken", "quote_share", "cue_quoted",
)  # fmt: skip
"""What the trees see of a proposal's surroundings. "held": its cue stands in another's content; "alike": another's content
shares most words; "holds": other cues stand in its content; "worth": what the versions of its content are worth."""
_Places = NDArray[np.int64]
_ALIKE = 0.4
"""Words of both contents over words of either, from which on they are the same thing said."""
_NEAR = 60
"""Tokens up to which the cue before or after counts."""
_BACK, _LIKELY = 5, 0.4
"""How many cues back, and how likely one must be, to be the attribution before."""
_CROWDED = 2_000
"""Words of others' contents in a content, from which on they are counted by where they begin and end: texts without a full stop have
thousands of attributions with thousands of words."""
_NONE, _ALONE = -5.0, 8.0
"""Log odds of another that is not there, and the gap to it."""


@dataclass(frozen=True, slots=True)
class View:
    """A proposal as the first decision leaves it."""

    evidence: Evidence
    proposal: Proposal
    """With the content, the version and the source that are kept; ``odds``: log odds by the first decision."""
    worth: float
    """What its version is worth: shared words over all words with the truth, as expected, and more if it is whole."""
    second: float
    """What the next best version is worth."""
    versions: int

    @property
    def cue(self) -> int:
        """Its cue's head."""
        return self.proposal.candidate.cue


class Surroundings:
    """All proposals of one document that are heard, in the order given."""

    def __init__(self, tree: Tree, quotes: Quotes, witness: Witness, views: Sequence[View]) -> None:
        self._tree, self._quotes, self._witness, self._views = tree, quotes, witness, views
        self._contents = [tokens_of(v.proposal.version or v.proposal.content) for v in views]
        self._likely = [1 / (1 + exp(-v.proposal.odds)) for v in views]
        self._at: dict[int, list[int]] = defaultdict(list)
        quoting: dict[int, set[int]] = defaultdict(set)
        for number, content in enumerate(self._contents):
            for token in content:
                self._at[token].append(number)
                if quotes.of_token[token] >= 0:
                    quoting[quotes.of_token[token]].add(number)
        self._quoting = {quote: self._ranked(numbers) for quote, numbers in quoting.items()}
        self._order = sorted(range(len(views)), key=lambda n: (views[n].cue, n))
        self._place = {number: place for place, number in enumerate(self._order)}
        self._sentences = sorted(set(tree.sentence))
        by_sentence: dict[int, list[int]] = defaultdict(list)
        for number, view in enumerate(views):
            by_sentence[self._sentence(view.cue)].append(number)
        self._by_sentence = {sentence: self._ranked(numbers) for sentence, numbers in by_sentence.items()}
        self._cues: dict[int, list[tuple[float, int]]] = {}

    def features(self, number: int) -> list[float]:
        """Numbers on one proposal, in the order of ``FEATURES``."""
        view = self._views[number]
        sentence = self._sentence(view.cue)
        before, here, after = (self._by_sentence.get(sentence + n, ()) for n in (-1, 0, 1))
        return [
            view.proposal.odds, *self._holder(number), *self._others(number), self._best(here, number),
            self._best(before, number), self._best(after, number),
            *self._beside(number), self._headline(view.cue), self._density, *self._source(view), view.worth,
            view.second, view.versions, *self._cue(view, sentence), *self._edges(number, sentence), *self._quoted(number),
        ]  # fmt: skip

    def _headline(self, token: int) -> bool:
        """Whether the first of several paragraphs; one that stands alone is more likely cut out of a text."""
        return self._quotes.paragraph_of[token] == 0 and len(self._quotes.paragraphs) > 1

    @cached_property
    def _density(self) -> float:
        """Attributions a sentence."""
        return sum(self._likely) / max(1, len(self._sentences))

    def _sentence(self, token: int) -> int:
        return bisect_left(self._sentences, self._tree.sentence[token])

    def _ranked(self, numbers: Iterable[int]) -> list[int]:
        """The likeliest first."""
        return sorted(numbers, key=lambda n: (-self._likely[n], n))

    def _best(self, ranked: Sequence[int], number: int) -> float:
        """How likely the likeliest other one is. Sentences and quotations of some texts have thousands."""
        return next((self._likely[n] for n in ranked if n != number), 0.0)

    def _shared(self, one: int, other: int) -> float:
        both = len(self._contents[one] & self._contents[other])
        return both / (len(self._contents[one]) + len(self._contents[other]) - both)

    def _holder(self, number: int) -> tuple[float, float]:
        """The likeliest in whose content the cue stands: how likely, and how much both contents share."""
        cue = self._views[number].cue
        holders = [n for n in self._at.get(cue, ()) if self._views[n].cue != cue]
        if not holders:
            return 0.0, 0.0
        holder = max(holders, key=self._likely.__getitem__)
        return self._likely[holder], self._shared(number, holder)

    def _others(self, number: int) -> tuple[float, ...]:
        """The likeliest that says the same, how likely all of those are, and all cues in the content."""
        cue, content = self._views[number].cue, self._contents[number]
        alike, closest, likely, inside = 0.0, None, 0.0, 0.0
        for other, both in self._overlaps(number):
            if self._views[other].cue in content:
                inside += self._likely[other]
            shared = both / (len(content) + len(self._contents[other]) - both)
            if shared >= _ALIKE and self._views[other].cue != cue:
                likely += self._likely[other]
                if self._likely[other] * shared > alike:
                    alike, closest = self._likely[other] * shared, other
        if closest is None:
            return 0.0, _NONE, _ALONE, likely, inside
        theirs = self._views[closest].proposal.odds
        return alike, theirs, self._views[number].proposal.odds - theirs, likely, inside

    def _overlaps(self, number: int) -> list[tuple[int, int]]:
        """The others whose content shares words with this one's, and how many words."""
        content = self._contents[number]
        if sum(len(self._at[token]) for token in content) < _CROWDED:
            shares = Counter(other for token in content for other in self._at[token] if other != number)
            return sorted(shares.items())
        firsts, ends, owners = self._runs
        inside = np.zeros(len(self._tree.lower) + 1, dtype=np.int64)
        inside[np.fromiter(content, dtype=np.int64) + 1] = 1
        before = inside.cumsum()
        found = np.bincount(owners, before[ends] - before[firsts]).astype(int)
        return [(n, int(found[n])) for n in np.flatnonzero(found).tolist() if n != number]

    @cached_property
    def _runs(self) -> tuple[_Places, _Places, _Places]:
        """Where the contents' words begin and end without a gap, and which content's they are."""
        firsts: list[int] = []
        ends: list[int] = []
        owners: list[int] = []
        for number, content in enumerate(self._contents):
            last = None
            for token in sorted(content):
                if token != last:
                    firsts.append(token)
                    ends.append(token)
                    owners.append(number)
                last = ends[-1] = token + 1
        return np.array(firsts), np.array(ends), np.array(owners)

    def _beside(self, number: int) -> tuple[float, float, float]:
        """The cue before and the one after; 1 if the attribution before has a source of the same word, -1 if of another."""
        place, cue = self._place[number], self._views[number].cue
        before = self._order[place - 1] if place else None
        after = self._order[place + 1] if place + 1 < len(self._order) else None
        source = self._views[number].proposal.candidate.source
        back = self._order[max(0, place - _BACK) : place]
        last = next((n for n in reversed(back) if self._likely[n] > _LIKELY), None)
        theirs = None if last is None else self._views[last].proposal.candidate.source
        same = 0.0
        if source is not None and theirs is not None:
            same = 1.0 if self._tree.lemma[source] == self._tree.lemma[theirs] else -1.0
        return (
            self._likely[before] if before is not None and cue - self._views[before].cue < _NEAR else 0.0,
            self._likely[after] if after is not None and self._views[after].cue - cue < _NEAR else 0.0,
            same,
        )

    def _source(self, view: View) -> tuple[float, float]:
        """Mean probability of the source's words to be source, and the highest of any other word."""
        e, own = view.evidence, tokens_of(view.proposal.source)
        inside = [p for at, p in enumerate(e.source.tolist()) if at + e.first in own]
        outside = [p for at, p in enumerate(e.source.tolist()) if at + e.first not in own]
        return sum(inside) / len(inside) if inside else 0.0, max(outside, default=0.0)

    def _cue(self, view: View, sentence: int) -> tuple[float, float, float]:
        """Log probabilities that the cue begins one and goes on with one; the likeliest other cue of the sentence."""
        own = {view.cue, *tokens_of(view.proposal.cue)}
        if sentence not in self._cues:
            chances = ((1 - exp(self._witness.cues[t][0]), t) for t in range(*self._span(sentence)))
            self._cues[sentence] = sorted(chances, reverse=True)
        _, begins, goes_on = self._witness.cues[view.cue]
        return begins, goes_on, next((chance for chance, t in self._cues[sentence] if t not in own), 0.0)

    def _span(self, sentence: int) -> tuple[int, int]:
        after = sentence + 1
        end = self._sentences[after] if after < len(self._sentences) else len(self._tree)
        return self._sentences[sentence], end

    def _edges(self, number: int, sentence: int) -> tuple[float, ...]:
        """Probabilities of the content's first and last word and of the next; the sentence's size and what is left of it."""
        e, content = self._views[number].evidence, self._contents[number]
        last = max(content)
        begin, end = self._span(sentence)
        edges = e.probability(min(content)), e.probability(last), e.probability(last + 1)
        return *edges, end - begin, end - self._views[number].cue

    def _quoted(self, number: int) -> tuple[float, float, float]:
        """Of the quotation with most of the content: the likeliest other that has words of it, its share of the content;
        whether the cue stands in a quotation."""
        of_token, content = self._quotes.of_token, self._contents[number]
        inside = of_token[self._views[number].cue] >= 0
        counts = Counter(of_token[t] for t in content if of_token[t] >= 0)
        if not counts:
            return 0.0, 0.0, inside
        quote = min(counts, key=lambda q: (-counts[q], q))
        return self._best(self._quoting[quote], number), counts[quote] / len(content), inside
