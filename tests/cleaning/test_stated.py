"""The date that a text states at its top."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.cleaning import clean
from onrecord.cleaning.stated import stated_date
from onrecord.sources import RawDocument

SENTENCE = "The council of Northfield voted on Tuesday to close the old harbour."


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Published January 10, 2020", "2020-01-10"),
        ("Posted: Jan. 10, 2020 / 08:15 PM EST", "2020-01-10"),
        ("Published 8 January 2020 By Ann Lee", "2020-01-08"),
        ("Updated 8:15 PM ET, Wed January 8, 2020", "2020-01-08"),
        ("By Ann Lee | January 10, 2020", "2020-01-10"),
        ("By Ann Lee - 01/08/20 08:15 PM EST", "2020-01-08"),
        ("Wednesday, January 8, 2020", "2020-01-08"),
        ("2020-01-08", "2020-01-08"),
        ("28.01.2020", "2020-01-28"),
        ("NORTHFIELD, Feb. 27, 2019 - The council voted to close the old harbour.", "2019-02-27"),
        ("NORTHFIELD, Jan 8 2020 (Reuters) - The council voted to close the harbour.", "2020-01-08"),
        ("NORTHFIELD (AP) — Jan. 8, 2020 — The council voted to close the harbour.", "2020-01-08"),
    ],
)
def test_date_is_found(line: str, day: str) -> None:
    assert stated_date(["Council votes", line, SENTENCE]) == day


@pytest.mark.parametrize(
    "line",
    [
        "NORTHFIELD, Jan. 8 (Reuters) - The council voted to close the old harbour.",  # no year
        "08/01/2020",  # August or January
        "February 30, 2020",
        "January 8, 2999",
        "By January 10, 2020, the work was done and the harbour was closed.",
        "The vote of January 8, 2020 - the first of the year - was close.",
        "Published on January 8, 2020, the report names three members of the council.",
    ],
)
def test_nothing_is_made_up(line: str) -> None:
    assert stated_date(["Council votes", line, SENTENCE]) is None


def test_dates_that_head_the_parts_of_a_chronicle_do_not_date_it() -> None:
    assert stated_date(["January 3, 2020", SENTENCE, "January 8, 2020", SENTENCE]) is None


def test_a_date_below_the_first_sentence_is_not_the_articles() -> None:
    assert stated_date([SENTENCE, "Published January 10, 2020"]) is None


def test_publication_counts_before_an_update() -> None:
    assert stated_date(["Updated January 9, 2020", "Published January 8, 2020"]) == "2020-01-08"


@given(st.lists(st.text(max_size=200), max_size=12))
def test_any_text_can_be_asked(blocks: list[str]) -> None:
    day = stated_date(blocks)
    assert day is None or len(day) == 10


def _clean(text: str, **fields: str) -> tuple[str | None, str]:
    article = clean(
        RawDocument(name="in", id="in", kind="text", content=text, **fields),
        published="2001-01-01",
    )
    return article.published, article.text


def test_line_with_author_and_date_goes_and_dates_the_text() -> None:
    text = f"Council votes\n\nBy Ann Lee - 01/08/20 08:15 PM EST\n\n{SENTENCE} It was close.\n\n{SENTENCE}"
    published, left = _clean(text)
    assert published == "2020-01-08"
    assert "Ann Lee" not in left


def test_line_with_author_and_date_before_the_sentence_goes() -> None:
    assert _clean(f"By Ann Lee - 01/08/20 08:15 PM EST {SENTENCE}") == ("2020-01-08", SENTENCE)


def test_a_date_that_the_input_gives_counts_before_the_texts() -> None:
    assert _clean(f"Published January 10, 2020\n\n{SENTENCE}", published="2020-01-09")[0] == "2020-01-09"


def test_verbatim_texts_are_not_searched() -> None:
    raw = RawDocument(name="in", id="in", kind="text", content=f"Published January 10, 2020\n\n{SENTENCE}")
    assert clean(raw, verbatim=True).published is None
