"""Feeds: every query of events as RSS and Atom, whatever the articles hold."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import msgspec
import pytest
from starlette.testclient import TestClient

from onrecord.ledger import Ledger
from onrecord.web import create_app
from tests.web.conftest import RECORD

_ATOM = "{http://www.w3.org/2005/Atom}"


def _items(client: TestClient, address: str) -> list[ET.Element]:
    answer = client.get(address)
    assert answer.status_code == 200
    root = ET.fromstring(answer.content)
    return root.findall(f"{_ATOM}entry") if root.tag.startswith(_ATOM) else root.findall("channel/item")


def test_rss_gives_the_events_asked_for(client: TestClient) -> None:
    (item,) = _items(client, "/events.rss?who=Rebels")
    assert (item.findtext("link") or "").startswith("http://localhost/events/")
    assert "<script>alert(1)</script>" in (item.findtext("description") or "")
    assert _items(client, "/events.rss?who=nobody") == []


def test_hostile_text_is_escaped_in_feeds(client: TestClient) -> None:
    for kind in ("rss", "atom"):
        assert "<script>" not in client.get(f"/events.{kind}").text


def test_atom_has_what_it_must_have(client: TestClient) -> None:
    answer = client.get("/events.atom")
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    root = ET.fromstring(answer.content)
    for parent in (root, *root.findall(f"{_ATOM}entry")):
        assert {f"{_ATOM}{name}" for name in ("id", "title", "updated", "link")} <= {
            child.tag for child in parent
        }


def test_an_entry_keeps_its_id_under_another_address(client: TestClient) -> None:
    here, there = (
        client.get("/events.atom", headers={"host": host}).content for host in ("localhost:1", "127.0.0.1:2")
    )
    ids = [
        [e.findtext(f"{_ATOM}id") for e in ET.fromstring(feed).findall(f"{_ATOM}entry")]
        for feed in (here, there)
    ]
    assert ids[0] == ids[1] != []


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\x1b", "\ufffe", "]]>", "&", "é💥"])
def test_a_feed_is_well_formed_whatever_stands_in_an_article(tmp_path: Path, sign: str) -> None:
    ledger = Ledger.open(f"sqlite:///{tmp_path}/ledger.db")
    text = f"Rebels shelled the {sign} town."
    report = msgspec.structs.replace(RECORD.reports[0], sentence=(0, len(text)))
    ledger.add(msgspec.structs.replace(RECORD, text=text, outlet=f"The {sign} Coast", reports=(report,)))
    with TestClient(create_app(ledger), base_url="http://localhost") as client:
        assert len(_items(client, "/events.rss")) == len(_items(client, "/events.atom")) == 1
    ledger.close()


def test_a_wrong_query_of_a_feed_is_refused_without_a_page(client: TestClient) -> None:
    answer = client.get("/events.rss?since=never")
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/json"


def test_the_page_of_events_leads_to_the_feed_of_its_query(client: TestClient) -> None:
    page = client.get("/events?who=Rebels").text
    assert 'type="application/rss+xml" title="These events, RSS" href="/events.rss?who=Rebels"' in page
