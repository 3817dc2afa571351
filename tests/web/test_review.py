"""Review: what is asked, what a decision does, and how it is taken back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from starlette.testclient import TestClient

from onrecord.ledger import Ledger
from onrecord.merging import events_of
from onrecord.web import create_app
from onrecord.web.access import Access
from onrecord.web.asked import Asked
from onrecord.web.desk import Desk
from onrecord.web.questions import Question, questions_of
from tests.merging.made_up import ARTICLES, article

_NEAR = article("g", "2020-01-08", "Iran struck a convoy of trucks near Erbil", word="struck")
_FIELD = re.compile(r'name="form_token" value="([0-9a-f]{64})"')


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    opened = Ledger.open(f"sqlite:///{tmp_path}/ledger.db")
    for record in [*ARTICLES, _NEAR]:
        reports = tuple(msgspec.structs.replace(r, score=0.3 if r.id == "f" else 0.9) for r in record.reports)
        opened.add(msgspec.structs.replace(record, reports=reports))
    yield opened
    opened.close()


@pytest.fixture
def client(ledger: Ledger) -> Iterator[TestClient]:
    app = create_app(ledger, Access(user="ana"))
    with TestClient(app, base_url="http://localhost", follow_redirects=False) as opened:
        yield opened


@pytest.fixture
def unsure(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask about every join, however sure."""
    monkeypatch.setattr("onrecord.web.questions._NEAR", 100.0)


def _ask(ledger: Ledger) -> list[Question]:
    return questions_of(Desk(ledger), Asked()).joins


def _post(client: TestClient, **form: object) -> int:
    token = _FIELD.findall(client.get("/review").text + client.get("/events/f").text)[0]
    return client.post("/review/decide", data={"form_token": token, **form}).status_code


def _homes(ledger: Ledger) -> dict[str, str]:
    with events_of(ledger) as view:
        return view.homes(["a", "b", "c", "d", "e", "f"])


@pytest.mark.usefixtures("unsure")
def test_joins_are_asked_from_the_most_doubtful_on(ledger: Ledger) -> None:
    asked = _ask(ledger)
    assert {question.about for question in asked} == {"inside", "between"}
    distances = [q.odds - -0.5 if q.about == "inside" else -0.5 - q.odds for q in asked if q.odds is not None]
    assert distances == sorted(distances)


