"""What became of each promise: later reports are matched with what was promised, threatened or planned.

A function of the set of events alone: it looks at no clock and no order. A later report is weighed in points, one feature
at a time, and each feature that gives points is named in the evidence:

====================================================  ======
the deed: the type promised                               +2
mode: the same                                            +1
the deed: a type that is told for it                      +1
who: the same person or body, or the same state           +2
whom: the same                                            +1
whom: others                                              -2
place: the same, or one within the other                  +1
place: another country                                    -1
wording: likeness of the sentences, 0 to 1              times 3
word: likeness of the deed's words by the encoder     up to 1
the sentence answers ("in revenge", "in retaliation")     +1
the promise is told in the sentence before it           +1.5
====================================================  ======

A report that names others as the doers is no match at all, and neither is one of another kind of deed, or one of which
nothing but the kind of deed and the parties is that of the promise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from onrecord.merging.pledges import Party, Pledge, outcome_words, party_of, same
from onrecord.merging.standing import word_of
from onrecord.merging.tellings import unpacked, vector_of
from onrecord.merging.terms import cosine
from onrecord.model import Event, Place, Told

FULFILLED = 5.0
"""Points from which on a deed is the one promised."""
UNDONE = 4.0
"""The same of a deed that is told as not done: who says so has the promise in mind."""
MOOT = 4.0
"""The same of what makes a promise moot."""
_WORDING, _WHO, _WHOM = 3.0, 2.0, 1.0
_BESIDE = 1.5
_NEXT = 3
"""Most characters between two sentences of which one follows the other."""
_OF_ONE_MATTER = ("wording", "word", "it answers", "beside the promise")
_TELLING = 0.3
"""Points of a feature from which on it says that both are of one matter."""
_ALIKE = 0.4
"""Cosine of two words' vectors by the encoder from which on they count as alike."""


@dataclass(frozen=True, slots=True)
class Match:
    """Points of one report, with what gave them."""

    points: float
    why: str


@dataclass(frozen=True, slots=True)
class Later:
    """A report as the follow-up sees it."""

    event: Event
    told: Told
    who: Party
    whom: Party
    words: dict[str, float]


def later_of(event: Event, told: Told) -> Later:
    """Work out once for each report what matching looks at. Who is not named by it is taken from its event."""
    report = told.report
    return Later(
        event=event,
        told=told,
        who=party_of(report.actors or event.actors),
        whom=party_of(report.recipients or event.recipients),
        words=vector_of(told.sentence),
    )


def matched(pledge: Pledge, later: Later, kinds: dict[str, float], *, parties: bool = False) -> Match | None:
    """Weigh a report against a promise; ``kinds``: points of the types that it may be told as. ``None``: no match.

    ``parties``: whether both who did it and to whom must be told, and be those of the promise.
    """
    report = later.told.report
    points = [(f"the deed {report.event_type}", kinds.get(report.event_type, 0.0))]
    if points[0][1] == 0:
        return None
    if points[0][1] == 2 and report.mode is not None and report.mode in pledge.modes:
        points.append(("mode", 1.0))
    who = _who(pledge.who, later.who)
    if who is None:
        return None
    points.append(("who", who))
    points.append(("whom", _whom(pledge.whom, later)))
    points.append(("place", _place(pledge.event.place, report.place)))
    points.append(("wording", round(_WORDING * cosine(pledge.words, later.words), 2)))
    points.append(("word", _word(pledge, later)))
    points.append(("it answers", float(answers(later.told.sentence))))
    points.append(("beside the promise", _BESIDE * _is_beside(pledge, later.told)))
    told = dict(points)
    if parties and (who <= 0 or told["whom"] <= 0):
        return None
    if not parties and all(told.get(name, 0.0) < _TELLING for name in _OF_ONE_MATTER):
        return None  # nothing but the kind of deed, who did it and to whom
    return Match(round(sum(told.values()), 2), ", ".join(f"{n} {p:+g}" for n, p in points if p))


