"""How long what failed is left alone, and when what worked is looked at again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.sources.feeds import Entry
from onrecord.watching import Config
from onrecord.watching.outcomes import DAY, back_off, next_check
from onrecord.watching.state import Target, listed

_CHANCE = st.floats(0, 1)
_TIMES = st.floats(0, 4e9)


@given(st.integers(1, 10_000), st.none() | st.floats(0, 1e9), _CHANCE)
def test_back_off_is_as_long_as_asked_and_never_longer_than_a_day_and_a_quarter(
    failures: int, asked: float | None, chance: float
) -> None:
    wait = back_off(failures, asked, chance)
    assert min(asked or 0.0, DAY) <= wait <= 1.25 * DAY
    assert wait >= 60


@given(st.integers(1, 100), _CHANCE)
def test_back_off_never_gets_shorter(failures: int, chance: float) -> None:
    assert back_off(failures + 1, None, chance) >= back_off(failures, None, chance)


@given(st.lists(st.floats(0.1, 1_000), max_size=5), _TIMES, st.floats(0, 1e7))
def test_page_is_looked_at_again_later_or_never(ages: list[float], seen: float, age: float) -> None:
    page = Target(
        address="https://a.example/", is_feed=False, feed="f", host="h", first_seen=seen, listed=seen
    )
    config = Config(feed=(), contact="mailto:a@b.c", recheck_hours=tuple(ages))
    due = next_check(page, config, seen + age)
    assert due is None or due > seen + age
    assert (due is None) == all(seen + 3600 * hours <= seen + age for hours in ages)


@given(st.lists(st.sampled_from(["1", "2", None]), min_size=1, max_size=20))
def test_page_that_was_not_fetched_stays_due_however_it_is_listed(stamps: list[str | None]) -> None:
    page: Target | None = None
    for now, stamp in enumerate(stamps):
        page = listed(
            Entry(address="https://a.example/", stamp=stamp), page, feed="f", host="h", now=float(now)
        )
    assert page is not None
    assert page.due == 0.0
