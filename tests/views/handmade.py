"""Records made by hand: what the table must show does not wait for what the coder finds."""

from __future__ import annotations

from typing import Any

from onrecord.model import (
    Attributed,
    Cue,
    Participant,
    Place,
    Quantity,
    Record,
    Report,
    Stance,
    Trigger,
    When,
)

SENTENCE = "Iran said on Wednesday that its forces struck bases in Iraq."


def who(text: str, within: str = SENTENCE, **known: Any) -> Participant:
    start = max(within.find(text), 0)
    return Participant(**{"text": text, "start": start, "end": start + len(text), "name": text, **known})


def day(iso: str, **changes: Any) -> When:
    return When(**{"start": iso, "end": iso, "precision": "day", "basis": "text", **changes})


def says(source: Participant | None, stance: Stance, cue: str = "said", within: str = SENTENCE) -> Attributed:
    start = max(within.find(cue), 0)
    return Attributed(source=source, cue=Cue(text=cue, start=start, end=start + len(cue)), stance=stance)


def count(
    of: str, low: float | None, high: float | None, *, exact: bool = True, text: str = "12"
) -> Quantity:
    return Quantity(of=of, low=low, high=high, exact=exact, text=text, start=0, end=1)


def place(name: str, precision: Any = "city", **changes: Any) -> Place:
    return Place(text=name, start=0, end=len(name), name=name, precision=precision, **changes)


def report(text: str = SENTENCE, trigger: str = "struck", **changes: Any) -> Report:
    start = max(text.find(trigger), 0)
    fields: dict[str, Any] = {
        "id": "r1", "sentence": (0, len(text)), "trigger": Trigger(start=start, end=start + len(trigger), text=trigger),
        "event_type": "ASSAULT", "when": day("2020-01-08"), "score": 0.9, "coder": "c", "why": "w",
    }  # fmt: skip
    return Report(**{**fields, **changes})


def record(text: str = SENTENCE, *reports: Report, **changes: Any) -> Record:
    fields: dict[str, Any] = {
        "id": "a1.html", "title": "Bases struck", "outlet": "The Harbor Ledger (example)", "published": "2020-01-08",
        "language": "en", "text": text, "reports": reports,
    }  # fmt: skip
    return Record(**{**fields, **changes})


def strike() -> Report:
    return report(
        actors=(who("Iran", country="IRN"),),
        recipients=(who("bases"),),
        place=place("Iraq", "country", country="IRQ"),
        quantities=(count("killed", 0, 0),),
        attribution=(says(who("Iran", country="IRN"), "claims"),),
    )
