"""What the stored events answer: filters, orders, pages, counts, changes, past times; the same on either database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import text

from onrecord.ledger import Ledger
from onrecord.ledger.opening import writing
from onrecord.ledger.view import EVENT_ORDERS, FACETS, EventFilters, EventOrder, Facet, asking, width
from onrecord.merging import build_events, catch_up, events_of, rebuild, stored, version, wrong_events
from onrecord.model import Event, LedgerError, UsageError
from tests.ledger.made_up import record, report
from tests.merging.made_up import ARTICLES, ATTACK, article, somebody

_T0 = dt.datetime(2020, 1, 9, 12, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def filled(shared_ledger: Ledger) -> Ledger:
    for made in ARTICLES:
        shared_ledger.add(made)
    shared_ledger.add(article("x1", "2020-03-01"))
    shared_ledger.add(article("x2", "2020-05-01"))
    shared_ledger.add(record())
    shared_ledger.add(record(article="a2", reports=(report("r9", place=None, actors=()),)))
    return shared_ledger


def _built(ledger: Ledger, as_of: dt.datetime | None = None) -> tuple[Event, ...]:
    return build_events(ledger.records(as_of=as_of), ledger.decisions(as_of=as_of))


def _events(ledger: Ledger, as_of: dt.datetime | None = None) -> tuple[Event, ...]:
    with events_of(ledger, as_of=as_of) as found:
        return tuple(found.events())


def _ids(ledger: Ledger, order: EventOrder = "time", **wanted: Any) -> list[str]:
    with events_of(ledger) as found:
        return [row["id"] for row in found.rows(EventFilters(**wanted), order=order)]


_TAKES_PART: Callable[[Event, str], bool] = lambda e, name: any(  # noqa: E731
    name in (p.id, p.country) or name.lower() in p.name.lower()
    for t in e.told
    for p in (*t.report.actors, *t.report.recipients)
)


@pytest.mark.parametrize(
    ("wanted", "fits"),
    [
        ({}, lambda e: True),
        ({"type": "consult"}, lambda e: e.event_type == "CONSULT"),
        ({"who": "ISR"}, lambda e: _TAKES_PART(e, "ISR")),
        ({"who": "rebels"}, lambda e: _TAKES_PART(e, "Rebels")),
        ({"actor": "USA"}, lambda e: False),
        ({"recipient": "USA"}, lambda e: _TAKES_PART(e, "USA")),
        ({"place": "LBY"}, lambda e: e.place is not None and e.place.country == "LBY"),
        ({"place": "marj"}, lambda e: e.place is not None and e.place.name == "Marj"),
        ({"place": "85012"}, lambda e: e.place is not None and e.place.geonames_id == 85012),
        ({"since": "2020-01-15"}, lambda e: e.when.end >= "2020-01-15"),
        ({"until": "2020-01-07"}, lambda e: e.when.start <= "2020-01-07"),
        ({"standing": "Disputed"}, lambda e: "disputed" in e.standing),
        ({"text": "talks muscat"}, lambda e: e.event_type == "CONSULT"),
        ({"text": '"town shelled"'}, lambda e: any("Marj" in t.sentence for t in e.told)),
        ({"text": "nobody"}, lambda e: False),
        ({"least": 3}, lambda e: len(e.told) >= 3),
        ({"who": "IRN", "standing": "disputed", "until": "2020-01-31"}, lambda e: "disputed" in e.standing and _TAKES_PART(e, "IRN")),
    ],
)  # fmt: skip
def test_filters_find_the_events_that_fit(
    filled: Ledger, wanted: dict[str, Any], fits: Callable[[Event], bool]
) -> None:
    assert _ids(filled, **wanted) == [e.id for e in _built(filled) if fits(e)]
    with events_of(filled) as found:
        assert found.count(EventFilters(**wanted)) == len(_ids(filled, **wanted))


@pytest.mark.parametrize(
    "wanted", [{"text": "missiles iraq"}, {"who": "IRN"}, {"least": 2}, {"standing": "reported"}]
)
def test_wide_filters_find_the_same_as_narrow_ones(
    filled: Ledger, monkeypatch: pytest.MonkeyPatch, wanted: dict[str, Any]
) -> None:
    narrow = _ids(filled, **wanted)
    assert narrow
    monkeypatch.setattr(width, "_WIDE", 1)
    assert _ids(filled, **wanted) == narrow


@pytest.mark.parametrize(
    "wanted", [{"who": "IRN", "type": "ASSAULT"}, {"type": "ASSAULT", "standing": "reported"}]
)
def test_wide_filters_that_few_events_pass_together_find_the_same(
    filled: Ledger, monkeypatch: pytest.MonkeyPatch, wanted: dict[str, Any]
) -> None:
    narrow = _ids(filled, **wanted)
    assert narrow
    monkeypatch.setattr(asking, "is_wide", lambda _connection, _rows: True)
    assert _ids(filled, **wanted) == narrow


@pytest.mark.parametrize(
    ("order", "key"),
    [
        ("time", lambda row: (row["start"], row["id"])),
        ("newest", lambda row: (row["start"], row["id"])),
        ("published", lambda row: (row["last_published"], row["id"])),
        ("reports", lambda row: (row["reports"], row["id"])),
        ("credibility", lambda row: (row["credibility"], row["id"])),
    ],
)
def test_orders(filled: Ledger, order: EventOrder, key: Callable[[Any], Any]) -> None:
    with events_of(filled) as found:
        rows = list(found.rows(order=order))
    assert rows == sorted(rows, key=key, reverse=order in ("newest", "published", "reports"))


@pytest.mark.parametrize("order", EVENT_ORDERS)
def test_pages_joined_are_the_whole_list(filled: Ledger, order: EventOrder) -> None:
    rows: list[dict[str, Any]] = []
    with events_of(filled) as found:
        page = found.page(order=order, limit=2)
        rows += page.rows
        while page.after is not None:
            page = found.page(limit=2, after=page.after)
            rows += page.rows
        assert rows == list(found.rows(order=order))


@pytest.mark.parametrize("facet", FACETS)
def test_a_count_is_what_a_search_finds(filled: Ledger, facet: Facet) -> None:
    with events_of(filled) as found:
        counts = found.counts(facet)
        assert counts
        for value, count in counts:
            wanted: dict[str, Any] = (
                {"since": value, "until": value}
                if facet == "day"
                else {"place" if facet == "country" else facet: value}
            )
            assert found.count(EventFilters(**wanted)) == count


def test_an_event_is_found_by_its_id_or_a_reports_or_their_beginnings(filled: Ledger) -> None:
    event = next(e for e in _built(filled) if len(e.told) == 3)
    with events_of(filled) as found:
        assert found.named(event.id) == found.named(event.id[:9]) == found.named("a") == event
        with pytest.raises(UsageError, match="no event nosuch"):
            found.named("nosuch")
        with pytest.raises(UsageError, match="give more of it"):
            found.named("x")


def test_wrong_questions_say_what_is_right(filled: Ledger) -> None:
    with events_of(filled) as found:
        for ask, words in (
            (lambda: list(found.rows(order="size")), "not one of time, newest"),  # type: ignore[arg-type]
            (lambda: found.counts("size"), "use one of type"),  # type: ignore[arg-type]
            (lambda: found.page(after="xyz"), "is no cursor"),
            (lambda: found.page(after="W1tb" * 20_000), "is no cursor"),  # brackets that nest without end
            (lambda: found.count(EventFilters(text="?!")), "no word to look for"),
            (lambda: EventFilters(since="soon"), "YYYY-MM-DD"),
        ):
            with pytest.raises(UsageError, match=words):
                ask()


def test_pages_show_the_state_of_the_first_whatever_is_added(ledger: Ledger) -> None:
    for made in ARTICLES:
        ledger.add(made)
    with events_of(ledger) as found:
        before = [row["id"] for row in found.rows()]
        page = found.page(limit=1)
    ledger.add(article("n", "2020-01-08", "Iran fired more missiles at American bases in Iraq"))
    ledger.add(article("o", "2020-01-03", actor="FRA", recipient="DEU"))
    rows = list(page.rows)
    with events_of(ledger) as found:
        while page.after is not None:
            page = found.page(limit=1, after=page.after)
            rows += page.rows
    assert [row["id"] for row in rows] == before


def test_changes_name_what_is_new_changed_and_gone(ledger: Ledger) -> None:
    ledger.add(ARTICLES[1])
    ledger.add(ARTICLES[4])
    with events_of(ledger) as found:
        start = found.state
    ledger.add(ARTICLES[2])
    ledger.add(ARTICLES[3])
    with events_of(ledger) as found:
        changes = {c.kind: c for c in found.changes(start)}
        assert (changes["changed"].standing_before, changes["changed"].standing) == (
            ("reported",),
            ("reported", "denied", "disputed"),
        )
        assert (changes["new"].reports_before, changes["new"].reports) == (0, 1)
        after = max(c.state for c in changes.values())
        assert found.changes(after) == []
    ledger.decide("merge", "b", "d", because="one", decider="ana")
    with events_of(ledger) as found:
        assert sorted(c.kind for c in found.changes(after)) == ["changed", "gone"]
        assert len(found.changes("2001-01-01T00:00:00")) == 2
        assert found.changes("2999-01-01T00:00:00") == []


@pytest.mark.parametrize("looked", [True, False])
def test_as_of_shows_the_events_of_that_time(ledger: Ledger, looked: bool) -> None:
    """Whether the view was brought up to date between, or the past must be built again."""
    for hour, made in enumerate(
        [
            *ARTICLES,
            article("b", "2020-01-07", ATTACK + " at night."),
            article("c", "2020-01-08", actor="ISR"),
        ]
    ):
        ledger.add(made, now=_T0 + dt.timedelta(hours=hour))
        if looked:
            catch_up(ledger)
    for hour in range(-1, len(ARTICLES) + 3):
        at = _T0 + dt.timedelta(hours=hour, minutes=1)
        assert _events(ledger, at) == _built(ledger, at)


def test_as_of_knows_the_decisions_of_that_time(ledger: Ledger) -> None:
    for made in ARTICLES:
        ledger.add(made)
    before = dt.datetime.now(dt.UTC)
    ledger.decide("merge", "c", "e", because="one attack", decider="ana")
    assert _events(ledger, before) == build_events(ARTICLES)
    assert _events(ledger) == _built(ledger) != build_events(ARTICLES)


def test_another_version_of_the_merging_makes_all_anew(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger.add(ARTICLES[0])
    _events(ledger)
    monkeypatch.setattr(stored, "merging_version", lambda: "another")
    monkeypatch.setattr("onrecord.merging.view.merging_version", lambda: "another")
    assert not ledger.is_viewed("another")
    with events_of(ledger) as found:
        assert found.state == 2  # numbers of states go on
        assert tuple(found.events()) == build_events(ARTICLES[:1])
    assert not ledger.is_viewed(version.merging_version())


def test_what_is_stopped_in_the_middle_goes_on_from_there(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stored, "AT_ONCE", 2)
    for made in ARTICLES:
        ledger.add(made)
    steps: list[int] = []

    def stop(readings: int) -> None:
        steps.append(readings)
        if len(steps) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        catch_up(ledger, stop)
    assert not ledger.is_viewed(version.merging_version())
    assert _events(ledger) == build_events(ARTICLES)
    assert steps == [2, 4]


def test_a_step_that_fails_leaves_the_view_as_it_was(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    for made in ARTICLES[:3]:
        ledger.add(made)
    before = _events(ledger)
    ledger.add(ARTICLES[3])

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("onrecord.ledger.view.filing.FilingCabinet.advance", fail)
        with pytest.raises(KeyboardInterrupt):
            catch_up(ledger)
    found = ledger.viewed(version.merging_version())
    assert found is not None
    assert tuple(found.events()) == before
    assert _events(ledger) == build_events(ARTICLES[:4])


def test_a_time_at_which_clocks_ran_backwards_shows_what_was_added_by_then(ledger: Ledger) -> None:
    early, late = _T0, _T0 + dt.timedelta(minutes=2)
    ledger.add(ARTICLES[0], now=late)
    ledger.add(ARTICLES[3], now=early)
    catch_up(ledger)
    for at in (early, late):
        assert _events(ledger, at) == _built(ledger, at)
    assert [len(_events(ledger, at)) for at in (early, late)] == [1, 2]


def test_check_finds_a_stored_event_that_is_wrong_and_rebuild_mends_it(ledger: Ledger) -> None:
    for made in ARTICLES:
        ledger.add(made)
    assert list(wrong_events(ledger)) == []  # nothing there yet
    right = _events(ledger)
    assert list(wrong_events(ledger)) == list(ledger.check()) == []
    with writing(ledger._engine) as connection:
        connection.execute(text("UPDATE events SET until = 1 WHERE number = 1"))
    assert len(list(wrong_events(ledger))) == 1
    with writing(ledger._engine) as connection:
        connection.execute(text("UPDATE events SET body = digest WHERE number = 2") if connection.dialect.name == "sqlite"
                           else text("UPDATE events SET body = 'x' WHERE number = 2"))  # fmt: skip
    assert [d.table for d in wrong_events(ledger)][-1] == "events"
    with pytest.raises(LedgerError, match="onrecord rebuild"):
        _events(ledger)
    rebuild(ledger)
    assert _events(ledger) == right
    assert list(wrong_events(ledger)) == []


def test_somebody_who_may_only_speak_is_no_party(ledger: Ledger) -> None:
    ledger.add(article("a", "2020-01-08", stance="claims", by=somebody("Guard", "IRN", "MIL")))
    assert _ids(ledger, who="Guard") == []


def test_a_ledger_that_may_only_be_read_answers_though_its_view_is_behind(url: str) -> None:
    ledger = Ledger.open(url)
    for made in ARTICLES:
        ledger.add(made)
    ledger.close()
    path = url.removeprefix("sqlite:///")
    read_only = (
        f"sqlite:///file:{path}?mode=ro&uri=true"
        if url.startswith("sqlite")
        else f"{url}&options=-c%20default_transaction_read_only=on"
    )
    ledger = Ledger.open(read_only, create=False)
    assert _events(ledger) == build_events(ARTICLES)
    assert not ledger.is_viewed(version.merging_version())
    ledger.close()
