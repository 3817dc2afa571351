"""Events by the command line: listed, shown, merged, split, and taken back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from onrecord.merging import build_events
from onrecord.model import Status
from onrecord.views.event import render_event
from tests.cli.made_up_ledger import made_up_ledger
from tests.cli.made_up_ledger import rows as _rows
from tests.cli.made_up_ledger import run as _run
from tests.merging.made_up import ARTICLES


@pytest.fixture
def url(tmp_path: Path) -> str:
    return made_up_ledger(tmp_path)


def test_each_event_is_a_row_with_its_standing_and_counts(url: str) -> None:
    row = next(r for r in _rows(url) if r["reports"] == 3)
    assert (row["standing"], row["articles"]) == ("reported; denied; disputed", 3)


def test_events_are_chosen_by_type_party_day_standing_and_words(url: str) -> None:
    assert [r["event_type"] for r in _rows(url, "--type", "consult")] == ["CONSULT"]
    assert [r["start"] for r in _rows(url, "--who", "ISR")] == ["2020-01-08"]
    assert [r["start"] for r in _rows(url, "--since", "2020-01-15")] == ["2020-01-20"]
    assert [r["reports"] for r in _rows(url, "--standing", "disputed")] == [3]
    assert [r["event_type"] for r in _rows(url, "--text", "talks Muscat")] == ["CONSULT"]
    assert _rows(url, "--place", "Muscat") == []


def test_one_event_says_who_says_what_and_why_it_stands_together(url: str) -> None:
    page = _run(url, "event", "a")
    for words in (
        "the state of IRN",
        "the state of USA",
        "in its own voice",
        "denied, disputed",
        "first report",
    ):
        assert words in page


def test_an_unknown_event_is_wrong_use_and_says_what_to_do(url: str) -> None:
    assert "onrecord events" in _run(url, "event", "nosuch", code=2)


def test_as_of_shows_the_events_of_that_time(url: str) -> None:
    assert _run(url, "events", "--as-of", "2001-01-01").startswith("No event here")


def test_sources_are_listed_with_what_became_of_their_words(url: str) -> None:
    rows = {
        row["source"]: row for row in map(json.loads, _run(url, "sources", "--format", "jsonl").splitlines())
    }
    assert (rows["state IRN"]["says_so"], rows["state IRN"]["denied"]) == (1, 1)
    assert rows["state USA"]["denies"] == 1
    assert "the state of IRN" in _run(url, "sources", "--name", "IRN")
    assert "the state of USA" not in _run(url, "sources", "--name", "IRN")


def test_who_confirms_stands_beside_the_word_confirmed() -> None:
    status = Status(as_of=None, words=("claimed", "confirmed", "denied"), because=(), confirmed_by="adverse")
    event = replace(build_events(ARTICLES[:1])[0], history=(status,))
    assert "claimed, confirmed by the other side, denied" in "\n".join(render_event(event, width=100))
