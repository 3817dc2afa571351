"""What became of promises is kept, and is what following up all events together gives, whatever came in which order."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from sqlalchemy import text

from onrecord.ledger import Ledger
from onrecord.ledger.view import EVERY_EVENT, EventFilters, PromiseFilters, StoredEvents
from onrecord.ledger.view.records import Standpoint
from onrecord.merging import (
    catch_up,
    events_of,
    follow_up,
    rebuild,
    with_outcomes,
    wrong_events,
)
from onrecord.merging.outcome_view import numbers_of, register_of, rows_with_outcomes, with_outcome
from onrecord.merging.registering import Asked, asked_for
from onrecord.model import EventType, Promise, Record
from tests.conftest import Copies
from tests.ledger.conftest import DATABASES
from tests.ledger.kept_promises import anew as _anew
from tests.ledger.kept_promises import stored as _stored
from tests.ledger.kept_promises import take_all as _take_all
from tests.ledger.steps import take
from tests.merging.promised import DONE, PLEDGE, condition, deed, later, promise

_SETTINGS = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
_PROMISED, _TOLD = "pq", "abcd"
"""Few, so that many articles replace another."""
_DEEDS = (
    deed(),
    deed(due="2020-03-15"),
    deed("RETREAT", "ceasefire", "stop fighting"),
    deed("RETREAT", "withdraw", "withdraw its troops from the bases", condition=condition("the blockade is lifted")),
    deed("RETREAT", "withdraw", "withdraw its troops from the bases", negated=True),
)  # fmt: skip
_LATER: tuple[tuple[EventType, str | None, str], ...] = (
    ("RETREAT", "withdraw", DONE),
    ("ASSAULT", None, "Iran attacked the bases in Syria"),
    ("MOBILIZE", "troops", "Iran sent its troops to the bases in Syria"),
    ("REJECT", None, "Iran called off the promise to withdraw its troops from the bases in Syria"),
    ("CONCEDE", None, "Syria lifted the blockade"),
)


_PLAIN = st.one_of(
    st.builds(promise, st.sampled_from(_PROMISED), st.just("2020-03-01")),
    st.builds(later, st.sampled_from(_TOLD), st.sampled_from(["2020-03-10", "2020-03-20"])),
)
"""A promise, and what fulfils it."""


@st.composite
def _promises(draw: st.DrawFn) -> Record:
    return promise(
        draw(st.sampled_from(_PROMISED)), draw(st.sampled_from(["2020-03-01", "2020-03-02"])), draw(st.sampled_from(_DEEDS)),
        kind=draw(st.sampled_from(["AGREE", "AGREE", "THREATEN"])), sentence=PLEDGE,
    )  # fmt: skip


@st.composite
def _laters(draw: st.DrawFn) -> Record:
    kind, mode, sentence = draw(st.sampled_from([_LATER[0], *_LATER]))
    made = later(
        draw(st.sampled_from(_TOLD)), draw(st.sampled_from(["2020-02-01", "2020-03-10", "2020-03-10", "2020-03-20", "2021-05-01"])),
        sentence, kind=kind, mode=mode, actor=draw(st.sampled_from(["IRN", "IRN", "SYR"])),
        recipient=draw(st.sampled_from(["SYR", "SYR", "USA"])), negated=draw(st.sampled_from([False, False, True])),
    )  # fmt: skip
    vague = replace(
        made, reports=tuple(replace(r, when=replace(r.when, basis="publication")) for r in made.reports)
    )
    return draw(st.sampled_from([made, made, made, vague, replace(made, published=None)]))


def _pairs(names: str) -> st.SearchStrategy[Any]:
    kind = st.sampled_from(["merge", "merge", "split"])
    return st.tuples(kind, st.sampled_from(names), st.sampled_from(names))


_STEPS = st.lists(
    st.one_of(
        _PLAIN,
        _PLAIN,
        _promises(),
        _laters(),
        _laters(),
        _pairs(_TOLD),
        _pairs(_PROMISED + _TOLD),
        st.tuples(st.sampled_from(["reject", "confirm"]), st.sampled_from(_PROMISED + _TOLD), st.none()),
        st.just("look"),
        st.just("look"),
        st.just("look"),
    ),
    min_size=4,
    max_size=20,
)


@pytest.mark.parametrize("kind", DATABASES)
@_SETTINGS
@given(steps=_STEPS)
def test_any_articles_and_decisions_in_any_batches_give_the_outcomes_of_all(
    kind: str, copies: Copies, steps: list[Any]
) -> None:
    with copies.opened(copies.empty(kind)) as ledger:
        then: list[tuple[int, tuple[Promise, ...]]] = []
        for step in steps:
            take(ledger, step)
            if step == "look":
                with events_of(ledger) as found:
                    then.append((found.state, _anew(ledger)))
        assert _stored(ledger) == _anew(ledger)
        for state, expected in then:  # what was known then is still known
            assert tuple(register_of(StoredEvents(ledger.reading, Standpoint(state, False)))) == expected


@pytest.fixture
def kept(ledger: Ledger) -> Ledger:
    for record in (
        promise("p", "2020-03-01", deed(due="2020-03-15")),
        promise("q", "2020-03-09", deed("CONSULT", None, "hold talks in Muscat"), sentence="Iran agreed to hold talks in Muscat"),
        later("d", "2020-03-10"),
    ):  # fmt: skip
        ledger.add(record)
        catch_up(ledger)
    return ledger


def test_evidence_is_of_the_event_that_its_report_stands_in_now(ledger: Ledger) -> None:
    told = (
        promise("p", "2020-03-01"),
        later("d", "2020-03-10"),
        later("c", "2020-03-10", "Peru held talks", actor="PER"),
    )
    (before,) = _take_all(ledger, *told)
    (after,) = _take_all(ledger, ("merge", "c", "d"))
    assert (after,) == _anew(ledger)
    assert [e.report for e in after.evidence] == [e.report for e in before.evidence] == ["d"]
    assert after.evidence[0].event != before.evidence[0].event


def test_a_report_that_is_gone_tells_nothing_any_more(ledger: Ledger) -> None:
    told = _take_all(ledger, promise("p", "2020-03-01"), later("d", "2020-03-10"))
    assert [p.outcome for p in told] == ["fulfilled"]
    other = later(
        "d", "2020-03-10", "Peru held talks", kind="CONSULT", mode=None, actor="PER", recipient="CHL"
    )
    assert [p.outcome for p in _take_all(ledger, other)] == ["open"]


def test_what_came_first_is_found_by_a_promise_read_later(ledger: Ledger) -> None:
    told = _take_all(ledger, later("d", "2020-03-10"), promise("p", "2020-03-01"))
    assert [p.outcome for p in told] == ["fulfilled"]


def test_the_day_that_others_give_a_deed_counts(ledger: Ledger) -> None:
    vague = later("d", "2020-03-10")
    vague = replace(
        vague, reports=tuple(replace(r, when=replace(r.when, basis="publication")) for r in vague.reports)
    )
    told = _take_all(ledger, promise("p", "2020-03-01"), vague)
    assert [p.outcome for p in told] == ["fulfilled"]
    early = later("c", "2020-02-01", "Iran withdrew troops from bases", published="2020-03-11")
    _take_all(ledger, early, ("merge", "c", "d"))
    assert _stored(ledger) == _anew(ledger)


def test_making_the_view_anew_gives_the_same(kept: Ledger) -> None:
    before = _stored(kept)
    rebuild(kept)
    assert _stored(kept) == before
    assert [p.outcome for p in before] == ["fulfilled", "open"]


def test_what_is_open_is_overdue_once_something_is_published_after_its_last_day(ledger: Ledger) -> None:
    ledger.add(promise("p", "2020-03-01", deed(due="2020-03-15")))
    assert [p.overdue for p in _stored(ledger)] == [False]
    ledger.add(
        later("x", "2020-04-01", "Peru held talks", kind="CONSULT", mode=None, actor="PER", recipient="CHL")
    )
    assert [p.overdue for p in _stored(ledger)] == [True]
    with events_of(ledger) as found:
        assert len(numbers_of(found, Asked(state="overdue"))) == 1


@pytest.mark.parametrize(
    "asked",
    [
        Asked(), Asked(actor="iran"), Asked(actor="IRN", state="fulfilled"), Asked(to="Syria"), Asked(text="talks muscat"),
        Asked(kind="promised", since="2020-03-05"), Asked(until="2020-03-05"), Asked(due="2020-03-20"), Asked(event_type="consult"),
        Asked(state="overdue"), Asked(state="open"), Asked(state="overtaken"), Asked(since="2020-03-09"), Asked(since="2020-03-10"),
        Asked(until="2020-03-01"), Asked(until="2020-02-29"), Asked(due="2020-03-15"), Asked(due="2020-03-14"),
    ],
)  # fmt: skip
def test_the_register_finds_what_is_asked_for(kept: Ledger, asked: Asked) -> None:
    with events_of(kept) as found:
        every = list(register_of(found))
        expected = asked_for(every, asked)
        assert list(register_of(found, asked)) == expected
        numbers = numbers_of(found, asked)
        assert found.promises_numbered([row.number for row in numbers]) == expected
        assert [(r.event, r.outcome, r.overdue) for r in numbers] == [
            (p.event, p.outcome, p.overdue) for p in expected
        ]


def test_a_promise_is_not_overdue_on_its_last_day(ledger: Ledger) -> None:
    ledger.add(promise("p", "2020-03-01", deed(due="2020-03-15")))
    for day, is_overdue in (("2020-03-15", False), ("2020-03-16", True)):
        ledger.add(
            later(day, day, "Peru held talks", kind="CONSULT", mode=None, actor="PER", recipient="CHL")
        )
        with events_of(ledger) as found:
            (number,) = numbers_of(found)
            assert number.overdue is is_overdue
            assert [p.overdue for p in register_of(found)] == [is_overdue]
            asked = Asked(state="overdue")
            assert len(list(register_of(found, asked))) == len(numbers_of(found, asked)) == is_overdue


def test_an_event_is_shown_with_what_became_of_it(kept: Ledger) -> None:
    with events_of(kept) as found:
        events = list(found.events(EVERY_EVENT))
        expected = with_outcomes(events, follow_up(events))
        assert tuple(with_outcome(found, event) for event in events) == expected
        rows = {row["id"]: row["standing"] for row in rows_with_outcomes(found, EVERY_EVENT)}
        assert rows == {event.id: list(event.standing) for event in expected}
        fulfilled = rows_with_outcomes(found, EventFilters(standing="fulfilled"))
        assert [row["id"] for row in fulfilled] == [e.id for e in expected if "fulfilled" in e.standing]
        planned = [e.id for e in expected if "planned" in e.standing]
        for limit in (1, 2, None):  # the first of all comes after one that stands as fulfilled
            rows_planned = rows_with_outcomes(found, EventFilters(standing="planned"), limit=limit)
            assert [row["id"] for row in rows_planned] == planned[:limit]


def test_what_was_known_of_a_promise_then_is_still_told(ledger: Ledger) -> None:
    day = dt.datetime(2020, 3, 2, tzinfo=dt.UTC)
    ledger.add(promise("p", "2020-03-01"), now=day)
    catch_up(ledger)
    ledger.add(later("d", "2020-03-10"), now=day + dt.timedelta(days=9))
    with events_of(ledger) as now, events_of(ledger, as_of=day + dt.timedelta(days=1)) as then:
        assert [[p.outcome for p in register_of(found)] for found in (now, then)] == [["fulfilled"], ["open"]]
        assert [len(list(found.promises(PromiseFilters(state="open")))) for found in (now, then)] == [0, 1]


def test_a_stored_outcome_that_is_wrong_is_found(kept: Ledger) -> None:
    assert list(wrong_events(kept)) == []
    with kept._engine.begin() as connection:
        connection.execute(text("DELETE FROM promises WHERE outcome = 'open'"))
    (found, *_) = wrong_events(kept)
    assert (found.table, "what became of promise" in found.what) == ("promises", True)
