"""Pages of reports, articles and records: everything once, in the order in which it was added."""

from __future__ import annotations

import datetime as dt

import pytest

from onrecord.ledger import Filters, Ledger
from onrecord.ledger.current import moment
from onrecord.ledger.paging import article_page, record_page, report_page
from onrecord.model import UsageError
from tests.ledger.made_up import TEXT, record

_T0 = dt.datetime(2020, 1, 9, 12, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def filled(shared_ledger: Ledger) -> Ledger:
    for number in range(7):
        outlet = "The Coast" if number % 2 else "The Hill"
        shared_ledger.add(record(article=f"a{number}", outlet=outlet), now=_T0 + dt.timedelta(hours=number))
    shared_ledger.add(record(TEXT + " Later.", "a2", outlet="The Hill"), now=_T0 + dt.timedelta(hours=9))
    return shared_ledger


def test_articles_of_all_pages_are_all_articles(filled: Ledger) -> None:
    found, after = [], 0
    while True:
        with filled.reading() as connection:
            page = article_page(connection, Filters(), None, 3, after)
        found += [(row["id"], row["versions"]) for row in page.rows]
        if page.after is None:
            break
        after = page.after
    assert found == [(f"a{n}", 2 if n == 2 else 1) for n in range(7)]


def test_reports_are_filtered_and_paged(filled: Ledger) -> None:
    with filled.reading() as connection:
        first = report_page(connection, Filters(outlet="The Coast"), None, 2)
        assert first.after is not None
        second = report_page(connection, Filters(outlet="The Coast"), None, 2, first.after)
    assert [row["article_id"] for row in [*first.rows, *second.rows]] == ["a1", "a3", "a5"]
    assert second.after is None


def test_records_are_those_of_the_time_asked_for(filled: Ledger) -> None:
    with filled.reading() as connection:
        now = record_page(connection, None, 10)
        then = record_page(connection, moment(_T0 + dt.timedelta(hours=3)), 10)
    assert [len(r.text) for r in now.records if r.id == "a2"] == [len(TEXT + " Later.")]
    assert [r.id for r in then.records] == ["a0", "a1", "a2", "a3"]
    assert [len(r.text) for r in then.records if r.id == "a2"] == [len(TEXT)]


def test_a_page_that_holds_exactly_the_rest_is_the_last(filled: Ledger) -> None:
    with filled.reading() as connection:
        assert record_page(connection, None, 7).after is None
        assert record_page(connection, None, 6).after is not None


def test_articles_refuse_filters_of_reports(filled: Ledger) -> None:
    with filled.reading() as connection, pytest.raises(UsageError, match="cannot be filtered by actor"):
        article_page(connection, Filters(actor="LBY"), None, 5)
