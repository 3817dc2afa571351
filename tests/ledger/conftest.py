"""Ledgers to test on: each test that asks for ``url`` or ``ledger`` runs on SQLite and on PostgreSQL."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from onrecord.ledger import Ledger
from tests.ledger import small_disk
from tests.ledger.postgres import Server, binaries

_WITHOUT = "PostgreSQL is not installed (apt-get install postgresql): the ledger is tested on SQLite alone"
NEEDED = "ONRECORD_NEEDS_POSTGRES"
"""Set by CI: there a missing server is a failure."""


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say plainly when half of the tests did not run, or no disk was full."""
    if binaries() is None:
        terminalreporter.write_line(_WITHOUT, yellow=True)
    skipped = terminalreporter.stats.get("skipped", [])
    if any(small_disk.WITHOUT in str(report.longrepr) for report in skipped):
        terminalreporter.write_line(small_disk.WITHOUT, yellow=True)


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


DATABASES = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def templates(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Callable[[str], str]:
    """What copies an empty ledger of a kind and returns the URL: quicker than making each by migrations."""
    made: dict[str, str] = {}
    folder = tmp_path_factory.mktemp("ledgers")

    def copy(kind: str) -> str:
        if kind not in made:
            empty = folder / "empty.db"
            made[kind] = (
                f"sqlite:///{empty}" if kind == "sqlite" else request.getfixturevalue("server").new_database()
            )
            Ledger.open(made[kind]).close()
        if kind == "sqlite":
            path = folder / f"{uuid.uuid4().hex}.db"
            shutil.copy(folder / "empty.db", path)
            return f"sqlite:///{path}"
        running: Server = request.getfixturevalue("server")
        return running.new_database(like=made[kind])

    return copy


@pytest.fixture(params=DATABASES)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database that is not there yet or is empty, once for each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/ledger.db"
    running: Server = request.getfixturevalue("server")
    return running.new_database()


@pytest.fixture(params=DATABASES)
def ledger(request: pytest.FixtureRequest, templates: Callable[[str], str]) -> Iterator[Ledger]:
    """An open, empty ledger, once for each kind of database."""
    opened = Ledger.open(templates(request.param))
    yield opened
    opened.close()


@pytest.fixture(scope="module", params=DATABASES)
def shared_ledger(request: pytest.FixtureRequest, templates: Callable[[str], str]) -> Iterator[Ledger]:
    """The same for a whole module, which fills it once and then only reads."""
    opened = Ledger.open(templates(request.param))
    yield opened
    opened.close()
