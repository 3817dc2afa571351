"""The events that an article has told so far, so that "the call" and "the attack" can mean one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from onrecord.ontology import Lexicon, Sense

_DEPTH = 80
"""How many events back "the attack" can reach: a bound, so that long texts stay linear."""
_STEM = 4
"""Letters that an event noun shares with the verb it repeats: "strike" and "struck" do not, "killing" and "kill" do."""
_KILLINGS = frozenset({"killing", "assassination", "murder", "slaying", "execution", "massacre"})
_KILLS = frozenset({"kill", "assassinate", "murder", "slay", "execute", "massacre", "shoot", *_KILLINGS})


@dataclass(frozen=True, slots=True)
class Told:
    """One event told in an earlier sentence. Participants are token indices."""

    event_type: str
    mode: str | None
    lemma: str
    actors: tuple[int, ...]
    recipients: tuple[int, ...]
    trigger: int


class EarlierEvents:
    """Remembers the events of one document in the order of the text."""

    def __init__(self, lexicon: Lexicon, same: Callable[[int, int], bool]) -> None:
        self._lexicon = lexicon
        self._same = same
        self._told: list[Told] = []

    def add(self, event: Told) -> None:
        """Remember an event of a sentence that is done with."""
        if event.actors or event.recipients:
            self._told.append(event)

    def senses(self, lemma: str) -> tuple[Sense, ...]:
        """The senses of an event noun that tell an event."""
        senses = self._lexicon.nouns.get(lemma, ())
        return tuple(s for s in senses if s.event_type is not None and not s.particles)

    def latest(
        self, event_type: str, fits: Callable[[Told], bool] = lambda _: True
    ) -> tuple[Told, Sense] | None:
        """The nearest event of a type that fits, with the first sense of a noun that stands for it."""
        near = self._told[: -_DEPTH - 1 : -1]
        event = next((e for e in near if e.event_type == event_type and fits(e)), None)
        if event is None:
            return None
        senses = (s for s in self.senses("attack") if s.event_type == event_type)
        return next(((event, s) for s in senses), None)

    def find(
        self, lemma: str, mode: str | None, actors: Iterable[int] = (), recipients: Iterable[int] = ()
    ) -> tuple[Told, Sense] | None:
        """The event that a definite noun repeats, with the noun's sense: the nearest whose parties fit.

        ``mode`` is what the noun's own modifiers say ("missile attack"); an event of another mode does not fit, nor
        does one with other actors or recipients than the noun's own.
        """
        senses = self.senses(lemma)
        if not senses:
            return None
        usual = min(senses, key=lambda s: int(s.entry.partition(":")[2].partition(".")[0])).event_type
        best: tuple[int, Told, Sense] | None = None
        who, whom = tuple(actors), tuple(recipients)
        for event in self._told[: -_DEPTH - 1 : -1]:
            sense = next((s for s in senses if _means(s, event, lemma)), None)
            if sense is None or (mode and event.mode and mode != event.mode):
                continue
            if not (self._agree(who, event.actors) and self._agree(whom, event.recipients)):
                continue
            rank = 2 * (event.lemma[:_STEM] == lemma[:_STEM]) + bool(mode and event.mode == mode)
            rank += event.event_type == usual
            if best is None or rank > best[0]:
                best = rank, event, sense
        return None if best is None else best[1:]

    def _agree(self, own: tuple[int, ...], told: tuple[int, ...]) -> bool:
        return not own or any(self._same(a, b) for a in own for b in told)


def _means(sense: Sense, event: Told, lemma: str) -> bool:
    """Whether a noun's sense can stand for the event."""
    if sense.event_type != event.event_type:
        return False
    if lemma in _KILLINGS:
        return event.lemma in _KILLS
    return sense.mode is None or event.mode is None or sense.mode == event.mode
