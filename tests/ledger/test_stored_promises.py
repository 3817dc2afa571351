"""What became of promises is kept, and is what following up all events together gives, whatever came in which order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
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
    build_events,
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
from tests.ledger.conftest import DATABASES
from tests.merging.promised import DONE, PLEDGE, condition, deed, later, promise

_SETTINGS = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
_NAMES = "abcdefg"
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


@st.composite
def _promises(draw: st.DrawFn) -> Record:
    day = draw(st.sampled_from(["2020-03-01", "2020-03-02"]))
    return promise(
        draw(st.sampled_from(_NAMES)), day, draw(st.sampled_from(_DEEDS)),
        kind=draw(st.sampled_from(["AGREE", "THREATEN"])), sentence=PLEDGE,
        published=draw(st.sampled_from([day, "2020-03-05"])),
    )  # fmt: skip


@st.composite
def _laters(draw: st.DrawFn) -> Record:
    kind, mode, sentence = draw(st.sampled_from(_LATER))
    made = later(
        draw(st.sampled_from(_NAMES)), draw(st.sampled_from(["2020-02-01", "2020-03-10", "2021-03-20", "2021-05-01"])),
        sentence, kind=kind, mode=mode, actor=draw(st.sampled_from(["IRN", "IRN", "SYR"])),
        recipient=draw(st.sampled_from(["SYR", "SYR", "USA"])), negated=draw(st.booleans()),
    )  # fmt: skip
    return draw(st.sampled_from([made, made, made, replace(made, published=None)]))


_STEPS = st.lists(
    st.one_of(
        _promises(),
        _laters(),
        _laters(),
        st.tuples(st.sampled_from(["merge", "split"]), st.sampled_from(_NAMES), st.sampled_from(_NAMES)),
        st.tuples(st.sampled_from(["reject", "confirm"]), st.sampled_from(_NAMES), st.none()),
        st.just("look"),
    ),
    max_size=16,
)


def _take(ledger: Ledger, step: Any) -> None:
    if isinstance(step, Record):
        ledger.add(step)
    elif step == "look":
        catch_up(ledger)
    else:
        ledger.decide(*step, because="test", decider="ana")


def _anew(ledger: Ledger) -> tuple[Promise, ...]:
    return follow_up(build_events(ledger.records(), ledger.decisions()))


def _stored(ledger: Ledger) -> tuple[Promise, ...]:
    with events_of(ledger) as found:
        return tuple(register_of(found))


@pytest.mark.parametrize("kind", DATABASES)
@_SETTINGS
@given(steps=_STEPS)
def test_any_articles_and_decisions_in_any_batches_give_the_outcomes_of_all(
    kind: str, templates: Callable[[str], str], steps: list[Any]
) -> None:
    ledger = Ledger.open(templates(kind))
    then: list[tuple[int, tuple[Promise, ...]]] = []
    for step in steps:
        _take(ledger, step)
        if step == "look":
            with events_of(ledger) as found:
                then.append((found.state, _anew(ledger)))
    assert _stored(ledger) == _anew(ledger)
    for state, expected in then:  # what was known then is still known
        assert tuple(register_of(StoredEvents(ledger.reading, Standpoint(state, False)))) == expected
    ledger.close()


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
        Asked(state="overdue"), Asked(state="open"), Asked(state="overtaken"),
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


def test_an_event_is_shown_with_what_became_of_it(kept: Ledger) -> None:
    with events_of(kept) as found:
        events = list(found.events(EVERY_EVENT))
        expected = with_outcomes(events, follow_up(events))
        assert tuple(with_outcome(found, event) for event in events) == expected
        rows = {row["id"]: row["standing"] for row in rows_with_outcomes(found, EVERY_EVENT)}
        assert rows == {event.id: list(event.standing) for event in expected}
        fulfilled = rows_with_outcomes(found, EventFilters(standing="fulfilled"))
        assert [row["id"] for row in fulfilled] == [e.id for e in expected if "fulfilled" in e.standing]


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
