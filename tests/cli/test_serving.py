"""``onrecord serve`` says what it needs before it opens anything, and ``onrecord token`` keeps who may call."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from onrecord.cli import main
from onrecord.ledger import Ledger
from onrecord.web.access import TokenFile


@pytest.fixture
def url(tmp_path: Path) -> str:
    address = f"sqlite:///{tmp_path}/ledger.db"
    Ledger.open(address).close()
    return address


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the server was started with; none is."""
    found: dict[str, Any] = {}
    monkeypatch.setattr("uvicorn.run", lambda app, **options: found.update(options, app=app))
    return found


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def test_a_server_is_open_to_this_machine_alone(url: str, served: dict[str, Any]) -> None:
    result = _run("serve", "--ledger", url, "--port", "8123")
    assert result.exit_code == 0, result.output
    assert "http://127.0.0.1:8123/" in result.output
    assert (served["host"], served["port"]) == ("127.0.0.1", 8123)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "desk.example"])
def test_an_address_that_others_reach_needs_public(url: str, served: dict[str, Any], host: str) -> None:
    result = _run("serve", "--ledger", url, "--host", host)
    assert result.exit_code == 2
    assert "add --public" in result.output
    assert served == {}


@pytest.mark.parametrize("host", ["localhost", "127.0.0.2", "::1"])
def test_the_names_of_loopback_need_none(url: str, served: dict[str, Any], host: str) -> None:
    assert _run("serve", "--ledger", url, "--host", host).exit_code == 0
    assert served["host"] == host


def test_a_public_server_needs_somebody_who_may_call(url: str, served: dict[str, Any]) -> None:
    result = _run("serve", "--ledger", url, "--public")
    assert result.exit_code == 2
    assert "onrecord token add" in result.output
    assert _run("token", "add", "ana", "--role", "admin", "--ledger", url).exit_code == 0
    assert _run("serve", "--ledger", url, "--public", "--host", "0.0.0.0").exit_code == 0
    assert served["host"] == "0.0.0.0"


def test_a_ledger_that_is_not_there_is_said_with_status_3(tmp_path: Path, served: dict[str, Any]) -> None:
    assert _run("serve", "--ledger", f"sqlite:///{tmp_path}/none.db").exit_code == 3
    assert served == {}


def test_a_token_is_shown_once(url: str, tmp_path: Path) -> None:
    made = _run("token", "add", "ana", "--role", "reader", "--ledger", url).output.strip()
    caller = TokenFile(tmp_path / "ledger.db.tokens").caller(made)
    assert caller is not None
    assert caller.name == "ana"
    listed = _run("token", "list", "--ledger", url).output
    assert "ana" in listed
    assert "reader" in listed
    assert made not in listed


def test_a_token_is_revoked_by_name(url: str, tmp_path: Path) -> None:
    made = _run("token", "add", "ana", "--role", "reader", "--ledger", url).output.strip()
    assert _run("token", "revoke", "ana", "--ledger", url).exit_code == 0
    assert TokenFile(tmp_path / "ledger.db.tokens").caller(made) is None
    again = _run("token", "revoke", "ana", "--ledger", url)
    assert again.exit_code == 2
    assert "has no token" in again.output


def test_an_unknown_role_is_refused(url: str) -> None:
    result = _run("token", "add", "ana", "--role", "king", "--ledger", url)
    assert result.exit_code == 2
    assert "'reader', 'reviewer', 'admin'" in result.output
