"""What a brief says: records of plain words, ready to be set as HTML, Markdown or PDF.

Nothing here is composed freely. Every line is a field of an event, a count or a sentence of an article, and each carries
the numbers of its footnotes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.charts import Chart


@dataclass(frozen=True, slots=True)
class Footnote:
    """The sentence behind a line, and where it stands."""

    number: int
    sentence: str
    outlet: str
    published: str
    """In words; "undated" where the article has no date."""
    title: str
    article: str
    """Its id in the ledger."""
    link: str | None
    """Only ``http`` and ``https``: an address of an article is a stranger's text."""


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says on a day, with the footnotes that show it."""

    words: str
    day: str
    notes: tuple[int, ...]
    against: bool
    """Whether it denies or doubts the event."""


@dataclass(frozen=True, slots=True)
class Voice:
    """What one source says of one event."""

    who: str
    says: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class FigureLine:
    """How many of what, on whose word, and when."""

    of: str
    figure: str
    who: str
    day: str
    notes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One event."""

    id: str
    what: str
    """Who did what to whom."""
    kind: str
    """Type, mode and class."""
    where: str
    when: str
    standing: str
    credible: str
    told: str
    """How many reports, articles and origins."""
    voices: tuple[Voice, ...]
    figures: tuple[FigureLine, ...]


@dataclass(frozen=True, slots=True)
class DayPart:
    """The events of one day."""

    day: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Disputed:
    """An event on which sources are against each other, side by side."""

    entry: Entry
    say_so: tuple[Voice, ...]
    deny: tuple[Voice, ...]


@dataclass(frozen=True, slots=True)
class Promise:
    """Something announced, and what became of it."""

    entry: Entry
    course: str
    """Its standing over time."""
    deed: str
    """What is promised, threatened or planned, in the words of a report; empty where only the standing tells."""
    outcome: str
    told: tuple[Said, ...]
    """Who tells what became of it."""


@dataclass(frozen=True)
class Brief:
    """A dated brief. ``charts`` are those of all events, ``figures`` those of single ones."""

    title: str
    made: str
    known: str
    """As of when the ledger is read, in words."""
    asked: tuple[tuple[str, str], ...]
    coverage: tuple[str, ...]
    numbers: tuple[tuple[str, str], ...]
    charts: tuple[Chart, ...]
    figures: tuple[Chart, ...]
    days: tuple[DayPart, ...]
    disputed: tuple[Disputed, ...]
    promises: tuple[Promise, ...]
    left_out: str
    """Of the events that have no entry of their own, how many and why."""
    footnotes: tuple[Footnote, ...]

    @property
    def all_charts(self) -> Sequence[Chart]:
        """Every chart, in the order in which they stand."""
        return (*self.charts, *self.figures)
