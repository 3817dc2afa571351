"""More events than usual, by the query's own earlier days."""

from __future__ import annotations

import datetime as dt
import math

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.alerting.surges import SurgeRule, baseline_of, surge_on, tail
from tests.alerting.conftest import Desk, saved
from tests.merging.made_up import article

_DAY = "2020-01-31"
_RULE = SurgeRule(days=28)


def _days(count: int) -> list[str]:
    last = dt.date.fromisoformat(_DAY)
    return [(last - dt.timedelta(days=n)).isoformat() for n in range(count - 1, -1, -1)]


_READ = dict.fromkeys(_days(40), 50)


def _counts(earlier: int, today: int) -> dict[str, int]:
    return dict.fromkeys(_days(40), earlier) | {_DAY: today}


def test_the_two_days_before_are_no_part_of_the_baseline() -> None:
    days = baseline_of(_DAY, _RULE)
    assert (days[0], days[-1], len(days)) == ("2020-01-01", "2020-01-28", 28)


@pytest.mark.parametrize(("today", "expected"), [(4, False), (9, False), (11, True), (40, True)])
def test_a_day_far_over_a_steady_series_is_a_surge(today: int, expected: bool) -> None:
    assert (surge_on(_DAY, _counts(3, today), _READ, _RULE) is not None) == expected


def test_the_numbers_are_in_words() -> None:
    surge = surge_on(_DAY, _counts(3, 20), _READ, _RULE)
    assert surge is not None
    assert surge.rule.startswith(
        "20 events first told on this day; 3.0 ± 1.8 are expected by 28 earlier days on which something was read "
        "(2020-01-01 to 2020-01-28), for the 50 articles read of this day (50 are usual)."
    )
    assert "the rule asks for 0.001 at most, and for 5 events at least" in surge.rule


def test_an_uneven_series_asks_for_more() -> None:
    uneven = {day: 6 * (n % 2) for n, day in enumerate(_days(40))} | {_DAY: 11}
    assert surge_on(_DAY, _counts(3, 11), _READ, _RULE) is not None
    assert surge_on(_DAY, uneven, _READ, _RULE) is None


def test_a_surge_of_earlier_days_does_not_hide_the_next_one() -> None:
    counts = _counts(3, 15) | {"2020-01-10": 30, "2020-01-11": 28}
    surge = surge_on(_DAY, counts, _READ, _RULE)
    assert surge is not None
    assert (surge.expected, surge.days) == (3.02, 26)
    assert "(2020-01-01 to 2020-01-28, without 2 that were surges themselves)" in surge.rule


def test_days_of_an_uneven_series_are_no_surges_for_each_other() -> None:
    uneven = {day: 12 * (n % 3 == 0) for n, day in enumerate(_days(40))}
    surge = surge_on(_DAY, uneven | {_DAY: 100}, _READ, _RULE)
    assert surge is not None
    assert surge.days == 28


def test_of_few_days_the_spread_is_known_less_and_more_is_asked_for() -> None:
    uneven = {day: 1 + 4 * (n % 2) for n, day in enumerate(_days(40))} | {_DAY: 11}
    many, few = (surge_on(_DAY, uneven, _READ, SurgeRule(days=days, chance=0.1)) for days in (28, 14))
    assert many is not None
    assert few is not None
    assert few.chance > many.chance


def test_days_on_which_nothing_was_read_are_not_days_of_none() -> None:
    read = dict.fromkeys(_days(13), 50)
    counts = dict.fromkeys(_days(13), 10) | {_DAY: 12}
    assert surge_on(_DAY, counts, read, _RULE) is None
    half = dict.fromkeys(_days(20), 50)
    assert surge_on(_DAY, dict.fromkeys(_days(20), 10) | {_DAY: 12}, half, _RULE) is None


def test_where_twice_as_much_is_read_twice_as_much_is_expected() -> None:
    counts = _counts(5, 15)
    assert surge_on(_DAY, counts, _READ, _RULE) is not None
    assert surge_on(_DAY, counts, _READ | {_DAY: 150}, _RULE) is None


def _week(weekday: int, weekend: int, days: int = 80) -> dict[str, int]:
    """So much on each day; the last one is a Friday."""
    return {day: weekend if dt.date.fromisoformat(day).weekday() > 4 else weekday for day in _days(days)}


_SUNDAY = "2020-01-26"
_WEEKLY = SurgeRule()


