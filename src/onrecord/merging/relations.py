"""Who deals with whom, and how: events between two parties, weighed from conflict to cooperation.

Scores are those of PLOVER's types and modes (-10 to 10), which follow Goldstein's scale (J. S. Goldstein, Journal of Conflict
Resolution 36, 1992). An event that somebody denies and nobody asserts, or that is only planned, counts for no relation.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import msgspec

from onrecord.model import Event, Participant, Summary
from onrecord.ontology import event_types, score_of

STANDS_BY = frozenset(("reported", "claimed", "confirmed"))
"""Words of standing that say that somebody stands by an event as done."""


class Relation(msgspec.Struct, frozen=True, kw_only=True):
    """What happened between two parties."""

    one: str
    """Key of a party: the knowledge base's, else its name."""
    other: str
    name: str
    """Of the other."""
    country: str | None
    events: int
    by_one: int
    """Done by the first to the other; the rest was done to the first."""
    quads: tuple[int, int, int, int]
    """How many in each of PLOVER's four classes: verbal and material cooperation, verbal and material conflict."""
    score: float
    """Mean score of the events, -10 (conflict) to 10 (cooperation)."""
    first: str | None
    last: str | None


def key_of(who: Participant) -> str:
    """The key of a party."""
    return who.id or who.name


def took_place(event: Event | Summary) -> bool:
    """Whether anybody stands by an event as done."""
    return not STANDS_BY.isdisjoint(event.standing)


def worth(event: Event | Summary) -> float:
    """The conflict-cooperation score of an event."""
    return worth_of(event.event_type, event.mode)


def worth_of(event_type: str, mode: str | None) -> float:
    """The score of a mode, else of its type; 0 of a type of a user's own."""
    try:
        return score_of(event_type, mode)
    except KeyError:  # a mode that reports of another type gave
        return score_of(event_type) if event_type in event_types() else 0.0


def is_party(who: Participant, party: str) -> bool:
    """Whether somebody is the party: by key, by country code (with all its people), or by name."""
    return party in (who.id, who.country) or who.name.casefold() == party.casefold()


def relations(events: Iterable[Event | Summary], party: str) -> list[Relation]:
    """The relations of one party, those with most events first."""
    found: dict[str, list[tuple[Event | Summary, bool, Participant]]] = defaultdict(list)
    for event in events:
        if not took_place(event):
            continue
        for mine, theirs, by_one in (
            (event.actors, event.recipients, True),
            (event.recipients, event.actors, False),
        ):
            if any(is_party(who, party) for who in mine):
                others = {key_of(who): who for who in theirs if not is_party(who, party)}
                for key, who in others.items():
                    found[key].append((event, by_one, who))
    rows = [_relation(party, key, dealt) for key, dealt in found.items()]
    return sorted(rows, key=lambda row: (-row.events, row.other))


def _relation(party: str, key: str, dealt: list[tuple[Event | Summary, bool, Participant]]) -> Relation:
    days = sorted(event.when.start for event, _, _ in dealt if event.when.start)
    quads = [0, 0, 0, 0]
    for event, _, _ in dealt:
        kind = event_types().get(event.event_type)
        if kind is not None:
            quads[kind.quad - 1] += 1
    return Relation(
        one=party,
        other=key,
        name=dealt[-1][2].name,
        country=dealt[-1][2].country,
        events=len(dealt),
        by_one=sum(by_one for _, by_one, _ in dealt),
        quads=(quads[0], quads[1], quads[2], quads[3]),
        score=round(sum(worth(event) for event, _, _ in dealt) / len(dealt), 2),
        first=days[0] if days else None,
        last=days[-1] if days else None,
    )
