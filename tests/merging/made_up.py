"""Small made-up records for the tests of merging."""

from __future__ import annotations

from onrecord.model import (
    Attributed,
    Decision,
    DecisionKind,
    EventType,
    Participant,
    Record,
    Report,
    Stance,
    Trigger,
    When,
)

ATTACK = "Iran fired missiles at American bases in Iraq"
OTHER = "Israel bombed a convoy of trucks near Damascus"
TALKS = "Iran and the United States held talks in Muscat"


def somebody(name: str, country: str | None, sector: str | None = None, at: int = 0) -> Participant:
    return Participant(text=name, start=at, end=at + len(name), name=name, country=country, sector=sector)


def report(
    name: str,
    day: str,
    *,
    actor: str = "IRN",
    recipient: str = "USA",
    kind: EventType = "ASSAULT",
    word: str = "fired",
    by: Participant | None = None,
    stance: Stance | None = None,
    negated: bool = False,
    mode: str | None = None,
    sentence: tuple[int, int] = (0, 1),
) -> Report:
    return Report(
        id=name,
        sentence=sentence,
        trigger=Trigger(start=0, end=len(word), text=word),
        event_type=kind,
        mode=mode,
        actors=(somebody(actor, actor, "GOV"),),
        recipients=(somebody(recipient, recipient, "GOV"),),
        when=When(start=day, end=day, precision="day", basis="text"),
        negated=negated,
        attribution=(Attributed(source=by, cue=None, stance=stance),) if stance else (),
        score=0.9,
        coder="rules/1",
        why="",
    )


def article(
    name: str,
    day: str,
    sentence: str = ATTACK,
    *,
    outlet: str | None = None,
    kind: EventType = "ASSAULT",
    word: str = "fired",
    actor: str = "IRN",
    recipient: str = "USA",
    by: Participant | None = None,
    stance: Stance | None = None,
    negated: bool = False,
    published: str | None = None,
) -> Record:
    """An article of one sentence with one report, named after the article."""
    return Record(
        id=f"article {name}",
        outlet=outlet or f"outlet {name}",
        published=published or day,
        language="en",
        text=sentence,
        reports=(
            report(
                name,
                day,
                actor=actor,
                recipient=recipient,
                kind=kind,
                word=word,
                by=by,
                stance=stance,
                negated=negated,
                sentence=(0, len(sentence)),
            ),
        ),
    )


def decision(number: int, kind: DecisionKind, first: str, second: str | None) -> Decision:
    return Decision(number=number, kind=kind, first=first, second=second, because="", decider="ana", added="")


ARTICLES = [
    article("a", "2020-01-08", stance="claims", by=somebody("Guard", "IRN", "MIL")),
    article("b", "2020-01-07"),
    article("c", "2020-01-08", stance="denies", by=somebody("Pentagon", "USA", "MIL")),
    article("d", "2020-01-20"),
    article("e", "2020-01-08", OTHER, actor="ISR", recipient="SYR", word="bombed"),
    article("f", "2020-01-08", TALKS, kind="CONSULT", word="talks"),
]
"""``a``, ``b`` and ``c`` tell one event; each other one of its own."""
