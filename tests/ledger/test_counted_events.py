"""Columns at hand: the same answers as the database gives, of the state that they were loaded from."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.ledger import Ledger
from onrecord.ledger.view import (
    EVENT_ORDERS,
    FACETS,
    CountedEvents,
    EventFilters,
    EventOrder,
    HeldColumns,
    StoredEvents,
)
from onrecord.ledger.view.columns import load_columns
from onrecord.merging import events_of
from onrecord.model import UsageError
from tests.ledger.made_up import record, report
from tests.merging.made_up import ARTICLES, article

_FILTERS = st.builds(
    EventFilters,
    type=st.sampled_from([None, "CONSULT", "assault", "AID"]),
    who=st.sampled_from([None, "ISR", "USA", "Q30", "iran", "nobody"]),
    actor=st.sampled_from([None, "IRN", "donald trump"]),
    recipient=st.sampled_from([None, "USA"]),
    place=st.sampled_from([None, "IRQ", "Baghdad", "nowhere"]),
    since=st.sampled_from([None, "2020-01-01", "2020-03-01"]),
    until=st.sampled_from([None, "2020-01-31", "2020-04-01"]),
    standing=st.sampled_from([None, "reported", "Denied", "planned"]),
    text=st.sampled_from([None, "said", "attack", '"in baghdad"']),
    least=st.integers(1, 3),
)  # fmt: skip


def _loaded(ledger: Ledger) -> HeldColumns:
    with events_of(ledger), ledger.reading() as connection:
        return HeldColumns(load_columns(connection))


@pytest.fixture(scope="module")
def filled(shared_ledger: Ledger) -> Ledger:
    for made in ARTICLES:
        shared_ledger.add(made)
    shared_ledger.add(article("x1", "2020-03-01"))
    shared_ledger.add(record())
    shared_ledger.add(record(article="a2", reports=(report("r9", place=None, actors=()),)))
    return shared_ledger


@pytest.fixture(scope="module")
def both(filled: Ledger) -> Iterator[tuple[StoredEvents, CountedEvents]]:
    held = _loaded(filled)
    with events_of(filled) as stored:
        yield stored, CountedEvents(filled.reading, held, newest=True)


@settings(deadline=None, max_examples=60)
@given(filters=_FILTERS, order=st.sampled_from(EVENT_ORDERS))
def test_lists_and_counts_are_those_of_the_database(
    both: tuple[StoredEvents, CountedEvents], filters: EventFilters, order: EventOrder
) -> None:
    stored, counted = both
    assert counted.count(filters) == stored.count(filters)
    assert list(counted.rows(filters, order=order)) == list(stored.rows(filters, order=order))
    assert list(counted.events(filters, order=order, limit=3)) == list(
        stored.events(filters, order=order, limit=3)
    )
    assert list(counted.summaries(filters, order=order)) == list(stored.summaries(filters, order=order))
    assert counted.places(filters) == stored.places(filters)
    spans = counted.spans(filters)
    assert spans == stored.spans(filters)
    assert sum(span.events for span in spans) == counted.count(filters)
    assert sum(span.reports for span in spans) == sum(row["reports"] for row in stored.rows(filters))
    for facet in FACETS:
        assert counted.counts(facet, filters) == stored.counts(facet, filters)
    for one, other in zip(counted.parties(filters), stored.parties(filters), strict=True):
        assert (one.key, one.tallies) == (other.key, other.tallies)


@pytest.mark.parametrize("order", EVENT_ORDERS)
def test_pages_follow_each_other_and_go_on_in_the_database(
    both: tuple[StoredEvents, CountedEvents], order: EventOrder
) -> None:
    stored, counted = both
    wanted = [row["id"] for row in stored.rows(order=order)]
    first = counted.page(order=order, limit=2)
    assert [row["id"] for row in first.rows] == wanted[:2]
    assert first.after == stored.page(order=order, limit=2).after
    for view in both:
        assert [row["id"] for row in view.page(limit=3, after=first.after).rows] == wanted[2:5]
    assert counted.page(order=order, limit=len(wanted)).after is None


def test_columns_show_the_state_from_which_they_were_loaded(ledger: Ledger) -> None:
    ledger.add(record())
    held = _loaded(ledger)
    before = CountedEvents(ledger.reading, held, newest=False)
    ledger.add(article("x1", "2020-03-01"))
    with events_of(ledger) as stored:
        assert stored.count() == 2
        assert (before.count(), len(list(before.events())), before.state) == (1, 1, stored.state - 1)


def test_an_empty_ledger_has_empty_columns(ledger: Ledger) -> None:
    counted = CountedEvents(ledger.reading, _loaded(ledger), newest=True)
    assert (counted.count(), counted.parties(), counted.places(), counted.page().rows) == (0, [], [], [])
    assert (counted.spans(), list(counted.summaries())) == ([], [])
    assert counted.count(EventFilters(who="USA", text="said", since="2020-01-01")) == 0


def test_a_text_without_words_is_refused(both: tuple[StoredEvents, CountedEvents]) -> None:
    with pytest.raises(UsageError, match="no word"):
        both[1].count(EventFilters(text="!"))
