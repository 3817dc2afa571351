"""Ledgers to test on: each test that asks for ``url`` or ``ledger`` runs on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.ledger import Ledger
from tests.conftest import Copies
from tests.ledger.postgres import Server

DATABASES = ("sqlite", "postgresql")


@pytest.fixture(params=DATABASES)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database that is not there yet or is empty, once for each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/ledger.db"
        return
    running: Server = request.getfixturevalue("server")
    made = running.new_database()
    yield made
    running.drop(made)


@pytest.fixture(params=DATABASES)
def ledger(request: pytest.FixtureRequest, copies: Copies) -> Iterator[Ledger]:
    """An open, empty ledger, once for each kind of database."""
    with copies.opened(copies.empty(request.param)) as opened:
        yield opened


@pytest.fixture(scope="module", params=DATABASES)
def shared_ledger(request: pytest.FixtureRequest, copies: Copies) -> Iterator[Ledger]:
    """The same for a whole module, which fills it once and then only reads."""
    with copies.opened(copies.empty(request.param)) as opened:
        yield opened
