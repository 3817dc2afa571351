"""The same articles give the same events, in whatever order, batches and database they were added."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.ledger import Ledger
from onrecord.merging import build_events
from onrecord.model import Event
from tests.conftest import Copies
from tests.ledger.conftest import DATABASES
from tests.merging.made_up import ARTICLES, decision


def _events(ledger: Ledger) -> tuple[Event, ...]:
    return build_events(ledger.records(), ledger.decisions())


@pytest.mark.parametrize("kind", DATABASES)
@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(order=st.permutations(range(len(ARTICLES))), again=st.sets(st.integers(0, len(ARTICLES) - 1)))
def test_order_and_repeats_do_not_matter(
    kind: str, copies: Copies, order: list[int], again: set[int]
) -> None:
    with copies.opened(copies.empty(kind)) as ledger:
        for number in [*order, *again]:
            ledger.add(ARTICLES[number])
        found = _events(ledger)
        assert found == build_events(ARTICLES)


def test_a_decision_made_between_articles_holds_as_if_it_had_come_last(ledger: Ledger) -> None:
    chance = random.Random(7)
    records = chance.sample(ARTICLES, len(ARTICLES))
    for record in records[:3]:
        ledger.add(record)
    ledger.decide("merge", "c", "e", because="one attack", decider="ana")
    for record in records[3:]:
        ledger.add(record)
    assert {e.id for e in _events(ledger)} == {
        e.id for e in build_events(ARTICLES, [decision(1, "merge", "c", "e")])
    }
