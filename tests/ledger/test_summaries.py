"""Summaries of events are kept beside them; where one is missing it is made of the event, and nobody sees the difference."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection, delete, func, select, update

from onrecord.ledger import Ledger
from onrecord.ledger.view import CountedEvents, HeldColumns, StoredEvents
from onrecord.ledger.view.columns import load_columns
from onrecord.ledger.view.schema import event_summaries
from onrecord.merging import events_of, rebuild, wrong_events
from onrecord.model import Summary, summary_of
from tests.merging.made_up import ARTICLES, article


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    for made in ARTICLES:
        ledger.add(made)
    with events_of(ledger):
        return ledger


def _summaries(ledger: Ledger) -> list[Summary]:
    with events_of(ledger) as found:
        return list(found.summaries(order="reports"))


def _kept(ledger: Ledger) -> int:
    with ledger.reading() as connection:
        return connection.scalar(select(func.count()).select_from(event_summaries)) or 0


def _of_another_program(connection: Connection) -> None:
    connection.execute(update(event_summaries).values(form="older", summary=b"of another shape"))


def _damaged(connection: Connection) -> None:
    connection.execute(update(event_summaries).values(summary=b"damaged"))


def _gone(connection: Connection) -> None:
    connection.execute(delete(event_summaries))


class TestKeptSummaries:
    def test_say_what_the_events_say_in_the_order_asked_for(self, filled: Ledger) -> None:
        with events_of(filled) as found:
            whole = list(found.events(order="reports"))
            assert len(whole) > 2
            assert list(found.summaries(order="reports")) == list(map(summary_of, whole))
            assert list(found.summaries(order="reports", limit=2)) == list(map(summary_of, whole[:2]))
        assert _kept(filled) == len(whole)

    def test_are_the_same_with_columns_at_hand(self, filled: Ledger) -> None:
        with filled.reading() as connection:
            held = HeldColumns(load_columns(connection))
        counted = CountedEvents(filled.reading, held, newest=True)
        assert list(counted.summaries(order="reports")) == _summaries(filled)
        leaf = counted.leaf(order="reports", limit=2)
        found = counted.summarized(leaf.numbers)
        assert [found[number] for number in leaf.numbers] == _summaries(filled)[:2]

    @pytest.mark.parametrize("harm", [_of_another_program, _damaged, _gone])
    def test_are_made_of_the_events_where_they_cannot_be_used(self, filled: Ledger, harm: object) -> None:
        before = _summaries(filled)
        filled.in_turn(harm, "test")  # type: ignore[arg-type]
        assert _summaries(filled) == before

    def test_that_do_not_say_what_the_event_says_are_found_and_mended(self, filled: Ledger) -> None:
        before = _summaries(filled)
        assert list(wrong_events(filled)) == []
        filled.in_turn(_gone, "test")
        assert list(wrong_events(filled)) == []  # what is missing is made when it is asked for
        filled.keep_summaries()
        filled.in_turn(_damaged, "test")
        assert [d.what.partition(" of ")[0] for d in wrong_events(filled)] == ["the summary"] * len(before)
        rebuild(filled)
        assert list(wrong_events(filled)) == []

    @pytest.mark.parametrize("harm", [_of_another_program, _gone])
    def test_that_are_missing_are_written_down_once(self, filled: Ledger, harm: object) -> None:
        before = _summaries(filled)
        assert filled.keep_summaries() == 0
        filled.in_turn(harm, "test")  # type: ignore[arg-type]
        assert filled.keep_summaries(at_once=2) == len(before)
        assert filled.keep_summaries() == 0
        assert _kept(filled) == len(before)
        assert _summaries(filled) == before

    def test_of_an_older_state_stay(self, filled: Ledger) -> None:
        with events_of(filled) as before:
            leaf, said = before.leaf(limit=50), list(before.summaries())
            filled.add(article("later", "2020-01-08"))
            with events_of(filled):
                pass
            found = before.summarized(leaf.numbers)
        assert [found[number] for number in leaf.numbers] == said

    def test_that_are_gone_by_a_rebuild_are_left_out(self, filled: Ledger) -> None:
        with events_of(filled) as before:
            numbers = before.leaf(limit=50).numbers
            rebuild(filled)
            assert before.summarized(numbers) == {}
        assert before.summarized([10**6]) == {}


def test_a_ledger_without_events_lacks_no_summary(ledger: Ledger) -> None:
    with events_of(ledger) as found:
        assert isinstance(found, StoredEvents)
        assert list(found.summaries()) == []
    assert ledger.keep_summaries() == 0
