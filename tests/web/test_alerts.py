"""Alerts of a ledger as a feed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from starlette.testclient import TestClient

from onrecord.alerting.config import Config, SavedQuery
from onrecord.alerting.rounds import Rounds
from onrecord.ledger import Ledger
from onrecord.web import create_app
from tests.merging.made_up import ATTACK, article

_ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    ledger = Ledger.open(f"sqlite:///{tmp_path}/l.db")
    queries = tuple(SavedQuery(name=name, on=("new",), to=("here",)) for name in ("strikes", "more strikes"))
    config = Config(alert=queries, target={"here": {"kind": "stdout"}}, name="desk", max_age_days=36_500)
    Rounds(config, ledger, tell=lambda _: None).round()
    ledger.add(article("a", "2020-01-08", ATTACK + " <b>&\x0c"))
    Rounds(config, ledger, tell=lambda _: None).round()
    with TestClient(create_app(ledger), base_url="http://localhost") as made:
        yield made
    ledger.close()


def _entries(client: TestClient, address: str) -> list[ET.Element]:
    answer = client.get(address)
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    return ET.fromstring(answer.content).findall(f"{_ATOM}entry")


def test_every_message_is_an_entry_with_its_text(client: TestClient) -> None:
    one, other = _entries(client, "/alerts.atom")
    assert ATTACK in (one.findtext(f"{_ATOM}content") or "")
    assert (one.findtext(f"{_ATOM}title") or "").startswith("more strikes: New:")
    assert one.findtext(f"{_ATOM}id") != other.findtext(f"{_ATOM}id")


@pytest.mark.parametrize(
    ("name", "count"), [("strikes", 1), ("desk/more strikes", 1), ("rikes", 0), ("%25", 0)]
)
def test_those_of_one_query_can_be_asked_for(client: TestClient, name: str, count: int) -> None:
    assert len(_entries(client, f"/alerts.atom?alert={name}")) == count


def test_a_ledger_without_alerts_has_an_empty_feed(tmp_path: Path) -> None:
    ledger = Ledger.open(f"sqlite:///{tmp_path}/l.db")
    with TestClient(create_app(ledger), base_url="http://localhost") as client:
        assert _entries(client, "/alerts.atom") == []
    ledger.close()
