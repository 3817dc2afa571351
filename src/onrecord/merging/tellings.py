"""What the comparison of two reports looks at, worked out once for each report."""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from onrecord.merging.articles import About, about
from onrecord.merging.terms import Vector, news_rarity, rarest, stem, terms, unit_vector
from onrecord.model import Participant, Place, Quantity, Record, Report
from onrecord.ontology import event_types

Days = tuple[int, int]
"""First and last day that something may have happened on, as ordinals, both included."""

_BODIES = frozenset(("IGO", "NGO"))


@dataclass(frozen=True, slots=True)
class Side:
    """Who is on one side of an event, at three grains."""

    names: frozenset[str]
    """Keys of the knowledge base, else names in lower case."""
    groups: frozenset[tuple[str, str]]
    """Country and sector."""
    countries: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.names)


@dataclass(frozen=True, slots=True)
class Telling:
    """One report as the comparison sees it."""

    id: str
    article: str
    sentence: int
    """Where its sentence starts in the article, in characters."""
    published: int | None
    kind: str | None
    """Event type; ``None`` where it is not known."""
    mode: str | None
    word: str
    """Stem of the trigger's heaviest word."""
    words: frozenset[str]
    """Stems of the trigger."""
    ahead: bool
    """Whether it is told as planned."""
    negated: bool
    actors: Side
    recipients: Side
    place: Place | None
    days: Days | None
    dated: bool
    """Whether the text itself gives the time."""
    figures: Mapping[str, tuple[float, float]]
    """Lowest and highest number of each kind."""
    terms: Vector
    """The sentence."""
    about: About
    """The article."""
    names: frozenset[str]
    """Who and what the sentence names."""
    numbers: frozenset[str]
    speaker: str | None
    """On whose word it rests, innermost."""
    sense: NDArray[np.float32] | None = None
    """Unit vector of the trigger by the shared encoder."""
    repeats: str | None = None
    """The report of the same article that its words stand for."""
    coder: str | None = None
    """Another coder whose file has it as a row of its own."""

    @property
    def matter(self) -> frozenset[str]:
        """Who it is about and where it was: names and countries."""
        sides = (self.actors, self.recipients)
        found = frozenset[str]().union(*(s.names for s in sides), *(s.countries for s in sides))
        place = self.place
        return found | {place.country, place.name} if place and place.country else found

    @property
    def topic(self) -> Vector:
        """The article's words."""
        return self.about.words


def tellings_of(record: Record) -> list[Telling]:
    """Return the tellings of a record's reports, in order."""
    words = [head_word(report.trigger.text)[0] for report in record.reports]
    article = about(record.text, words, record.title)
    published = ordinal(record.published)
    return [_telling(record, report, article, published) for report in record.reports]


def vector_of(text: str) -> Vector:
    """Unit vector of a text's terms, rare ones heaviest."""
    return unit_vector(terms(text), news_rarity(), rarest())


def ordinal(date: str | None) -> int | None:
    """Return the ordinal of an ISO date, or of a moment's date; ``None`` for what is neither."""
    try:
        return dt.date.fromisoformat(date[:10]).toordinal() if date else None
    except ValueError:
        return None


def _telling(record: Record, report: Report, article: About, published: int | None) -> Telling:
    first, last = report.sentence
    sentence = record.text[first:last]
    start, end = ordinal(report.when.start), ordinal(report.when.end)
    source = report.attribution[-1].source if report.attribution else None
    word, words = head_word(report.trigger.text)
    return Telling(
        id=report.id,
        article=record.id,
        sentence=first,
        published=published,
        kind=report.event_type,
        mode=report.mode,
        word=word,
        words=words,
        ahead=report.modality == "planned",
        negated=report.negated,
        actors=side(report.actors),
        recipients=side(report.recipients),
        place=report.place,
        days=(start, end) if start is not None and end is not None else None,
        dated=report.when.basis == "text",
        figures=figures(report.quantities),
        terms=vector_of(sentence),
        about=article,
        names=frozenset(
            m.actor or m.text.lower()
            for m in record.mentions
            if first <= m.start < last and (m.actor or m.text[:1].isupper())
        ),
        numbers=frozenset(t for t in terms(sentence) if t.isdigit()),
        speaker=(source.id or source.name.lower()) if source else None,
        sense=unpacked(report.sense),
        repeats=report.repeats,
        coder=record.outlet if record.row is not None else None,
    )


def unpacked(sense: str | None) -> NDArray[np.float32] | None:
    """The unit vector that a report keeps in bytes."""
    if sense is None:
        return None
    vector = np.frombuffer(base64.b64decode(sense), dtype=np.int8).astype(np.float32)
    return np.asarray(vector / (np.linalg.norm(vector) or 1.0), dtype=np.float32)


def head_word(trigger: str) -> tuple[str, frozenset[str]]:
    """Return the stem of a trigger's heaviest word, and the stems of all."""
    found = terms(trigger) or [stem(trigger.lower())]
    weights = news_rarity()
    return max(found, key=lambda t: (weights.get(t, rarest()), t)), frozenset(found)


def side(participants: Sequence[Participant]) -> Side:
    """Everybody on one side of an event."""
    named = [p for p in participants if p.country and p.country not in _BODIES]
    return Side(
        names=frozenset(p.id or p.name.lower() for p in participants),
        groups=frozenset((p.country, p.sector) for p in named if p.country and p.sector),
        countries=frozenset(p.country for p in named if p.country),
    )


def figures(quantities: Iterable[Quantity]) -> dict[str, tuple[float, float]]:
    """Lowest and highest number of each kind."""
    found: dict[str, tuple[float, float]] = {}
    for q in quantities:
        low = q.low if q.low is not None else (q.high or 0.0)
        found[q.of] = (low, q.high if q.high is not None else low)
    return found


@lru_cache(maxsize=64)
def family_of(kind: str) -> str:
    """The quad class of an event type, for one event may be told as one type here and as another of its class there.

    A type of the user's own is a family by itself.
    """
    known = event_types().get(kind)
    return known.quad_name if known else kind
