"""Outcomes of promises: fulfilled, not fulfilled, overtaken or open, by printed rules, each with its evidence.

fulfilled
    a later report tells the deed as done (or under way), by who promised it, after the word was given and, where a last
    day was given, by then.
not fulfilled
    a later report says that it was not done (after the last day, where one was given); or that it was called off,
    refused or taken back by who promised it; or that the promise was broken; or tells as done what was promised not to
    be done: who promised a cease-fire or peace and attacks the other party has broken it.
overtaken
    a later report makes the deed moot: (1) the same party does the opposite to the same party, such as lifting sanctions
    of which more were threatened (``data/promises.toml`` lists what is the opposite of what); (2) the deed hung on
    "unless", and the other side has done what it was to do; (3) it hung on "if", and a report says that this did not
    come.
open
    none of these is told. Past its last day it is *overdue*.

Of several the one with the latest day of publication holds; on one day fulfilled before not fulfilled before overtaken.
What is fulfilled is not overtaken later, and is taken back only by a report that says so with more points.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

import msgspec

from onrecord.merging.following import (
    FULFILLED,
    MOOT,
    UNDONE,
    Later,
    Match,
    breaks,
    calls_off,
    is_done,
    is_undone,
    matched,
    of_word_given,
    opposites_of,
    reports_of,
    stretch,
    types_of,
)
from onrecord.merging.pledges import Party, Pledge, party_of, pledge_of, same
from onrecord.merging.scopes import PEACE, kinds_of, parties_of, scope_of
from onrecord.merging.tellings import unpacked, vector_of
from onrecord.merging.terms import cosine
from onrecord.model import Condition, Event, Evidence, OutcomeFrom, Promise, Status

Tells = Literal["fulfilled", "not fulfilled", "overtaken"]

_LIKE_CONDITION = 0.3
"""Cosine of a condition and a later sentence from which on the sentence tells it."""
_LIKE_DEED = 0.15
"""The same of what is called off and a promise, where the report has no type of the deed."""
_ORDER = ("fulfilled", "not fulfilled", "overtaken")


def follow_up(events: Iterable[Event], as_of: str | None = None) -> tuple[Promise, ...]:
    """Return the register of promises of these events, in order of the day on which they were made.

    ``as_of``: an ISO date that says which promises are overdue; default: the last day of publication among the reports.
    Events that are only told, and those of a window of days around a promise, may be followed up apart.
    """
    events = sorted(events, key=lambda e: e.id)
    today = as_of or max((t.published for e in events for t in e.told if t.published), default="")
    index = _Index(events)
    found = [_followed(pledge, index, today) for event in events if (pledge := pledge_of(event))]
    return tuple(sorted(found, key=lambda p: (p.made, p.event)))


def with_outcomes(events: Iterable[Event], promises: Iterable[Promise]) -> tuple[Event, ...]:
    """Return the events, in their order, with what became of their promises in ``promise``, standing and history."""
    of = {promise.event: promise for promise in promises}
    return tuple(_marked(event, of[event.id]) if event.id in of else event for event in events)


def followed(events: Iterable[Event]) -> tuple[Event, ...]:
    """Return the events, in their order, with what became of those that are promises, by all of these events."""
    events = tuple(events)
    return with_outcomes(events, follow_up(events))


def register(events: Iterable[Event]) -> tuple[Promise, ...]:
    """Return the promises of events that were followed up already, in order of the day on which they were made."""
    return tuple(sorted((e.promise for e in events if e.promise), key=lambda p: (p.made, p.event)))


class _Index:
    """The reports by who did it or to whom, and by type, so that a promise meets only those that it can be about."""

    def __init__(self, events: Sequence[Event]) -> None:
        self._by: dict[tuple[str, str], list[Later]] = defaultdict(list)
        self._types: set[str] = set()
        every = (later for event in events for later in reports_of(event))
        for later in sorted(every, key=_published):
            self._types.add(later.told.report.event_type)
            for party in parties_of(later):
                for kind in kinds_of(later):
                    self._by[party, kind].append(later)

    def about(self, pledge: Pledge) -> list[Later]:
        """Reports of other events, published within the time of following up, with a party of the promise."""
        scope = scope_of(pledge)
        found: dict[str, Later] = {}
        for party in scope.parties:
            for kind in self._types if scope.kinds is None else scope.kinds:
                rows = self._by.get((party, kind), ())
                first = bisect_left(rows, (scope.first, ""), key=_published)
                last = bisect_right(rows, (scope.last, "\uffff"), key=_published)
                found.update((later.told.report.id, later) for later in rows[first:last])
        return [later for later in found.values() if later.event.id != pledge.event.id]


def _published(later: Later) -> tuple[str, str]:
    return later.told.published or "", later.told.report.id


def _followed(pledge: Pledge, index: _Index, today: str) -> Promise:
    found = (evidence_of(pledge, later) for later in index.about(pledge))
    return on_day(promise_of(pledge, [evidence for evidence in found if evidence is not None]), today)


def promise_of(pledge: Pledge, evidence: Iterable[Evidence]) -> Promise:
    """Return what became of a promise, by all that tells of it; not yet whether it is overdue, which a day must say."""
    found = sorted(evidence, key=_turn)
    history = tuple(_history(found))
    first = pledge.deeds[0] if pledge.deeds else None
    event = pledge.event
    return Promise(
        event=event.id,
        kind=pledge.kind,
        who=event.actors,
        to=event.recipients,
        what=first.text if first else event.told[0].report.trigger.text,
        event_type=first.event_type if first else None,
        mode=first.mode if first else None,
        condition=pledge.condition.text if pledge.condition else None,
        made=pledge.made,
        due=pledge.due,
        overdue=False,
        outcome=history[-1].outcome if history else "open",
        since=history[-1].as_of if history else None,
        history=history,
        evidence=tuple(found),
    )


def on_day(promise: Promise, today: str) -> Promise:
    """Return a promise as it stands on a day: it may be overdue."""
    overdue = promise.outcome == "open" and promise.due is not None and promise.due < today
    return msgspec.structs.replace(promise, overdue=True) if overdue else promise


def _history(found: Sequence[Evidence]) -> Iterator[OutcomeFrom]:
    """The outcome whenever it changed, by evidence in order of publication."""
    held: Evidence | None = None
    for n, one in enumerate(found):
        if held is not None and not _replaces(one, held):
            continue
        if held is None or one.tells != held.tells:
            because = tuple(e.report for e in found[: n + 1] if e.tells == one.tells)
            yield OutcomeFrom(as_of=one.published or "", outcome=one.tells, because=because)
        held = one


def _turn(one: Evidence) -> tuple[str, int, float, str]:
    return one.published or "", -_ORDER.index(one.tells), one.score, one.report


def _replaces(one: Evidence, held: Evidence) -> bool:
    if held.tells == "fulfilled":
        return one.tells == "not fulfilled" and one.score > held.score
    return one.tells != "overtaken" or held.tells == "overtaken"


def evidence_of(pledge: Pledge, later: Later) -> Evidence | None:
    """Return what a report says of a promise, if anything. It depends on nothing but these two."""
    for tells, match in _readings(pledge, later):
        if match is not None:
            told = later.told
            return Evidence(
                tells=tells,
                event=later.event.id,
                report=told.report.id,
                article=told.article,
                outlet=told.outlet,
                published=told.published,
                sentence=told.sentence,
                score=match.points,
                why=match.why,
            )
    return None


def _readings(pledge: Pledge, later: Later) -> Iterator[tuple[Tells, Match | None]]:
    negative = bool(pledge.deeds) and all(d.negated for d in pledge.deeds)
    if is_done(later.told) and _comes_after(pledge, later):
        done = _at_least(matched(pledge, later, types_of(pledge)), FULFILLED)
        if negative:
            yield "not fulfilled", done
        else:
            yield "fulfilled", done if _in_time(pledge, later) else None
            yield "not fulfilled", _breach(pledge, later)
    if not negative and is_undone(later.told) and _past_due(pledge, later):
        yield "not fulfilled", _at_least(matched(pledge, later, types_of(pledge)), UNDONE)
    if not negative:
        yield "not fulfilled", _dropped(pledge, later)
    if is_done(later.told) and _comes_after(pledge, later) and not negative:
        yield "overtaken", _at_least(matched(pledge, later, opposites_of(pledge), parties=True), MOOT)
    yield "overtaken", _condition(pledge, later)


def _at_least(match: Match | None, points: float) -> Match | None:
    return match if match is not None and match.points >= points else None


def _comes_after(pledge: Pledge, later: Later) -> bool:
    """Whether a deed was done after the word was given: on a later day, or told later of the same one."""
    days = stretch(later.event, later.told)
    if days is None:
        return False
    if days[0] > pledge.made:
        return True
    return days[0] == pledge.made and (later.told.published or "") > pledge.known


def _in_time(pledge: Pledge, later: Later) -> bool:
    days = stretch(later.event, later.told)
    return pledge.due is None or (days is not None and days[0] <= pledge.due)


def _past_due(pledge: Pledge, later: Later) -> bool:
    """Whether it is time to say that a promise was not kept: "has not yet" before the last day says nothing."""
    published = later.told.published or ""
    return published > pledge.due if pledge.due is not None else published > pledge.known


def _breach(pledge: Pledge, later: Later) -> Match | None:
    """Violence between those who promised not to fight."""
    report = later.told.report
    if report.event_type != "ASSAULT" or not pledge.modes & PEACE:
        return None
    parties = _both(pledge)
    if same(parties, later.who) and (same(parties, later.whom) or parties.countries & later.whom.countries):
        return Match(FULFILLED, "an attack between those who promised not to fight")
    return None


def _both(pledge: Pledge) -> Party:
    event = pledge.event
    return party_of(p for t in event.told for p in (*t.report.actors, *t.report.recipients))


def _dropped(pledge: Pledge, later: Later) -> Match | None:
    """Called off, refused, taken back or broken by who promised it."""
    told, report = later.told, later.told.report
    if not same(pledge.who, later.who) or (told.published or "") <= pledge.made or is_undone(told):
        return None
    if report.when.basis == "text" and (report.when.end or pledge.made) < pledge.made:
        return None  # what was left before the word was given is not what the word was about
    likeness = cosine(pledge.words, later.words)
    if report.event_type == "REJECT" and report.deed is not None and report.deed.event_type in pledge.types:
        return _at_least(matched(pledge, later, {"REJECT": 2.0}), UNDONE)
    if (calls_off(told) or breaks(told)) and report.modality in ("happened", "ongoing"):
        given = of_word_given(told)
        if likeness >= _LIKE_DEED and (given or not _is_the_deed(pledge, later)):
            word = "broken" if breaks(told) else "called off"
            return Match(
                round(2.0 + 2.0 + 3 * likeness, 2), f"{word} by who promised it, wording {3 * likeness:+.2f}"
            )
    return None


def _is_the_deed(pledge: Pledge, later: Later) -> bool:
    """Whether "withdrew", "dropped" or "suspended" is itself what was promised."""
    report = later.told.report
    return report.event_type in pledge.types and report.mode in pledge.modes


def _condition(pledge: Pledge, later: Later) -> Match | None:
    """Whether the condition of a promise is told to have gone the way in which the deed is not to be done."""
    condition = pledge.condition
    if condition is None or (later.told.published or "") < pledge.made or same(pledge.who, later.who):
        return None
    came = is_done(later.told) and _comes_after(pledge, later)
    if not (came if condition.unless else is_undone(later.told)):
        return None
    likeness = cosine(vector_of(condition.text), later.words)
    alike = condition.event_type is not None and condition.event_type == later.told.report.event_type
    word = _sense(condition, later)
    if likeness + 0.2 * alike + 0.1 * (word > 0.6) < _LIKE_CONDITION:
        return None
    what = "what it was to be done without" if condition.unless else "its condition did not come"
    return Match(round(MOOT + likeness, 2), f"{what}: “{condition.text}”, wording {likeness:+.2f}")


def _sense(condition: Condition, later: Later) -> float:
    one, other = unpacked(condition.sense), unpacked(later.told.report.sense)
    return 0.0 if one is None or other is None else float(one @ other)


def _marked(event: Event, promise: Promise) -> Event:
    """The event with the outcome of its promise in standing and history."""
    history = tuple(_standings(event.history, promise.history))
    return msgspec.structs.replace(event, promise=promise, history=history, standing=history[-1].words)


def _standings(history: Sequence[Status], outcomes: Sequence[OutcomeFrom]) -> Iterator[Status]:
    """The standing at the end of each day on which it or the outcome changed."""
    days = {status.as_of or "": status.as_of for status in history} | {o.as_of: o.as_of for o in outcomes}
    for day in sorted(days):
        known = [status for status in history if (status.as_of or "") <= day]
        if not known:
            continue  # before the promise was published
        told = [o for o in outcomes if o.as_of <= day]
        status = msgspec.structs.replace(known[-1], as_of=days[day])
        yield _turned(status, told[-1]) if told else status


def _turned(status: Status, outcome: OutcomeFrom) -> Status:
    """The standing with the word of an outcome in the place of *planned*; *overtaken* stands as not fulfilled."""
    word = "fulfilled" if outcome.outcome == "fulfilled" else "not fulfilled"
    words = [word if w == "planned" else w for w in status.words]
    because = dict.fromkeys((*status.because, *outcome.because))
    return msgspec.structs.replace(
        status, words=tuple(words if word in words else [*words, word]), because=tuple(because)
    )
