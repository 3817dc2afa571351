"""The records of the contract: frozen, typed, and the source of the JSON Schema.

Offsets are Unicode code points into ``Record.text``, end exclusive. What is absent is ``None`` or empty.
"""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from onrecord.model.vocabulary import (
    MentionKind,
    Modality,
    NoteKind,
    PlacePrecision,
    Stance,
    TimeBasis,
    TimePrecision,
    TimexType,
    TypeName,
)

Span = tuple[int, int]
"""Start and end offset, end exclusive."""


class Dateline(msgspec.Struct, frozen=True, kw_only=True):
    """The words before the first sentence that say where and when it was written, and by which agency."""

    text: str
    start: int
    end: int
    place: str | None = None
    """As printed: "KABUL, Afghanistan"."""
    date: str | None = None
    """ISO date; a dateline without a year has the last such day up to publication."""
    agency: str | None = None


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """What the outlet says about the article itself. It is no part of ``text``."""

    kind: NoteKind
    text: str


class Post(msgspec.Struct, frozen=True, kw_only=True):
    """One post of a live page: its part of the text, and when it was posted."""

    start: int
    end: int
    at: str | None = None
    """ISO 8601 date and time, with an offset where the page states one."""
    stated: str | None = None
    """The time as printed: "14:32 GMT"."""


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """One document as one outlet published it at one time, cleaned and ready to read."""

    id: str
    text: str
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    published: str | None = None
    """ISO date, ``YYYY-MM-DD``."""
    language: str | None = None
    """ISO 639-1 code."""
    published_at: str | None = None
    """ISO 8601 date and time of first publication, with the offset where one is stated. Its day may differ from
    ``published`` where a page states the time in UTC and the day in its own zone."""
    updated_at: str | None = None
    """The same of the last change that the page states."""
    agency: str | None = None
    """The news agency whose copy it is, or that contributed."""
    credit: str | None = None
    """The words that say so."""
    dateline: Dateline | None = None
    truncated: bool = False
    """Whether the input has only the beginning: the rest is behind a paywall, or a feed cut it off."""
    notes: tuple[Note, ...] = ()
    posts: tuple[Post, ...] = ()
    """The posts of a live page in the order of the text; empty for any other article."""


class Participant(msgspec.Struct, frozen=True, kw_only=True):
    """An actor, recipient or speaker, as the text names it and as our knowledge resolves it."""

    text: str
    start: int
    end: int
    name: str
    """The fullest name known for it: from the knowledge base, else from the article, else ``text``."""
    id: str | None = None
    """Key in the knowledge base where the actor is known."""
    country: str | None = None
    """ISO 3166-1 alpha-3, ``IGO`` or ``NGO``."""
    sector: str | None = None
    """PLOVER sector, such as ``GOV`` or ``MIL``."""
    role: str | None = None
    """What the text or the knowledge base calls it: "deputy press secretary"."""


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A named place, with the precision that the name allows and no more."""

    text: str
    start: int
    end: int
    name: str
    country: str | None = None
    admin1: str | None = None
    lat: Annotated[float, Meta(ge=-90, le=90)] | None = None
    lon: Annotated[float, Meta(ge=-180, le=180)] | None = None
    geonames_id: int | None = None
    precision: PlacePrecision


class When(msgspec.Struct, frozen=True, kw_only=True):
    """When the event happened: first and last possible day, ISO dates."""

    start: str | None
    end: str | None
    precision: TimePrecision
    basis: TimeBasis
    text: str | None = None


class Timex(msgspec.Struct, frozen=True, kw_only=True):
    """A time expression with its TimeML value (ISO 24617-1)."""

    start: int
    end: int
    type: TimexType
    value: str
    mod: str | None = None
    """TimeML modifier, such as ``START``, ``APPROX`` or ``LESS_THAN``."""
    zone: str | None = None
    """Zone of a clock time as the text names it: an ISO 8601 offset (``Z``, ``-05:00``) or ``local``; the value is as written."""


class Quantity(msgspec.Struct, frozen=True, kw_only=True):
    """How many, of what: a range, so that "dozens" is not turned into a number nobody said. Bounds are finite."""

    of: str
    low: float | None
    high: float | None
    exact: bool
    text: str
    start: int
    end: int


class Trigger(msgspec.Struct, frozen=True, kw_only=True):
    """The words that tell the event."""

    start: int
    end: int
    text: str


class Cue(msgspec.Struct, frozen=True, kw_only=True):
    """The words that say that somebody says so."""

    text: str
    start: int
    end: int


class Attributed(msgspec.Struct, frozen=True, kw_only=True):
    """One link of a report's chain of sources."""

    source: Participant | None
    cue: Cue | None
    stance: Stance


