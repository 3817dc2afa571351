"""The stored view of events is that of all reports together, whatever came in which order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from onrecord.ledger import Ledger
from onrecord.merging import build_events, catch_up, events_of
from onrecord.model import Event, Record
from tests.ledger.conftest import DATABASES
from tests.merging.made_up import ATTACK, OTHER, article

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
    return replace(made, reports=draw(st.sampled_from([reports, reports, reports, ()])))


_STEPS = st.lists(
    st.one_of(
        _records(),
        st.tuples(st.sampled_from(["merge", "split"]), st.sampled_from(_NAMES), st.sampled_from(_NAMES)),
        st.tuples(st.just("undo"), st.integers(1, 4).map(str), st.none()),
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


@pytest.mark.parametrize("kind", DATABASES)
@_SETTINGS
@given(steps=_STEPS)
def test_any_articles_and_decisions_in_any_batches_give_the_events_of_all(
    kind: str, templates: Callable[[str], str], steps: list[Any]
) -> None:
    ledger = Ledger.open(templates(kind))
    for step in steps:
        _take(ledger, step)
    assert _stored(ledger) == _built(ledger)
    ledger.close()
