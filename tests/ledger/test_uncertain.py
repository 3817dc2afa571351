"""Joins of which the merging was least sure: the mean that it decided by, worked out again from the stored links."""

from __future__ import annotations

import pytest

from onrecord.ledger import Ledger
from onrecord.ledger.view import StoredEvents
from onrecord.ledger.view.uncertain import Join, changed_at, doubtful, weak
from onrecord.merging import catch_up, events_of
from onrecord.merging.events import LEAST, weigh
from onrecord.merging.grouping import UNLIKE
from onrecord.merging.tellings import tellings_of
from onrecord.merging.weighing import load_weights
from tests.merging.made_up import ARTICLES, article

_NEAR = article("g", "2020-01-08", "Iran struck a convoy of trucks near Erbil", word="struck")
"""Somewhat like the attack of the others, and no part of it."""
_ALL = [*ARTICLES, _NEAR]


@pytest.fixture
def joins(ledger: Ledger) -> list[Join]:
    for record in _ALL:
        ledger.add(record)
    with events_of(ledger) as view:
        names = [row["id"] for row in view.rows()]
        with ledger.reading() as connection:
            return doubtful(connection, names, view.standpoint, UNLIKE)


def _odds() -> dict[tuple[str, str], float]:
    return weigh([t for record in _ALL for t in tellings_of(record)], load_weights())


def _mean(ours: list[str], others: list[str]) -> float:
    odds = _odds()
    pairs = [(min(a, b), max(a, b)) for a in ours for b in others if a != b]
    return sum(max(odds.get(pair, UNLIKE), UNLIKE) for pair in pairs) / len(pairs)


def _members(view: StoredEvents, name: str) -> list[str]:
    return [told.report.id for told in view.named(name).told]


def test_within_an_event_the_report_least_like_the_others_is_named(ledger: Ledger, joins: list[Join]) -> None:
    inside = [join for join in joins if join.kind == "inside"]
    assert inside
    with events_of(ledger) as view:
        for join in inside:
            members = _members(view, join.event)
            means = {one: _mean([one], [other for other in members if other != one]) for one in members}
            assert join.odds == pytest.approx(min(means.values()), abs=1e-5)
            assert means[join.one] == pytest.approx(min(means.values()), abs=1e-5)


def test_between_two_events_it_is_the_mean_by_which_they_were_not_joined(
    ledger: Ledger, joins: list[Join]
) -> None:
    between = [join for join in joins if join.kind == "between"]
    assert between
    with events_of(ledger) as view:
        for join in between:
            assert join.beside is not None
            mean = _mean(_members(view, join.event), _members(view, join.beside))
            assert join.odds == pytest.approx(mean, abs=1e-5)
            assert join.odds <= LEAST


def test_a_pair_of_events_is_named_once(joins: list[Join]) -> None:
    pairs = [frozenset((join.event, join.beside)) for join in joins if join.kind == "between"]
    assert len(pairs) == len(set(pairs))


def test_weak_reports_come_weakest_first(ledger: Ledger, joins: list[Join]) -> None:
    with events_of(ledger) as view, ledger.reading() as connection:
        names = [row["id"] for row in view.rows()]
        assert weak(connection, names, view.standpoint, 0.5) == []
        found = weak(connection, names, view.standpoint, 1.0)
    assert found == sorted(found)
    assert {report for _, report, _ in found} == {"a", "b", "c", "d", "e", "f", "g"}


def test_an_event_says_when_it_changed(ledger: Ledger) -> None:
    ledger.add(ARTICLES[0])
    catch_up(ledger)
    with events_of(ledger) as view, ledger.reading() as connection:
        (name,) = [row["id"] for row in view.rows()]
        first = changed_at(connection, [name], view.standpoint)[name]
    ledger.add(ARTICLES[3])
    with events_of(ledger) as view, ledger.reading() as connection:
        assert changed_at(connection, [name, "none"], view.standpoint) == {name: first}
