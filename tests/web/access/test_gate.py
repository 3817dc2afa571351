"""The gate on loopback: what passes, and what another site can not make a browser do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.ledger import Ledger
from onrecord.web import create_app
from onrecord.web.access import Access
from onrecord.web.access.gate import MOST_BYTES
from tests.merging.made_up import ARTICLES

_FIELD = re.compile(r'name="form_token" value="([0-9a-f]{64})"')


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    opened = Ledger.open(f"sqlite:///{tmp_path}/ledger.db")
    for record in ARTICLES:
        opened.add(record)
    yield opened
    opened.close()


@pytest.fixture
def client(ledger: Ledger) -> Iterator[TestClient]:
    with TestClient(create_app(ledger, Access(user="ana")), base_url="http://localhost:8000") as opened:
        yield opened


def _form(client: TestClient) -> dict[str, str]:
    """What the form sends that says of report ``f`` that it is right."""
    (token, *_) = _FIELD.findall(client.get("/events/f").text)
    return {"form_token": token, "action": "confirm", "event": "f", "one": "f", "because": "I know it"}


def test_a_form_made_here_is_taken(client: TestClient, ledger: Ledger) -> None:
    answer = client.post("/review/decide", data=_form(client), follow_redirects=False)
    assert answer.status_code == 303
    assert [(d.kind, d.first, d.because, d.decider) for d in ledger.decisions()] == [
        ("confirm", "f", "I know it", "ana")
    ]


def test_a_form_without_its_token_changes_nothing(client: TestClient, ledger: Ledger) -> None:
    form = _form(client)
    for token in ("", "0" * 64, form["form_token"][:-1]):
        assert client.post("/review/decide", data=form | {"form_token": token}).status_code == 403
    assert ledger.decisions() == []


def test_the_token_of_another_browser_changes_nothing(client: TestClient, ledger: Ledger) -> None:
    form = _form(client)
    client.cookies.clear()
    assert client.post("/review/decide", data=form).status_code == 403
    client.get("/events/f")
    assert client.post("/review/decide", data=form).status_code == 403
    assert ledger.decisions() == []


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://localhost:9000"},
        {"origin": "http://[half"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_a_form_from_another_site_changes_nothing(
    client: TestClient, ledger: Ledger, headers: dict[str, str]
) -> None:
    assert client.post("/review/decide", data=_form(client), headers=headers).status_code == 403
    assert ledger.decisions() == []


def test_a_form_from_our_own_page_says_so_and_is_taken(client: TestClient, ledger: Ledger) -> None:
    ours = {"origin": "http://localhost:8000", "sec-fetch-site": "same-origin"}
    client.post("/review/decide", data=_form(client), headers=ours)
    assert len(ledger.decisions()) == 1


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:8000", "localhost.evil.example", "127.0.0.1.nip.io", "", "[::2]:8000"],
)
def test_a_name_turned_to_loopback_reads_nothing(client: TestClient, host: str) -> None:
    for path in ("/", "/events", "/api/v1/events", "/static/style.css"):
        assert client.get(path, headers={"host": host}).status_code == 421


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST:8000", "127.0.0.1", "127.0.0.1:8000", "[::1]:8000", "[::1]"]
)
def test_the_names_of_loopback_are_answered(client: TestClient, host: str) -> None:
    assert client.get("/events", headers={"host": host}).status_code == 200


def test_a_further_name_is_answered_where_it_is_allowed(ledger: Ledger) -> None:
    with TestClient(
        create_app(ledger, Access(hosts={"desk.example"})), base_url="http://desk.example"
    ) as client:
        assert client.get("/events").status_code == 200


def test_the_cookie_is_for_this_site_alone_and_only_where_a_form_is(client: TestClient) -> None:
    assert "set-cookie" not in client.get("/events").headers
    cookie = client.get("/events/f").headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert "set-cookie" not in client.get("/events/f").headers


def test_a_page_with_a_form_is_kept_by_nobody_between(client: TestClient) -> None:
    assert client.get("/events/f").headers["cache-control"] == "private, no-store"


def test_what_is_too_large_is_refused(client: TestClient) -> None:
    form = _form(client)
    assert client.post("/review/decide", data=form | {"because": "a" * MOST_BYTES}).status_code == 413

    def bits() -> Iterator[bytes]:
        for _ in range(MOST_BYTES // 1000 + 2):
            yield b"a" * 1000

    headers = {"content-type": "application/x-www-form-urlencoded"}
    assert client.post("/review/decide", content=bits(), headers=headers).status_code == 413
    many = "&".join(f"a{n}=" for n in range(3_000))
    assert client.post("/review/decide", content=many, headers=headers).status_code == 413


def test_what_is_no_form_is_refused(client: TestClient) -> None:
    assert client.post("/review/decide", json=_form(client)).status_code == 415


@pytest.mark.parametrize("length", ["-1", "1e3", "99999999999999999999999999", "١٢"])
def test_a_length_that_is_none_is_refused(client: TestClient, length: str) -> None:
    answer = client.get("/events", headers={b"content-length": length.encode()})
    assert answer.status_code in (400, 413)


@pytest.mark.parametrize("path", ["/", "/events", "/review", "/api/v1/events", "/static/style.css", "/none"])
def test_no_address_takes_anything_without_a_form_token(client: TestClient, path: str) -> None:
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        answer = client.request(method, path, data={"a": "b"})
        assert answer.status_code == 403, (method, path)


def test_one_who_asks_too_much_is_told_to_wait(ledger: Ledger) -> None:
    with TestClient(create_app(ledger, Access(rate=1)), base_url="http://localhost") as client:
        answers = [client.get("/api/v1/stats") for _ in range(25)]
        assert {answer.status_code for answer in answers} == {200, 429}
        assert int(answers[-1].headers["retry-after"]) >= 1
        assert set(answers[-1].json()) == {"error"}
        assert client.get("/static/style.css").status_code == 200


def test_every_answer_keeps_the_strict_policy(client: TestClient) -> None:
    for path in ("/review", "/review/log", "/events/f", "/api/v1", "/api/v1/events", "/none"):
        answer = client.get(path)
        assert (
            "default-src 'none'; script-src 'self'; style-src 'self';"
            in answer.headers["content-security-policy"]
        )
        assert "unsafe" not in answer.headers["content-security-policy"]
    assert "content-security-policy" in client.get("/events", headers={"host": "evil.example"}).headers
