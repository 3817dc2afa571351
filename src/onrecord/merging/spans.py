"""When an event can have been by what a report says of it: the days under which it is filed and compared."""

from __future__ import annotations

from onrecord.merging.tellings import Days, Telling

DAYS_APART = 3
"""Most days between what two reports say of when it was. Outlets in different time zones date one event a day apart, and
"this week" is told of Monday on Friday."""
_LOOKING_BACK = 35
"""Days before publication that a report without a time of its own may be about: figures of an attack come in for weeks."""
_LONGEST = 31
"""Days of the longest time that an event is filed under; vaguer ones are filed like those without a time."""
LONGEST = max(_LOOKING_BACK + DAYS_APART, _LONGEST + 2 * DAYS_APART)
"""Most days from the first to the last that ``days_of`` gives."""


def days_of(telling: Telling) -> Days | None:
    """Return what the text says, else some weeks up to publication; ``DAYS_APART`` on either side."""
    told = telling.days if telling.dated else None
    if told is not None and told[1] - told[0] <= _LONGEST:
        return told[0] - DAYS_APART, told[1] + DAYS_APART
    if telling.published is None:
        return None
    return telling.published - _LOOKING_BACK, telling.published + DAYS_APART
