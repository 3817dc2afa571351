"""What people decide on events by the command line: logged, listed and taken back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.made_up_ledger import made_up_ledger
from tests.cli.made_up_ledger import name as _name
from tests.cli.made_up_ledger import rows as _rows
from tests.cli.made_up_ledger import run as _run


@pytest.fixture
def url(tmp_path: Path) -> str:
    return made_up_ledger(tmp_path)


def test_events_merged_by_hand_are_one_until_that_is_undone(url: str) -> None:
    before = _rows(url)
    _run(url, "merge", _name(url, "a"), _name(url, "d"), "--because", "one attack", "--by", "ana")
    assert _name(url, "a") == _name(url, "d")
    _run(url, "undo", "1", "--because", "it was not")
    assert _rows(url) == before


def test_a_report_split_off_stands_apart(url: str) -> None:
    assert _name(url, "b") == _name(url, "c")
    _run(url, "split", _name(url, "a"), "b", "--because", "another attack")
    assert _name(url, "b") not in {_name(url, "a"), _name(url, "c")}


def test_splitting_off_every_report_is_refused(url: str) -> None:
    assert "no report" in _run(url, "split", "a", "a", "b", "c", "--because", "none", code=2)


def test_undoing_what_was_not_decided_is_refused(url: str) -> None:
    assert "no decision 7" in _run(url, "undo", "7", "--because", "?", code=2)


def test_a_decision_needs_a_reason(url: str) -> None:
    assert "--because" in _run(url, "merge", "a", "d", code=2)


def _log(url: str, *words: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in _run(url, "decisions", "--format", "jsonl", *words).splitlines()]


def test_reports_split_off_at_once_come_back_at_once(url: str) -> None:
    before = _rows(url)
    assert "decisions 1 to 2" in _run(url, "split", "a", "b", "--because", "another attack", "--by", "ana")
    assert [r["reports"] for r in _rows(url)] != [r["reports"] for r in before]
    assert "undone: decisions 1 to 2" in _run(url, "undo", "2", "--because", "the same after all")
    assert _rows(url) == before


def test_what_is_undone_can_be_let_hold_again(url: str) -> None:
    _run(url, "merge", "a", "d", "--because", "one attack")
    merged = _rows(url)
    _run(url, "undo", "1", "--because", "two attacks")
    assert "undone already, by decision 2" in _run(url, "undo", "1", "--because", "again", code=2)
    assert _rows(url) != merged
    _run(url, "undo", "2", "--because", "one attack after all")
    assert _rows(url) == merged


def test_the_log_says_who_decided_what_when_and_why_and_who_undid_it(url: str) -> None:
    assert "Nothing was decided yet" in _run(url, "decisions")
    assert _log(url) == []
    _run(url, "merge", "a", "d", "--because", "one attack", "--by", "ana")
    (before,) = _log(url)
    _run(url, "undo", "1", "--because", "two attacks", "--by", "ben")
    merge, undo = _log(url)
    assert (merge["kind"], merge["decider"], merge["because"]) == ("merge", "ana", "one attack")
    assert (merge["undone_by"], merge["undone_because"]) == ("ben", "two attacks")
    assert merge["undone"] == undo["added"]
    assert before["undone"] is undo["undone"] is None
    assert _log(url, "--as-of", "2001-01-01") == []
    page = _run(url, "decisions")
    assert "undone by decision 2: ben" in page
    assert "two attacks" in page


def test_an_event_shows_what_people_decided_about_its_reports(url: str) -> None:
    assert "decided" not in _run(url, "event", "a")
    _run(url, "merge", "a", "d", "--because", "one attack", "--by", "ana")
    assert "ana" in _run(url, "event", "a").partition("decided")[2]
    assert "decided" not in _run(url, "event", "e")
    (row,) = json.loads(_run(url, "event", "a", "--json"))["decisions"]
    assert (row["kind"], row["because"], row["undone"]) == ("merge", "one attack", None)
