"""Which pairs of reports are worth comparing: those that share a time, a family of types, and a party or a place.

Every telling is filed under a few keys, and only tellings under one key meet, so that the work grows with the number of
reports of one time and one matter and not with the square of all reports.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from onrecord.merging.tellings import Days, Telling, family_of

DAYS_APART = 3
"""Most days between what two reports say of when it was. Outlets in different time zones date one event a day apart, and
"this week" is told of Monday on Friday."""
_LONGEST = 31
"""Days of the longest time that an event is filed under; vaguer ones are filed under the day of publication."""
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
    """Whether nothing rules out that two tellings under one key tell one event."""
    one, two = _time(a), _time(b)
    return one is None or two is None or (one[0] - two[1] <= DAYS_APART and two[0] - one[1] <= DAYS_APART)


def keys_of(telling: Telling) -> set[Key]:
    """The keys that a telling is filed under: family, whether ahead, stretch of days, and who or where."""
    family = family_of(telling.kind) if telling.kind else ""
    about = {*_about(telling)} or {telling.word}
    return {
        (family, str(telling.ahead), stretch, who) for who in about for stretch in _stretches(_time(telling))
    }


def _about(telling: Telling) -> Iterable[str]:
    for one in (telling.actors, telling.recipients):
        yield from one.names
        yield from one.countries
    if telling.place and telling.place.country:
        yield telling.place.country
        yield telling.place.name


def _time(telling: Telling) -> Days | None:
    """When it was, as far as that narrows anything down; what is ahead is known by when it was said."""
    said = (telling.published, telling.published) if telling.published is not None else None
    if telling.days is None or telling.days[1] - telling.days[0] > _LONGEST:
        return said
    return telling.days


def _stretches(days: Days | None) -> Iterator[str]:
    """Weeks that the days touch, with ``DAYS_APART`` on either side."""
    if days is None:
        yield ""
        return
    for week in range((days[0] - DAYS_APART) // 7, (days[1] + DAYS_APART) // 7 + 1):
        yield str(week)
