"""Counts of what is held are remembered until something more is added or tried."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from onrecord.ledger import Ledger
from onrecord.web import holdings
from onrecord.web.holdings import Holdings
from tests.ledger.made_up import record


def test_counts_follow_what_is_added_and_what_fails(tmp_path: Path) -> None:
    ledger = Ledger.open(f"sqlite:///{tmp_path}/ledger.db")
    held = Holdings(ledger)
    assert held.stats()["articles"] == 0
    ledger.add(record())
    assert held.stats()["articles"] == 1
    assert [one.failed for one in held.coverage()] == [0]
    ledger.log_failure("missing.html", "no such file")
    assert sum(one.failed for one in held.coverage()) == 1
    assert sum(one.articles for one in held.days()) == sum(one.articles for one in held.outlet_days()) == 1
    ledger.close()


def test_nothing_is_counted_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = Ledger.open(f"sqlite:///{tmp_path}/ledger.db")
    held = Holdings(ledger)
    before = held.stats()
    monkeypatch.setattr(ledger, "stats", lambda **_: pytest.fail("counted again"))
    assert held.stats() is before
    ledger.close()


def test_a_count_that_takes_long_is_made_beside_the_answering(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(holdings, "_LONG", -1.0)
    monkeypatch.setattr(holdings, "_SPARED", 0)
    ledger = Ledger.open(f"sqlite:///{tmp_path}/ledger.db")
    held = Holdings(ledger)
    held.stats()
    ledger.add(record())
    assert held.stats()["articles"] == 0
    for _ in range(200):
        if held.stats()["articles"] == 1:
            break
        time.sleep(0.02)
    assert held.stats()["articles"] == 1
    ledger.close()
