"""The stored view of events is that of all reports together, whatever came in which order."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from numpy.typing import NDArray
from sqlalchemy import select

from onrecord.ledger import Ledger
from onrecord.ledger.view import summary_rows
from onrecord.ledger.view.keeping import unpack_event
from onrecord.ledger.view.schema import event_summaries, events
from onrecord.merging import build_events, catch_up, events_of, linking, reasons, writing_up
from onrecord.merging import events as events_module
from onrecord.merging.columns import Columns
from onrecord.merging.tellings import Telling
from onrecord.model import Event, Record, summary_of
from tests.conftest import Copies
from tests.ledger.conftest import DATABASES
from tests.ledger.steps import take
from tests.merging.made_up import ATTACK, OTHER, article, report

_SETTINGS = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
_NAMES = "abcdefg"
_LONG = " ".join(f"{ATTACK} at dawn near the town of number{n}." for n in range(8))


def _built(ledger: Ledger, as_of: dt.datetime | None = None) -> tuple[Event, ...]:
    return build_events(ledger.records(as_of=as_of), ledger.decisions(as_of=as_of))


def _stored(ledger: Ledger, as_of: dt.datetime | None = None) -> tuple[Event, ...]:
    with events_of(ledger, as_of=as_of) as found:
        return tuple(found.events())


def _check_rows(ledger: Ledger) -> None:
    """See that a summary is kept of every event, also of those that stand no longer, and that it is what the event says.

    And that all rows by which events are found and listed are what the events give.
    """
    with events_of(ledger) as found:
        assert list(found.wrong_rows()) == []
    with ledger.reading() as connection:
        whole = dict(connection.execute(select(events.c.number, events.c.body)).all())
        rows = connection.execute(select(event_summaries)).all()
    assert {form for _, form, _ in rows} <= {summary_rows.form()}
    kept = {number: summary_rows.unpack_summary(packed) for number, _, packed in rows}
    assert kept == {number: summary_of(unpack_event(body)) for number, body in whole.items()}


@st.composite
def _records(draw: st.DrawFn) -> Record:
    """Articles of few ids, days and parties: many replace one another, many are alike, some are copies."""
    name = draw(st.sampled_from(_NAMES))
    made = article(
        name,
        f"2020-01-{draw(st.sampled_from([7, 8, 9, 11, 25])):02}",
        draw(st.sampled_from([ATTACK, OTHER, _LONG, _LONG + " More later."])),
        actor=draw(st.sampled_from(["IRN", "ISR"])),
        recipient=draw(st.sampled_from(["USA", "SYR"])),
        word=draw(st.sampled_from(["fired", "bombed"])),
        kind=draw(st.sampled_from(["ASSAULT", "CONSULT"])),
        negated=draw(st.booleans()),
        published=draw(st.sampled_from([None, "2020-01-09", "2020-01-12"])),
    )
    coder = draw(st.sampled_from(["rules/1", "rules/2"]))
    reports = tuple(replace(r, coder=coder) for r in made.reports)
    made = replace(made, reports=draw(st.sampled_from([reports, reports, reports, ()])))
    row_of = draw(st.sampled_from([None, None, None, "GDELT", "ACLED", "another coder"]))
    return made if row_of is None else replace(made, outlet=row_of, row="type: fight")


_STEPS = st.lists(
    st.one_of(
        _records(),
        st.tuples(st.sampled_from(["merge", "split"]), st.sampled_from(_NAMES), st.sampled_from(_NAMES)),
        st.tuples(st.sampled_from(["reject", "confirm"]), st.sampled_from(_NAMES), st.none()),
        st.tuples(st.just("undo"), st.integers(1, 4).map(str), st.none()),
        st.just("look"),
    ),
    max_size=16,
)


@pytest.mark.parametrize("kind", DATABASES)
@_SETTINGS
@given(steps=_STEPS)
def test_any_articles_and_decisions_in_any_batches_give_the_events_of_all(
    kind: str, copies: Copies, steps: list[Any]
) -> None:
    with copies.opened(copies.empty(kind)) as ledger:
        for step in steps:
            take(ledger, step)
        assert _stored(ledger) == _built(ledger)
        _check_rows(ledger)


class _Chances:
    """Weights by which any two reports are alike or not by chance, always the same."""

    def log_odds(self, pairs: NDArray[np.float64]) -> NDArray[np.float64]:
        return pairs[:, 0]

    def shares(self, values: Sequence[float]) -> dict[str, float]:
        return {"chance": values[0]}


def _by_chance(a: Telling, b: Telling) -> tuple[float, ...]:
    known = repr(sorted((t.id, t.word, t.negated) for t in (a, b)))
    return (round(hashlib.sha256(known.encode()).digest()[0] / 255 * 6 - 4, 6),)


def _all_by_chance(columns: Columns, one: int, others: NDArray[np.int64]) -> NDArray[np.float64]:
    return np.array([_by_chance(columns.tellings[one], columns.tellings[n]) for n in others]).reshape(-1, 1)


@st.composite
def _alike(draw: st.DrawFn) -> Record:
    """Articles of up to two reports, all of which are worth comparing."""
    name, words = (
        draw(st.sampled_from("abcd")),
        draw(st.lists(st.sampled_from(["fired", "hit", "shot"]), max_size=2)),
    )
    made = article(name, "2020-01-08")
    reports = [
        report(f"{name}{n}", "2020-01-08", word=word, negated=draw(st.booleans()))
        for n, word in enumerate(words)
    ]
    return replace(made, reports=tuple(reports))


_NAMED = st.builds("{}{}".format, st.sampled_from("abcd"), st.integers(0, 1))
_JOINS = st.tuples(st.sampled_from(["merge", "split"]), _NAMED, _NAMED)
_UNDOINGS = st.tuples(st.just("undo"), st.integers(1, 3).map(str), st.none())
_WORDS = st.tuples(st.sampled_from(["reject", "confirm"]), _NAMED, st.none())


@pytest.mark.parametrize("kind", DATABASES)
@_SETTINGS
@given(
    first=st.lists(_alike(), min_size=3, max_size=6),
    steps=st.lists(
        st.tuples(st.one_of(_alike(), _JOINS, _WORDS, _UNDOINGS), st.booleans()), min_size=3, max_size=12
    ),
)
def test_it_is_so_whatever_is_like_what(
    kind: str, copies: Copies, first: list[Record], steps: list[tuple[Any, bool]]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reasons, "compare_all", lambda pairs: np.array([_by_chance(*pair) for pair in pairs]))
        patch.setattr(events_module, "likenesses", _all_by_chance)
        patch.setattr(events_module, "load_weights", _Chances)
        patch.setattr(linking, "load_weights", _Chances)
        patch.setattr(writing_up, "load_weights", _Chances)
        with copies.opened(copies.empty(kind)) as ledger:
            for record in first:
                ledger.add(record)
            assert _stored(ledger) == _built(ledger)
            for step, look in steps:
                take(ledger, step)
                if look:
                    catch_up(ledger)
            assert _stored(ledger) == _built(ledger)
            _check_rows(ledger)


def test_a_copy_that_shows_two_articles_to_be_one_origin_changes_their_event(ledger: Ledger) -> None:
    halves = [" ".join(f"{word}{n}" for n in range(40)) for word in ("first", "second")]
    for name, text in zip("ab", halves, strict=True):
        ledger.add(article(name, "2020-01-08", text))
    (event,) = _stored(ledger)
    assert len(event.origins) == 2
    ledger.add(article("c", "2020-03-08", " ".join(halves), actor="ISR", recipient="SYR"))
    found = _stored(ledger)
    assert [len(e.origins) for e in found] == [1, 1]
    assert found == _built(ledger)


def test_a_report_that_somebody_calls_wrong_leaves_its_event_and_comes_back(ledger: Ledger) -> None:
    for name in "abc":
        ledger.add(article(name, "2020-01-08"))
    (whole,) = _stored(ledger)
    then = dt.datetime.now(dt.UTC)
    ledger.decide("reject", "c", None, because="a misprint", decider="ana")
    (rest,) = _stored(ledger)
    assert [t.report.id for t in rest.told] == ["a", "b"]
    assert len(rest.origins) == 2
    with events_of(ledger) as now:
        assert now.left(rest.id) == ["c"]
    assert _stored(ledger, then) == (whole,)
    ledger.decide("confirm", "c", None, because="no misprint", decider="ben")
    assert _stored(ledger) == (whole,)
    with events_of(ledger) as now:
        assert now.left(whole.id) == []


def test_a_report_that_another_article_had_for_a_time_comes_back(ledger: Ledger) -> None:
    """Of two articles with a report of one id that of the later article counts, as long as it has it."""
    for name in "ac":
        ledger.add(article(name, "2020-01-08"))
    alone = _stored(ledger)
    own = article("b", "2020-03-01", OTHER, actor="ISR", recipient="SYR", word="bombed")
    ledger.add(replace(own, reports=tuple(replace(r, id="a") for r in own.reports)))
    taken = _stored(ledger)
    assert taken == _built(ledger)
    assert taken != alone
    ledger.add(own)
    found = _stored(ledger)
    assert found == _built(ledger)
    assert set(alone) < set(found)
    _check_rows(ledger)


def test_an_old_version_that_is_read_again_does_not_become_current(ledger: Ledger) -> None:
    old = article("a", "2020-01-08")
    new = article("a", "2020-01-08", OTHER, actor="ISR", recipient="SYR", word="bombed")
    better = replace(old, reports=tuple(replace(r, coder="rules/2") for r in old.reports))
    for record in (old, new, better):
        ledger.add(record)
        catch_up(ledger)
    (event,) = _stored(ledger)
    assert event.told[0].sentence == OTHER
    assert (event,) == _built(ledger)


def test_what_was_a_copy_and_is_none_any_more_is_an_origin_again(ledger: Ledger) -> None:
    for name in "ab":
        ledger.add(article(name, "2020-01-08", _LONG))
    assert [len(e.origins) for e in _stored(ledger)] == [1]
    ledger.add(article("b", "2020-01-08", f"{ATTACK} and nobody was hurt, officials said on Wednesday."))
    found = _stored(ledger)
    assert [len(e.origins) for e in found] == [2]
    ledger.add(article("a", "2020-01-08", _LONG + " More later."))
    found = _stored(ledger)
    assert [len(e.origins) for e in found] == [2]
    assert found == _built(ledger)


@pytest.mark.parametrize("way", ["called wrong", "gone from its article"])
def test_a_report_that_comes_back_stands_with_those_it_was_merged_with(ledger: Ledger, way: str) -> None:
    there = article("e", "2020-03-01", OTHER, actor="ISR", recipient="SYR", word="bombed")
    for step in (article("a", "2020-01-08"), there, ("merge", "a", "e")):
        take(ledger, step)
        catch_up(ledger)
    (together,) = _stored(ledger)
    left, back = (
        (("reject", "e", None), ("confirm", "e", None))
        if way == "called wrong"
        else (replace(there, reports=()), there)
    )
    take(ledger, left)
    assert [len(event.told) for event in _stored(ledger)] == [1]
    take(ledger, back if way == "called wrong" else replace(there, title="Again"))
    assert [{t.report.id for t in event.told} for event in _stored(ledger)] == [
        {t.report.id for t in together.told}
    ]
    assert _stored(ledger) == _built(ledger)
