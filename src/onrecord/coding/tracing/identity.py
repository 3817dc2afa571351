"""Whom the text means by a participant: its mention, its chain, and what the knowledge base makes of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import msgspec

from onrecord.coding.desk import Desk
from onrecord.coding.draft import Draft
from onrecord.coding.tracing.phrases import phrase, shortened
from onrecord.coding.tracing.records import Identity, Reason
from onrecord.knowledge import Knowledge, Resolution, explain
from onrecord.model import Participant, Report
from onrecord.reading import MentionNode, Reading

_FORMS = {"name": "name", "nominal": "description", "pronoun": "pronoun"}
NOTHING = "no country or sector"
_CHAIN = 6
"""Other mentions of a chain that are told at most."""


class Identities:
    """Says who the participants of one draft are, as its report has them."""

    def __init__(self, desk: Desk, draft: Draft, report: Report, knowledge: Knowledge) -> None:
        self._desk, self._draft, self._report, self._knowledge = desk, draft, report, knowledge

    def of(self, tokens: tuple[int, ...], people: tuple[Participant, ...]) -> tuple[Identity, ...]:
        """Return who they are, and how that is known; ``tokens`` are their head tokens."""
        return tuple(self._one(t, p) for t, p in zip(tokens, people, strict=True))

    def _one(self, token: int, participant: Participant) -> Identity:
        desk, through = self._desk, self._draft.through.get(token)
        own = desk.participants.participant(token, through)
        stands_for = None if through is None else phrase(desk.grammar, through)
        found = identified(desk.reading, own, desk.reading.mention_of(token), self._knowledge, stands_for)
        if participant == own:
            return found
        kept = tuple(r for r in found.reasons if r.what != NOTHING)
        locality = Reason(what=f"country {participant.country}", because=self._locality(token, own))
        return msgspec.structs.replace(found, participant=participant, reasons=(*kept, locality))

    def _locality(self, token: int, own: Participant) -> str:
        """What gave the country of somebody whom neither knowledge base nor chain place."""
        finder, report = self._desk.localities, self._report
        if finder.placed(own, token, report.event_type, None) != own:
            return "a place in its own words"
        if finder.placed(own, token, report.event_type, report.place) != own:
            return "the place of the event, as such people are mostly of it"
        return "those on the other side, who rule there"


def identified(
    reading: Reading,
    participant: Participant,
    mention: MentionNode | None,
    knowledge: Knowledge,
    stands_for: str | None = None,
) -> Identity:
    """Return what is known of a participant and of the chain of mentions that it belongs to."""
    chain = [] if mention is None else [m for m in reading.mentions if m.entity == mention.entity]
    on = _day(reading)
    known, text = _best(participant, mention, chain, knowledge, on)
    others = dict.fromkeys(shortened(m.participant.text) for m in chain if m is not mention)
    others.pop(participant.text, None)
    kind = (
        "words of the sentence, no mention" if mention is None else f"{_FORMS[mention.form]}, {mention.kind}"
    )
    return Identity(
        participant=participant,
        stands_for=stands_for,
        mention=kind,
        chain=tuple(others)[:_CHAIN],
        known=explain(text, on, knowledge) if known is not None else None,
        reasons=tuple(_elsewhere(reading, participant, mention, known)),
    )


def _day(reading: Reading) -> dt.date | None:
    try:
        return dt.date.fromisoformat((reading.article.published or "")[:10])
    except ValueError:
        return None


def _best(
    participant: Participant,
    mention: MentionNode | None,
    chain: list[MentionNode],
    knowledge: Knowledge,
    on: dt.date | None,
) -> tuple[Resolution | None, str]:
    """The mention of the chain that tells most of what the participant is, with the knowledge base's answer to it."""
    texts = [m.participant.text for m in (mention, *chain) if m is not None and m.form != "pronoun"]
    best: tuple[int, Resolution, str] | None = None
    for text in dict.fromkeys(texts):
        found = knowledge.resolve(text, on)
        if found is None:
            continue
        agreed = _agreed(found, participant)
        if agreed is not None and (best is None or agreed > best[0]):
            best = agreed, found, text
    return (None, "") if best is None else best[1:]


def _agreed(found: Resolution, participant: Participant) -> int | None:
    """How many fields an answer and the participant share; ``None`` where they contradict each other."""
    pairs = [(getattr(found, f), getattr(participant, f)) for f in ("id", "country", "sector", "role")]
    if any(a is not None and b is not None and a != b for a, b in pairs[:3]):
        return None
    return len([a for a, b in pairs if a is not None and a == b])


def _elsewhere(
    reading: Reading, participant: Participant, mention: MentionNode | None, known: Resolution | None
) -> Iterator[Reason]:
    """The codes that the knowledge base's answer does not give."""
    members = () if mention is None else reading.members_of(mention)
    group = " and ".join(f"'{m.participant.name}'" for m in members)
    for name in ("country", "sector"):
        value = getattr(participant, name)
        if value is None or (known is not None and getattr(known, name) == value):
            continue
        because = (
            f"what its members share: {group}"
            if len(members) > 1
            else "the article: whose it is, or what it is about"
        )
        yield Reason(what=f"{name} {value}", because=because)
    if participant.country is None and participant.sector is None:
        yield Reason(what=NOTHING, because="neither the words nor the knowledge base say")
