"""The finders at work on one document, and the drafts that they find, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.coding.draft import Draft
from onrecord.coding.drafts import DraftFinder
from onrecord.coding.grammar import Grammar
from onrecord.coding.modality import ModalityFinder
from onrecord.coding.participants import ParticipantFinder
from onrecord.coding.repeats import RepeatFinder
from onrecord.coding.scoring import Scorer
from onrecord.coding.senses import SenseFinder
from onrecord.model import Span
from onrecord.ontology import Ontology
from onrecord.reading import Reading


@dataclass(frozen=True, slots=True)
class Found:
    """A draft in its sentence, with its score. ``first`` and ``last`` are the sentence's tokens, end exclusive."""

    draft: Draft
    sentence: Span
    first: int
    last: int
    score: float


class Desk:
    """The finders of one document, each made once."""

    def __init__(self, reading: Reading, ontology: Ontology) -> None:
        lexicon = ontology.lexicon
        self.reading = reading
        self.ontology = ontology
        self.grammar = Grammar(reading.doc, lexicon.hyphenated, lexicon.verbs)
        self.participants = ParticipantFinder(reading, self.grammar, lexicon)
        self.senses = SenseFinder(self.grammar, lexicon, self.participants.is_place)
        self.modality = ModalityFinder(self.grammar)
        self.repeats = RepeatFinder(self.grammar, lexicon, self.senses, self.participants, self.modality)
        self.finder = DraftFinder(self.grammar, self.senses, self.participants, self.modality, self.repeats)
        self.scorer = Scorer(self.grammar, self.participants, lexicon, ontology.kinds)

    def found(self) -> Iterator[Found]:
        """Yield the drafts in the order of the text, those with a low score too. Goes once through the document."""
        for first, last, span in _sentences(self.reading):
            drafts = self.finder.sentence(first, last)
            for draft in drafts:
                yield Found(draft, span, first, last, self.scorer.score(draft, first, last))
            together = [d.actors for d in drafts if d.sense.reciprocal and len(d.actors) == 2]
            if together:
                self.participants.remember(together[-1])


def _sentences(reading: Reading) -> Iterator[tuple[int, int, Span]]:
    """Token range and character span of each sentence."""
    spans = iter(reading.sentences)
    for sent in reading.doc.sents:
        if sent.text.strip():
            yield sent.start, sent.end, next(spans, (sent.start_char, sent.end_char))
