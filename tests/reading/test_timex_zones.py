"""Zones of clock times, fiscal years, and words that point back at the last date told."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.reading.test_times import read


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("The blast came at 10 p.m. GMT on Tuesday.", "Z"),
        ("The quake struck at 0300 local time.", "local"),
        ("Trading stops at 4 p.m. EST.", "-05:00"),
        ("Polls close at 9 p.m. CET.", "+01:00"),
        ("Polls close at 8 p.m. ET.", None),
        ("Polls close at 8 p.m. on Tuesday.", None),
    ],
)
def test_a_clock_time_has_the_zone_that_the_text_names(text: str, zone: str | None) -> None:
    clocks = [n.timex for n in read(text) if n.timex.type == "TIME"]
    assert [c.zone for c in clocks] == [zone]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The missiles hit at 11 p.m. on Jan. 7, 2020 (04:00 GMT).", dt.date(2020, 1, 8)),
        ("The missiles hit at 3 a.m. on Jan. 7, 2020 (2000 GMT).", dt.date(2020, 1, 6)),
        ("The missiles hit at 3 p.m. on Jan. 7, 2020 (1200 GMT).", dt.date(2020, 1, 7)),
    ],
)
def test_a_utc_clock_in_brackets_stands_on_its_own_day(text: str, day: dt.date) -> None:
    last = [n for n in read(text) if n.timex.type == "TIME"][-1]
    assert last.timex.zone == "Z"
    assert last.timex.value.startswith(day.isoformat())
    assert last.start == last.end == day


@pytest.mark.parametrize(
    "text", ["Sales fell in fiscal 2013.", "Sales fell in the third quarter of fiscal 2013."]
)
def test_a_fiscal_year_claims_no_days_that_are_not_known(text: str) -> None:
    node = read(text, "2014-01-08")[-1]
    assert node.timex.value.startswith("2013")
    assert (node.start, node.end, node.precision) == (dt.date(2012, 2, 1), dt.date(2014, 3, 31), "range")


STORY = "In June 1941 the army crossed the river. Two towns had fallen by then. The front was quiet at that point."


def test_in_a_history_then_is_the_last_date_told() -> None:
    values = [(n.text, n.timex.value) for n in read(STORY, None)]
    assert values == [("June 1941", "1941-06"), ("then", "1941-06"), ("that point", "1941-06")]


@pytest.mark.parametrize(
    "text",
    [
        "On Tuesday he resigned; at the time he was ill.",
        "If that fails, then we leave.",
        "At the time of the attack on Tuesday nobody was there.",
    ],
)
def test_in_news_then_is_no_date(text: str) -> None:
    assert all("time" not in n.text and "then" not in n.text for n in read(text))


def test_that_month_is_of_the_year_told() -> None:
    assert [n.timex.value for n in read("They met in January 2012 and again that December.")][-1] == "2012-12"


@pytest.mark.parametrize(
    ("text", "value"),
    [("The talks begin Monday.", "2020-01-13"), ("The law takes effect Feb. 1.", "2020-02-01")],
)
def test_what_is_on_the_calendar_lies_ahead(text: str, value: str) -> None:
    assert [n.timex.value for n in read(text)] == [value]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Sales fell in fiscal 2013, which ended June 30.", "2012-07-01", "2013-06-30"),
        ("Congress cut the budget for fiscal 2013.", "2012-10-01", "2013-09-30"),
        ("The Pentagon spent less in the first quarter of fiscal 2013.", "2012-10-01", "2012-12-31"),
    ],
)
def test_a_fiscal_year_has_its_days_where_its_end_is_told_or_known(text: str, start: str, end: str) -> None:
    node = read(text, "2013-08-21")[0]
    assert (str(node.start), str(node.end)) == (start, end)


def test_an_end_told_behind_a_fiscal_quarter_may_be_the_quarters() -> None:
    node = read("Profit rose in the third quarter of fiscal 2013, which ended March 31.", "2013-08-21")[0]
    assert node.precision == "range"


def test_four_digits_with_a_zone_are_a_time() -> None:
    (node,) = read("The attack began at 0400 GMT.", "2013-07-18")
    assert (node.timex.value, node.timex.type) == ("2013-07-18T04:00", "TIME")
