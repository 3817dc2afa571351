"""The API: pages that follow one another, streams, changes, and errors that say what is wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from starlette.testclient import TestClient

from onrecord.ledger import Ledger
from onrecord.model import Event, Record, from_json
from onrecord.web import create_app
from onrecord.web.api.shapes import EventRow, ReportRow
from tests.ledger import made_up as of_ledger
from tests.merging.made_up import article
from tests.web.stocked import fill, stock

API = "/api/v1"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    ledger = Ledger.open(f"sqlite:///{tmp_path_factory.mktemp('api')}/ledger.db")
    fill(ledger)
    with TestClient(create_app(ledger), base_url="http://localhost", raise_server_exceptions=False) as client:
        yield client
    ledger.close()


@pytest.fixture
def own(tmp_path: Path) -> Iterator[tuple[Ledger, TestClient]]:
    ledger = Ledger.open(f"sqlite:///{tmp_path}/ledger.db")
    fill(ledger)
    with TestClient(create_app(ledger), base_url="http://localhost") as client:
        yield ledger, client
    ledger.close()


def _pages(client: TestClient, address: str, name: str) -> list[list[Any]]:
    found = []
    following: str | None = address
    while following is not None:
        answer = client.get(following)
        assert answer.status_code == 200, answer.text
        found.append(answer.json()[name])
        following = answer.json()["next"]
        assert (f'<{following}>; rel="next"' == answer.headers.get("link")) is (following is not None)
    return found


@pytest.mark.parametrize(
    ("path", "name", "key"),
    [
        ("/events", "events", "id"),
        ("/events?sort=time", "events", "id"),
        ("/events?sort=published", "events", "id"),
        ("/events?sort=reports", "events", "id"),
        ("/events?sort=credibility", "events", "id"),
        ("/reports", "reports", "report_id"),
        ("/articles", "articles", "id"),
        ("/actors", "actors", "key"),
        ("/sources", "sources", "source"),
    ],
)
def test_pages_give_all_there_is_and_nothing_twice(
    shared: TestClient, path: str, name: str, key: str
) -> None:
    sign = "&" if "?" in path else "?"
    pages = _pages(shared, f"{API}{path}{sign}limit=2", name)
    (whole,) = _pages(shared, f"{API}{path}{sign}limit=500", name)
    assert [row for page in pages for row in page] == whole
    assert len({row[key] for row in whole}) == len(whole) > 2
    assert {len(page) for page in pages[:-1]} == {2}


def test_filters_stay_on_all_pages(shared: TestClient) -> None:
    pages = _pages(shared, f"{API}/events?who=IRN&type=ASSAULT&limit=1", "events")
    assert len(pages) > 1
    assert {row["event_type"] for page in pages for row in page} == {"ASSAULT"}


def test_all_pages_show_what_was_known_at_the_first(own: tuple[Ledger, TestClient]) -> None:
    ledger, client = own
    before = [row["id"] for row in client.get(f"{API}/events?limit=500").json()["events"]]
    first = client.get(f"{API}/events?limit=3").json()
    ledger.add(article("late", "2020-01-07", published="2020-01-20"))
    rest = _pages(client, first["next"], "events")
    assert [row["id"] for row in [*first["events"], *(row for page in rest for row in page)]] == before


def test_rows_have_the_fields_that_the_openapi_says(shared: TestClient) -> None:
    event = shared.get(f"{API}/events").json()["events"][0]
    report = shared.get(f"{API}/reports").json()["reports"][0]
    assert list(event) == list(EventRow.__struct_fields__)
    assert set(report) == set(ReportRow.__struct_fields__)


def test_an_event_is_given_whole_and_in_parts(shared: TestClient) -> None:
    row = shared.get(f"{API}/events?sort=reports").json()["events"][0]
    whole = shared.get(f"{API}/events/{row['id']}").json()
    assert msgspec.convert(whole, Event).id == row["id"]
    assert shared.get(f"{API}/events/{row['id']}/reports").json()["reports"] == whole["told"]
    assert shared.get(f"{API}/events/{row['id']}/accounts").json()["accounts"] == whole["accounts"]
    assert shared.get(f"{API}/events/{row['id']}/figures").json()["figures"] == whole["figures"]


def test_an_article_is_the_record_and_has_its_versions(shared: TestClient) -> None:
    address = f"{API}/articles/https%3A%2F%2Fexample.org%2Fa%3Fb=c%23d"
    assert from_json(shared.get(address).content).id == "https://example.org/a?b=c#d"
    assert len(shared.get(f"{API}/articles/a1/versions").json()["versions"]) == 2


def test_facets_count_the_events_asked_for(shared: TestClient) -> None:
    facets = shared.get(f"{API}/facets?facet=type&who=USA").json()["facets"]
    total = shared.get(f"{API}/events?who=USA").json()["total"]
    assert sum(value["events"] for value in facets["type"]) >= total > 0


def test_the_stream_of_events_is_every_event(shared: TestClient) -> None:
    lines = shared.get(f"{API}/export/events.jsonl").text.splitlines()
    total = shared.get(f"{API}/events").json()["total"]
    assert len({msgspec.json.decode(line, type=Event).id for line in lines}) == len(lines) == total
    rows = shared.get(f"{API}/export/events.csv").text.splitlines()
    assert rows[0] == ",".join(EventRow.__struct_fields__)
    assert len(rows) == total + 1


def test_the_stream_of_records_gives_the_ledger_again(shared: TestClient, tmp_path: Path) -> None:
    lines = shared.get(f"{API}/export/records.jsonl").content.splitlines()
    copy = Ledger.open(f"sqlite:///{tmp_path}/copy.db")
    for line in lines:
        assert copy.add(from_json(line)) == "new"
    assert {record.id for record in copy.records()} == {record.id for record in stock()}
    copy.close()


def test_a_stream_holds_few_records_however_many_there_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from onrecord.web.api import following

    monkeypatch.setattr(following, "_AT_ONCE", 3)
    ledger = Ledger.open(f"sqlite:///{tmp_path}/ledger.db")
    for number in range(10):
        ledger.add(of_ledger.record(article=f"a{number}"))
    parts = [len(part) for part in following._records(ledger, None)]
    assert parts == [3, 3, 3, 1]
    ledger.close()


def test_one_who_follows_hears_of_every_change_once(own: tuple[Ledger, TestClient]) -> None:
    ledger, client = own
    known, since, more = set(), 0, True
    while more:
        answer = client.get(f"{API}/changes?since={since}&limit=2").json()
        known |= {change["event"] for change in answer["changes"]}
        since, more = answer["next"], answer["more"]
    assert known == {row["id"] for row in client.get(f"{API}/events?limit=500").json()["events"]}
    assert client.get(f"{API}/changes?since={since}").json() == {"changes": [], "next": since, "more": False}
    ledger.add(article("late", "2020-02-20"))
    (change,) = client.get(f"{API}/changes?since={since}").json()["changes"]
    assert (change["kind"], change["reports"]) == ("new", 1)


def test_changes_since_a_time_are_those_after_it(shared: TestClient) -> None:
    assert shared.get(f"{API}/changes?since=2100-01-01").json()["changes"] == []
    assert shared.get(f"{API}/changes?since=2000-01-01T00:00").json()["changes"] != []


def test_what_was_known_is_asked_with_as_of(shared: TestClient) -> None:
    assert shared.get(f"{API}/events?as_of=2000-01-01").json()["total"] == 0


@pytest.mark.parametrize(
    "query",
    [
        "events?limit=0", "events?limit=501", "events?limit=many", "events?sort=colour", "events?since=2020-13-40",
        "events?since=2020-1-1", "events?least=0", "events?least=99999999999999999999", "events?as_of=yesterday",
        "events?as_of=0001-01-01T00:00%2B23:00", "events?text=%21%21", "events?who=" + "a" * 201, "events?after=abc",
        "events?after=%C3%A9%C3%A9", "events?after=W10", "events?after=WzEsICJuZXdlc3QiLCAx", "reports?after=-1",
        "reports?after=1e9", "reports?after=9999999999999999999999", "reports?min_score=2", "reports?min_score=nan",
        "reports?negated=perhaps", "articles?after=x", "actors?after=nobody", "changes?since=-1", "changes?since=99999999999",
        "changes?since=2147483647", "changes?since=tomorrow", "changes?since=9999-12-31T23:59-23:00", "search",
        "search?q=" + "a" * 201, "facets?facet=colour",
    ],
)  # fmt: skip
def test_a_wrong_query_is_4xx_and_says_what_is_wrong(shared: TestClient, query: str) -> None:
    answer = shared.get(f"{API}/{query}")
    assert answer.status_code == 422, answer.text
    assert set(answer.json()) == {"error"}


def test_cursors_made_up_by_strangers_are_refused(shared: TestClient) -> None:
    import base64

    for made in (
        [1, "newest", 5, "x"], [1, "newest", "\ud800", "x"], [1, "newest", "a\x00", "x"], [2**40, "newest", "2020", "x"],
        [-5, "newest", "2020", "x"], [1, "time", "2020", "x"], [True, "newest", "2020", "x"], [1, "newest", "2020", "\udfff"],
    ):  # fmt: skip
        cursor = base64.urlsafe_b64encode(json.dumps(made).encode()).decode().rstrip("=")
        answer = shared.get(f"{API}/events", params={"after": cursor})
        assert answer.status_code == 422, (made, answer.text)
    cursor = base64.urlsafe_b64encode(json.dumps([1, "reports", 2**70, "x"]).encode()).decode().rstrip("=")
    assert shared.get(f"{API}/events", params={"after": cursor, "sort": "reports"}).status_code == 422


@pytest.mark.parametrize(
    "value", ["%00", "%01%1f", "%ED%A0%80", "%FF%FE", "%F0%9F%92%A5", "a" * 200, "%27%22;--", "*", "%25"]
)
def test_strange_characters_find_nothing_and_break_nothing(shared: TestClient, value: str) -> None:
    paths = ["events/{}", "events/{}/figures", "articles/{}", "articles/{}/versions", "actors/{}"]
    fields = ["who", "place", "type", "standing", "actor", "recipient", "text"]
    paths += [f"events?{name}={{}}" for name in fields]
    paths += [
        f"reports?{name}={{}}"
        for name in ("source", "stance", "outlet", "article", "quantity", "modality", "mode")
    ]
    paths += [
        "search?q={}",
        "actors?name={}",
        "sources?name={}",
        "articles?outlet={}",
        "export/events.jsonl?who={}",
    ]
    for path in paths:
        answer = shared.get(f"{API}/{path.format(value)}")
        assert answer.status_code in (200, 404, 422), (path, answer.status_code, answer.text)


def test_what_is_not_there_is_404_as_json(shared: TestClient) -> None:
    for path in ("events/none", "articles/none", "articles/none/versions", "actors/none", "none"):
        answer = shared.get(f"{API}/{path}")
        assert answer.status_code == 404, path
        assert set(answer.json()) == {"error"}


def test_the_page_of_the_api_lists_every_call_without_outside_scripts(shared: TestClient) -> None:
    page = shared.get(API)
    for path in shared.get(f"{API}/openapi.json").json()["paths"]:
        assert f"GET {path}</code>" in page.text
    assert "http://" not in page.text.replace("http://localhost", "")
    assert "https://" not in page.text


def test_the_schemas_are_those_of_the_model(shared: TestClient) -> None:
    schemas = shared.get(f"{API}/openapi.json").json()["components"]["schemas"]
    for shape in (Record, Event):
        assert set(schemas[shape.__name__]["properties"]) == set(shape.__struct_fields__)
