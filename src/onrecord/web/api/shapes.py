"""The answers of the API. Their JSON Schema goes into its OpenAPI; what they hold are the records of the contract."""

from __future__ import annotations

from typing import Any

import msgspec

from onrecord.ledger import Coverage, Found
from onrecord.ledger.view import Change
from onrecord.merging.relations import Relation
from onrecord.model import Account, Event, Figure, Promise, Record, Told, TrackRecord
from onrecord.web.desk import Actor


class Error(msgspec.Struct, frozen=True, kw_only=True):
    """What is wrong with a request, and what to do."""

    error: str


class EventRow(msgspec.Struct, frozen=True, kw_only=True):
    """An event in a list."""

    id: str
    headline: str
    event_type: str
    mode: str | None
    start: str | None
    end: str | None
    time_precision: str
    actors: list[str]
    recipients: list[str]
    place: str | None
    country: str | None
    lat: float | None
    lon: float | None
    place_precision: str | None
    standing: list[str]
    confirmed_by: str | None
    credibility: int | None
    reports: int
    articles: int
    origins: int
    first_published: str | None
    last_published: str | None


class EventPage(msgspec.Struct, frozen=True, kw_only=True):
    """Some events. ``next`` is the address of the next page, ``None`` on the last; ``state`` is a cursor for changes."""

    events: list[EventRow]
    total: int
    state: int
    next: str | None


class EventReports(msgspec.Struct, frozen=True, kw_only=True):
    """The reports of an event, each with its article, and why each stands with those before."""

    reports: list[Told]
    why: list[str]


class EventAccounts(msgspec.Struct, frozen=True, kw_only=True):
    """What each source says of an event."""

    accounts: list[Account]


class EventFigures(msgspec.Struct, frozen=True, kw_only=True):
    """Every figure of an event by kind, then by time."""

    figures: list[Figure]


class ReportRow(msgspec.Struct, frozen=True, kw_only=True):
    """A report in a list: what ``onrecord.open(url).reports()`` gives."""

    report_id: str
    article_id: str
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None
    event_type: str
    mode: str | None
    modality: str
    negated: bool
    actors: list[str]
    actor_ids: list[str | None]
    actor_countries: list[str | None]
    actor_sectors: list[str | None]
    recipients: list[str]
    recipient_ids: list[str | None]
    recipient_countries: list[str | None]
    recipient_sectors: list[str | None]
    place: str | None
    place_country: str | None
    place_admin1: str | None
    latitude: float | None
    longitude: float | None
    geonames_id: int | None
    place_precision: str | None
    when_start: str | None
    when_end: str | None
    when_precision: str | None
    when_basis: str | None
    sources: list[str | None]
    source_ids: list[str | None]
    source_countries: list[str | None]
    stances: list[str]
    cues: list[str | None]
    stance: str | None
    sentence: str
    sentence_start: int
    sentence_end: int
    score: float
    coder: str
    added: str


class ReportPage(msgspec.Struct, frozen=True, kw_only=True):
    """Some reports in the order in which they were added."""

    reports: list[ReportRow]
    next: str | None


class ArticleRow(msgspec.Struct, frozen=True, kw_only=True):
    """An article in a list, in its newest version."""

    id: str
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None
    language: str | None
    versions: int
    first_added: str
    added: str


class ArticlePage(msgspec.Struct, frozen=True, kw_only=True):
    """Some articles in the order in which they were first added."""

    articles: list[ArticleRow]
    next: str | None


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """What an outlet published under one id at one time."""

    number: int
    digest: str
    title: str | None
    url: str | None
    outlet: str | None
    published: str | None
    language: str | None
    text: str
    added: str


class Versions(msgspec.Struct, frozen=True, kw_only=True):
    """The versions of an article, oldest first."""

    versions: list[Version]


class ActorPage(msgspec.Struct, frozen=True, kw_only=True):
    """Some of those who take part in events, those in most events first."""

    actors: list[Actor]
    total: int
    next: str | None


class ActorAbout(msgspec.Struct, frozen=True, kw_only=True):
    """An actor, its relations, and what became of what it has said (``None``: nothing rests on its word)."""

    actor: Actor
    relations: list[Relation]
    record: TrackRecord | None


class PlaceRow(msgspec.Struct, frozen=True, kw_only=True):
    """A place with the number of the events asked for that are told to be there."""

    name: str
    country: str | None
    admin1: str | None
    precision: str
    lat: float | None
    lon: float | None
    geonames_id: int | None
    events: int
    first: str | None
    last: str | None


class PlacePage(msgspec.Struct, frozen=True, kw_only=True):
    """Some places, those with most events first."""

    places: list[PlaceRow]
    total: int
    next: str | None


class SourcePage(msgspec.Struct, frozen=True, kw_only=True):
    """Some sources with what became of what they have said."""

    sources: list[TrackRecord]
    total: int
    next: str | None


class PromisePage(msgspec.Struct, frozen=True, kw_only=True):
    """Some promises, threats and plans with what became of them."""

    promises: list[Promise]
    total: int
    next: str | None


class Outlets(msgspec.Struct, frozen=True, kw_only=True):
    """What was read of each outlet."""

    outlets: list[Coverage]


class Stats(msgspec.Struct, frozen=True, kw_only=True):
    """What the ledger holds, by name."""

    counts: dict[str, int]


class Count(msgspec.Struct, frozen=True, kw_only=True):
    """A value of a facet and the number of the events asked for that have it."""

    value: str
    label: str
    events: int


class Facets(msgspec.Struct, frozen=True, kw_only=True):
    """Values of each facet, the commonest first."""

    facets: dict[str, list[Count]]


class SearchResult(msgspec.Struct, frozen=True, kw_only=True):
    """Articles in which all the words stand, the best first."""

    articles: list[Found]


class ChangePage(msgspec.Struct, frozen=True, kw_only=True):
    """What became of events since a cursor. Ask again with ``since=next``; ``more``: at once, there is more already."""

    changes: list[Change]
    next: int
    more: bool


SHAPES: tuple[Any, ...] = (
    Error, EventPage, Event, EventReports, EventAccounts, EventFigures, ReportPage, ArticlePage, Record, Versions, ActorPage,
    ActorAbout, PlacePage, SourcePage, PromisePage, Outlets, Stats, Facets, SearchResult, ChangePage, EventRow,
)  # fmt: skip
