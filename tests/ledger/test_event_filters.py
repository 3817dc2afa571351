"""Any filters, from any state of the view, in any order: found are the events of that state that fit, and no others."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from onrecord.ledger import Ledger
from onrecord.ledger.view import EVENT_ORDERS, EventFilters, EventOrder, StoredEvents, width
from onrecord.ledger.view.records import Standpoint
from onrecord.merging import build_events, catch_up, events_of, rebuild
from onrecord.model import Event, Record, UsageError, When
from tests.ledger.made_up import record
from tests.merging.made_up import ARTICLES, OTHER, TALKS, article, somebody

_SETTINGS = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
_FALLING = ("newest", "published", "reports")


def _when(made: Record, start: str | None, end: str | None) -> Record:
    day = When(start=start, end=end, precision="day", basis="text")
    return replace(made, reports=tuple(replace(r, when=day) for r in made.reports))


def _alone(name: str) -> Record:
    """An article of the attack, with a word, a party and a place that no other of it has."""
    made = article(name, "2020-01-08", "Iran fired rockets and missiles at American bases in Iraq")
    said = made.reports[0]
    both = (*said.recipients, somebody("Britain", "GBR", "GOV"))
    return replace(made, reports=(replace(said, recipients=both, place=record().reports[0].place),))


_STAGES: tuple[tuple[Record | tuple[str, str, str | None], ...], ...] = (
    (*ARTICLES[:4], _alone("k"), record()),
    (*ARTICLES[4:], article("j", "2020-01-08"), _when(article("g", "2020-01-10", TALKS, kind="CONSULT", word="talks"), "2020-01-05", "2020-01-20")),
    (
        article("b", "2020-01-07", OTHER, actor="ISR", recipient="SYR", word="bombed"),  # is in another event now
        replace(_when(article("h", "2020-01-12", kind="PROTEST", actor="FRA", recipient="FRA"), None, None), published=None),
        article("i", "2020-01-12", "France struck bases in Syria.", actor="FRA", recipient="SYR"),
        article("a", "2020-01-08", negated=True),
        article("k", "2020-01-25", TALKS, kind="CONSULT", word="talks"),  # leaves the attack, and what it alone told
    ),
    (("merge", "e", "i"), ("split", "c", "d"), ("reject", "f", None)),
)  # fmt: skip


class _Kept(NamedTuple):
    ledger: Ledger
    states: list[tuple[int, tuple[Event, ...]]]
    """Of each state its number and its events."""


@pytest.fixture(scope="module")
def kept(shared_ledger: Ledger) -> _Kept:
    states = []
    for stage in _STAGES:
        for step in stage:
            if isinstance(step, Record):
                shared_ledger.add(step)
            else:
                shared_ledger.decide(step[0], *step[1:], because="test", decider="ana")  # type: ignore[arg-type]
        catch_up(shared_ledger)
        with events_of(shared_ledger) as found:
            states.append((found.state, build_events(shared_ledger.records(), shared_ledger.decisions())))
    return _Kept(shared_ledger, states)


def _maybe(*values: str) -> st.SearchStrategy[str | None]:
    return st.one_of(st.none(), st.none(), st.sampled_from(values))


_DAYS = ("2020-01-05", "2020-01-06", "2020-01-07", "2020-01-08", "2020-01-20", "2020-01-21")
_WANTED = st.fixed_dictionaries({
    "type": _maybe("ASSAULT", "consult", "AID"), "who": _maybe("IRN", "USA", "FRA", "GBR", "rebels"),
    "actor": _maybe("IRN", "FRA", "USA"), "recipient": _maybe("USA", "SYR", "FRA"), "place": _maybe("LBY", "marj"),
    "since": _maybe(*_DAYS), "until": _maybe(*_DAYS, "9999-12-31"), "standing": _maybe("reported", "denied", "Disputed", "claimed"),
    "text": _maybe("missiles", "rockets", "convoy", "talks", "shelled"), "least": st.sampled_from([1, 1, 1, 2, 3]),
})  # fmt: skip


def _takes_part(event: Event, name: str, sides: tuple[str, ...]) -> bool:
    return any(
        name == p.country or name.lower() in p.name.lower()
        for told in event.told
        for side in sides
        for p in getattr(told.report, side)
    )


def _fits(event: Event, wanted: dict[str, Any]) -> bool:
    places = [told.report.place for told in event.told if told.report.place]
    start, end = event.when.start, event.when.end
    return all((
        wanted["type"] is None or wanted["type"].upper() in {told.report.event_type for told in event.told},
        wanted["who"] is None or _takes_part(event, wanted["who"], ("actors", "recipients")),
        wanted["actor"] is None or _takes_part(event, wanted["actor"], ("actors",)),
        wanted["recipient"] is None or _takes_part(event, wanted["recipient"], ("recipients",)),
        wanted["place"] is None or any(wanted["place"] in (p.country, p.name.lower()) for p in places),
        wanted["since"] is None or (end is not None and end >= wanted["since"]),
        wanted["until"] is None or (start is not None and start <= wanted["until"]),
        wanted["standing"] is None or wanted["standing"].lower() in event.standing,
        wanted["text"] is None or any(wanted["text"] in told.sentence.lower() for told in event.told),
        len(event.told) >= wanted["least"],
    ))  # fmt: skip


def _key(event: Event, order: EventOrder) -> Any:
    assert event.credibility is not None
    published = [told.published for told in event.told if told.published]
    by: dict[str, Any] = {
        "time": event.when.start or "9999", "newest": event.when.start or "9999", "published": max(published, default=""),
        "reports": len(event.told), "credibility": event.credibility.grade,
    }  # fmt: skip
    return by[order], event.id


@pytest.mark.parametrize("many", [1, 5_000])
def test_an_event_that_stays_is_not_found_by_what_a_report_told_that_left_it(
    kept: _Kept, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr(width, "_WIDE", many)
    (_, before), (state, after) = kept.states[1:3]
    (told,) = (event for event in before if any(t.report.id == "k" for t in event.told))
    assert any(event.id == told.id for event in after)
    for at in (Standpoint(state, False), Standpoint(kept.states[-1][0], True)):
        stored = StoredEvents(kept.ledger.reading, at)
        for wanted in ({"text": "rockets"}, {"who": "GBR"}, {"recipient": "GBR"}):
            assert list(stored.rows(EventFilters(**wanted))) == []  # type: ignore[arg-type]
        assert told.id not in {row["id"] for row in stored.rows(EventFilters(place="LBY"))}


@_SETTINGS
@given(
    wanted=_WANTED, order=st.sampled_from(EVENT_ORDERS), stage=st.integers(0, len(_STAGES) - 1), is_newest=st.booleans(),
    many=st.sampled_from([1, 2, 4, 5_000]), size=st.integers(1, 4),
)  # fmt: skip
def test_found_are_the_events_that_fit_in_the_order_asked_for(
    kept: _Kept, wanted: dict[str, Any], order: EventOrder, stage: int, is_newest: bool, many: int, size: int
) -> None:
    state, every = kept.states[stage]
    at = Standpoint(state, is_newest and stage == len(_STAGES) - 1)
    expected = sorted(
        (event for event in every if _fits(event, wanted)),
        key=lambda e: _key(e, order),
        reverse=order in _FALLING,
    )
    names, filters = [event.id for event in expected], EventFilters(**wanted)
    stored = StoredEvents(kept.ledger.reading, at)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(width, "_WIDE", many)
        assert [row["id"] for row in stored.rows(filters, order=order)] == names
        assert tuple(stored.events(filters, order=order)) == tuple(expected)
        assert stored.count(filters) == len(names)
        paged, page = [], stored.page(filters, order=order, limit=size)
        paged += page.rows
        while page.after is not None:
            assert len(paged) <= len(names), "a page that was there before"
            page = stored.page(filters, limit=size, after=page.after)
            paged += page.rows
    assert [row["id"] for row in paged] == names


@pytest.mark.parametrize("stage", range(len(_STAGES)))
def test_what_changed_since_a_state_leads_from_its_events_to_those_of_now(kept: _Kept, stage: int) -> None:
    state, then = kept.states[stage]
    before, now = ({event.id: event for event in some} for some in (then, kept.states[-1][1]))
    with events_of(kept.ledger) as found:
        told = found.changes(state)
        begun, ended = list(found.begun_since(state)), list(found.ended_since(state))
    expected = {
        (name, "new" if name not in before else "gone" if name not in now else "changed")
        for name in before.keys() | now.keys()
        if before.get(name) != now.get(name)
    }
    assert {(change.event, change.kind) for change in told} == expected
    assert len(told) == len(expected)
    for change in told:
        old, new = before.get(change.event), now.get(change.event)
        assert change.standing_before == (old.standing if old else ())
        assert change.standing == (new.standing if new else ())
        assert (change.reports_before, change.reports) == (
            len(old.told) if old else 0,
            len(new.told) if new else 0,
        )
    assert [change.state for change in told] == sorted(change.state for change in told)
    assert {event.id: event for event in begun} == {n: e for n, e in now.items() if before.get(n) != e}
    assert {event.id: event for event in ended} == {n: e for n, e in before.items() if now.get(n) != e}


@pytest.mark.parametrize("limit", [1, 3, 1_000])
def test_who_goes_on_from_the_state_of_the_last_change_ends_with_the_events_of_now(
    kept: _Kept, limit: int
) -> None:
    known: dict[str, int] = {}
    since = 0
    with events_of(kept.ledger) as found:
        while part := found.changes(since, limit=limit):
            assert limit > 1 or len({change.state for change in part}) == 1
            for change in part:
                if change.kind == "gone":
                    known.pop(change.event, None)
                else:
                    known[change.event] = change.reports
            since = part[-1].state
    assert known == {event.id: len(event.told) for event in kept.states[-1][1]}


def test_an_event_without_a_day_is_before_and_after_none(kept: _Kept) -> None:
    with events_of(kept.ledger) as found:
        (undated,) = (row["id"] for row in found.rows() if row["start"] is None)
        for wanted in (EventFilters(until="9999-12-31"), EventFilters(since="0001-01-01")):
            assert undated not in {row["id"] for row in found.rows(wanted)}


def test_a_page_from_before_the_events_were_made_anew_is_refused(ledger: Ledger) -> None:
    for made in ARTICLES:
        ledger.add(made)
    with events_of(ledger) as found:
        after = found.page(limit=1).after
        assert found.page(limit=1, after=after).rows
    rebuild(ledger)
    with events_of(ledger) as found, pytest.raises(UsageError, match="begin at the first page"):
        found.page(limit=1, after=after)
