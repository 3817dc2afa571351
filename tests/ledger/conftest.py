"""Ledgers to test on: each test that asks for ``url`` or ``ledger`` runs on SQLite and on PostgreSQL."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.ledger import Ledger
from tests.ledger.postgres import Server, binaries

_WITHOUT = "PostgreSQL is not installed (apt-get install postgresql): the ledger is tested on SQLite alone"
NEEDED = "ONRECORD_NEEDS_POSTGRES"
"""Set by CI: there a missing server is a failure."""


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say plainly when half of the tests did not run."""
    if binaries() is None:
        terminalreporter.write_line(_WITHOUT, yellow=True)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A private PostgreSQL server, or a skip that says why."""
    programs = binaries()
    if programs is None:
        assert not os.environ.get(NEEDED), _WITHOUT
        pytest.skip(_WITHOUT)
    private = Server(programs)
    try:
        private.start()
        yield private
    finally:
        private.remove()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database that is not there yet or is empty, once for each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/ledger.db"
    running: Server = request.getfixturevalue("server")
    return running.new_database()


@pytest.fixture
def ledger(url: str) -> Iterator[Ledger]:
    """An open, empty ledger."""
    opened = Ledger.open(url)
    yield opened
    opened.close()
