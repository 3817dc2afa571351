"""Ask a record for a fact: is there a report that says so, with its sentence?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from onrecord.model import Participant, Record, Report


@dataclass(frozen=True)
class Fact:
    """What a careful reader would put on record. ``None`` leaves a field open; names match as parts of words."""

    sentence: str
    event_type: str | tuple[str, ...]
    actor: str | None = None
    recipient: str | None = None
    mode: str | None = None
    day: str | None = None
    source: str | None = None
    stance: str | None = None
    modality: str | None = None
    negated: bool = False
    quantity: tuple[str, float] | None = None
    place: str | None = None

    def __str__(self) -> str:
        kind = self.event_type if isinstance(self.event_type, str) else "/".join(self.event_type)
        return f"{kind} {self.actor or ''} > {self.recipient or ''}: {self.sentence}"


def named(side: tuple[Participant, ...], wanted: str) -> bool:
    """Whether a side holds the participant wanted: part of its name or text, or ``COUNTRY`` or ``COUNTRY SECTOR``."""
    for p in side:
        codes = {p.country or "-", f"{p.country} {p.sector}"}
        if wanted in codes or wanted.lower() in p.name.lower() or wanted.lower() in p.text.lower():
            return True
    return False


def misses(fact: Fact, report: Report) -> list[str]:
    """Return the names of the fields in which a report falls short of a fact."""
    kinds = (fact.event_type,) if isinstance(fact.event_type, str) else fact.event_type
    when, place = report.when, report.place
    chain = report.attribution
    checks: dict[str, Any] = {
        "event_type": report.event_type in kinds,
        "actor": fact.actor is None or named(report.actors, fact.actor),
        "recipient": fact.recipient is None
        or named(report.recipients, fact.recipient)
        or (not report.recipients and named(report.actors, fact.recipient)),
        "mode": fact.mode is None or report.mode == fact.mode,
        "day": fact.day is None or (when.start == fact.day and when.end == fact.day),
        "source": fact.source is None
        or any(link.source is not None and named((link.source,), fact.source) for link in chain),
        "stance": fact.stance is None or any(link.stance == fact.stance for link in chain),
        "modality": fact.modality is None or report.modality == fact.modality,
        "negated": report.negated == fact.negated,
        "quantity": fact.quantity is None
        or any(q.of == fact.quantity[0] and fact.quantity[1] in (q.low, q.high) for q in report.quantities),
        "place": fact.place is None or (place is not None and fact.place in (place.name, place.country)),
    }
    return [name for name, holds in checks.items() if not holds]


def closest(fact: Fact, record: Record) -> tuple[Report | None, list[str]]:
    """Return the report of the fact's sentence that misses fewest fields, and those fields."""
    best: tuple[Report | None, list[str]] = (None, ["no report"])
    for report in record.reports:
        if fact.sentence in record.text[slice(*report.sentence)]:
            missed = misses(fact, report)
            if best[0] is None or len(missed) < len(best[1]):
                best = (report, missed)
    return best
