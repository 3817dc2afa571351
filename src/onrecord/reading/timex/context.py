"""What an expression is dated against: publication, and what the text has told so far."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from onrecord.reading.timex.calendar import Days
from onrecord.reading.timex.sense import Sense

_WEEK = 7  # days: hours told without a day are those of a day told just before
_SAME_PARAGRAPH = 3  # sentences back in which that day may have been told, within a paragraph
_NEAR = 45  # days: in news "the day" and "the month" are those told if near, else those of publication


@dataclass(slots=True)
class Context:
    """What an expression is dated against. ``told`` changes as the text is read."""

    published: dt.date | None
    told: Days | None = None
    """The days of the last date told."""
    quarter: str | None = None
    """Value of the last quarter named: what "the quarter" and "a year earlier" then mean in a report of results."""
    narrative: bool = False

    sentence: int = -1
    told_in: int = -9
    """Number of the sentence that has told ``told``."""
    paragraph: int = 0
    """Number of the paragraph of the expression that is dated."""
    told_paragraph: int = 0
    """Number of the paragraph that has told ``told``."""
    named: str = ""
    """Value of the last date told."""
    year: int | None = None
    """Another year than that of publication, where ``sentence`` has named one."""
    beside: Days | None = None
    """The last date of ``sentence``, be it a plan: "will arrive on June 10 and leave three days later"."""
    ancient: int | None = None
    """The last year told, where it lies before our era (negative): days of the calendar start with the year 1."""

    def anchor(self, sense: Sense) -> dt.date | None:
        """Return the day that the sense is counted from.

        "Last week" is the writer's in a narrative too; a bare "March" or "Tuesday" is the story's.
        """
        told = self.told[0] if self.told else None
        here = self.published
        if sense.overnight and self.narrative:
            return told
        if sense.levels() == (0, 0) and sense.unit is None and self._just_told():
            return told
        bare = sense.anchor == "told" and sense.unit is not None and sense.count == 0 and sense.hint == 0
        if bare and here and told and not self.narrative and abs((here - told).days) > _NEAR:
            return here
        if sense.anchor == "told" or (sense.unit is None and (self.narrative or self.published is None)):
            return told or (None if self.narrative else self.published)
        return self.published

    def _just_told(self) -> bool:
        """Whether a day of the week before publication was told in the sentence or the one before, or in one of the three
        before if it is of the same paragraph."""
        if self.told is None or self.published is None or self.told[0] != self.told[1]:
            return False
        near = 0 < (self.published - self.told[0]).days <= _WEEK
        here = self.paragraph == self.told_paragraph
        return near and self.sentence - self.told_in <= (_SAME_PARAGRAPH if here else 1)
