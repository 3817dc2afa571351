"""The measure of the rule of surges."""

from __future__ import annotations

import numpy as np
import pytest
from bench.surge_rule import Kind, bound_for, judge, kind, others, settling, who_knows

from onrecord.alerting.surges import SurgeRule

_RULE = SurgeRule()


def _judged(counts: np.ndarray, unread: int = 0) -> dict[str, tuple[float, float]]:
    """Return by rule the mean score of the days as they are, and of those with five times as much."""
    one = Kind(lambda _rng: counts, float(counts.mean()), unread=unread)
    found = judge(one, _RULE, np.random.default_rng(1), 1)
    return {
        name: (float(np.mean(judged.plain)), float(np.mean(judged.raised[5])))
        for name, judged in found.items()
    }


def test_a_steady_series_raises_no_alarm_and_a_day_of_five_times_as_much_is_found() -> None:
    found = _judged(np.full(400, 30), unread=3)
    assert found["ours"] == (0.0, 1.0)
    assert all(plain < raised for plain, raised in found.values())
    assert set(found) == {"ours", *others(_RULE.days)}


def test_a_series_of_jumps_raises_alarms() -> None:
    assert _judged(np.where(np.arange(400) % 50 == 49, 100, 5))["ours"][0] > 0


def test_a_bound_is_passed_by_the_share_that_is_asked_for() -> None:
    even = list(np.linspace(0, 10, 1001))
    assert bound_for([even, even], 0.1) == pytest.approx(9, abs=0.02)


def test_who_knows_finds_all_of_a_steady_series_and_little_of_an_uneven_one() -> None:
    assert who_knows(kind(30), _RULE)[5] == pytest.approx(1)
    assert who_knows(kind(5, 8), _RULE)[5] < 0.2


def test_a_shorter_baseline_gets_used_to_a_new_level_sooner() -> None:
    short, long = (settling(SurgeRule(days=days), np.random.default_rng(1), 2) for days in (14, 56))
    assert 0 < short < long < 60
