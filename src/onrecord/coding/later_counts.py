"""Counts of the dead of an attack in sentences that do not name it: "19 people died", "put the death toll at 30".

What is counted is the harm of the violence that the article told last and counted the dead of. Nothing is made of it where the sentence gives another
cause ("died in the flood"), where no violence was told before, or where another event of the sentence has the count.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.coding.draft import Draft
from onrecord.coding.earlier import EarlierEvents, Told
from onrecord.coding.grammar import Grammar
from onrecord.coding.modality import ModalityFinder
from onrecord.coding.participants import ParticipantFinder
from onrecord.ontology import modality_words
from onrecord.reading import QuantityNode, Reading

_CAUSES = ("in", "of", "from", "after", "due", "when", "during", "by", "at", "for", "as")
"""Words after which the cause of death may be told; a time, a town or a number is none."""
_NO_CAUSE = frozenset({"GPE", "LOC", "FAC", "DATE", "TIME", "CARDINAL"})
_WEIGHT = 0.8
_SEVERAL = 2
"""Fewest dead that are a count: "a man died" is mostly another matter."""


class LaterCounts:
    """Finds them in one document."""

    def __init__(
        self,
        grammar: Grammar,
        reading: Reading,
        participants: ParticipantFinder,
        modality: ModalityFinder,
        earlier: EarlierEvents,
    ) -> None:
        self._g, self._reading, self._participants = grammar, reading, participants
        self._modality, self._earlier = modality, earlier
        words = modality_words()
        self._dying, self._counts, self._counting = words["dying"], words["tolls"], words["counting_tolls"]

    def of(self, first: int, last: int, drafts: Sequence[Draft]) -> list[Draft]:
        """The counts of a sentence that none of its events has; ``drafts``: those events."""
        found: dict[int, Draft] = {}
        for node in self._reading.quantities_at(range(first, last)):
            word = node.predicate
            if word is None or not first <= word < last or word in found:
                continue
            draft = self._counted(node, word, drafts)
            if draft is not None:
                found[word] = draft
        return list(found.values())

    def _counted(self, node: QuantityNode, word: int, drafts: Sequence[Draft]) -> Draft | None:
        g = self._g
        dying = g.lemma[word] in self._dying and g.pos[word] == "VERB"
        several = node.quantity.of == "killed" and (node.quantity.low or 0) >= _SEVERAL
        if not several or node.earlier or not (dying or self._is_toll(word)):
            return None
        counted = min(node.counted, g.size - 1)
        told = self._earlier.latest("ASSAULT", self._in_hand) or self._earlier.latest("ASSAULT", self._killed)
        if told is None or self._has_cause(word) or any(self._has(d, word, counted) for d in drafts):
            return None
        event, sense = told
        recipients = (counted,) if g.pos[counted] == "NOUN" and counted != word else event.recipients
        return Draft(
            trigger=word,
            light=None,
            sense=replace(sense, weight=_WEIGHT, lemma=g.lemma[word], part="verb" if dying else "noun"),
            event_type=event.event_type,
            mode=event.mode,
            actors=tuple(t for t in event.actors if t not in recipients),
            recipients=recipients,
            found=("earlier", "o" if recipients == (counted,) else "earlier"),
            standing=self._modality.of(word, None, ()),
            note="the dead of what was told before",
            repeats=event.trigger,
            teller=None if dying else self._teller(word),
            through=dict.fromkeys(
                (*event.actors, *(event.recipients if recipients != (counted,) else ())), word
            ),
        )

    def _killed(self, event: Told) -> bool:
        """Whether the text counts the dead of an event."""
        return any(
            n.quantity.of == "killed"
            and n.quantity.high != 0
            and (n.predicate == event.trigger or n.counted in event.recipients)
            for n in self._reading.quantities_at((event.trigger, *event.recipients))
        )

    def _in_hand(self, event: Told) -> bool:
        """The same, where the text does not tell it as what somebody has done over the years: "who have killed thousands"."""
        g, verb = self._g, event.trigger
        perfect = any(g.lemma[k] == "have" for k in g.children(verb, "aux"))
        return not (g.dep[verb] == "relcl" and perfect) and self._killed(event)

    def _is_toll(self, word: int) -> bool:
        return self._g.pos[word] == "NOUN" and self._g.lemma[word] in self._counts

    def _has(self, draft: Draft, word: int, counted: int) -> bool:
        """Whether an event of the sentence has the count as its own."""
        own = {*draft.tokens, *draft.recipients}
        return word in own or counted in own or self._g.head[word] in draft.tokens

    def _has_cause(self, word: int) -> bool:
        g = self._g
        nouns = (g.prepositional(word, cause) for cause in _CAUSES)
        if any(n is not None and g.entity[n] not in _NO_CAUSE for n in nouns):
            return True
        return any(
            g.dep[k] == "advcl" or (g.dep[k] == "prep" and g.lower[k] == "because") for k in g.kids[word]
        )

    def _teller(self, toll: int) -> int | None:
        """The verb by which somebody gives a toll: "raised the death toll to 17"."""
        g, verb = self._g, self._g.head[toll]
        if g.dep[toll] != "dobj" or g.lemma[verb] not in self._counting:
            return None
        who = g.subject(verb)
        return verb if who is not None and self._participants.actor_like(who) else None
