"""Rows by which events are found, counted and listed: the check names those that are not what the events give."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest
from sqlalchemy import text

from onrecord.ledger import Ledger
from onrecord.ledger.opening import writing
from onrecord.merging import catch_up, wrong_events
from tests.conftest import Copies
from tests.ledger.conftest import DATABASES
from tests.ledger.made_up import record
from tests.merging.made_up import ARTICLES


@pytest.fixture(scope="module", params=DATABASES)
def whole(request: pytest.FixtureRequest, copies: Copies) -> str:
    """The URL of a ledger with events, which each test damages in a copy of its own."""
    with closing(Ledger.open(copies.of(copies.empty(request.param)))) as ledger:
        for made in (*ARTICLES, record()):
            ledger.add(made)
            catch_up(ledger)
        assert list(wrong_events(ledger)) == []
        return ledger.url


@pytest.fixture
def filled(whole: str, copies: Copies) -> Iterator[Ledger]:
    with copies.opened(whole) as opened:
        yield opened


@pytest.mark.parametrize(
    ("table", "statement"),
    [
        ("events", "UPDATE events SET reports = reports + 1 WHERE number = 1"),
        ("events", "UPDATE events SET standing = '[]' WHERE number = 1"),
        ("events", "UPDATE events SET last_published = '2031-01-01' WHERE number = 1"),
        ("event_facets", "DELETE FROM event_facets WHERE event = 1 AND facet = 'type'"),
        ("event_facets", "INSERT INTO event_facets VALUES ('standing', 'denied', 1)"),
        ("event_parties", "DELETE FROM event_parties WHERE event = 1 AND side = 0"),
        ("event_parties", "UPDATE event_parties SET side = 1 - side WHERE event = 1"),
        ("event_places", "DELETE FROM event_places"),
        ("memberships", "UPDATE memberships SET why = 'by chance' WHERE number = 1"),
    ],
)
def test_check_names_the_table_that_does_not_fit_the_events(
    filled: Ledger, table: str, statement: str
) -> None:
    with writing(filled._engine) as connection:
        connection.execute(text(statement))
    assert {damage.table for damage in wrong_events(filled)} == {table}
