"""The gold events of January 2020 hold together, with the articles and with the gold reports."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from bench.example_events import read_gold_events
from bench.examples import read_gold

from onrecord.model import Record

_STANDING = {
    "reported", "claimed", "confirmed", "disputed", "denied", "planned", "fulfilled", "not fulfilled", "retracted",
}  # fmt: skip
_OUTCOMES = {"fulfilled", "not fulfilled", "overtaken", "open"}
_END = "2020-02-22"
_EVENTS = read_gold_events()
_ROWS = {(row["article"], row["sentence"]): row for row in read_gold()}


@pytest.fixture
def records(january: dict[str, Record]) -> dict[str, Record]:
    return january


def _named(event: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Every article and words that the event names."""
    yield from ((report[0], report[1]) for report in event["reports"])
    yield from ((report[0], report[1]) for row in event["standing"] for report in row["because"])
    yield from ((row["article"], row["sentence"]) for row in event["figures"])
    yield from ((report[0], report[1]) for report in event.get("promise", {"evidence": []})["evidence"])


def test_names_are_unique() -> None:
    assert [name for name, n in Counter(event["event"] for event in _EVENTS).items() if n > 1] == []


def test_every_sentence_that_an_event_names_is_in_its_article_once(records: dict[str, Record]) -> None:
    texts = {key: " ".join(record.text.split()) for key, record in records.items()}
    lost = [
        (event["event"], article, words)
        for event in _EVENTS
        for article, words in _named(event)
        if texts[article].count(words) != 1
    ]
    assert lost == []


def test_every_gold_report_is_in_one_event_and_no_sentence_twice_in_events() -> None:
    told = Counter(tuple(report) for event in _EVENTS for report in event["reports"])
    assert [key for key, n in told.items() if n > 1] == []
    assert set(_ROWS) - set(told) == set()


def test_gold_reports_have_a_type_of_their_event() -> None:
    assert [
        (event["event"], key)
        for event in _EVENTS
        for key in map(tuple, event["reports"])
        if key in _ROWS and _ROWS[key]["event_type"] not in event["types"]
    ] == []


def test_reports_lie_within_the_dates_of_their_event(records: dict[str, Record]) -> None:
    late = []
    for event in _EVENTS:
        for article, words in event["reports"]:
            when = _ROWS.get((article, words), {}).get("when") or {
                "start": event["start"],
                "end": event["end"],
            }
            meets = when["start"] <= event["end"] and event["start"] <= when["end"]
            if not meets or (records[article].published or "") < event["start"]:
                late.append((event["event"], article, words))
    assert late == []
    assert [event["event"] for event in _EVENTS if not event["start"] <= event["end"] <= _END] == []


def test_standings_use_the_documented_words_and_rest_on_what_was_published() -> None:
    for event in _EVENTS:
        for row in event["standing"]:
            words = set(row["words"])
            assert words, event["event"]
            assert words <= _STANDING, event["event"]
            assert not {"reported", "claimed"} <= words, event["event"]
            assert ("confirmed" in words) == bool(row.get("confirmed_by")), event["event"]
            assert set(row.get("confirmed_by", ())) <= {"adverse", "independent"}
            if "disputed" in words:
                assert "denied" in words, event["event"]
                assert words & {"reported", "claimed", "confirmed"}, event["event"]


def test_standings_follow_one_another_from_the_first_telling_on(records: dict[str, Record]) -> None:
    for event in _EVENTS:
        days = [row["as_of"] for row in event["standing"]]
        assert days == sorted(set(days)), event["event"]
        assert days[0] == min(records[article].published or "" for article, _ in event["reports"]), event[
            "event"
        ]
        for row in event["standing"]:
            late = [a for a, _ in row["because"] if (records[a].published or "") > row["as_of"]]
            assert late == [], event["event"]


def test_figures_are_said_before_they_are_printed(records: dict[str, Record]) -> None:
    for event in _EVENTS:
        for row in event["figures"]:
            assert row["published"] == records[row["article"]].published, event["event"]
            assert row["date"] <= row["published"], event["event"]
            assert row["high"] is None or row["low"] <= row["high"], event["event"]


def test_figures_are_those_of_the_gold_reports() -> None:
    for event in _EVENTS:
        for row in event["figures"]:
            told = _ROWS.get((row["article"], row["sentence"]), {}).get("quantities")
            if told is not None:
                assert (row["of"], row["low"], row["high"]) in [(q["of"], q["low"], q["high"]) for q in told]


def test_promises_have_an_outcome_with_its_evidence() -> None:
    names = {event["event"] for event in _EVENTS}
    for event in _EVENTS:
        promise = event.get("promise")
        if promise is None:
            continue
        assert promise["outcome"] in _OUTCOMES, event["event"]
        assert promise["evidence"] or promise["outcome"] == "open", event["event"]
        assert promise["event"] is None or promise["event"] in names, event["event"]
        assert promise["made"] <= promise["as_of"] == _END, event["event"]
        last = {"open": "planned", "overtaken": "not fulfilled"}.get(promise["outcome"], promise["outcome"])
        assert last in event["standing"][-1]["words"], event["event"]


def test_copies_are_articles_of_the_event() -> None:
    for event in _EVENTS:
        told = {article for article, _ in event["reports"]}
        for group in event["copies"]:
            assert len(group) > 1, event["event"]
            assert set(group) <= told, event["event"]
