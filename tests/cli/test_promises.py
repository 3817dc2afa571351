"""Promises and grades of sources by the command line."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

import onrecord
from onrecord.model import UsageError
from tests.cli.made_up_ledger import made_up_ledger
from tests.cli.made_up_ledger import run as _run
from tests.merging.promised import DONE, deed, later, promise


@pytest.fixture
def url(tmp_path: Path) -> str:
    told = (promise("p", "2020-03-02", deed(due="2020-03-31")), later("d", "2020-03-20", outlet="Post"))
    return made_up_ledger(tmp_path, told)


def test_a_promise_is_listed_with_its_outcome_and_who_tells_it(url: str) -> None:
    page = " ".join(_run(url, "promises").split())
    assert "promised: withdraw its troops from the bases" in page
    assert "fulfilled, told on 2020-03-20, due by 2020-03-31" in page
    assert f"“{DONE}”" in page


def test_json_lines_have_the_evidence_with_points_and_reasons(url: str) -> None:
    (row,) = (json.loads(line) for line in _run(url, "promises", "--format", "jsonl").splitlines())
    assert (row["outcome"], row["made"], row["due"]) == ("fulfilled", "2020-03-02", "2020-03-31")
    (evidence,) = row["evidence"]
    assert (evidence["report"], evidence["outlet"]) == ("d", "Post")
    assert evidence["score"] >= 5
    assert "who +2" in evidence["why"]


def test_csv_has_names_and_reports_in_cells(url: str) -> None:
    (row,) = csv.DictReader(_run(url, "promises", "--format", "csv").splitlines())
    assert (row["who"], row["to"], row["evidence"]) == ("IRN", "SYR", "d")


def test_filters_leave_the_rest_out(url: str) -> None:
    assert "No promise" in _run(url, "promises", "--state", "open")
    assert "No promise" in _run(url, "promises", "--actor", "RUS")


def test_the_page_of_the_event_has_its_promise_and_standing(url: str) -> None:
    page = " ".join(_run(url, "event", "p").split())
    assert "promise promised: withdraw its troops" in page
    assert "2020-03-20 reported, fulfilled" in page


def test_a_grade_stands_beside_the_credibility_and_the_source(url: str) -> None:
    assert "outlet Post: B, usually reliable" in _run(
        url, "sources", "--set", "Post=b", "--because", "own reporters"
    )
    assert "B3" in _run(url, "events", "--type", "RETREAT")
    assert "the most reliable source that says so, Post, is usually reliable" in " ".join(
        _run(url, "event", "d").split()
    )
    rows = [json.loads(line) for line in _run(url, "sources", "--format", "jsonl").splitlines()]
    assert {row["name"]: row["reliability"] for row in rows}["Post"] == "B"


@pytest.mark.parametrize(
    ("words", "says"),
    [(("--set", "Post=G", "--because", "x"), "with a grade from A to F"),
     (("--set", "Post", "--because", "x"), "write it as SOURCE=GRADE"),
     (("--set", "Post=B"), "needs --because"),
     (("--set", "Nobody=B", "--because", "x"), "no source is called Nobody")],
)  # fmt: skip
def test_a_grade_that_cannot_be_set_says_why(url: str, words: tuple[str, ...], says: str) -> None:
    assert says in " ".join(_run(url, "sources", *words, code=2).split())


def test_python_has_the_register_as_a_table(url: str) -> None:
    with onrecord.open(url) as ledger:
        (row,) = ledger.promises(state="fulfilled").to_polars().to_dicts()
        assert (row["who"], row["outcome"], row["evidence"]) == (["IRN"], "fulfilled", ["d"])
        with pytest.raises(UsageError, match="no filter is called colour: use actor"):
            ledger.promises(colour="red")
