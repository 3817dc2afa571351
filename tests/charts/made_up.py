"""Small made-up events for the tests of charts and briefs."""

from __future__ import annotations

import hashlib

from onrecord.ledger import DayRead
from onrecord.model import (
    Account,
    Credibility,
    Event,
    Figure,
    Participant,
    Place,
    PlacePrecision,
    Report,
    Status,
    Told,
    Trigger,
    When,
    Word,
)

READ = (
    DayRead(day="2021-03-01", articles=2, outlets=2),
    DayRead(day="2021-03-02", articles=1, outlets=1),
    DayRead(day="2021-03-05", articles=3, outlets=2),
    DayRead(day=None, articles=1, outlets=1, failed=2),
)
"""Nothing was read of 3 and 4 March."""


def somebody(name: str, country: str | None = None, key: str | None = None) -> Participant:
    return Participant(text=name, start=0, end=len(name), name=name, country=country, id=key)


def place(
    name: str,
    precision: PlacePrecision,
    country: str | None = "PER",
    lat: float | None = -12.0,
    lon: float | None = -77.0,
    admin1: str | None = None,
) -> Place:
    return Place(
        text=name, start=0, end=1, name=name, country=country, admin1=admin1, lat=lat, lon=lon, precision=precision
    )  # fmt: skip


def figure(
    low: float | None,
    high: float | None,
    day: str | None = "2021-03-02",
    *,
    of: str = "injured",
    exact: bool = True,
    name: str | None = "the mayor",
    source: str = "mayor",
    report: str = "r",
) -> Figure:
    return Figure(
        of=of, low=low, high=high, exact=exact, text="some", published=day, source=source, name=name, article="a1", report=report
    )  # fmt: skip


def event(
    name: str,
    day: str | None = "2021-03-01",
    *,
    end: str | None = None,
    kind: str = "PROTEST",
    mode: str | None = None,
    actors: tuple[Participant, ...] = (somebody("Miners", "PER"),),
    recipients: tuple[Participant, ...] = (somebody("Ministry", "PER"),),
    at: Place | None = None,
    basis: str = "text",
    standing: tuple[str, ...] = ("reported",),
    history: tuple[Status, ...] | None = None,
    words: tuple[tuple[str, str | None, str], ...] = (("The Andes Post", "2021-03-01", "asserts"),),
    figures: tuple[Figure, ...] = (),
    sentence: str = "Miners marched to the ministry.",
    outlet: str = "The Andes Post",
) -> Event:
    """An event with a report for each of ``words``: who, when, and what of it."""
    when = When(start=day, end=end or day, precision="day", basis=basis)  # type: ignore[arg-type]
    reports = [f"{name} {n}" for n in range(len(words))]
    told = tuple(
        Told(
            article=f"article {published}", outlet=outlet, published=published, sentence=sentence,
            report=Report(
                id=report, sentence=(0, len(sentence)), trigger=Trigger(start=0, end=6, text="marched"), event_type=kind, mode=mode,
                actors=actors, recipients=recipients, place=at, when=when, score=0.9, coder="rules/1", why="",
                negated=word == "denies",
            ),
        )
        for report, (_, published, word) in zip(reports, words, strict=True)
    )  # fmt: skip
    accounts = tuple(
        Account(
            source=f"who {who}", name=who, country=None,
            words=(Word(published=published, article=f"article {published}", outlet=outlet, report=report, word=word,  # type: ignore[arg-type]
                        stance=None, name=who, sentence=sentence),),
        )
        for report, (who, published, word) in zip(reports, words, strict=True)
    )  # fmt: skip
    known = history or (Status(as_of="2021-03-01", words=standing, because=(reports[0],)),)
    return Event(
        id=hashlib.sha256(name.encode()).hexdigest()[:16], event_type=kind, mode=mode, actors=actors, recipients=recipients,
        place=at, when=when, told=told, standing=standing, why=("first report",) * len(told), history=known, accounts=accounts,
        figures=figures, origins=tuple((t.article,) for t in told), credibility=Credibility(grade=3, why="one outlet tells it"),
    )  # fmt: skip
