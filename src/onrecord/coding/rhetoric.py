"""Words of war for words of politics: "attacked his rival", "her attacks on the senator", "the battle with Bush".

In reports of politics these verbs and nouns tell criticism or a race. They are read so where a person who bears no
arms does it to somebody, and no word of the sentence speaks of arms, forces or the hurt.
"""

from __future__ import annotations

from dataclasses import replace

from onrecord.coding.draft import Draft
from onrecord.coding.grammar import Grammar
from onrecord.coding.participants import ParticipantFinder
from onrecord.ontology import modality_words, word_classes

_ARMED = frozenset({"MIL", "REB", "PRM", "COP", "SPY", "UAF", "INS", "CRM"})


class RhetoricFinder:
    """Tells words of war from war in one document."""

    def __init__(self, grammar: Grammar, participants: ParticipantFinder) -> None:
        self._g = grammar
        self._participants = participants
        classes, words = word_classes(), modality_words()
        self._verbal = words["verbal_violence"]
        self._contests = words["contests"]
        self._violence = (classes["forces"] | classes["violent_means"] | classes["weapon"] | words["bloodshed"]) - (
            self._verbal | self._contests | {"strike", "attack", "fire", "raid", "guard", "shot", "operation", "one", "officer", "plane", "tank", "round"}
        )  # fmt: skip
        self._last: tuple[int, bool] = (-1, False)

    def meant(self, draft: Draft, first: int, last: int) -> Draft | None:
        """The draft as it is meant: unchanged, as criticism, or ``None`` for a race or a contest."""
        if draft.event_type not in ("ASSAULT", "THREATEN") or draft.mode not in _PLAIN:
            return draft
        lemma = draft.sense.lemma
        if lemma not in self._verbal and lemma not in self._contests:
            return draft
        if not self._among_politicians(draft) or self._bloody(first, last):
            return draft
        if lemma in self._contests:
            return None
        if draft.event_type != "ASSAULT":
            return draft
        return replace(draft, event_type="ACCUSE", mode="disapprove", note="an attack in words")

    def _among_politicians(self, draft: Draft) -> bool:
        """Whether a person without arms does it, or it is done to one by nobody named."""
        people = self._participants
        if any(people.sector(t) in _ARMED for t in (*draft.actors, *draft.recipients)):
            return False
        who = draft.actors or draft.recipients
        return bool(who) and all(map(people.is_person, who))

    def _bloody(self, first: int, last: int) -> bool:
        if self._last[0] != first:
            lemma = self._g.lemma
            self._last = first, any(lemma[t] in self._violence for t in range(first, last))
        return self._last[1]


_PLAIN = frozenset({None, "heavy-weapons", "beat", "violence", "destroy", "primitive"})
