"""Promises of a query that come due, are overdue, or of which it is told what became."""

from __future__ import annotations

import datetime as dt

from onrecord.alerting import Alert
from tests.alerting.conftest import Desk, saved
from tests.merging.promised import deed, later, promise

_DUE = saved("due", query={"actor": "IRN"})


def _told(desk: Desk) -> list[Alert]:
    return [alert for message in desk.made() for alert in message.alerts]


def _go_to(desk: Desk, day: str) -> None:
    desk.now = dt.datetime.fromisoformat(f"{day}T08:00+00:00")


def test_a_promise_is_told_as_its_last_day_comes_and_once_more_when_it_is_past(desk: Desk) -> None:
    desk.round(_DUE)
    desk.add(promise("p", "2020-01-09", deed(due="2020-01-20")))
    desk.round(_DUE)
    assert _told(desk) == []
    _go_to(desk, "2020-01-18")
    desk.round(_DUE)
    assert _told(desk) == []
    for day in ("2020-01-19", "2020-01-20", "2020-01-21", "2020-01-22"):
        _go_to(desk, day)
        desk.round(_DUE)
    due, overdue = _told(desk)
    assert (due.title[:4], overdue.title[:8]) == ("Due:", "Overdue:")
    assert due.made.startswith("2020-01-19")
    assert overdue.made.startswith("2020-01-21")
    assert due.why.endswith("withdraw its troops from the bases. It is due by 2020-01-20.")
    assert due.due is not None
    assert (due.due.kind, due.due.due, due.due.outcome) == ("promised", "2020-01-20", "open")


def test_how_long_before_can_be_said(desk: Desk) -> None:
    query = saved("due", due_days=7)
    desk.round(query)
    desk.add(promise("p", "2020-01-09", deed(due="2020-01-16")))
    desk.round(query)
    assert len(_told(desk)) == 1


def test_a_promise_that_was_kept_is_not_due(desk: Desk) -> None:
    desk.add(promise("p", "2020-01-09", deed(due="2020-01-12")))
    desk.round(_DUE)
    desk.add(later("l", "2020-01-10"))
    for day in ("2020-01-11", "2020-01-12", "2020-01-13"):
        _go_to(desk, day)
        desk.round(_DUE)
    assert _told(desk) == []


def test_a_promise_that_was_due_long_ago_is_not_told(desk: Desk) -> None:
    desk.round(_DUE)
    desk.add(promise("p", "2019-11-09", deed(due="2019-11-20")))
    for day in ("2020-01-10", "2020-01-11"):
        _go_to(desk, day)
        desk.round(_DUE)
    assert _told(desk) == []


def test_what_became_of_it_is_told_once_with_the_sentence_that_tells_it(desk: Desk) -> None:
    query = saved("outcome")
    desk.add(promise("p", "2020-01-09"))
    desk.round(query)
    desk.add(later("l", "2020-01-10"))
    for day in ("2020-01-10", "2020-01-11"):
        _go_to(desk, day)
        desk.round(query)
    (alert,) = _told(desk)
    assert alert.title.startswith("Fulfilled:")
    assert "By reports of 2020-01-10 it is fulfilled." in alert.why
    assert "“Iran withdrew its troops from the bases in Syria” (outlet l)" in alert.why
