"""The measure of the rule of surges."""

from __future__ import annotations

import numpy as np
import pytest

from bench import surge_rule
from onrecord.alerting.surges import SurgeRule


def test_a_steady_series_raises_no_alarm_and_fourfold_days_are_found_also_after_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(surge_rule, "_SERIES", 1)
    steady = np.full(400, 30)
    assert surge_rule.measure(lambda: steady, np.random.default_rng(1), SurgeRule()) == (0.0, 1.0, 1.0)


def test_a_series_of_jumps_raises_alarms(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(surge_rule, "_SERIES", 1)
    jumps = np.where(np.arange(400) % 50 == 49, 100, 5)
    false, *_ = surge_rule.measure(lambda: jumps, np.random.default_rng(1), SurgeRule())
    assert false > 0