def test_what_is_far_from_the_threshold_is_not_asked(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.web.questions._NEAR", -100.0)
    assert _ask(ledger) == []


@pytest.mark.usefixtures("unsure")
def test_what_is_accepted_is_a_decision_and_not_asked_again(client: TestClient, ledger: Ledger) -> None:
    question = next(q for q in _ask(ledger) if q.about == "inside")
    assert question.other is not None
    before = _homes(ledger)
    form = {
        "action": "accept",
        "event": question.event.id,
        "one": question.told.report.id,
        "other": question.other.report.id,
    }
    assert _post(client, **form) == 303
    (decision,) = ledger.decisions()
    assert (decision.kind, decision.decider) == ("merge", "ana")
    assert _homes(ledger) == before
    assert all(q.about != "inside" or q.event.id != question.event.id for q in _ask(ledger))


@pytest.mark.usefixtures("unsure")
def test_two_events_that_are_accepted_stand_apart_and_are_not_asked_again(
    client: TestClient, ledger: Ledger
) -> None:
    question = next(q for q in _ask(ledger) if q.about == "between")
    assert question.other is not None
    assert question.other_event is not None
    form = {"action": "accept", "event": question.event.id, "beside": question.other_event.id,
            "one": question.told.report.id, "other": question.other.report.id}  # fmt: skip
    assert _post(client, **form) == 303
    assert [d.kind for d in ledger.decisions()] == ["split"]
    pairs = [{q.event.id, q.other_event.id} for q in _ask(ledger) if q.other_event]
    assert {question.event.id, question.other_event.id} not in pairs


def test_merged_events_are_one(client: TestClient, ledger: Ledger) -> None:
    homes = _homes(ledger)
    assert homes["d"] != homes["e"]
    assert _post(client, action="merge", event=homes["d"], beside=homes["e"], because="one attack") == 303
    homes = _homes(ledger)
    assert homes["d"] == homes["e"]


def test_split_reports_stand_alone_until_it_is_undone(client: TestClient, ledger: Ledger) -> None:
    before = _homes(ledger)
    assert before["a"] == before["b"] == before["c"]
    assert _post(client, action="split", event=before["a"], report=["c"], because="another base") == 303
    homes = _homes(ledger)
    assert homes["c"] not in (homes["a"], homes["b"])
    assert [(d.first, d.second) for d in ledger.decisions()] == [("c", "b"), ("c", "a")]
    assert _post(client, action="undo", number=2) == 303  # takes back all of that click
    assert _homes(ledger) == before
    assert [d.kind for d in ledger.decisions()] == ["split", "split", "undo", "undo"]


def test_a_weak_report_is_asked_until_somebody_says_so(client: TestClient, ledger: Ledger) -> None:
    assert [q.told.report.id for q in questions_of(Desk(ledger), Asked()).reports] == ["f"]
    assert _post(client, action="reject", event="f", one="f", because="nobody met") == 303
    assert questions_of(Desk(ledger), Asked()).reports == []
    assert client.get("/events/f").status_code == 404
    assert _undone(client, ledger) == 303
    assert len(questions_of(Desk(ledger), Asked()).reports) == 1
    assert client.get("/events/f").status_code == 200


def test_a_report_that_is_called_wrong_leaves_its_event_until_that_is_undone(
    client: TestClient, ledger: Ledger
) -> None:
    before = _homes(ledger)
    assert _post(client, action="reject", event="b", one="c", because="another base") == 303
    assert "c" not in _homes(ledger)
    page = client.get("/events/b").text
    assert 'id="c"' not in page
    assert "another base" in page  # the decision, with what undoes it
    assert _undone(client, ledger) == 303
    assert _homes(ledger) == before


def _undone(client: TestClient, ledger: Ledger) -> int:
    token = _FIELD.findall(client.get("/review/log").text)[0]
    form = {"form_token": token, "action": "undo", "number": ledger.decisions()[0].number}
    return client.post("/review/decide", data=form).status_code


def test_a_query_narrows_what_is_asked(ledger: Ledger) -> None:
    assert questions_of(Desk(ledger), Asked(type="ASSAULT")).reports == []
    assert questions_of(Desk(ledger), Asked(type="CONSULT")).looked_at == 1


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"action": "split", "event": "a", "report": ["f"], "because": "x"}, 409),
        ({"action": "split", "event": "a", "report": ["a", "b", "c"], "because": "x"}, 422),
        ({"action": "split", "event": "a", "because": "x"}, 422),
        ({"action": "split", "event": "a", "report": ["c"]}, 422),
        ({"action": "split", "event": "a", "report": ["c"], "because": "  "}, 422),
        ({"action": "merge", "event": "a", "beside": "b", "because": "x"}, 409),
        ({"action": "merge", "event": "a", "beside": "none", "because": "x"}, 404),
        ({"action": "merge", "event": "a", "because": "x"}, 422),
        ({"action": "accept", "event": "a", "one": "a", "other": "f"}, 409),
        ({"action": "accept", "event": "a", "one": "a", "other": "a"}, 422),
        ({"action": "confirm", "event": "a", "one": "f"}, 409),
        ({"action": "confirm", "event": "none", "one": "f"}, 404),
        ({"action": "reject", "event": "f", "one": "f"}, 422),
        ({"action": "undo", "number": "7"}, 404),
        ({"action": "undo", "number": "x\x00"}, 404),
        ({"action": "dance", "event": "a"}, 422),
        ({"action": "\x00", "event": "\x00"}, 404),
        ({}, 422),
    ],
)
def test_what_cannot_be_decided_is_refused(
    client: TestClient, ledger: Ledger, form: dict[str, object], status: int
) -> None:
    assert _post(client, **form) == status
    assert ledger.decisions() == []


def test_the_page_says_what_was_done_and_offers_to_undo_it(client: TestClient, ledger: Ledger) -> None:
    token = _FIELD.findall(client.get("/review").text)[0]
    form = {
        "form_token": token,
        "action": "confirm",
        "event": "f",
        "one": "f",
        "next": "/review?type=CONSULT",
    }
    answer = client.post("/review/decide", data=form)
    assert answer.headers["location"] == "/review?type=CONSULT&done=1"
    page = client.get(answer.headers["location"]).text
    assert "Decision 1: confirm" in page
    assert 'value="undo" data-key="u"' in page


def test_the_log_says_who_decided_what_and_why(client: TestClient) -> None:
    _post(client, action="confirm", event="f", one="f", because="<b>seen</b>")
    page = client.get("/review/log").text
    assert "ana" in page
    assert "&lt;b&gt;seen&lt;/b&gt;" in page
    assert "<b>seen" not in page
    assert client.get("/review/log.json").json()[0]["because"] == "<b>seen</b>"
    _post(client, action="undo", number=1)
    assert "undone</span>" in client.get("/review/log").text


def test_the_log_comes_a_page_at_a_time(client: TestClient, ledger: Ledger) -> None:
    for number in range(120):
        ledger.decide("confirm", "f", None, because=f"look {number}", decider="ana")
    page = client.get("/review/log").text
    assert "look 119" in page
    assert "look 3<" not in page
    link = re.findall(r'href="(/review/log\?before=\d+)"', page)[0]
    assert "look 3<" in client.get(link).text


def test_review_of_an_empty_ledger_says_that_nothing_is_in_doubt(empty: TestClient) -> None:
    assert "Nothing here is in doubt" in empty.get("/review").text
    assert "Nobody has decided anything yet" in empty.get("/review/log").text
