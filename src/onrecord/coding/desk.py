"""The finders at work on one document, and the drafts that they find, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from onrecord.coding.draft import ENTRY, Draft
from onrecord.coding.drafts import DraftFinder
from onrecord.coding.echoes import Echoes, Heard, completed
from onrecord.coding.grammar import Grammar
from onrecord.coding.judging import Judge
from onrecord.coding.later_counts import LaterCounts
from onrecord.coding.localities import LocalityFinder
from onrecord.coding.modality import ModalityFinder, Standing
from onrecord.coding.participants import ParticipantFinder
from onrecord.coding.repeats import RepeatFinder
from onrecord.coding.scoring import Scorer
from onrecord.coding.senses import SenseFinder
from onrecord.model import Span
from onrecord.ontology import Ontology, default_lexicon, modality_words
from onrecord.reading import Reading
from onrecord.reading.encoder import load_trees

JUDGED = 0.33
"""Least score of a draft that becomes a report, where the encoder judges. See ``training/encoder/README.md``."""
MARGIN = 0.3
"""Log odds by which a version with the encoder's type or parties must be likelier than the rules' own. On all of PLV,
cross-validated, it gains .012 of triple F1."""

_HARM = frozenset({"kill", "wound", "injure", "hurt"})


@dataclass(frozen=True, slots=True)
class Found:
    """A draft in its sentence, with its score. ``first`` and ``last`` are the sentence's tokens, end exclusive."""

    draft: Draft
    sentence: Span
    first: int
    last: int
    score: float
    rules: float
    """The score by rules alone."""
    judged: bool
    """Whether the encoder decided on ``score``."""


