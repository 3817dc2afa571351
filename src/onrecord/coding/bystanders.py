"""Who stands near an event and is no party of it: those of another clause, of another deed, places and means.

The encoder hears who is spoken of around an event. What a clause with a subject of its own does not say must not be
borrowed from the clause beside it: in "police arrested a man after a bomb exploded" the police blew up nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.coding.draft import Draft
from onrecord.coding.grammar import Grammar
from onrecord.coding.participants import ParticipantFinder
from onrecord.coding.parties import ADDRESSED
from onrecord.coding.tolls import Tolls

_SUBJECTS = ("nsubj", "nsubjpass")
_MOMENTS = frozenset({"when", "as", "while"})
_WHERE = frozenset({"in", "at", "near", "outside", "inside", "around", "across"})
_OTHERS = frozenset({"he", "she", "they", "him", "her", "them"})
_STEPS = 12
"""Governors that are looked at: a bound, so that no parse costs more."""


class Bystanders:
    """Finds in one document who is no party of an event."""

    def __init__(self, grammar: Grammar, participants: ParticipantFinder, tolls: Tolls) -> None:
        self._g = grammar
        self._participants = participants
        self._tolls = tolls

    def is_elsewhere(self, token: int, trigger: int) -> bool:
        """Whether an event stands in an aside with a tense and a subject of its own, and a word outside of that.

        The other way round much may be meant: "was freed after the king pardoned him".
        """
        clause = self._aside(trigger)
        if clause is None or self._within(token, clause):
            return False
        return not self._means_others(clause) and not self._hurt(token, clause)

    def addressed(self, draft: Draft, found: tuple[int, ...]) -> tuple[int, ...]:
        """Recipients without those who only stand near, and of words said to somebody without what they are about."""
        kept = self._besides_object(draft, found)
        if draft.event_type not in ADDRESSED:
            return kept
        return tuple(t for t in kept if self._participants.is_party(t))

    def _besides_object(self, draft: Draft, found: tuple[int, ...]) -> tuple[int, ...]:
        """Recipients without those who only stand near, where the object itself says whom it is done to.

        Left out is where it is done ("a bombing in Kabul that killed six") and to whom another deed was done ("arrested
        two over the killing of a priest").
        """
        if draft.sense.part != "verb" or draft.found[1] != "o" or set(found).isdisjoint(draft.recipients):
            return found
        return tuple(t for t in found if t in draft.recipients or not self._near(t, draft))

    def _near(self, token: int, draft: Draft) -> bool:
        g, above = self._g, self._g.head[token]
        if g.dep[token] != "pobj":
            return False
        if g.lower[above] in _WHERE:  # help is for those in a place, harm is done to them there
            place = self._participants.is_place(token) or g.entity[token] == "GPE"
            return place and draft.event_type == "ASSAULT"
        deed = g.head[above]
        return g.lower[above] == "of" and deed != draft.trigger and self._participants.is_event(deed)

    def _aside(self, token: int) -> int | None:
        """The verb of the adverbial clause, with a tense and a subject of its own, that a word stands in."""
        g = self._g
        clauses = (t for t in self._upwards(token) if g.dep[t] == "advcl" and self._marked(t))
        return next((t for t in clauses if g.child(t, *_SUBJECTS) is not None), None)

    def _upwards(self, token: int) -> Iterator[int]:
        """A word and what it hangs on, as far up as is looked."""
        for _ in range(_STEPS):
            yield token
            if self._g.head[token] == token:
                return
            token = self._g.head[token]

    def _marked(self, verb: int) -> bool:
        g = self._g
        return any(k < verb and (g.dep[k] == "mark" or g.tag[k] == "WRB") for k in g.kids[verb])

    def _within(self, token: int, top: int) -> bool:
        return top in self._upwards(token)

    def _means_others(self, clause: int) -> bool:
        """Whether a pronoun of the clause may mean somebody outside of it: "after the king pardoned him"."""
        g = self._g
        near = range(max(0, clause - _STEPS), min(g.size, clause + _STEPS))
        return any(g.lower[t] in _OTHERS and self._within(t, clause) for t in near)

    def _hurt(self, token: int, clause: int) -> bool:
        """Whether the word names whom the clause above tells to have been hurt at that moment: "30 died when a bomb went off"."""
        g = self._g
        above = g.head[clause]
        undergone = self._tolls.undergoing(above)
        marks = {g.lower[k] for k in g.kids[clause] if k < clause}
        return token in undergone and bool(marks & _MOMENTS)
