"""What a line of a list says of an event, without the evidence that it rests on.

A list shows fifty events and little of each; some are told by hundreds of reports. So a ledger keeps the summary of an event
beside the event (``ledger/view/summaries.py``). It holds records and no wording: what is shown is worded when it is shown.
"""

from __future__ import annotations

from collections import Counter
from typing import Literal

import msgspec

from onrecord.model.events import Account, Credibility, Event, Status
from onrecord.model.records import Participant, Place, Quantity, Report, When
from onrecord.model.vocabulary import Modality, TypeName


class Gist(msgspec.Struct, frozen=True, kw_only=True):
    """Of a report what a headline says: who did what to whom."""

    event_type: TypeName
    mode: str | None
    modality: Modality
    negated: bool
    actors: tuple[Participant, ...]
    recipients: tuple[Participant, ...]
    quantities: tuple[Quantity, ...]
    when: When


class Said(msgspec.Struct, frozen=True, array_like=True):
    """One word of a source, and the day on which it was published."""

    word: Literal["asserts", "confirms", "denies", "doubts", "plans", "counts", "takes back"]
    published: str | None


class Voice(msgspec.Struct, frozen=True, kw_only=True):
    """A source that speaks of an event."""

    source: str
    """Key of its account."""
    name: str
    country: str | None
    words: tuple[Said, ...]
    """What it has said, in order of time."""


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """An event in a line; fields that ``Event`` has too are the same."""

    id: str
    event_type: TypeName
    mode: str | None
    actors: tuple[Participant, ...]
    recipients: tuple[Participant, ...]
    place: Place | None
    when: When
    standing: tuple[str, ...]
    now: Status | None
    """The last change of its standing."""
    credibility: Credibility | None
    gist: Gist
    """Of its fullest report."""
    voices: tuple[Voice, ...]
    """Whoever speaks of it, the one that spoke first first."""
    reports: int
    articles: int
    origins: int
    first_published: str | None
    """ISO date; ``None`` where no article has one."""
    last_published: str | None


def summary_of(event: Event) -> Summary:
    """Return the summary of an event, the same for the same event."""
    published = sorted(told.published for told in event.told if told.published)
    return Summary(
        id=event.id,
        event_type=event.event_type,
        mode=event.mode,
        actors=event.actors,
        recipients=event.recipients,
        place=event.place,
        when=event.when,
        standing=event.standing,
        now=msgspec.structs.replace(event.history[-1], because=()) if event.history else None,
        credibility=event.credibility,
        gist=gist_of(event),
        voices=tuple(map(_voice_of, event.accounts)),
        reports=len(event.told),
        articles=len({told.article for told in event.told}),
        origins=len(event.origins),
        first_published=published[0] if published else None,
        last_published=published[-1] if published else None,
    )


def gist_of(event: Event) -> Gist:
    """Return what a headline says of an event: in the words of its fullest report."""
    report = fullest(event)
    return Gist(**{name: getattr(report, name) for name in Gist.__struct_fields__})


def fullest(event: Event) -> Report:
    """Return the report whose account of who and to whom most reports of the event share.

    Of its own type, naming both sides where any does, in the outlet's own voice before another's, the likeliest of several.
    """
    told = [t.report for t in event.told]
    own = [r for r in told if r.event_type == event.event_type] or told
    own = [r for r in own if r.negated == ("denied" in event.standing[:1])] or own
    votes = Counter(key for report in told for key in _parties(report))

    def rank(report: Report) -> tuple[object, ...]:
        parties = _parties(report)
        shared = sum(votes[key] for key in parties) / (len(parties) or 1)
        known = bool(report.actors) + bool(report.recipients)
        happened = report.modality in ("happened", "ongoing")
        return known, happened, shared, not report.attribution, report.score, report.id

    return max(own, key=rank)


def _parties(report: Report) -> set[tuple[str, str]]:
    sides = (("who", report.actors), ("whom", report.recipients))
    return {(side, who.id or who.country or who.name) for side, people in sides for who in people}


def _voice_of(account: Account) -> Voice:
    return Voice(
        source=account.source,
        name=account.name,
        country=account.country,
        words=tuple(Said(word.word, word.published) for word in account.words),
    )
