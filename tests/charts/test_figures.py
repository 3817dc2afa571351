"""Figures over time: values, exactness, labels that do not cover each other."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.charts import figures
from onrecord.charts.figures import apart, worded
from onrecord.model import UsageError
from tests.charts.made_up import READ, event, figure


def test_each_speaker_has_a_label_with_the_last_figure() -> None:
    told = (
        figure(3, 3, "2021-03-01"),
        figure(9, 9, "2021-03-05"),
        figure(4, 4, "2021-03-02", source="union", name="a union"),
    )
    svg = figures(event("a", figures=told), READ).to_svg()
    assert "the mayor: 9" in svg
    assert "a union: 4" in svg


@pytest.mark.parametrize(
    ("low", "high", "exact", "words"),
    [
        (11, 11, True, "11"),
        (30, 30, False, "about 30"),
        (80, None, False, "80 or more"),
        (None, 5, False, "5 or fewer"),
        (20, 25, False, "20–25"),
    ],
)
def test_a_figure_is_worded_as_exactly_as_it_is_known(
    low: float | None, high: float | None, exact: bool, words: str
) -> None:
    assert worded(figure(low, high, exact=exact)) == words


def test_speakers_for_whose_names_there_is_no_room_are_counted() -> None:
    told = tuple(figure(n, n, source=f"s{n}", name=f"speaker {n}") for n in range(14))
    drawn = figures(event("a", figures=told), READ)
    assert "Without a name, for want of room: 4 lines" in " ".join(drawn.notes)
    assert len(drawn.rows) == 14


def test_what_cannot_be_drawn_is_counted() -> None:
    told = (figure(3, 3), figure(4, 4), figure(None, None), figure(5, 5, None), figure(2, 2, of="arrested"))
    notes = " ".join(figures(event("a", figures=told), READ).notes)
    assert "Left out: 3 figures" in notes
    for reason in ("1 without a number", "1 without a date", "1 of arrested"):
        assert reason in notes


def test_a_kind_on_which_all_agree_stands_back() -> None:
    told = (
        figure(3, 3),
        figure(4, 4),
        figure(2, 2, of="weapons"),
        figure(2, 2, of="weapons", source="union"),
    )
    assert figures(event("a", figures=told), READ).title == "How many injured, by who says so"


def test_a_kind_can_be_asked_for() -> None:
    told = (figure(3, 3), figure(4, 4), figure(2, 2, of="weapons"))
    assert {row["of"] for row in figures(event("a", figures=told), READ, of="weapons").rows} == {"weapons"}


def test_the_words_tell_lowest_highest_and_last() -> None:
    told = (figure(0, 0, "2021-03-01"), figure(64, 64, "2021-03-02"), figure(11, 11, "2021-03-05"))
    text = figures(event("a", figures=told), READ).text
    assert "from 0 (the mayor, 1 Mar 2021) to 64 (the mayor, 2 Mar 2021), last 11" in text


def test_an_event_without_figures_is_an_error_that_names_it() -> None:
    one = event("a")
    with pytest.raises(UsageError, match=one.id):
        figures(one, READ)


@given(st.lists(st.floats(0, 150), max_size=10).map(sorted))
def test_labels_keep_apart_and_in_order(wanted: list[float]) -> None:
    places = apart(wanted, 14, 150)
    assert len(places) == len(wanted)
    assert all(b - a >= 14 - 1e-9 for a, b in pairwise(places))
    assert all(place <= 150 for place in places)
