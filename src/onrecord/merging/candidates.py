"""Which pairs of reports are worth comparing: of one family of types, of times that can meet, and of one matter.

Of one matter are two reports with a party or a place in common, and two whose articles are about the same. Every telling
is filed under a few keys, and only tellings under one key meet, so that the work grows with the number of reports of one
time and one matter and not with the square of all reports.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from onrecord.merging.tellings import Days, Telling, family_of
from onrecord.merging.terms import cosine

DAYS_APART = 3
"""Most days between what two reports say of when it was. Outlets in different time zones date one event a day apart, and
"this week" is told of Monday on Friday."""
_LOOKING_BACK = 35
"""Days before publication that a report without a time of its own may be about: figures of an attack come in for weeks."""
_LONGEST = 31
"""Days of the longest time that an event is filed under; vaguer ones are filed like those without a time."""
_TOPICS = 8
"""Heaviest terms of an article that its reports are filed under."""
_ONE_MATTER = 0.12
"""Cosine of two articles from which on reports with no party or place in common may still tell one event."""
LONGEST = max(_LOOKING_BACK + DAYS_APART, _LONGEST + 2 * DAYS_APART)
"""Most days from the first to the last that ``days_of`` gives."""
Key = tuple[str, ...]


def candidates(tellings: Sequence[Telling]) -> Iterator[tuple[Telling, Telling]]:
    """Yield the pairs worth comparing, each once, the smaller id first, in order."""
    filed: dict[Key, list[int]] = defaultdict(list)
    ordered = sorted(tellings, key=lambda t: t.id)
    for n, telling in enumerate(ordered):
        met = sorted({m for key in keys_of(telling) for m in filed[key]})
        for m in met:
            if may_meet(ordered[m], telling):
                yield ordered[m], telling
        for key in keys_of(telling):
            filed[key].append(n)


def may_meet(a: Telling, b: Telling) -> bool:
    """Whether two tellings under one key can tell one event."""
    one, two = days_of(a), days_of(b)
    # both have DAYS_APART on either side
    if one and two and (one[0] - two[1] > -DAYS_APART or two[0] - one[1] > -DAYS_APART):
        return False
    return not _about(a).isdisjoint(_about(b)) or cosine(a.topic, b.topic) >= _ONE_MATTER


def keys_of(telling: Telling) -> set[Key]:
    """The keys that a telling is filed under: family, whether ahead, stretch of days, and who, where or what about."""
    return {(*block, stretch) for block in blocks_of(telling) for stretch in _stretches(days_of(telling))}


def blocks_of(telling: Telling) -> set[Key]:
    """The same without the days: two tellings meet under a key where they share a block and their days touch."""
    family = family_of(telling.kind) if telling.kind else ""
    topics = sorted(telling.topic, key=lambda t: (-telling.topic[t], t))[:_TOPICS]
    about = {*_about(telling), *(f"about {term}" for term in topics)} or {telling.word}
    return {(family, str(telling.ahead), who) for who in about}


def blocks_and_days(telling: Telling) -> tuple[set[Key], Days]:
    """The same for a look-up by days: the blocks of a telling without a time are others than those of one with a time.

    Two tellings share a key if and only if they share a block and ``may_meet`` lets their days touch.
    """
    days = days_of(telling)
    if not any(True for _ in _stretches(days)):  # it ends before it begins
        return set(), (0, 0)
    return {(*block, "dated" if days else "undated") for block in blocks_of(telling)}, days or (0, 0)


def _about(telling: Telling) -> frozenset[str]:
    sides = (telling.actors, telling.recipients)
    found = frozenset[str]().union(*(s.names for s in sides), *(s.countries for s in sides))
    place = telling.place
    return found | {place.country, place.name} if place and place.country else found


def days_of(telling: Telling) -> Days | None:
    """When it can have been: what the text says, else some weeks up to publication."""
    told = telling.days if telling.dated else None
    if told is not None and told[1] - told[0] <= _LONGEST:
        return told[0] - DAYS_APART, told[1] + DAYS_APART
    if telling.published is None:
        return None
    return telling.published - _LOOKING_BACK, telling.published + DAYS_APART


def _stretches(days: Days | None) -> Iterator[str]:
    """Weeks that the days touch."""
    if days is None:
        yield ""
        return
    for week in range(days[0] // 7, days[1] // 7 + 1):
        yield str(week)
