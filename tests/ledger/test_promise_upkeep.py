"""What is weighed again when events change: each case is one that only this bookkeeping can get wrong."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from sqlalchemy import select

from onrecord.ledger import Ledger
from onrecord.ledger.view import Drawer
from onrecord.ledger.view.schema import OPEN, events, view_deeds, view_evidence, view_pledges
from onrecord.merging import catch_up, stored
from onrecord.merging.upkeep import Memory, follow_changes
from tests.ledger.kept_promises import anew as _anew
from tests.ledger.kept_promises import stored as _stored
from tests.ledger.kept_promises import take_all as _take_all
from tests.merging.promised import LIFTED, condition, deed, later, promise


def test_who_did_it_is_told_by_others_of_the_event_once_they_come(ledger: Ledger) -> None:
    """A report that names nobody is weighed anew when its event does."""
    unnamed = later("d", "2020-03-10", "The troops were withdrawn from the bases in Syria")
    unnamed = replace(unnamed, reports=tuple(replace(r, actors=()) for r in unnamed.reports))
    (before,) = _take_all(ledger, promise("p", "2020-03-01"), unnamed)
    assert ["who +2" in e.why for e in before.evidence] == [False]
    named = later("c", "2020-03-10", "Peru held talks", kind="CONSULT", mode=None)
    (after,) = _take_all(ledger, named, ("merge", "c", "d"))
    assert [e.report for e in after.evidence if "who +2" in e.why] == ["d"]
    assert (after,) == _anew(ledger)


def test_a_report_that_says_otherwise_under_the_same_id_is_weighed_anew(ledger: Ledger) -> None:
    told = _take_all(ledger, promise("p", "2020-03-01"), later("d", "2020-03-10"))
    assert [p.outcome for p in told] == ["fulfilled"]
    told = _take_all(ledger, later("d", "2020-03-10", negated=True))
    assert [p.outcome for p in told] == ["not fulfilled"]
    assert told == _anew(ledger)


def test_what_stands_in_the_event_of_the_promise_itself_does_not_fulfil_it(ledger: Ledger) -> None:
    told = _take_all(
        ledger, promise("p", "2020-03-01"), promise("q", "2020-03-01"), later("d", "2020-03-10"),
        ("merge", "p", "q"), ("merge", "p", "d"),
    )  # fmt: skip
    assert [(p.outcome, p.evidence) for p in told] == [("open", ())]
    assert told == _anew(ledger)


def test_what_a_promise_hangs_on_is_found_though_it_is_of_any_type(ledger: Ledger) -> None:
    hanging = promise(
        "p", "2020-03-01", deed(condition=condition("Syria lifts the blockade of the ports", unless=True))
    )
    lifted = later(
        "d",
        "2020-03-10",
        LIFTED.replace("Iran", "Syria"),
        kind="CONCEDE",
        mode=None,
        actor="SYR",
        recipient="IRN",
    )
    told = _take_all(ledger, hanging, lifted)
    assert [p.outcome for p in told] == ["overtaken"]
    assert told == _anew(ledger)


def test_a_promise_of_many_years_is_found_by_what_comes_later(ledger: Ledger) -> None:
    told = _take_all(ledger, promise("p", "2020-03-01", deed(due="2045-01-01")), later("d", "2020-03-10"))
    assert [p.outcome for p in told] == ["fulfilled"]
    assert told == _anew(ledger)


@pytest.mark.parametrize(("day", "outcome"), [("2021-04-05", "fulfilled"), ("2021-04-06", "open")])
def test_what_was_told_up_to_the_last_day_is_found_by_a_promise_that_is_read_later(
    ledger: Ledger, day: str, outcome: str
) -> None:
    told = _take_all(ledger, later("d", day), promise("p", "2020-03-01"))  # 400 days
    assert [p.outcome for p in told] == [outcome]
    assert told == _anew(ledger)


def test_nothing_stays_in_memory_of_a_transaction_that_failed(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next one may use the same numbers of rows for other events."""

    def failing(drawer: Drawer, memory: Memory, state: int) -> None:
        follow_changes(drawer, memory, state)
        raise KeyboardInterrupt

    _take_all(ledger, later("d", "2020-03-10"))
    ledger.add(promise("p", "2020-03-01"))
    monkeypatch.setattr(stored, "follow_changes", failing)
    with pytest.raises(KeyboardInterrupt):
        catch_up(ledger)
    monkeypatch.undo()
    ledger.add(promise("p", "2020-03-01", deed("CONSULT", None, "hold talks in Muscat"), sentence="Iran agreed to hold talks in Muscat"))  # fmt: skip
    catch_up(ledger)
    assert [p.outcome for p in _stored(ledger)] == ["open"]
    assert _stored(ledger) == _anew(ledger)


def test_nothing_is_filed_of_events_that_stand_no_longer(ledger: Ledger) -> None:
    _take_all(
        ledger, promise("p", "2020-03-01"), later("d", "2020-03-10"), promise("p", "2020-03-02"),
        later("d", "2020-03-11", "Peru held talks", kind="CONSULT", mode=None, actor="PER", recipient="CHL"),
    )  # fmt: skip
    with ledger.reading() as connection:
        ended = set(connection.scalars(select(events.c.number).where(events.c.until != OPEN)))
        filed = {
            number
            for column in (view_deeds.c.event, view_pledges.c.event, view_evidence.c.later, view_evidence.c.promise)
            for number in connection.scalars(select(column))
        }  # fmt: skip
    assert ended
    assert filed
    assert not ended & filed
