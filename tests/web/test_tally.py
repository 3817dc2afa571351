"""The count of what became of each source's words: the same as counting all events at once, whatever changes."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.ledger import Ledger
from onrecord.merging import events_of, rebuild, track_records
from onrecord.model import TrackRecord
from onrecord.web import create_app, desk
from onrecord.web.tally import Tally
from tests.merging.made_up import ARTICLES, article


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    opened = Ledger.open(f"sqlite:///{tmp_path}/ledger.db")
    for made in ARTICLES[:-2]:
        opened.add(made)
    yield opened
    opened.close()


def _at_once(ledger: Ledger) -> tuple[TrackRecord, ...]:
    with events_of(ledger) as stored:
        return track_records(stored.events())


def _counted(tally: Tally, ledger: Ledger) -> tuple[TrackRecord, ...]:
    """What is counted by now, once the count is finished."""
    tally.count()
    with events_of(ledger) as stored:
        total = stored.count()
    until = time.monotonic() + 30
    found = tally.now(total)
    while found.counted < total and time.monotonic() < until:
        found = tally.now(total)
    assert found.counted == found.total == total
    return found.rows


def test_the_count_keeps_up_with_events_that_begin_change_and_end(ledger: Ledger) -> None:
    tally = Tally(lambda: events_of(ledger))
    assert _counted(tally, ledger) == _at_once(ledger)
    for made in (*ARTICLES[-2:], article("x9", "2020-05-01")):
        ledger.add(made)
        assert _counted(tally, ledger) == _at_once(ledger)
    rebuild(ledger)
    assert _counted(tally, ledger) == _at_once(ledger)


def test_the_page_of_a_large_ledger_says_how_far_the_count_is(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "SOON", 0)
    with TestClient(create_app(ledger), base_url="http://127.0.0.1") as client:
        until = time.monotonic() + 30
        page = client.get("/sources").text
        while "Being counted" in page and time.monotonic() < until:
            page = client.get("/sources").text
        assert "Being counted" not in page
        assert f"<h1>{len(_at_once(ledger))} sources</h1>" in page
