"""What the writers of events look up beside the event: its articles, the scores of its type, its two sides."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from onrecord.merging.accounts import accounts, figures
from onrecord.merging.standing import history
from onrecord.model import Event, Participant, Place, Record, Told
from onrecord.ontology import EventKind

_DONE = frozenset(("happened", "ongoing"))
_SHARP = frozenset(("point", "city"))


@dataclass(frozen=True, slots=True)
class Lookup:
    """The event types in force, and what gives the record of an article by its id (``None``: not at hand)."""

    kinds: Mapping[str, EventKind]
    article: Callable[[str], Record | None]

    def score(self, event: Event) -> float | None:
        """The conflict-cooperation score of the event's mode, else of its type; ``None`` for an unknown type."""
        kind = self.kinds.get(event.event_type)
        return None if kind is None else kind.modes.get(event.mode or "", kind.score)

    def quad(self, event: Event) -> int | None:
        """The quad class, 1 to 4; ``None`` for an unknown type."""
        kind = self.kinds.get(event.event_type)
        return None if kind is None else kind.quad


@lru_cache(maxsize=1)
def foreign() -> dict[str, Any]:
    """Return the tables of what other coders write in other words."""
    return tomllib.loads((files("onrecord.formats") / "data" / "foreign.toml").read_text("utf8"))


def took_place(event: Event) -> bool:
    """Whether some report tells it as done or under way, and nobody has taken that back.

    What is planned, possible, usual or negated cannot be told apart from a deed in most formats, so it is left out.
    """
    return "retracted" not in event.standing and any(
        told.report.modality in _DONE and not told.report.negated for told in event.told
    )


def sides(event: Event) -> tuple[Participant | None, Participant | None]:
    """Return the first actor and the first recipient; of a mutual event, which has none, the first two actors."""
    first = event.actors[0] if event.actors else None
    if event.recipients:
        return first, event.recipients[0]
    return first, event.actors[1] if len(event.actors) > 1 else None


def point(place: Place | None) -> tuple[float, float] | None:
    """Return latitude and longitude of a town or a site; a country, a province or a region is no point."""
    if place is None or place.precision not in _SHARP or place.lat is None or place.lon is None:
        return None
    return place.lat, place.lon


def bounds(event: Event, of: str) -> tuple[float | None, float | None]:
    """Return the lowest and the highest number of a kind that any report of the event gives."""
    given = [f for f in event.figures if f.of == of]
    lows = [f.low if f.low is not None else f.high for f in given]
    highs = [f.high if f.high is not None else f.low for f in given]
    return (
        min((n for n in lows if n is not None), default=None),
        max((n for n in highs if n is not None), default=None),
    )


def published(event: Event) -> list[str]:
    """Return the days of publication of its reports, the first first."""
    return sorted(told.published for told in event.told if told.published)


def each_alone(records: Iterable[Record]) -> Iterator[Event]:
    """Yield every report as an event of its own, with the report's id: nothing is merged, and nothing is held."""
    for record in records:
        for report in record.reports:
            start, end = report.sentence
            told = Told(
                article=record.id,
                outlet=record.outlet,
                published=record.published,
                sentence=record.text[start:end],
                report=report,
                imported=record.row is not None,
            )
            standings = history([told])
            yield Event(
                id=report.id,
                event_type=report.event_type,
                mode=report.mode,
                actors=report.actors,
                recipients=report.recipients,
                place=report.place,
                when=report.when,
                told=(told,),
                standing=standings[-1].words,
                why=("first report",),
                history=standings,
                accounts=accounts([told]),
                figures=figures([told]),
                origins=((record.id,),),
            )
