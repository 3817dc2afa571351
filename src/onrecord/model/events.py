"""Events and the log of decisions about them: views over reports, rebuilt at any time."""

from __future__ import annotations

from typing import Literal

import msgspec

from onrecord.model.records import Participant, Place, Report, When
from onrecord.model.vocabulary import Stance, TypeName

DecisionKind = Literal["merge", "split", "undo", "confirm", "reject"]
"""``confirm`` and ``reject`` say of one report that it is right as it was coded, or wrong."""


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody decided about two reports, about one, or (``undo``) about the decision whose number is ``first``."""

    number: int
    kind: DecisionKind
    first: str
    second: str | None
    because: str
    decider: str
    added: str


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A report with the article that it stands in."""

    article: str
    outlet: str | None
    published: str | None
    sentence: str
    report: Report


class Status(msgspec.Struct, frozen=True, kw_only=True):
    """The standing of an event at the end of a day (``None``: undated), with the reports that give it."""

    as_of: str | None
    words: tuple[str, ...]
    because: tuple[str, ...]
    confirmed_by: Literal["adverse", "independent"] | None = None


class Credibility(msgspec.Struct, frozen=True, kw_only=True):
    """How credible an event is, 1 (confirmed by other sources) to 6 (cannot be judged), by the Admiralty code."""

    grade: Literal[1, 2, 3, 4, 5, 6]
    why: str


class Word(msgspec.Struct, frozen=True, kw_only=True):
    """What a source says of an event in one report."""

    published: str | None
    article: str
    outlet: str | None
    report: str
    word: Literal["asserts", "confirms", "denies", "doubts", "plans", "counts"]
    """``counts``: gives a figure of none, which does not deny the event."""
    stance: Stance | None
    """``None``: the outlet's own voice."""
    name: str | None
    """Who of the source says so; ``None``: the outlet."""
    sentence: str


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """All that one source has said of one event, in order of time."""

    source: str
    """Its key: a state with its forces and officials is one source, and so is each outlet."""
    name: str
    country: str | None
    words: tuple[Word, ...]


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """How many, of what, on whose word and when: one value of one source at one time."""

    of: str
    low: float | None
    high: float | None
    exact: bool
    text: str
    published: str | None
    source: str
    """Key of the account."""
    name: str | None
    """Who says so; ``None``: the outlet in its own voice."""
    article: str
    report: str


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """What the reports of one event amount to. ``why`` gives a reason for each report after the first."""

    id: str
    event_type: TypeName
    mode: str | None
    actors: tuple[Participant, ...]
    recipients: tuple[Participant, ...]
    place: Place | None
    when: When
    told: tuple[Told, ...]
    standing: tuple[str, ...]
    why: tuple[str, ...]
    history: tuple[Status, ...] = ()
    """The standing whenever it changed, oldest first."""
    accounts: tuple[Account, ...] = ()
    """What each source says, the one that spoke first first."""
    figures: tuple[Figure, ...] = ()
    """Every figure by kind, then by time of publication."""
    origins: tuple[tuple[str, ...], ...] = ()
    """Its articles, copies of one text together: corroboration counts these, not articles or outlets."""
    credibility: Credibility | None = None


class TrackRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What became of what a source has said: numbers of events."""

    source: str
    name: str
    country: str | None
    events: int
    """On which it has spoken."""
    says_so: int
    """Of which its last word is that they happened."""
    confirmed: int
    """Of these, those that are confirmed and that others tell too."""
    denied: int
    """Of these, those that somebody denies."""
    denies: int
    """Of which its last word is that they did not happen."""
    taken_back: int
    """Of these, those of which it had said that they did."""
    doubts: int
