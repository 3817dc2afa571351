"""What a saved query tells, as it is kept and delivered. Its JSON Schema is docs/alerts.schema.json."""

from __future__ import annotations

import hashlib
from typing import Any, Literal, get_args

import msgspec

Condition = Literal["new", "standing", "figure", "actor", "recipient", "place", "due", "outcome", "surge"]
"""What may be told of the events of a query (docs/alerts.md)."""
CONDITIONS: tuple[Condition, ...] = get_args(Condition)

SCHEMA = 1
"""Version of the payload. Fields are added to it; one that is dropped or changes its meaning makes another version."""


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence that tells it, and on whose word."""

    who: str
    """In words: "Iran claims", "The Coast in its own voice"."""
    sentence: str
    outlet: str | None
    article: str
    url: str | None
    published: str | None
    report: str


class About(msgspec.Struct, frozen=True, kw_only=True):
    """The event that it is about, as it stands."""

    id: str
    event_type: str
    mode: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    place: str | None
    country: str | None
    start: str | None
    end: str | None
    standing: tuple[str, ...]
    confirmed_by: str | None
    reports: int
    articles: int
    origins: int
    """Articles, copies of one text counted once."""


class FigureChange(msgspec.Struct, frozen=True, kw_only=True):
    """A figure that is another than before."""

    of: str
    value: str
    """As shown: "176", "20–25", "at least 30"."""
    low: float | None
    high: float | None
    who: str
    before: str
    """As shown."""
    before_who: str


class Surge(msgspec.Struct, frozen=True, kw_only=True):
    """More events of a query were first told on a day than its own earlier days lead one to expect."""

    day: str
    counted: int
    expected: float
    """Mean of the earlier days, for as many articles as were read on this day."""
    spread: float
    """Standard deviation that one such day is expected to have."""
    chance: float
    """Chance of so many or more on a day like the earlier ones."""
    days: int
    """Earlier days that were counted: those on which anything was read."""
    articles: int
    """Read of this day."""
    usual_articles: float
    """Median of the earlier days."""
    rule: str
    """The rule with its numbers, in words."""


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """A promise, threat or plan of which the last day has come, has passed, or of which it is told what became."""

    kind: str
    what: str
    made: str
    due: str | None
    outcome: str


class Appeared(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody or some place that appears in the query's events for the first time."""

    key: str
    name: str
    country: str | None


class Alert(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=False):
    """One thing told."""

    id: str
    """The same thing is told under the same id, and once."""
    alert: str
    """Name of the saved query."""
    condition: Condition
    made: str
    """UTC, ISO 8601."""
    title: str
    why: str
    """What happened, in words."""
    event: About | None = None
    standing_before: tuple[str, ...] | None = None
    figures: tuple[FigureChange, ...] = ()
    surge: Surge | None = None
    due: Due | None = None
    appeared: Appeared | None = None
    said: tuple[Said, ...] = ()
    """The sentences that are new, the latest three at most."""
    link: str | None = None
    """Address of the event on the pages of `onrecord serve`."""


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """What is delivered at once: one alert, or a digest."""

    schema: int = SCHEMA
    id: str
    """The idempotency key: a message that is delivered again has the same."""
    alert: str
    made: str
    digest: bool
    alerts: tuple[Alert, ...]
    left_out: int = 0
    """Alerts of a digest beyond those that it holds."""
    title: str
    text: str
    """Everything in plain words."""


def key_of(*parts: object) -> str:
    """Return a hash of parts, as ids of alerts and messages are made."""
    return hashlib.sha256("\n".join(map(str, parts)).encode("utf-8", "replace")).hexdigest()[:32]


def message_schema() -> dict[str, Any]:
    """Return the JSON Schema of a message."""
    made = {"$schema": "https://json-schema.org/draft/2020-12/schema"} | msgspec.json.schema(Message)
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(made))
    return plain
