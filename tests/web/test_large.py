"""Pages of a ledger of which not everything can be shown at once: they say what they show, and of what."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import delete
from starlette.testclient import TestClient

from onrecord.ledger import Ledger
from onrecord.ledger.view.schema import event_summaries
from onrecord.model import When
from onrecord.web import create_app, desk, readiness
from onrecord.web.desk import Desk
from onrecord.web.pages import charts, coverage, event, events, places
from onrecord.web.pages.events import periods_of
from onrecord.web.readiness import Readiness
from onrecord.web.tally import Tallied, Tally
from tests.ledger.made_up import record, report
from tests.merging.made_up import ARTICLES, article


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    opened = Ledger.open(f"sqlite:///{tmp_path}/ledger.db")
    later = report("r2", when=When(start="2020-04-08", end="2020-04-08", precision="day", basis="text"))
    there = record(), record(article="a2", published="2020-04-09", reports=(later,))
    for made in (*ARTICLES, *there, article("x1", "2020-05-01"), article("x2", "2020-06-01", actor="ISR")):
        opened.add(made)
    yield opened
    opened.close()


@pytest.fixture
def client(ledger: Ledger) -> Iterator[TestClient]:
    with TestClient(create_app(ledger), base_url="http://localhost") as opened:
        yield opened


def test_a_timeline_of_many_events_counts_them_all(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    total = client.get("/api/v1/events").json()["total"]
    monkeypatch.setattr(charts, "MOST", 1)
    monkeypatch.setattr(desk, "MOST", 1)
    drawn = client.get("/charts/timeline.svg")
    assert drawn.status_code == 200
    assert f"{total} events, told by" in drawn.text


def test_a_map_and_a_network_of_many_events_say_of_how_many(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    total = client.get("/api/v1/events").json()["total"]
    monkeypatch.setattr(charts, "MOST", 1)
    for name in ("map", "network"):
        drawn = client.get(f"/charts/{name}.svg").text
        assert f"Of {total} events the 1 that come first" in drawn, name
        assert "articles published" in drawn, name


def test_a_table_of_very_many_days_is_one_of_months() -> None:
    days = [(f"2020-{month:02}-{day:02}", month) for month in (1, 2, 12) for day in range(1, 29)]
    assert [one.words for one in periods_of(days[:2])] == ["2 Jan 2020", "1 Jan 2020"]
    months = periods_of([*days, *((f"2021-01-{day:02}", 1) for day in range(1, 29))])
    assert [(one.words, one.since, one.until, one.events) for one in months] == [
        ("January 2021", "2021-01-01", "2021-01-31", 28),
        ("December 2020", "2020-12-01", "2020-12-31", 28 * 12),
        ("February 2020", "2020-02-01", "2020-02-29", 28 * 2),
        ("January 2020", "2020-01-01", "2020-01-31", 28),
    ]


def test_months_lead_to_their_timeline(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "_DAYS", 0)
    page = client.get("/events?view=timeline").text
    assert ">Month</th>" in page
    assert "since=2020-05-01&amp;until=2020-05-31&amp;view=timeline" in page


def test_a_country_has_no_place_of_its_own_and_names_those_in_it(client: TestClient) -> None:
    country = client.get("/places.json").json()[0]["country"]
    page = client.get(f"/places/{country}").text
    assert "Most of them at" in page
    assert "How precise" not in page
    name = client.get("/places.json").json()[0]["name"]
    assert "How precise" in client.get(f"/places/{name}").text


def test_a_place_of_many_events_lists_the_latest_and_leads_to_all(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = client.get("/places.json").json()[0]
    assert "all of them" not in client.get(f"/places/{row['name']}").text
    monkeypatch.setattr(places, "_LISTED", 1)
    page = client.get(f"/places/{row['country']}").text
    assert "The latest 1; <a" in page
    assert len(client.get(f"/places/{row['country']}.json").json()) >= row["events"]


def test_while_sources_are_counted_nobody_is_said_to_say_nothing(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "SOON", 0)
    monkeypatch.setattr(Tally, "now", lambda _tally, total: Tallied((), 0, total))
    page = client.get("/sources").text
    assert "The first sources are being counted" in page
    assert "<h1>Sources</h1>" in page
    actor = client.get("/actors/IRN").text
    assert "is being counted: load the page again" in actor
    assert "No report rests on its word" not in actor


def test_events_between_two_are_found_however_long_ago(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = client.get("/compare.json?what=actors&one=IRN&other=USA").json()
    monkeypatch.setattr(desk, "MOST", 1)
    monkeypatch.setattr(Desk.summaries, "__defaults__", (1,))
    after = client.get("/compare.json?what=actors&one=IRN&other=USA").json()
    assert after["both"]
    assert after["both"][0] == before["both"][0]
    page = client.get("/compare?what=actors&one=IRN&other=USA").text
    assert "the latest 1 are compared" in page
    assert "/charts/dyad.svg?one=IRN&amp;other=USA" in page
    assert client.get("/charts/dyad.svg?one=IRN&other=USA").status_code == 200


def test_an_event_told_very_often_is_folded(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(event, "_SENTENCES", 1)
    monkeypatch.setattr(event, "_ACCOUNTS", 0)
    found = client.get("/api/v1/events?sort=reports").json()["events"][0]
    page = client.get(f"/events/{found['id']}").text
    assert found["reports"] > 1
    assert f"{found['reports'] - 1} more sentence" in page
    assert "more source" in page
    assert page.count("<blockquote>") >= found["reports"]


def test_many_outlets_are_folded(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "more outlet" not in client.get("/coverage").text
    monkeypatch.setattr(coverage, "_SHOWN", 0)
    assert "more outlet" in client.get("/coverage").text


def test_summaries_that_are_missing_are_written_down_beside_the_answering(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = TestClient(create_app(ledger), base_url="http://localhost")
    before = client.get("/events.json").json()
    ledger.in_turn(lambda connection: connection.execute(delete(event_summaries)), "test")
    assert client.get("/events.json").json() == before
    monkeypatch.setattr(readiness, "_BEHIND", -1)
    Readiness(ledger, lambda: None)._make_ready()
    assert ledger.keep_summaries() == 0
    assert client.get("/events.json").json() == before