def _is_beside(pledge: Pledge, told: Told) -> bool:
    """Whether an article tells the promise and then, in the next sentence, what became of it."""
    start = told.report.sentence[0]
    return any(
        t.article == told.article and 0 <= start - t.report.sentence[1] <= _NEXT for t in pledge.event.told
    )


def types_of(pledge: Pledge) -> dict[str, float]:
    """Points of each type that the promised deed may be told as."""
    if not any(d.event_type for d in pledge.deeds):
        return dict.fromkeys(pledge.types, 1.0)  # what was threatened is known by its mode alone
    found: dict[str, float] = {}
    for kind in pledge.types:
        for other in outcome_words()["kin"].get(kind, ()):
            found.setdefault(other, 1.0)
    return found | dict.fromkeys(pledge.types, 2.0)


def opposites_of(pledge: Pledge) -> dict[str, float]:
    """Points of each type that makes the promised deed moot."""
    found = {other for kind in pledge.types for other in outcome_words()["opposites"].get(kind, ())}
    return dict.fromkeys(found - pledge.types, 2.0)


def is_done(told: Told) -> bool:
    """Whether a report tells a deed as done or under way."""
    return told.report.modality in ("happened", "ongoing") and word_of(told.report) in ("asserts", "confirms")


def is_undone(told: Told) -> bool:
    """Whether a report says that a deed was not done."""
    return told.report.modality in ("happened", "ongoing") and word_of(told.report) == "denies"


def answers(sentence: str) -> bool:
    """Whether a sentence says that what it tells answers something."""
    return bool(_pattern("answering").search(sentence))


def calls_off(told: Told) -> bool:
    """Whether the report's word says that something will not be done after all."""
    words = _words(told)
    return bool(_pattern("called_off").match(words) or _pattern("called_off_phrases").match(words))


def breaks(told: Told) -> bool:
    """Whether the report's word says that a promise was broken."""
    return bool(_pattern("broken").match(_words(told)))


def _words(told: Told) -> str:
    """The sentence from the report's word on: its trigger may lack the particle."""
    return told.sentence[told.report.trigger.start - told.report.sentence[0] :]


def of_word_given(told: Told) -> bool:
    """Whether the sentence names the promise or threat itself."""
    return bool(_pattern("given").search(told.sentence))


@lru_cache(maxsize=8)
def _pattern(name: str) -> re.Pattern[str]:
    words = outcome_words()["words"][name]
    return re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + ")", re.IGNORECASE)


def _who(one: Party, other: Party) -> float | None:
    """Points of the doers; ``None`` where the report names others."""
    if not one or not other:
        return 0.0
    return _WHO if same(one, other) else None


def _whom(one: Party, later: Later) -> float:
    other = later.whom
    if not one or not other:
        return 0.0
    if same(one, other) or one.countries & other.countries:
        return _WHOM
    place = later.told.report.place
    if place is not None and place.country in one.countries:
        return 0.0
    return -2 * _WHOM


def _place(one: Place | None, other: Place | None) -> float:
    if one is None or other is None or one.country is None or other.country is None:
        return 0.0
    return 1.0 if one.country == other.country else -1.0


def _word(pledge: Pledge, later: Later) -> float:
    mine = unpacked(later.told.report.sense)
    theirs = [v for d in pledge.deeds if (v := unpacked(d.sense)) is not None]
    if mine is None or not theirs:
        return 0.0
    best = max(float(mine @ v) for v in theirs)
    return round(max(0.0, (best - _ALIKE) / (1 - _ALIKE)), 2)


def stretch(event: Event, told: Told) -> tuple[str, str] | None:
    """First and last day of a report's deed; the earlier first day where its event says another."""
    when = told.report.when if told.report.when.basis == "text" else event.when
    start = min((day for day in (when.start, event.when.start) if day), default=told.published)
    end = when.end or start
    return (start, end) if start and end else None


def reports_of(event: Event) -> Iterator[Later]:
    """Yield the reports of an event as the follow-up sees them."""
    for told in event.told:
        yield later_of(event, told)
