"""docs/api.md names every call, role and option that there is, and its Python runs."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn

from onrecord.cli import main
from onrecord.ledger import Ledger
from onrecord.web import create_app
from onrecord.web.access import ROLES, Access
from onrecord.web.api.routes import openapi
from tests.web.stocked import fill

_TEXT = (Path(__file__).parents[1] / "docs" / "api.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    opened = Ledger.open(f"sqlite:///{tmp_path_factory.mktemp('docs')}/january.db")
    fill(opened)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def address(ledger: Ledger) -> Iterator[str]:
    server = uvicorn.Server(uvicorn.Config(create_app(ledger, Access()), port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


def test_every_call_is_documented_and_no_other(ledger: Ledger) -> None:
    calls = set(openapi(create_app(ledger))["paths"])
    assert set(re.findall(r"^\| `(/api/v1/\S+)` \|", _TEXT, re.MULTILINE)) == calls


def test_every_role_is_documented() -> None:
    assert {role for role in ROLES if f"| `{role}` |" not in _TEXT} == set()


def test_every_command_and_option_exists() -> None:
    commands = re.findall(r"^\$ onrecord (serve|token \w+)(.*?)(?:#.*)?$", _TEXT, re.MULTILINE)
    assert {name for name, _ in commands} == {"serve", "token add", "token list", "token revoke"}
    for name, rest in commands:
        command = main.commands[name.split()[0]]
        if " " in name:
            command = command.commands[name.split()[1]]  # type: ignore[attr-defined]
        options = {option for parameter in command.params for option in parameter.opts}
        assert set(re.findall(r"--[\w-]+", rest)) <= options
    serve = {o for p in main.commands["serve"].params for o in p.opts}
    assert {"--public", "--rate", "--allow-host", "--tokens"} <= serve
    assert {
        option for option in ("--public", "--rate", "--allow-host", "--tokens") if option not in _TEXT
    } == set()


def test_the_python_runs(address: str, ledger: Ledger) -> None:
    blocks = re.findall(r"```python\n(.*?)```", _TEXT, re.DOTALL)
    assert len(blocks) == 2
    found: dict[str, object] = {"SERVER": address}
    for block in blocks:
        exec(block, found)
    events = {row["id"] for row in found["rows"]}  # type: ignore[attr-defined]
    assert events
    assert events <= set(found["known"])  # type: ignore[call-overload]