def test_a_quiet_day_of_the_week_is_held_against_its_like() -> None:
    read, counts = _week(100, 40), _week(20, 8)
    surge = surge_on(_SUNDAY, counts | {_SUNDAY: 20}, read, _WEEKLY)
    assert surge is not None
    assert (surge.expected, surge.usual_articles, surge.days) == (8.03, 40, 56)
    assert (
        "the 16 of them that were on Saturday, Sunday, of which little is read, give the mean" in surge.rule
    )
    busy = surge_on(_DAY, counts | {_DAY: 40}, read, _WEEKLY)
    assert busy is not None
    assert "the 40 of them that were not on Saturday, Sunday" in busy.rule


def test_a_query_that_is_as_busy_on_quiet_days_raises_no_alarm_on_them() -> None:
    assert surge_on(_SUNDAY, dict.fromkeys(_days(80), 20), _week(100, 40), _WEEKLY) is None


def test_where_as_much_is_read_on_all_days_no_day_of_the_week_is_quiet() -> None:
    surge = surge_on(_SUNDAY, _week(20, 8) | {_SUNDAY: 60}, _week(100, 90), _WEEKLY)
    assert surge is not None
    assert "little is read" not in surge.rule


def test_days_of_too_few_weeks_have_no_mean_of_their_own() -> None:
    surge = surge_on(_SUNDAY, _week(20, 8) | {_SUNDAY: 60}, _week(100, 40), SurgeRule(days=21))
    assert surge is not None
    assert "little is read" not in surge.rule


def test_a_tail_without_spread_is_that_of_poisson() -> None:
    assert tail(0, 2.0, 2.0) == 1.0
    assert tail(1, 2.0, 2.0) == pytest.approx(1 - math.exp(-2))
    assert tail(3, 2.0, 2.0) == pytest.approx(1 - 5 * math.exp(-2))


def test_a_tail_with_spread_is_that_of_the_negative_binomial() -> None:
    # size 1 is the geometric distribution: mean 3, variance 12, chance of n or more (3/4)^n
    assert tail(4, 3.0, 12.0) == pytest.approx(0.75**4)


@given(st.integers(1, 200), st.floats(0.01, 100), st.floats(1, 20))
def test_more_is_never_likelier(count: int, mean: float, dispersion: float) -> None:
    assert 0 <= tail(count + 1, mean, mean * dispersion) <= tail(count, mean, mean * dispersion) <= 1


@pytest.mark.parametrize("mean", [1.0, 5.0, 30.0])
def test_false_alarms_on_days_alike_are_about_as_rare_as_the_rule_says(mean: float) -> None:
    rng = np.random.default_rng(1)
    days = _days(600)
    counts = dict(zip(days, map(int, rng.poisson(mean, 600)), strict=True))
    read = dict.fromkeys(days, 50)
    false = sum(surge_on(day, counts, read, _RULE) is not None for day in days[31:])
    assert false <= 3  # half a one is what the rule would give


def test_false_alarms_are_about_as_rare_on_uneven_days() -> None:
    rng = np.random.default_rng(2)
    days = _days(2_000)
    counts = dict(zip(days, map(int, rng.negative_binomial(2.5, 1 / 3, 2_000)), strict=True))
    read = dict.fromkeys(days, 50)
    false = sum(surge_on(day, counts, read, _RULE) is not None for day in days[31:])
    assert false <= 4  # two is what the rule would give


def test_a_surge_is_told_once_a_day_with_its_rule(desk: Desk) -> None:
    query = saved("surge", query={"type": "ASSAULT"}, surge_days=28)
    desk.now = dt.datetime(2020, 1, 31, 18, tzinfo=dt.UTC)
    for n, day in enumerate(_days(32)):
        desk.add(
            article(
                f"usual {n}",
                f"{1800 + n}-03-01",
                f"Band {n} attacked",
                actor=f"B{n}",
                recipient=f"V{n}",
                published=day,
            )
        )
        desk.add(*(msgspec.structs.replace(article(f"no event {n} {k}", day), reports=()) for k in range(7)))
    assert desk.round(query) == {}
    for n in range(8):
        event = f"{1900 + 2 * n}-03-01"
        desk.add(
            article(f"s{n}", event, f"Band {n} fired", actor=f"A{n:02}", recipient=f"R{n:02}", published=_DAY)
        )
    desk.round(query)
    (message,) = desk.messages()
    (alert,) = message.alerts
    assert alert.surge is not None
    assert (alert.surge.day, alert.surge.counted, alert.surge.days, alert.event) == (_DAY, 9, 28, None)
    assert alert.surge.rule in message.text
    desk.add(article("s9", "1950-03-01", "Band 9 fired", actor="A9", recipient="R9", published=_DAY))
    desk.round(query)
    assert len(desk.messages()) == 1
