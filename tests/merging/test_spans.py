"""An event can have been in the time that a report gives, else in the weeks before it was published."""

from dataclasses import replace

from onrecord.merging.spans import DAYS_APART, LONGEST, days_of
from onrecord.merging.tellings import tellings_of
from tests.merging.made_up import article

(_TOLD,) = tellings_of(article("a", "2020-01-08"))
_DAY = 737_432
"""8 January 2020."""


def test_a_day_has_some_days_on_either_side() -> None:
    assert days_of(_TOLD) == (_DAY - DAYS_APART, _DAY + DAYS_APART)


def test_a_year_says_no_more_than_the_day_of_publication() -> None:
    vague = replace(_TOLD, days=(_DAY - 7, _DAY + 357))
    first, last = days_of(vague) or (0, 0)
    assert (last, last - first) == (_DAY + DAYS_APART, LONGEST)


def test_without_any_day_it_can_have_been_at_any_time() -> None:
    assert days_of(replace(_TOLD, dated=False, published=None)) is None
