"""Made-up promises and what came after, as events of one report each."""

from __future__ import annotations

from msgspec.structs import replace

from onrecord.merging import build_events
from onrecord.model import Condition, Deed, Event, EventType, Record
from tests.merging.made_up import article

PLEDGE = "Iran promised to withdraw its troops from the bases in Syria"
DONE = "Iran withdrew its troops from the bases in Syria"
LIFTED = "Iran lifted the blockade of the ports of Syria and signed a trade deal"


def deed(
    kind: str | None = "RETREAT",
    mode: str | None = "withdraw",
    text: str = "withdraw its troops from the bases",
    **more: object,
) -> Deed:
    return Deed(event_type=kind, mode=mode, text=text, start=0, end=len(text), **more)  # type: ignore[arg-type]


def promise(
    name: str,
    day: str,
    what: Deed | None = None,
    *,
    kind: EventType = "AGREE",
    sentence: str = PLEDGE,
    **more: object,
) -> Record:
    """An article of one promise by Iran to Syria."""
    made = article(name, day, sentence, kind=kind, word="promised", recipient="SYR", **more)  # type: ignore[arg-type]
    return replace(made, reports=(replace(made.reports[0], deed=what or deed()),))


def later(
    name: str,
    day: str,
    sentence: str = DONE,
    *,
    kind: EventType = "RETREAT",
    mode: str | None = "withdraw",
    recipient: str = "SYR",
    **more: object,
) -> Record:
    """An article of one report of what came after."""
    made = article(name, day, sentence, kind=kind, word="withdrew", recipient=recipient, **more)  # type: ignore[arg-type]
    return replace(made, reports=(replace(made.reports[0], mode=mode),))


def condition(text: str, *, unless: bool = False) -> Condition:
    return Condition(text=text, start=0, unless=unless)


def events_of(*records: Record) -> tuple[Event, ...]:
    return build_events(records)
