"""Grades of sources are a log: nothing is overwritten, and the past can be asked for."""

from __future__ import annotations

import datetime as dt

from onrecord.ledger import Ledger
from onrecord.merging.reliability import grades_of


def test_every_grade_stays_with_who_gave_it_and_why(ledger: Ledger) -> None:
    ledger.rate("state IRN", "B", because="first", decider="ana")
    ledger.rate("state IRN", "D", because="it was wrong", decider="ben")
    log = [(r.number, r.source, r.grade, r.because, r.decider) for r in ledger.ratings()]
    assert log == [(1, "state IRN", "B", "first", "ana"), (2, "state IRN", "D", "it was wrong", "ben")]
    assert grades_of(ledger.ratings()) == {"state IRN": "D"}


def test_a_grade_counts_from_when_it_was_given(ledger: Ledger) -> None:
    before = dt.datetime.now(dt.UTC) - dt.timedelta(minutes=1)
    ledger.rate("outlet Post", "A", because="own reporters", decider="ana")
    assert ledger.ratings(as_of=before) == []
    assert [r.grade for r in ledger.ratings(as_of=dt.datetime.now(dt.UTC) + dt.timedelta(minutes=1))] == ["A"]