class Attribution(msgspec.Struct, frozen=True, kw_only=True):
    """Source, cue and content as spans, each of one or more pieces."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    speaker: Participant | None
    stance: Stance
    channel: Participant | None = None
    """Through what it reached the outlet, where the text says so: "state television", "interview with Reuters"."""


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """A mention of somebody or something. ``head``: whether it names its chain best within the article."""

    start: int
    end: int
    text: str
    kind: MentionKind
    actor: str | None = None
    head: bool = False


class Condition(msgspec.Struct, frozen=True, kw_only=True):
    """The clause on which a promised, threatened or planned deed hangs."""

    text: str
    start: int
    event_type: TypeName | None = None
    """Type of what it tells, where it tells an event."""
    unless: bool = False
    """Whether the deed is to be done where the condition does *not* come: "unless", "if ... not"."""
    sense: str | None = None


class Deed(msgspec.Struct, frozen=True, kw_only=True):
    """What a report's words are about: the deed that is promised, threatened, planned, asked for or refused."""

    event_type: TypeName | None
    """Type of the deed, not of the word given: RETREAT of "promised to withdraw". ``None`` where the lexicon has none."""
    mode: str | None = None
    text: str
    start: int
    end: int
    negated: bool = False
    """Whether it is promised not to be done."""
    due: str | None = None
    """ISO date: the last day of the time that the sentence gives it."""
    due_text: str | None = None
    condition: Condition | None = None
    sense: str | None = None
    """Vector of the deed's word, written as that of the report."""


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One event as one sentence of one article tells it."""

    id: str
    sentence: Span
    trigger: Trigger
    event_type: TypeName
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    actors: tuple[Participant, ...] = ()
    recipients: tuple[Participant, ...] = ()
    place: Place | None = None
    when: When
    modality: Modality = "happened"
    negated: bool = False
    quantities: tuple[Quantity, ...] = ()
    earlier: tuple[Quantity, ...] = ()
    """Figures that the sentence itself says ``quantities`` rose from, fell from or replace: the 11 of "to 34 from 11"."""
    attribution: tuple[Attributed, ...] = ()
    """Outermost first; empty: the outlet says so in its own voice."""
    score: Annotated[float, Meta(ge=0, le=1)]
    coder: str
    why: str
    sense: str | None = None
    """The trigger's vector by the shared encoder, signed bytes in base64: merging compares reports by it."""
    deed: Deed | None = None
    """What is promised, threatened, planned, asked for or refused; ``None`` for what is told as done."""
    taken_back_by: Participant | None = None
    """Who is told to have taken back the statement that it was so: "Iran withdrew its claim that ..."."""
    repeats: str | None = None
    """Id of the report of an earlier sentence of the article that its words stand for: "confirmed the call"."""


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """One article and everything read from it: one JSON line of ``onrecord read``."""

    id: str
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    published: str | None = None
    language: str | None = None
    text: str
    reports: tuple[Report, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    toponyms: tuple[Place, ...] = ()
    times: tuple[Timex, ...] = ()
    mentions: tuple[Mention, ...] = ()
    published_at: str | None = None
    updated_at: str | None = None
    agency: str | None = None
    credit: str | None = None
    dateline: Dateline | None = None
    truncated: bool = False
    notes: tuple[Note, ...] = ()
    posts: tuple[Post, ...] = ()
    row: str | None = None
    """Of a row of another coder's file (GDELT, POLECAT, ACLED): its cells, a line each, as ``column: cell``."""
