"""Events over time: what is counted where, what is left out, and how days that nobody read look."""

import re

import pytest

from onrecord.charts import timeline, timeline_of_many
from onrecord.charts.axis import unread
from onrecord.charts.days import coverage_words, window_of
from onrecord.ledger.view import SpanCount
from onrecord.model import UsageError
from tests.charts.made_up import READ, event


def test_events_are_counted_by_day_and_class() -> None:
    drawn = timeline([event("a"), event("b"), event("c", "2021-03-02", kind="AID")], READ)
    assert drawn.rows == (
        {"day": "2021-03-01", "class": "material conflict", "dated by": "text", "events": 2},
        {"day": "2021-03-02", "class": "material cooperation", "dated by": "text", "events": 1},
    )


def test_what_is_left_out_is_counted_with_the_reason() -> None:
    events = [
        event("a"), event("b", None), event("c", "1990-01-01"), event("d", "2021-03-01", end="2021-03-31"), event("e", "2021-04-01"),
    ]  # fmt: skip
    notes = " ".join(timeline(events, READ).notes)
    assert "Left out: 4 events" in notes
    for reason in (
        "1 without a date",
        "1 before 2021-03-01",
        "1 known only to more than a day",
        "1 after 2021-03-05",
    ):
        assert reason in notes


def test_days_without_sources_are_hatched_and_days_without_events_are_not() -> None:
    window = window_of((), READ, None, None)
    assert [(a.isoformat(), b.isoformat()) for a, b in unread(READ, window)] == [("2021-03-03", "2021-03-05")]
    assert "2 days of 5 without any (hatched)" in coverage_words(READ, window)


def test_coverage_tells_of_articles_without_a_date_and_of_failures() -> None:
    words = coverage_words(READ, window_of((), READ, None, None))
    assert "6 articles published 1 Mar to 5 Mar 2021" in words
    assert "1 article without a date" in words
    assert "2 inputs failed" in words


def test_where_nothing_is_known_of_the_reading_the_chart_says_so() -> None:
    assert "not known" in " ".join(timeline([event("a")]).notes)


@pytest.mark.parametrize(
    ("until", "unit"), [("2021-03-20", "day"), ("2022-03-01", "week"), ("2026-03-01", "month")]
)
def test_long_times_have_wider_bars(until: str, unit: str) -> None:
    drawn = timeline([event("a")], READ, until=until)
    assert unit in drawn.rows[0]


def test_by_standing_the_word_that_tells_most_counts() -> None:
    drawn = timeline([event("a", standing=("reported", "denied", "disputed"))], READ, by="standing")
    assert drawn.rows[0]["standing"] == "disputed"


def test_an_event_of_a_type_of_ones_own_is_drawn_as_other() -> None:
    svg = timeline([event("a", kind="EVACUATE")], READ).to_svg()
    assert re.search(r">other<", svg)


def test_a_timeline_by_anything_else_is_refused() -> None:
    with pytest.raises(UsageError, match="class, type or standing"):
        timeline([event("a")], READ, by="colour")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("since", "until", "message"),
    [("March", None, "'March' is not a date"), ("2021-04-01", "2021-03-01", "is after")],
)
def test_days_that_are_none_are_refused(since: str, until: str | None, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        timeline([event("a")], READ, since=since, until=until)


def test_nothing_with_a_date_is_an_error() -> None:
    with pytest.raises(UsageError, match="nothing here has a date"):
        timeline([event("a", None)])


def test_many_events_are_drawn_from_counts_of_their_days() -> None:
    counts = [
        SpanCount("2021-03-01", "2021-03-01", "ASSAULT", ("reported",), 4000, 9000),
        SpanCount("2021-03-02", "2021-03-02", "AID", ("planned",), 2000, 2000),
        SpanCount("1990-01-01", "1990-01-01", "AID", ("planned",), 7, 7),
    ]
    drawn = timeline_of_many(counts, READ)
    assert [(row["day"], row["class"], row["events"]) for row in drawn.rows] == [
        ("2021-03-01", "material conflict", 4000),
        ("2021-03-02", "material cooperation", 2000),
    ]
    assert drawn.notes[0] == "6,000 events, told by 11,000 reports."
    assert "7 before 2021-03-01" in drawn.notes[1]
    assert "publication" not in drawn.to_svg()
    with pytest.raises(UsageError, match="use class, type or standing"):
        timeline_of_many(counts, READ, by="colour")  # type: ignore[arg-type]


def test_counts_are_drawn_as_the_events_themselves() -> None:
    events = [event("a"), event("b"), event("c", "2021-03-02", kind="AID")]
    counts = [SpanCount(e.when.start, e.when.end, e.event_type, e.standing, 1, 1) for e in events]
    for by in ("class", "type", "standing"):
        one, other = timeline(events, READ, by=by), timeline_of_many(counts, READ, by=by)
        assert (one.text, one.title) == (other.text, other.title)


def test_a_title_is_no_wider_than_the_chart() -> None:
    wide, narrow = (timeline([event("a")], READ, width=width).spec["title"]["text"] for width in (720, 300))
    assert isinstance(wide, str)
    assert " ".join(narrow) == wide
    assert max(map(len, narrow)) < 45
