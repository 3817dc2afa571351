"""Which state pages show: the newest one of a small ledger, and soon the newest one of a large one."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.ledger import Ledger
from onrecord.merging import rebuild
from onrecord.web import present
from onrecord.web.past import Standpoints
from tests.merging.made_up import article


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    opened = Ledger.open(f"sqlite:///{tmp_path}/ledger.db")
    opened.add(article("x1", "2020-03-01"))
    before = set(threading.enumerate())
    yield opened
    for thread in set(threading.enumerate()) - before:
        thread.join(30)
    opened.close()


def _count(standpoints: Standpoints) -> int:
    with standpoints.at(None) as view:
        return view.count()


def test_a_small_ledger_shows_at_once_what_was_added(ledger: Ledger) -> None:
    standpoints = Standpoints(ledger)
    assert _count(standpoints) == 1
    ledger.add(article("x2", "2020-09-01"))
    assert _count(standpoints) == 2


def test_a_large_ledger_shows_the_state_before_until_the_next_is_loaded(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(present, "SOON", 0)
    standpoints = Standpoints(ledger)
    assert _count(standpoints) == 1
    ledger.add(article("x2", "2020-09-01"))
    with standpoints.at(None) as view:
        assert (view.count(), len(list(view.events()))) == (1, 1)
    until = time.monotonic() + 30
    while _count(standpoints) == 1 and time.monotonic() < until:
        time.sleep(0.05)
    assert _count(standpoints) == 2


def test_events_made_anew_are_not_shown_as_they_were(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(present, "SOON", 0)
    standpoints = Standpoints(ledger)
    assert _count(standpoints) == 1
    ledger.add(article("x2", "2020-09-01"))
    rebuild(ledger)
    assert _count(standpoints) == 2
