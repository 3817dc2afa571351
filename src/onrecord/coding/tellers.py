"""Who tells of an event without having done it: the speaker of "X confirmed that its general had been killed".

The encoder sees that somebody is named before the event; whether that is its doer or only the one who reports, mourns
or condemns it, the clause says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from onrecord.coding.grammar import Grammar
from onrecord.coding.participants import ParticipantFinder
from onrecord.ontology import Lexicon, modality_words
from onrecord.reading import AttributionNode, Reading

_NOBODY = frozenset({"no", "nobody", "none", "neither"})
_CLAIM_STEPS = 4
"""From "attack" over "for" and "responsibility" to "claimed"."""
_STEPS = 8
"""How many governors are looked at: a bound, so that no parse costs more."""
_CONTENTS = frozenset({"ccomp", "dobj", "prep"})
"""How what is told hangs on the verb that tells it."""
_DEEDS = frozenset({"ASSAULT", "PROTEST", "MOBILIZE"})
"""Types that are done whatever is said: with the others, to state them may be the event ("said it would be lifted")."""
_OF_POWER = frozenset({"COERCE", "SANCTION", "RETREAT"})
"""Types by which power is used: bodies tell of their own deeds so ("the court said a man had been jailed")."""
_POWERS = frozenset({"COP", "MIL", "JUD", "GOV"})
"""Sectors of such bodies."""
_OWN = frozenset({"announces", "promises", "threatens"})
"""Stances towards what one does oneself: "announced a blockade of the port"."""


def not_claiming(g: Grammar, trigger: int) -> tuple[int, ...]:
    """Return who does not claim the attack at ``trigger``: "no group has claimed responsibility for the attack"."""
    token = trigger
    for _ in range(_CLAIM_STEPS):
        token = g.head[token]
        if g.lemma[token] == "claim" and g.pos[token] == "VERB":
            break
    else:
        return ()
    subject = g.agent(token) if g.passive(token) else g.subject(token)
    if subject is None:
        return ()
    none = g.lower[subject] in _NOBODY or any(g.lower[k] in _NOBODY for k in g.kids[subject])
    negated = any(g.dep[k] == "neg" for k in g.kids[token])
    return tuple(g.conjuncts(subject)) if none or negated else ()


class Tellers:
    """Finds who tells of events in one document."""

    def __init__(
        self, grammar: Grammar, participants: ParticipantFinder, reading: Reading, lexicon: Lexicon
    ) -> None:
        self._g = grammar
        self._participants = participants
        self._reading = reading
        words = modality_words()
        self._stating = words["reporting"] - words["announcing"]
        self._judging = (words["disclaiming"] | lexicon.judging) - self._stating

    def apart(
        self,
        actors: tuple[int, ...],
        trigger: int,
        event_type: str,
        recipients: tuple[int, ...],
        talkers: Mapping[int, tuple[int, ...]],
    ) -> tuple[int, ...]:
        """The actors without those who only tell of the event at ``trigger`` or respond to it in words.

        ``talkers``: actors of events that are done in words, by their triggers.
        """
        silent = self._named(trigger, event_type, talkers) | set(not_claiming(self._g, trigger))
        rest = tuple(a for a in actors if a not in silent)
        if event_type not in _DEEDS | _OF_POWER:
            return rest
        g, same = self._g, self._participants.same
        own = g.subject(trigger) if g.pos[trigger] in ("VERB", "AUX") and not g.passive(trigger) else None
        theirs = any(g.tag[k] == "PRP$" for t in recipients for k in g.kids[t])
        tellers = self._judges(trigger)
        if theirs or event_type in _DEEDS:
            tellers += self._speakers(trigger)
        return tuple(a for a in rest if a == own or not any(same(a, t) for t in tellers))

    def _named(self, trigger: int, event_type: str, talkers: Mapping[int, tuple[int, ...]]) -> set[int]:
        """Sources of what holds the event, and actors of talk that governs it; not bodies on their own use of power."""
        g, above = self._g, trigger
        found = {n.source for n in self._holding(trigger) if n.source is not None}
        while above != g.head[above]:
            above = g.head[above]
            found |= set(talkers.get(above, ()))
        if event_type in _OF_POWER:
            found = {t for t in found if self._participants.sector(t) not in _POWERS}
        return found

    def _speakers(self, trigger: int) -> list[int]:
        """Who states that it happened."""
        return [*self._governing(trigger, self._stating), *self._sources(trigger)]

    def _judges(self, trigger: int) -> list[int]:
        """Who speaks of it as another's deed: condemns, mourns or denies it."""
        return self._governing(trigger, self._judging)

    def _governing(self, trigger: int, verbs: frozenset[str]) -> list[int]:
        """Subjects of such verbs whose clause or object the event stands in."""
        g, token, found = self._g, trigger, []
        for _ in range(_STEPS):
            head, relation = g.head[token], g.dep[token]
            if head == token:
                break
            if relation in _CONTENTS and g.lemma[head] in verbs and g.pos[head] == "VERB":
                subject = g.subject(head)
                found += [] if subject is None else g.conjuncts(subject)
            token = head
        return found

    def _sources(self, trigger: int) -> list[int]:
        """Sources who state the event and not what they will do themselves."""
        return [
            n.source
            for n in self._holding(trigger)
            if n.source is not None and n.asserts and n.attribution.stance not in _OWN
        ]

    def _holding(self, trigger: int) -> Iterator[AttributionNode]:
        """The attributions whose content holds the event."""
        at = self._g.doc[trigger].idx
        for node in self._reading.attributions_near(at):
            if any(a <= at < b for a, b in node.attribution.content):
                yield node
