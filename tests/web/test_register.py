"""The register of promises on the page and in the API: whole, in pages, however many events there are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.ledger import Ledger
from onrecord.merging import catch_up
from onrecord.web import create_app, desk
from tests.merging.promised import deed, later, promise

_TALKS = "Iran agreed to hold talks in Muscat"


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setattr(desk, "SOON", 0)
    ledger = Ledger.open(f"sqlite:///{tmp_path}/ledger.db")
    ledger.add(promise("p", "2020-03-01"))
    ledger.add(promise("q", "2020-03-09", deed("CONSULT", None, "hold talks in Muscat"), sentence=_TALKS))
    ledger.add(later("d", "2020-03-10"))
    catch_up(ledger)
    with TestClient(create_app(ledger), base_url="http://127.0.0.1") as opened:
        yield opened
    ledger.close()


def test_the_page_of_a_large_ledger_leaves_no_promise_out(client: TestClient) -> None:
    page = client.get("/promises").text
    assert "<h1>2 promises, threats and plans</h1>" in page
    assert "not followed up here" not in page


def test_a_state_and_words_choose_among_them(client: TestClient) -> None:
    assert [row["outcome"] for row in client.get("/promises.json?state=fulfilled").json()] == ["fulfilled"]
    assert [row["event_type"] for row in client.get("/promises.json?text=muscat").json()] == ["CONSULT"]


def test_the_api_gives_them_in_pages(client: TestClient) -> None:
    first = client.get("/api/v1/promises?limit=1").json()
    second = client.get(first["next"]).json()
    assert (first["total"], second["total"], second["next"]) == (2, 2, None)
    assert [p["made"] for page in (first, second) for p in page["promises"]] == ["2020-03-01", "2020-03-09"]
