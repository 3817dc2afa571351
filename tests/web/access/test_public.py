"""A public server: nothing without a token, and to each role its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.ledger import Ledger
from onrecord.web import create_app
from onrecord.web.access import Access, TokenFile
from onrecord.web.access.callers import Role
from tests.merging.made_up import ARTICLES

_FIELD = re.compile(r'name="form_token" value="([0-9a-f]{64})"')
_PAGE = {"accept": "text/html"}


@pytest.fixture
def tokens(tmp_path: Path) -> TokenFile:
    return TokenFile(tmp_path / "tokens")


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    opened = Ledger.open(f"sqlite:///{tmp_path}/ledger.db")
    for record in ARTICLES:
        opened.add(record)
    yield opened
    opened.close()


@pytest.fixture
def client(ledger: Ledger, tokens: TokenFile) -> Iterator[TestClient]:
    app = create_app(ledger, Access(tokens=tokens, user="root"))
    with TestClient(app, base_url="https://desk.example", follow_redirects=False) as opened:
        yield opened


def _bearer(tokens: TokenFile, role: Role = "reader", name: str = "ana") -> dict[str, str]:
    return {"authorization": f"Bearer {tokens.add(name, role, by='root')}"}


def _sign_in(client: TestClient, token: str, onward: str = "/events?who=IRN") -> None:
    page = client.get("/sign-in", params={"next": onward})
    form = {"form_token": _FIELD.findall(page.text)[0], "token": token, "next": onward}
    answer = client.post("/sign-in", data=form)
    assert (answer.status_code, answer.headers.get("location")) == (303, onward)


def test_nothing_is_shown_without_a_token(client: TestClient) -> None:
    paths = ["/", "/events", "/events.json", "/events.rss", "/articles/a", "/review", "/review/log", "/api/v1", "/api/v1/events",
             "/api/v1/openapi.json", "/charts/timeline.svg", "/none"]  # fmt: skip
    for path in paths:
        answer = client.get(path)
        assert answer.status_code == 401, path
        assert "Iran" not in answer.text
    assert client.get("/static/style.css").status_code == 200


def test_a_page_leads_to_where_one_signs_in(client: TestClient) -> None:
    answer = client.get("/events?who=IRN", headers=_PAGE)
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?next=%2Fevents%3Fwho%3DIRN")
    assert client.get(answer.headers["location"], headers=_PAGE).status_code == 200


def test_a_program_sends_its_token(client: TestClient, tokens: TokenFile) -> None:
    headers = _bearer(tokens)
    assert client.get("/api/v1/events", headers=headers).status_code == 200
    assert client.get("/api/v1/events", headers={"authorization": "Bearer or_wrong"}).status_code == 401
    assert client.get("/api/v1/events").headers["www-authenticate"] == "Bearer"


def test_a_reader_of_feeds_sends_the_token_as_password(client: TestClient, tokens: TokenFile) -> None:
    token = tokens.add("ana", "reader", by="root")
    assert client.get("/events.rss", auth=("anybody", token)).status_code == 200
    assert client.get("/events.rss", auth=("ana", "wrong")).status_code == 401
    for broken in ("Basic", "Basic !", "Basic " + "YQ==", "Bearer", "Nothing x"):
        assert client.get("/events.rss", headers={"authorization": broken}).status_code == 401


def test_one_signs_in_and_out_again(client: TestClient, tokens: TokenFile) -> None:
    _sign_in(client, tokens.add("ana", "reader", by="root"))
    page = client.get("/events", headers=_PAGE)
    assert page.status_code == 200
    assert page.headers["cache-control"] == "private, no-store"
    form = {"form_token": _FIELD.findall(client.get("/sign-in").text)[0]}
    assert client.post("/sign-out", data=form).status_code == 303
    assert client.get("/events").status_code == 401


def test_the_session_cookie_is_out_of_reach(client: TestClient, tokens: TokenFile) -> None:
    token = tokens.add("ana", "reader", by="root")
    page = client.get("/sign-in")
    answer = client.post("/sign-in", data={"form_token": _FIELD.findall(page.text)[0], "token": token})
    cookie = answer.headers["set-cookie"]
    for part in ("HttpOnly", "SameSite=Strict", "Secure", "Path=/"):
        assert part in cookie
    assert token not in cookie


def test_a_wrong_token_signs_nobody_in(client: TestClient) -> None:
    page = client.get("/sign-in")
    answer = client.post("/sign-in", data={"form_token": _FIELD.findall(page.text)[0], "token": "or_wrong"})
    assert answer.status_code == 401
    assert "not known here" in answer.text
    assert client.get("/events").status_code == 401


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "\t//x",
        "/a\r\nX: y",
    ],
)
def test_signing_in_leads_nowhere_else(client: TestClient, tokens: TokenFile, elsewhere: str) -> None:
    page = client.get("/sign-in", params={"next": elsewhere})
    form = {
        "form_token": _FIELD.findall(page.text)[0],
        "token": tokens.add("ana", "reader", by="root"),
        "next": elsewhere,
    }
    assert client.post("/sign-in", data=form).headers["location"] == "/"


def test_a_revoked_token_ends_its_sessions(client: TestClient, tokens: TokenFile) -> None:
    _sign_in(client, tokens.add("ana", "reader", by="root"))
    assert client.get("/events").status_code == 200
    tokens.revoke("ana", by="root")
    assert client.get("/events").status_code == 401


@pytest.mark.parametrize(
    ("role", "review", "log"), [("reader", 403, 403), ("reviewer", 200, 403), ("admin", 200, 200)]
)
def test_each_role_sees_its_own(
    client: TestClient, tokens: TokenFile, role: Role, review: int, log: int
) -> None:
    headers = _bearer(tokens, role)
    assert client.get("/events", headers=headers).status_code == 200
    for path in ("/review", "/review.json", "/review.csv"):
        assert client.get(path, headers=headers).status_code == review
    for path in ("/review/log", "/review/log.json", "/review/log.csv"):
        assert client.get(path, headers=headers).status_code == log


def test_a_reader_is_shown_no_form_and_decides_nothing(
    client: TestClient, tokens: TokenFile, ledger: Ledger
) -> None:
    _sign_in(client, tokens.add("ana", "reader", by="root"))
    assert "/review/decide" not in client.get("/events/f", headers=_PAGE).text
    form = {
        "form_token": _FIELD.findall(client.get("/sign-in").text)[0],
        "action": "confirm",
        "event": "f",
        "one": "f",
    }
    assert client.post("/review/decide", data=form).status_code == 403
    assert ledger.decisions() == []


def test_a_decision_bears_the_name_of_the_token(
    client: TestClient, tokens: TokenFile, ledger: Ledger
) -> None:
    _sign_in(client, tokens.add("ben", "reviewer", by="root"))
    token = _FIELD.findall(client.get("/events/f").text)[0]
    form = {"form_token": token, "action": "confirm", "event": "f", "one": "f", "because": "seen"}
    assert client.post("/review/decide", data=form).status_code == 303
    assert [d.decider for d in ledger.decisions()] == ["ben"]


def test_a_form_from_before_signing_in_is_not_taken_after(
    client: TestClient, tokens: TokenFile, ledger: Ledger
) -> None:
    before = _FIELD.findall(client.get("/sign-in").text)[0]
    _sign_in(client, tokens.add("ben", "reviewer", by="root"))
    form = {"form_token": before, "action": "confirm", "event": "f", "one": "f", "because": "seen"}
    assert client.post("/review/decide", data=form).status_code == 403


def test_a_damaged_file_of_tokens_lets_nobody_in(client: TestClient, tokens: TokenFile) -> None:
    headers = _bearer(tokens)
    tokens.path.write_text("{broken\n", encoding="utf-8")
    assert client.get("/events", headers=headers).status_code == 503
