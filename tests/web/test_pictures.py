"""Charts as pictures: drawn once, and anew when there is more to draw."""

from __future__ import annotations

from pathlib import Path

from starlette.testclient import TestClient

from onrecord.ledger import Ledger
from onrecord.web import create_app
from tests.web.stocked import stock


def test_a_picture_is_drawn_anew_when_something_was_read(tmp_path: Path) -> None:
    first, *others = stock()
    ledger = Ledger.open(f"sqlite:///{tmp_path}/ledger.db")
    ledger.add(first)
    with TestClient(create_app(ledger), base_url="http://localhost") as client:
        before = client.get("/charts/timeline.svg")
        assert before.headers["content-type"].startswith("image/svg")
        assert client.get("/charts/timeline.svg").content == before.content
        assert client.get("/charts/timeline.svg?dark=1").content != before.content
        for one in others:
            ledger.add(one)
        assert client.get("/charts/timeline.svg").content != before.content
    ledger.close()
