"""What was read of each day of publication."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from onrecord.ledger import DayRead, Ledger, days_in
from tests.ledger.made_up import record

_NOON = dt.datetime(2020, 1, 10, 12, tzinfo=dt.UTC)


def test_days_have_articles_outlets_and_failures(tmp_path: Path) -> None:
    ledger = Ledger.open(f"sqlite:///{tmp_path}/a.db")
    ledger.add(record())
    ledger.add(record("Another text.", "a2", outlet="The Hills", reports=(), attributions=()))
    ledger.add(record("A third text.", "a3", published=None, reports=(), attributions=()))
    ledger.log_failure("a.html", "empty")
    assert ledger.days() == (
        DayRead(day="2020-01-09", articles=2, outlets=2),
        DayRead(day=None, articles=1, outlets=1, failed=1),
    )
    ledger.close()


def test_a_changed_article_counts_once_and_as_known_at_the_time(tmp_path: Path) -> None:
    ledger = Ledger.open(f"sqlite:///{tmp_path}/a.db")
    ledger.add(record(), now=_NOON)
    ledger.add(record(published="2020-01-11"), now=_NOON + dt.timedelta(days=2))
    assert [(d.day, d.articles) for d in ledger.days()] == [("2020-01-11", 1)]
    assert [(d.day, d.articles) for d in ledger.days(as_of=_NOON + dt.timedelta(days=1))] == [
        ("2020-01-09", 1)
    ]
    ledger.close()


def test_records_that_no_ledger_keeps_give_the_same(tmp_path: Path) -> None:
    records = [record(), record("Another text.", "a2", outlet=None, reports=(), attributions=())]
    ledger = Ledger.open(f"sqlite:///{tmp_path}/a.db")
    for one in records:
        ledger.add(one)
    assert ledger.days() == days_in(records)
    ledger.close()
