"""Events and the log of decisions about them: views over reports, rebuilt at any time."""

from __future__ import annotations

from typing import Literal

import msgspec

from onrecord.model.records import Participant, Place, Report, When
from onrecord.model.vocabulary import Stance, TypeName

Outcome = Literal["fulfilled", "not fulfilled", "overtaken", "open"]
"""What became of a promise by the last report."""

ReliabilityGrade = Literal["A", "B", "C", "D", "E", "F"]
"""How reliable a source is by the Admiralty code: A completely reliable to E unreliable, F cannot be judged."""

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


class Rating(msgspec.Struct, frozen=True, kw_only=True):
    """The grade that somebody gave a source, and why."""

    number: int
    source: str
    """Key of the source, as in the accounts of events."""
    grade: ReliabilityGrade
    because: str
    decider: str
    added: str


class Reliability(msgspec.Struct, frozen=True, kw_only=True):
    """How reliable those are who tell an event, by what people have set."""

    grade: ReliabilityGrade
    source: str | None
    """Key of the source whose grade it is; ``None`` where nobody has graded one."""
    why: str


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A report with the article that it stands in."""

    article: str
    outlet: str | None
    published: str | None
    sentence: str
    report: Report
    imported: bool = False
    """Whether its article is a row of another coder's file (GDELT, POLECAT, ACLED), and the outlet that coder."""


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
    word: Literal["asserts", "confirms", "denies", "doubts", "plans", "counts", "takes back"]
    """``counts``: gives a figure of none, which does not deny the event. ``takes back``: others tell that it withdrew what
    it had said."""
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


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """A later report that says what became of a promise, with the score of its match in points and what gave them."""

    tells: Literal["fulfilled", "not fulfilled", "overtaken"]
    event: str
    report: str
    article: str
    outlet: str | None
    published: str | None
    sentence: str
    score: float
    why: str


class OutcomeFrom(msgspec.Struct, frozen=True, kw_only=True):
    """What had become of a promise from a day on, with the reports that tell it."""

    as_of: str
    outcome: Outcome
    because: tuple[str, ...]


class Promise(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody promised, threatened or planned to do, and what became of it."""

    event: str
    """Id of the event that is the promise."""
    kind: Literal["promised", "threatened", "planned"]
    who: tuple[Participant, ...]
    to: tuple[Participant, ...]
    what: str
    """The deed in the words of a report."""
    event_type: TypeName | None
    """Type of the deed; ``None`` where the words do not tell."""
    mode: str | None
    condition: str | None
    made: str
    """ISO date."""
    due: str | None
    """ISO date: the last day that a report gives for the deed."""
    overdue: bool
    """Whether it is open, and the last day is past."""
    outcome: Outcome
    since: str | None
    """ISO date on which the outcome was first told; ``None`` for one that is open."""
    history: tuple[OutcomeFrom, ...] = ()
    """The outcome whenever it changed, oldest first; before that it was open."""
    evidence: tuple[Evidence, ...] = ()
    """The reports that tell what became of it, oldest first."""


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
    reliability: Reliability | None = None
    """How reliable those are who tell it; ``None`` where nobody asked."""
    promise: Promise | None = None
    """What it promises, threatens or plans, and what became of that."""


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
    """Of these, those that were confirmed later, and that others tell since."""
    denied: int
    """Of these, those that somebody has denied since."""
    denies: int
    """Of which its last word is that they did not happen."""
    taken_back: int
    """Those of which it had said that they did, and denies it now or took it back."""
    doubts: int
    reliability: ReliabilityGrade = "F"
    """As people have set it."""
