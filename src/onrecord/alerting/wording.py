"""Alerts in plain words, and the scene that all alerts of one look at a query share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from onrecord.alerting.records import About, Alert, Condition, Message, Said, key_of
from onrecord.model import Event, Figure, Told
from onrecord.model.phrases import BY
from onrecord.views.plain import neutral
from onrecord.views.wording import date_words, source_words

_SAID = 3
"""Sentences that an alert shows."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What all alerts of one look share."""

    space: str
    """Name of the configuration: two of them may have alerts of one name."""
    name: str
    """Name of the saved query."""
    state: int
    """The state of the view that is looked at."""
    least_published: str
    """ISO date: what was published earlier is not told."""
    now: str
    """UTC, ISO 8601."""
    pages: str | None
    """Address of the pages of the ledger."""
    url_of: Callable[[str], str | None]
    """Address of an article by its id."""

    def is_recent(self, told: Told) -> bool:
        """Whether a report that has come is of an article that may be told; one without a date may."""
        return told.published is None or told.published >= self.least_published

    def alert(
        self, condition: Condition, key: str, title: str, why: str, event: Event | None, told: Sequence[Told] = (), **more: Any
    ) -> Alert:  # fmt: skip
        """Return an alert; ``key`` says what is told, and is told once."""
        return Alert(
            id=key_of(self.space, self.name, condition, key), alert=self.name, condition=condition, made=self.now,
            title=neutral(title), why=neutral(why), event=None if event is None else about(event),
            said=tuple(said(one, self.url_of(one.article)) for one in told[:_SAID]), link=self._link(event), **more,
        )  # fmt: skip

    def _link(self, event: Event | None) -> str | None:
        if self.pages is None or event is None:
            return None
        return f"{self.pages.rstrip('/')}/events/{quote(event.id, safe='')}"


def about(event: Event) -> About:
    """Return what an alert says of an event."""
    place = event.place
    return About(
        id=event.id, event_type=event.event_type, mode=event.mode, actors=tuple(p.name for p in event.actors),
        recipients=tuple(p.name for p in event.recipients), place=place.name if place else None,
        country=place.country if place else None, start=event.when.start, end=event.when.end, standing=event.standing,
        confirmed_by=event.history[-1].confirmed_by if event.history else None, reports=len(event.told),
        articles=len({told.article for told in event.told}), origins=len(event.origins),
    )  # fmt: skip


def said(told: Told, url: str | None) -> Said:
    """Return a sentence with who says so."""
    words = "".join(text for text, _ in source_words(told.report.attribution))
    who = words or f"{told.outlet or 'the outlet'} in its own voice"
    return Said(
        who=neutral(who), sentence=neutral(told.sentence), outlet=told.outlet, article=told.article, url=url,
        published=told.published, report=told.report.id,
    )  # fmt: skip


def standing_words(event: Event) -> str:
    """Return "reported, confirmed by the other side"; "nothing that counts" where there is none."""
    by = event.history[-1].confirmed_by if event.history else None
    words = [f"confirmed {BY[by]}" if word == "confirmed" and by else word for word in event.standing]
    return ", ".join(words) or "nothing that counts"


def range_words(figure: Figure) -> str:
    """Return "11", "20–25", "at least 30", "dozens"."""
    low, high = figure.low, figure.high
    if low is None and high is None:
        return neutral(figure.text)
    if low is None or high is None:
        return f"at most {_number(high)}" if low is None else f"at least {_number(low)}"
    return _number(low) if low == high else f"{_number(low)}–{_number(high)}"


def _number(value: float | None) -> str:
    assert value is not None
    return f"{value:,.0f}" if value == round(value) else f"{value:,}"


def message_of(
    key: str, name: str, now: str, alerts: Sequence[Alert], *, digest: bool, left_out: int = 0
) -> Message:
    """Return a message with its title and text; ``key`` is its idempotency key."""
    count = len(alerts) + left_out
    title = f"{name}: {count:,} alerts" if digest and count != 1 else f"{name}: {alerts[0].title}"
    lines = [*_introduced(name, count, left_out)] if digest else []
    for alert in alerts:
        lines += [*([""] if lines else []), *_lines(alert)]
    return Message(
        id=key, alert=name, made=now, digest=digest, alerts=tuple(alerts), left_out=left_out, title=neutral(title),
        text="\n".join(lines) + "\n",
    )  # fmt: skip


def _introduced(name: str, count: int, left_out: int) -> Iterator[str]:
    yield f"{neutral(name)}: {count:,} alert{'s' * (count != 1)} together."
    if left_out:
        yield f"{left_out:,} of them are not shown here: `onrecord events` with the filters of this query lists their events."


def _lines(alert: Alert) -> Iterator[str]:
    yield alert.title
    yield alert.why
    if alert.event is not None:
        event = alert.event
        where = ", ".join(part for part in (event.place, event.country) if part)
        when = date_words(event.start) if event.start == event.end else f"{event.start} to {event.end}"
        counts = f"{event.reports} report{'s' * (event.reports != 1)} of {event.origins} origin{'s' * (event.origins != 1)}"
        yield neutral(
            " · ".join(part for part in (when if event.start else "undated", where, counts) if part)
        )
    if alert.surge is not None:
        yield alert.surge.rule
    for one in alert.said:
        yield f"“{one.sentence}”"
        source = ", ".join(part for part in (one.outlet, one.published) if part)
        yield f"  {one.who} ({neutral(source or one.article)})"
        yield f"  {neutral(one.url or one.article)}"
    if alert.link is not None:
        yield alert.link
