"""The pages: what is in the ledger is shown, and nothing in it can run."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.ledger import Ledger
from onrecord.model import Participant, Record, Report, Trigger, When
from onrecord.web import create_app
from onrecord.web.marks import mark_text

_TEXT = "Rebels shelled the <script>alert(1)</script> town."
_RECORD = Record(
    id="a/1 b",
    title="<b>Shelling</b>",
    published="2020-01-08",
    language="en",
    text=_TEXT,
    reports=(
        Report(
            id="r1",
            sentence=(0, len(_TEXT)),
            trigger=Trigger(start=7, end=14, text="shelled"),
            event_type="ASSAULT",
            actors=(Participant(text="Rebels", start=0, end=6, name="Rebels"),),
            when=When(start="2020-01-08", end="2020-01-08", precision="day", basis="publication"),
            score=0.9,
            coder="rules/1",
            why="shell: ASSAULT",
        ),
    ),
)


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    ledger = Ledger.open(f"sqlite:///{tmp_path}/ledger.db")
    ledger.add(_RECORD)
    with TestClient(create_app(ledger)) as opened:
        yield opened
    ledger.close()


def test_events_list_leads_to_the_event_and_its_sentence(client: TestClient) -> None:
    page = client.get("/")
    assert "ASSAULT" in page.text
    link = page.text.split('<a href="/events/')[1].split('"')[0]
    event = client.get(f"/events/{link}")
    assert "Rebels shelled the" in event.text
    assert 'href="/articles/a/1%20b"' in event.text


def test_hostile_text_is_escaped_and_no_script_may_run(client: TestClient) -> None:
    for path in ("/events", "/articles/a/1%20b"):
        page = client.get(path)
        assert page.status_code == 200
        assert "<script>" not in page.text
        assert "script-src" not in page.headers["content-security-policy"]
        assert "default-src 'none'" in page.headers["content-security-policy"]


def test_filters_narrow_the_list(client: TestClient) -> None:
    assert "1 event<" in client.get("/events", params={"who": "rebels", "type": "ASSAULT"}).text
    assert "No events here" in client.get("/events", params={"who": "nobody"}).text


def test_an_article_as_json_is_the_record(client: TestClient) -> None:
    assert client.get("/api/v1/articles/a/1%20b").json()["text"] == _TEXT


@pytest.mark.parametrize("path", ["/events/none", "/articles/none", "/api/v1/articles/none"])
def test_what_is_not_there_is_404(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_marked_pieces_joined_are_the_text() -> None:
    pieces = mark_text(_RECORD)
    assert "".join(p.text for p in pieces) == _TEXT
    assert ("shelled", "trigger", "ASSAULT") in [tuple(p) for p in pieces]
