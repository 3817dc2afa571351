"""What the encoder hears a second time in other words of a sentence: the raid of "carried out a raid".

An entry of the lexicon says which words tell an event together; the encoder weighs each word for itself. Where both
find the same deed, the report is made by the entry, which knows mode and parties.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass, replace

from onrecord.coding.draft import ENTRY, Draft
from onrecord.coding.grammar import Grammar
from onrecord.ontology import modality_words

_PURPOSE = frozenset({"xcomp", "advcl"})
_NEAR = frozenset({"compound", "amod", "nmod", "dobj", "nsubj", "appos"})


@dataclass(frozen=True, slots=True)
class Heard:
    """A draft with its score."""

    draft: Draft
    score: float

    @property
    def alone(self) -> bool:
        """Whether only the encoder hears it."""
        return self.draft.sense.entry == ENTRY


def completed(draft: Draft, echo: Draft) -> Draft:
    """The draft, with the recipients of its echo where no slot of its entry has any: "went on strike at the mine"."""
    named = tuple(t for t in echo.recipients if t not in draft.actors)
    own = draft.found[1] in (*draft.sense.recipients, ENTRY)
    if (
        (draft.recipients and own)
        or not named
        or draft.event_type != echo.event_type
        or draft.sense.reciprocal
    ):
        return draft
    return replace(draft, recipients=named, found=(draft.found[0], ENTRY))


class Echoes:
    """Finds in one document the drafts that tell nothing of their own."""

    def __init__(
        self,
        grammar: Grammar,
        content: Callable[[Draft], Set[int]],
        means: Callable[[Draft], Iterable[int]],
        least: float,
    ) -> None:
        """``content``: the verbs that say what a draft asks, refuses, promises or threatens; ``means``: the nouns by which
        its harm was done; ``least``: a report's score.
        """
        self._g = grammar
        self._content = content
        self._means = means
        self._least = least
        words = modality_words()
        self._ruling_out = words["negating"] | words["excluding"]

    def is_one(self, one: Heard, other: Heard) -> bool:
        """Whether ``one``, which only the encoder hears, is told by ``other``, which becomes a report."""
        if not one.alone or one is other:
            return False
        a, b = one.draft, other.draft
        if other.alone:
            louder = (other.score, -b.trigger) > (one.score, -a.trigger)
            return louder and other.score >= self._least and self._side_by_side(a, b)
        if other.score >= one.score and self.told_with(b, a):
            return True
        if other.score < self._least:
            return False
        if a.event_type == b.event_type and (self.told_with(b, a) or self._meant_by(a, b)):
            return True
        if self._is_means(a, b) or self._tells_by_clause(a, b):
            return True
        return a.trigger in self._content(b) or self._rules_out(a, b)

    def _is_means(self, a: Draft, b: Draft) -> bool:
        """Whether a noun is that by which a verb's harm was done: "killed by shelling"."""
        harm = b.event_type == "ASSAULT" and b.sense.part == "verb" and bool(b.recipients)
        return harm and a.sense.part == "noun" and a.trigger in self._means(b)

    def _tells_by_clause(self, a: Draft, b: Draft) -> bool:
        """Whether a verb tells by its clause what an entry tells there: "never ruled out vetoing it"."""
        g = self._g
        same = a.event_type == b.event_type and a.sense.part == "verb"
        return same and g.head[b.trigger] == a.trigger and g.dep[b.trigger] in ("xcomp", "ccomp")

    def told_with(self, verb: Draft, noun: Draft) -> bool:
        """Whether a noun is that by which a verb's entry tells the event: "imposed sanctions", "went on strike"."""
        g, thing = self._g, noun.trigger
        if noun.sense.entry != ENTRY or noun.sense.part != "noun":
            return False
        asked = [c for c in verb.sense.conditions if c.words and not c.negated]
        while g.dep[thing] == "conj" and g.head[thing] < thing:  # "ordered the arrest and detention of"
            thing = g.head[thing]
        above = g.head[thing]
        if g.dep[thing] == "pobj" and g.lower[above] == "of" and g.dep[g.head[above]] == "dobj":
            thing, above = g.head[above], g.head[g.head[above]]  # "sent tonnes of medical supplies"
        if above == verb.trigger:
            named = ("o", "O") if noun.event_type == verb.event_type else ("o",)
            return g.dep[thing] in ("dobj", "nsubjpass") and any(c.kind in named for c in asked)
        after = g.dep[thing] == "pobj" and g.head[above] == verb.trigger
        return after and any(c.kind in ("p", "P") and c.word == g.lower[above] for c in asked)

    def _meant_by(self, a: Draft, b: Draft) -> bool:
        """Whether one verb only says what the other is for: "took to the streets to protest"."""
        g = self._g
        if a.sense.part != "verb" or b.sense.part != "verb":
            return False
        linked = any(
            g.head[low] == high and g.dep[low] in _PURPOSE and g.tag[low] == "VB"
            for low, high in ((a.trigger, b.trigger), (b.trigger, a.trigger))
        )
        return linked and set(a.actors) <= set(b.actors) and (set(a.recipients) <= set(b.recipients))

    def _side_by_side(self, a: Draft, b: Draft) -> bool:
        """Whether two words that hang together tell one deed of one doer: "fire rubber bullets"."""
        g, (low, high) = self._g, (a.trigger, b.trigger)
        if a.event_type != b.event_type or a.actors != b.actors or a.recipients != b.recipients:
            return False
        nouns = "noun" in (a.sense.part, b.sense.part)
        return nouns and any(g.head[x] == y and g.dep[x] in _NEAR for x, y in ((low, high), (high, low)))

    def _rules_out(self, a: Draft, b: Draft) -> bool:
        """Whether a verb only says that a deed is not done or not ruled out: "has never ruled out vetoing it"."""
        g = self._g
        names = {
            g.lemma[a.trigger],
            *(f"{g.lemma[a.trigger]}_{g.lower[k]}" for k in g.children(a.trigger, "prt")),
        }
        return g.head[b.trigger] == a.trigger and bool(names & self._ruling_out)
