"""What became of each promise: later reports are matched with what was promised, threatened or planned.

A function of the set of events alone: it looks at no clock and no order. A later report is weighed in points, one feature
at a time, and each feature that gives points is named in the evidence:

====================================================  ======
the deed: the type promised, and its mode                 +3
the deed: the type promised                               +2
the deed: a type that is told for it                      +1
who: the same person or body, or the same state           +2
whom: the same                                            +1
whom: others                                              -2
place: the same, or one within the other                  +1
place: another country                                    -1
wording: likeness of the sentences, 0 to 1              times 3
word: likeness of the deed's words by the encoder     up to 1
the sentence answers ("in revenge", "as promised")        +1
====================================================  ======

A report that names others as the doers is no match at all, and neither is one of another kind of deed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from onrecord.merging.pledges import Party, Pledge, outcome_words, party_of
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


def matched(pledge: Pledge, later: Later, kinds: dict[str, float]) -> Match | None:
    """Weigh a report against a promise; ``kinds``: points of the types that it may be told as. ``None``: no match."""
    report = later.told.report
    points = [(f"the deed {report.event_type}", kinds.get(report.event_type, 0.0))]
    if points[0][1] == 0:
        return None
    if points[0][1] == 2 and report.mode is not None and report.mode in pledge.modes:
        points = [(f"the deed {report.event_type} {report.mode}", 3.0)]
    who = _who(pledge.who, later.who)
    if who is None:
        return None
    points.append(("who", who))
    points.append(("whom", _whom(pledge.whom, later)))
    points.append(("place", _place(pledge.event.place, report.place)))
    points.append(("wording", round(_WORDING * cosine(pledge.words, later.words), 2)))
    points.append(("word", _word(pledge, later)))
    points.append(("it answers", float(answers(later.told.sentence))))
    return Match(round(sum(p for _, p in points), 2), ", ".join(f"{n} {p:+g}" for n, p in points if p))


def types_of(pledge: Pledge) -> dict[str, float]:
    """Points of each type that the promised deed may be told as."""
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
    trigger = told.report.trigger.text
    return bool(_pattern("called_off").search(trigger) or _pattern("called_off_phrases").search(trigger))


def breaks(told: Told) -> bool:
    """Whether the report's word says that a promise was broken."""
    return bool(_pattern("broken").search(told.report.trigger.text))


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


def same(one: Party, other: Party) -> bool:
    """Whether somebody or some state is in both."""
    return bool(one.keys & other.keys or one.states & other.states)


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
    """First and last day of a report's deed: as its event has it, where the report itself does not say."""
    when = told.report.when if told.report.when.basis == "text" else event.when
    start = when.start or told.published
    end = when.end or start
    return (start, end) if start and end else None


def reports_of(event: Event) -> Iterator[Later]:
    """Yield the reports of an event as the follow-up sees them."""
    for told in event.told:
        yield later_of(event, told)