class Desk:
    """The finders of one document, each made once."""

    def __init__(self, reading: Reading, ontology: Ontology) -> None:
        lexicon = ontology.lexicon
        self.reading = reading
        self.ontology = ontology
        self.grammar = Grammar(reading.doc, lexicon.hyphenated, lexicon.verbs)
        self.participants = ParticipantFinder(reading, self.grammar, lexicon)
        people = self.participants
        self.senses = SenseFinder(self.grammar, lexicon, people.is_place, people.political, people.stand_in)
        self.modality = ModalityFinder(self.grammar)
        self.repeats = RepeatFinder(self.grammar, lexicon, self.senses, self.participants, self.modality)
        counts = LaterCounts(self.grammar, reading, people, self.modality, self.repeats.earlier)
        self.finder = DraftFinder(self.grammar, self.senses, people, self.modality, self.repeats, counts)
        self.scorer = Scorer(self.grammar, self.participants, lexicon, ontology.kinds)
        self.echoes = Echoes(self.grammar, self.finder.content, self.finder.means_of, JUDGED)

        self.localities = LocalityFinder(reading, self.grammar, lexicon)
        self.judge = None
        if reading.vectors is not None:
            self.judge = Judge(self.grammar, people, self.modality, reading, lexicon)

    def found(self) -> Iterator[Found]:
        """Yield the drafts in the order of the text, those with a low score too. Goes once through the document."""
        for first, last, span in self.sentences():
            drafts = self.drafts(first, last)
            found = [self._weighed(draft, drafts, span, first, last) for draft in drafts]
            yield from self._once(found)

    def _once(self, found: list[Found]) -> list[Found]:
        """The drafts without those that others tell too; what an echo alone knows of whom it was done to is kept."""
        heard = [Heard(f.draft, f.score) for f in found]
        kept, gone = list(found), set[int]()
        for n, one in enumerate(heard):
            teller = next((k for k, other in enumerate(heard) if self.echoes.is_one(one, other)), None)
            if teller is not None:
                gone.add(n)
                kept[teller] = replace(kept[teller], draft=completed(kept[teller].draft, one.draft))
        return [f for n, f in enumerate(kept) if n not in gone]

    def _weighed(self, draft: Draft, drafts: list[Draft], span: Span, first: int, last: int) -> Found:
        score = rules = self.scorer.score(draft, first, last)
        judged = self.judge is not None and self.judge.judges(draft)
        if self.judge is not None and judged:
            score = self.judge.confidence(load_trees("event"), draft, rules, drafts)
        return Found(draft, span, first, last, score, rules, judged)

    def drafts(self, first: int, last: int) -> list[Draft]:
        """The events of a sentence, the likeliest version of each. Sentences are asked for in their order."""
        versions = self.versions(first, last)
        heads = [group[0] for group in versions]
        return [self._likeliest(group, heads, first, last) for group in versions]

    def _likeliest(self, group: list[Draft], heads: list[Draft], first: int, last: int) -> Draft:
        """The rules' own version, unless the encoder has one that is clearly likelier."""
        if self.judge is None or len(group) == 1:
            return group[0]
        trees = load_trees("event")
        odds = [self.judge.odds(trees, d, self.scorer.score(d, first, last), heads) for d in group]
        odds[0] += MARGIN
        return group[odds.index(max(odds))]

    def versions(self, first: int, last: int) -> list[list[Draft]]:
        """The events of a sentence, each with the versions that rules and encoder propose, the rules' own first."""
        groups = [[d] for d in self.finder.sentence(first, last)]
        if self.judge is not None:
            proposals = self.judge.proposals([d for (d,) in groups], first, last)
            groups = [
                g for g in proposals
                if g[0].sense.entry != ENTRY or not (self._removed(g[0]) or self._is_none(g[0]))
            ]  # fmt: skip
        groups = [g for g in groups if not (self._asks_who(g[0]) or self._claims_nothing(g[0]))]
        together = [g[0].actors for g in groups if g[0].sense.reciprocal and len(g[0].actors) == 2]
        if together:
            self.participants.remember(together[-1])
        return groups

    def _asks_who(self, draft: Draft) -> bool:
        """Whether a question asks for a party: "Who was released?" tells of nobody."""
        g = self.grammar
        asked = [t for t in (*draft.actors, *draft.recipients) if g.tag[t] in ("WP", "WDT", "WRB")]
        return any(g.dep[t] in ("nsubj", "nsubjpass", "dobj") and t == g.start[t] for t in asked)

    def _claims_nothing(self, draft: Draft) -> bool:
        """Whether somebody only has not spoken of what was told before: "Norway has not claimed responsibility"."""
        g, noun = self.grammar, draft.trigger
        words = modality_words()
        answers = draft.repeats is not None and g.lemma[noun] in words["answered_for"]
        return answers and draft.standing.negated and g.lemma[g.head[noun]] == "claim"

    def _removed(self, draft: Draft) -> bool:
        """Whether a user took what the encoder alone tells here out of the lexicon."""
        return (draft.sense.part, draft.sense.lemma, draft.event_type) in self.ontology.removed

    def _is_none(self, draft: Draft) -> bool:
        """Whether the lexicon knows that a verb tells no event: a killing by a quake, or what a sure entry blocks."""
        if draft.sense.part != "verb":
            return False
        sense = self.senses.verb(draft.trigger)
        if sense is None or sense.event_type is not None:
            return False
        return sense.sure or (draft.event_type == "ASSAULT" and draft.sense.lemma in _HARM)

    def sentences(self) -> Iterator[tuple[int, int, Span]]:
        """Token range and character span of each sentence."""
        spans = iter(self.reading.sentences)
        for sent in self.reading.doc.sents:
            if sent.text.strip():
                yield sent.start, sent.end, next(spans, (sent.start_char, sent.end_char))


def standing_of(reading: Reading, tokens: Iterable[int]) -> list[Standing]:
    """Return how the events at ``tokens`` stand to the facts, whether the lexicon knows them or not."""
    lexicon = default_lexicon()
    g = Grammar(reading.doc, lexicon.hyphenated, lexicon.verbs)
    people = ParticipantFinder(reading, g, lexicon)
    senses = SenseFinder(g, lexicon, people.is_place, people.political, people.stand_in)
    finder = ModalityFinder(g)
    found = []
    for t in tokens:
        verbal = g.pos[t] in ("VERB", "AUX")
        light = None if verbal else senses.light_verb(t)
        parties = (senses.slots.doer(t), senses.slots.undergoer(t)) if verbal else ()
        involved = tuple(p for p in parties if p is not None)
        found.append(finder.of(t, light[0] if light else None, involved, deed=False))
    return found
