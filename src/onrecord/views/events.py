"""Events for people: one line an event, and below it who says so."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator

from onrecord.model import Event, Participant


def render_events(events: Iterable[Event], *, width: int | None, colour: bool | None) -> Iterator[str]:  # noqa: ARG001
    """Yield the lines of a plain listing, cut to ``width`` columns (default: the terminal's)."""
    columns = width or shutil.get_terminal_size((100, 24)).columns
    empty = True
    for event in events:
        empty = False
        kind = f"{event.event_type} ({event.mode})" if event.mode else event.event_type
        who, whom = _names(event.actors), _names(event.recipients)
        articles = len({told.article for told in event.told})
        yield f"{event.when.start or 'undated':10}  {kind}  {who}{' → ' + whom if whom else ''}"[:columns]
        counted = f"{len(event.told)} report{'s' * (len(event.told) > 1)} in {articles} article{'s' * (articles > 1)}"
        grade = f" · {grades(event)}" if grades(event) else ""
        yield f"{'':12}{', '.join(event.standing)}{grade} · {counted}"[:columns]
    if empty:
        yield "No events yet: add articles with `onrecord add`."


def grades(event: Event) -> str:
    """Return both grades of the Admiralty code, such as "B2"; empty where they were not asked for."""
    if event.credibility is None or event.reliability is None:
        return ""
    return f"{event.reliability.grade}{event.credibility.grade}"


def _names(side: tuple[Participant, ...]) -> str:
    return ", ".join(_printable(p.name) for p in side) or "?"


def _printable(text: str) -> str:
    """Text comes from strangers: nothing in it may drive the terminal."""
    return "".join(c if c.isprintable() else " " for c in text)
