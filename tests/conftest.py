"""How many processes run the tests, the PostgreSQL server that each of them starts, and what a run left out."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from onrecord.ledger import Ledger
    from onrecord.model import Record
    from tests.ledger.postgres import Server

_WITHOUT = "PostgreSQL is not installed (apt-get install postgresql): the ledger is tested on SQLite alone"
NEEDED = "ONRECORD_NEEDS_POSTGRES"
"""Set by CI: there a missing server is a failure."""
_MOST = 8
"""Processes at most: with more, the longest file of tests says when the run ends."""
_MEMORY = 2 << 30
"""Bytes that a process may take, its server, browser and reading processes included."""

# an example may wait for a busy machine: what takes too long is found by counting, not by the clock
settings.register_profile("unhurried", settings(deadline=None))
settings.load_profile("unhurried")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Return for ``-n auto`` as many processes as there are cores that we may use, and memory for."""
    usable = getattr(os, "sched_getaffinity", None)
    cores = len(usable(0)) if usable else os.cpu_count() or 1
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return max(1, min(cores, memory // _MEMORY, _MOST))


def pytest_collection_finish() -> None:
    """Let no ledger on SQLite in this process wait for the disk, as the PostgreSQL server does not: no power fails here."""
    if "sqlalchemy" not in sys.modules:  # then no test that was collected opens a ledger at once
        return
    from sqlalchemy import Engine, event

    def hurry(connection: object, _record: object) -> None:
        if isinstance(connection, sqlite3.Connection):
            connection.execute("PRAGMA synchronous = OFF")

    event.listen(Engine, "connect", hurry)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say plainly when half of the tests of the ledger did not run, or no disk was full."""
    from tests.ledger import small_disk

    reasons = "\n".join(str(report.longrepr) for report in terminalreporter.stats.get("skipped", []))
    for plainly in (_WITHOUT, small_disk.WITHOUT):
        if plainly in reasons:
            terminalreporter.write_line(plainly, yellow=True)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A private PostgreSQL server, or a skip that says why."""
    from tests.ledger.postgres import Server, binaries

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


class Copies:
    """Copies of databases that nobody has open: quicker than making and filling each anew."""

    def __init__(self, folder: Path, request: pytest.FixtureRequest) -> None:
        self._folder, self._request = folder, request
        self._empty: dict[str, str] = {}

    @property
    def _server(self) -> Server:
        running: Server = self._request.getfixturevalue("server")
        return running

    def empty(self, kind: str) -> str:
        """Return the URL of an empty ledger to copy, made the first time that one of the kind is asked for."""
        from onrecord.ledger import Ledger

        if kind not in self._empty:
            sqlite = f"sqlite:///{self._folder}/empty.db"
            self._empty[kind] = sqlite if kind == "sqlite" else self._server.new_database()
            Ledger.open(self._empty[kind]).close()
        return self._empty[kind]

    def of(self, url: str) -> str:
        """Copy the database at an URL and return the URL of the copy."""
        if not url.startswith("sqlite"):
            return self._server.new_database(like=url)
        path = self._folder / f"{uuid.uuid4().hex}.db"
        shutil.copy(url.removeprefix("sqlite:///"), path)
        return f"sqlite:///{path}"

    @contextmanager
    def opened(self, url: str) -> Iterator[Ledger]:
        """Open a copy of the ledger at an URL, which is deleted in the end."""
        from onrecord.ledger import Ledger

        copy = self.of(url)
        server = None if copy.startswith("sqlite") else self._server
        try:
            with closing(Ledger.open(copy)) as ledger:
                yield ledger
        finally:
            if server:
                server.drop(copy)
            else:
                Path(copy.removeprefix("sqlite:///")).unlink()


@pytest.fixture(scope="session")
def copies(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Copies:
    return Copies(tmp_path_factory.mktemp("ledgers"), request)


@pytest.fixture(scope="session")
def templates(copies: Copies) -> Callable[[str], str]:
    """What copies an empty ledger of a kind and returns the URL."""
    return lambda kind: copies.of(copies.empty(kind))


@pytest.fixture(scope="session")
def january() -> dict[str, Record]:
    """The articles of examples/january-2020 by id, read once."""
    from bench.examples import read_records

    return {record.id: record for record in read_records()}
