"""Adding an article costs the same whatever the ledger holds: counted, not timed, the same on every machine."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice
from typing import Any

import pytest
from bench.ledger_speed import QUERIES
from bench.made_news import made_records
from sqlalchemy import event

from onrecord.ledger import Filters, Ledger
from onrecord.ledger.schema import metadata

_SCAN = re.compile(rf"SCAN ({'|'.join(metadata.tables)})\b")
"""Not that of what a part of the statement found, nor of the full-text index, which is a look-up."""

_Statements = list[tuple[str, Any]]


@pytest.fixture(scope="module")
def ledger(templates: Callable[[str], str]) -> Ledger:
    opened = Ledger.open(templates("sqlite"))
    for record in made_records(60):
        opened.add(record)
    return opened


def _statements(ledger: Ledger, work: Callable[[], Any]) -> _Statements:
    seen: _Statements = []

    def on_statement(
        _connection: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, many: bool
    ) -> None:
        seen.append((statement, parameters[0] if many else parameters))

    event.listen(ledger._engine, "before_cursor_execute", on_statement)
    work()
    event.remove(ledger._engine, "before_cursor_execute", on_statement)
    return [(s, p) for s, p in seen if s.startswith(("SELECT", "INSERT", "WITH"))]


def _scans(ledger: Ledger, statements: _Statements) -> list[str]:
    """Return the steps that look at every row of a table."""
    found = []
    with ledger._engine.connect() as connection:
        for statement, parameters in statements:
            plan = connection.exec_driver_sql("EXPLAIN QUERY PLAN " + statement, parameters)
            found += [f"{step}: {statement}" for _, _, _, step in plan if _SCAN.match(step)]
    return found


def test_adding_scans_no_table(ledger: Ledger) -> None:
    article = next(islice(made_records(61), 60, None))
    statements = _statements(ledger, lambda: ledger.add(article))
    assert len(statements) > 10
    # the newest attempt is the last of its table: a scan that ends at its first row
    scans = [scan for scan in _scans(ledger, statements) if not scan.startswith("SCAN attempts")]
    assert scans == []


def test_adding_takes_as_many_statements_at_any_size(ledger: Ledger) -> None:
    first, last = islice(made_records(200, seed=2), 100, None, 99)
    counts = [len(_statements(ledger, lambda record=record: ledger.add(record))) for record in (first, last)]  # type: ignore[misc]
    assert max(counts) <= 21
    assert len(_statements(ledger, lambda: ledger.add(first))) < min(counts)


@pytest.mark.parametrize(("name", "wanted"), QUERIES, ids=[name for name, _ in QUERIES])
def test_filters_use_an_index(ledger: Ledger, name: str, wanted: dict[str, Any]) -> None:
    asked = _statements(ledger, lambda: list(ledger.reports(Filters(**wanted), limit=50)))
    # going through an index in the order asked for is a scan that ends when enough is found
    scans = [scan for scan in _scans(ledger, asked) if "USING" not in scan.split(":")[0]]
    assert scans == []
