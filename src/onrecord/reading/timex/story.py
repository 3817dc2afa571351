"""Whether a text tells a story of another time than its publication, and which of its dates carry the story on.

In news a bare "March" is the one next to publication. In a history it is that of the year that the story has reached
(the reference time of Reichenbach, 1947), whatever day the page was published or fetched.
"""

from __future__ import annotations

import datetime as dt

from spacy.tokens import Token

from onrecord.reading.timex.sense import Sense

_LONG_AGO = 2  # years before publication
_RECENT = 183  # days: full dates nearer than this are those of news
_STEPS = 12
_ASIDE = {"relcl", "acl", "appos"}
_NOT_YET = {"had", "'d", "\u2019d", "would"}


def is_narrative(senses: list[Sense], published: dt.date | None) -> bool:
    """Whether dates follow the last date told and not the publication date.

    Without a publication date: any text that names a year. With one, a text with hardly any "yesterday", "last week"
    or bare "Tuesday" (``here``), and one of:

    1. three dates with month and year from more than two years before, and two thirds of the years so far back;
    2. one such date before any bare month, further bare months, and no year nearer (a short story told in order);
    3. ten dates with month and year, two thirds of them from more than half a year before (recent history).
    """
    years = [s.year for s in senses if s.year]
    if published is None:
        return bool(years)
    here = sum(1 for s in senses if _is_here(s))
    far = sum(1 for y in years if published.year - y > _LONG_AGO)
    full = [s for s in senses if s.year and s.month]
    long_ago = sum(1 for s in full if published.year - (s.year or 0) > _LONG_AGO)
    if long_ago >= 3 and far * 3 >= len(years) * 2 and here * 4 <= len(years):
        return True
    if long_ago and far == len(years) and not here and _opens_with_year(senses):
        return True
    past = sum(1 for s in full if _days_before(s, published) > _RECENT)
    return len(full) >= 10 and past * 3 >= len(full) * 2 and here * 8 <= len(years)


def _is_here(sense: Sense) -> bool:
    """Whether an expression is told from the writer's day. "Today" is also what histories call the present."""
    if sense.unit and sense.anchor == "now":
        return not (sense.unit == "D" and sense.count == 0 and not sense.part)
    return bool(sense.weekday and not sense.day)


def _opens_with_year(senses: list[Sense]) -> bool:
    """Whether the first date with a month has a year, and at least two later ones have none."""
    months = [s for s in senses if s.month and s.value is None]
    return bool(months and months[0].year) and sum(1 for s in months if not s.year and s.hint is None) >= 2


def _days_before(sense: Sense, published: dt.date) -> int:
    if not sense.year or sense.year < 1:
        return 10_000
    return (published - dt.date(sense.year, sense.month or 1, 1)).days


def is_aside(token: Token) -> bool:
    """Whether a date stands beside the story: "the 1938 treaty", "formed in 1921", "had", "would", "since 1921".

    The story does not go on from such a date where it is of another year.
    """
    at = token
    if at.dep_ in ("nummod", "compound", "amod", "nmod", "poss") and at.head.pos_ in ("NOUN", "PROPN"):
        return True
    for _ in range(_STEPS):
        head = at.head
        if at.dep_ == "pobj" and head.lower_ == "since":
            return True
        if at.dep_ == "pobj" and head.lower_ == "of" and head.head.pos_ in ("NOUN", "PROPN"):
            return True  # "the revolution of 1917"
        if at.dep_ in _ASIDE:
            return True
        if at.pos_ in ("VERB", "AUX") and any(c.dep_ == "aux" and c.lower_ in _NOT_YET for c in at.children):
            return True
        if head.i == at.i:
            return False
        at = head
    return False
