"""A ledger with much to do says what it does meanwhile, and is shown when that is done."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.ledger import Ledger
from onrecord.web import create_app, readiness
from onrecord.web.desk import Desk
from onrecord.web.readiness import Readiness
from tests.web.conftest import RECORD


@pytest.fixture
def held_up(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Every ledger has much to do, and does not end it before the event is set."""
    gate = threading.Event()
    monkeypatch.setattr(readiness, "_BEHIND", -1)
    monkeypatch.setattr(readiness, "_PATIENCE", 0.05)
    monkeypatch.setattr(Desk, "make_ready", lambda _desk: gate.wait(30))
    yield gate
    gate.set()


def test_pages_and_calls_say_that_the_ledger_is_not_ready_until_it_is(
    tmp_path: Path, held_up: threading.Event
) -> None:
    ledger = Ledger.open(f"sqlite:///{tmp_path}/ledger.db")
    ledger.add(RECORD)
    with TestClient(create_app(ledger), base_url="http://localhost") as client:
        page = client.get("/events")
        assert page.status_code == 503
        assert "Not ready yet" in page.text
        assert (page.headers["refresh"], page.headers["retry-after"]) == ("2", "2")
        assert "content-security-policy" in page.headers
        assert "not ready yet" in client.get("/api/v1/events").json()["error"]
        assert client.get("/codebook").status_code == client.get("/static/style.css").status_code == 200
        held_up.set()
        for _ in range(200):
            page = client.get("/events")
            if page.status_code == 200:
                break
            time.sleep(0.02)
        assert "1 event" in page.text
    ledger.close()


def test_a_small_ledger_is_ready_at_once(tmp_path: Path) -> None:
    ledger = Ledger.open(f"sqlite:///{tmp_path}/ledger.db")
    ledger.add(RECORD)
    made = Readiness(ledger, lambda: pytest.fail("nothing is to be prepared"))
    made.begin()
    assert made.is_ready
    ledger.close()


def test_how_far_the_events_are_is_said(tmp_path: Path, held_up: threading.Event) -> None:
    ledger = Ledger.open(f"sqlite:///{tmp_path}/ledger.db")
    ledger.add(RECORD)
    made = Readiness(ledger, lambda: held_up.wait(30))
    made.begin()
    assert not made.is_ready
    assert made.words.startswith("its events are being ")
    held_up.set()
    for _ in range(200):
        if made.is_ready:
            break
        time.sleep(0.02)
    assert made.is_ready
    ledger.close()
