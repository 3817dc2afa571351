"""TimeML values and the days they cover."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.timex.calendar import days_of, easter, holiday_in, shifted, value_at
from onrecord.reading.timex.numbers import UNKNOWN, count_of, year_of

_NUMBERS = {"two": 2, "five": 5, "nineteen": 19, "twenty": 20, "ninety": 90, "four": 4, "hundred": 100, "thousand": 1000, "seven": 7}  # fmt: skip


@pytest.mark.parametrize(
    ("value", "start", "end", "precision"),
    [
        ("2020-01-08", "2020-01-08", "2020-01-08", "day"),
        ("2020-01-08TNI", "2020-01-08", "2020-01-08", "day"),
        ("2020-01-08T17:30", "2020-01-08", "2020-01-08", "minute"),
        ("2020-02", "2020-02-01", "2020-02-29", "month"),
        ("2020", "2020-01-01", "2020-12-31", "year"),
        ("199", "1990-01-01", "1999-12-31", "decade"),
        ("19", "1900-01-01", "1999-12-31", "century"),
        ("2020-W02", "2020-01-06", "2020-01-12", "week"),
        ("2020-W02-WE", "2020-01-11", "2020-01-12", "range"),
        ("2020-Q3", "2020-07-01", "2020-09-30", "quarter"),
        ("2020-H2", "2020-07-01", "2020-12-31", "range"),
        ("2019-WI", "2019-12-01", "2020-02-29", "season"),
    ],
)
def test_a_value_covers_its_days(value: str, start: str, end: str, precision: str) -> None:
    assert days_of(value) == (dt.date.fromisoformat(start), dt.date.fromisoformat(end), precision)


@pytest.mark.parametrize(
    "value", ["XXXX-WXX-2", "PAST_REF", "P2D", "2020-02-30", "1917-03-XX", "", "2020-W60"]
)
def test_an_open_or_impossible_value_covers_none(value: str) -> None:
    assert days_of(value) is None


@given(st.dates(), st.sampled_from(["D", "W", "WE", "M", "Q", "Y", "DE", "CE"]))
def test_the_value_at_a_day_covers_that_day_or_its_weekend(day: dt.date, unit: str) -> None:
    days = days_of(value_at(day, unit))
    if days is not None:
        assert days[0] <= days[1]
        assert days[0] <= day <= days[1] or unit == "WE"


@given(
    st.dates(dt.date(1000, 1, 1), dt.date(3000, 1, 1)), st.sampled_from(["D", "W", "F"]), st.integers(-99, 99)
)
def test_shifting_by_days_there_and_back_is_the_same_day(day: dt.date, unit: str, count: int) -> None:
    assert shifted(shifted(day, unit, count), unit, -count) == day


def test_shifting_by_months_keeps_within_the_month() -> None:
    assert shifted(dt.date(2020, 1, 31), "M", 1) == dt.date(2020, 2, 29)


def test_shifting_outside_the_calendar_is_an_overflow() -> None:
    with pytest.raises(OverflowError):
        shifted(dt.date(2020, 1, 1), "CE", -40)


@pytest.mark.parametrize(("year", "day"), [(1961, "1961-04-02"), (2000, "2000-04-23"), (2020, "2020-04-12")])
def test_easter(year: int, day: str) -> None:
    assert easter(year).isoformat() == day


def test_moving_holidays() -> None:
    assert holiday_in("11-4-4", 2019) == dt.date(2019, 11, 28)
    assert holiday_in("05-last-1", 2020) == dt.date(2020, 5, 25)
    assert holiday_in("11-1-1+1", 2016) == dt.date(2016, 11, 8)
    assert holiday_in("easter-2", 2020) == dt.date(2020, 4, 10)


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("two", 2), ("twenty four", 24), ("two hundred", 200), ("a couple of", 2), ("several", UNKNOWN), ("half an", 0.5),
        ("two and a half", 2.5), ("2 1 / 2", 2.5), ("a", 1),
    ],
)  # fmt: skip
def test_counts_in_words(words: str, count: float) -> None:
    assert count_of(words.split(), _NUMBERS) == count


@pytest.mark.parametrize(
    ("words", "year"),
    [
        ("nineteen ninety - seven", 1997),
        ("two thousand and five", 2005),
        ("twenty twenty", 2020),
        ("two", None),
    ],
)
def test_years_in_words(words: str, year: int | None) -> None:
    assert year_of(words.split(), _NUMBERS) == year


def test_the_last_week_of_the_calendar_is_no_error() -> None:
    assert days_of("9999-W52") is None
