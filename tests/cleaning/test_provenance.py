"""Datelines and agencies."""

from __future__ import annotations

import pytest

from onrecord.cleaning.provenance import dateline_of, provenance_of
from tests.cleaning.saved import BODY, PROSE, cleaned, from_body, from_text

_NEXT = "The council voted to close the old harbour."


@pytest.mark.parametrize(
    ("line", "place", "day", "agency"),
    [
        ("NORTHFIELD (Reuters) - ", "NORTHFIELD", None, "Reuters"),
        ("KESH, Jan. 8 (Xinhua) -- ", "KESH", "2020-01-08", "Xinhua"),
        ("Tamar, Dec 31 (TASS) - ", "Tamar", "2019-12-31", "TASS"),
        ("TAMAR, January 8. /TASS/. ", "TAMAR", "2020-01-08", "TASS"),
        ("NORTHFIELD (AP) — Jan. 8, 2020 — ", "NORTHFIELD", "2020-01-08", "Associated Press"),
        ("(CNN)", None, None, "CNN"),
        ("NORTHFIELD, Ohio — ", "NORTHFIELD, Ohio", None, None),
        ("Geneva, 8 January 2020 – ", "Geneva", "2020-01-08", None),
        ("ELLERY CITY: ", "ELLERY CITY", None, None),
        ("TAMAR/KESH, Jan 8 (Reuters) - ", "TAMAR/KESH", "2020-01-08", "Reuters"),
        ("KESH, Verania (Kesh Valley News) – ", "KESH, Verania", None, "Kesh Valley News"),
    ],
)
def test_parts_of_a_dateline(line: str, place: str | None, day: str | None, agency: str | None) -> None:
    found = dateline_of(line + _NEXT, "2020-01-09")
    assert found is not None
    assert (found.place, found.date, found.agency, found.text) == (place, day, agency, line.rstrip())


@pytest.mark.parametrize(
    "text",
    [
        "UPDATE: The council voted.",
        "Smith (R) - who voted against it - left.",
        "SEN. SMITH: No, I did not say so.",
        "The bill — which failed — was the third.",
        "NATO — The alliance met on Monday.",
        "Sarn (FNA) said that it would not.",
        "HOLT: Thank you.\n\nMARSH: Thank you.",
    ],
)
def test_other_openings_are_no_datelines(text: str) -> None:
    assert dateline_of(text, "2020-01-09") is None


def test_without_publication_a_day_without_year_stays_open() -> None:
    found = dateline_of(f"KESH, Jan. 8 (Xinhua) -- {_NEXT}", None)
    assert found is not None
    assert found.date is None


def test_the_words_of_a_dateline_stay_in_the_text() -> None:
    article = from_text(f"NORTHFIELD (Reuters) - {_NEXT}\n\n{PROSE[1]}")
    assert article.text.startswith("NORTHFIELD (Reuters) - The council")
    assert article.dateline is not None
    assert article.text[article.dateline.start : article.dateline.end] == "NORTHFIELD (Reuters) -"


def test_a_dateline_below_a_headline_has_its_offsets() -> None:
    article = from_text(f"Council votes\n\nNORTHFIELD (AP) — {_NEXT}\n\n{PROSE[1]}")
    assert article.dateline is not None
    assert (
        article.text[article.dateline.start : article.dateline.end]
        == article.dateline.text
        == "NORTHFIELD (AP) —"
    )


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("By Associated Press", "Associated Press"),
        ("By ANN LEE, Associated Press", "Associated Press"),
        ("The Associated Press contributed to this report.", "Associated Press"),
        ("AFP contributed to this report", "Agence France-Presse"),
        ("With files from The Canadian Press", "Canadian Press"),
        ("(With inputs from PTI)", "Press Trust of India"),
        ("Copyright 2020 The Associated Press. All rights reserved.", "Associated Press"),
        ("Source: Xinhua", "Xinhua"),
    ],
)
def test_agency_of_a_credit(line: str, agency: str) -> None:
    found = provenance_of((), ["Council votes", line], None)
    assert (found.agency, found.credit) == (agency, line)


@pytest.mark.parametrize(
    "line", ["By Tasnim Ahmed", "The council contributed to the fund.", "By Ann Lee", "Reuters reported it."]
)
def test_no_agency_is_made_up(line: str) -> None:
    assert provenance_of((), [line], None).agency is None


def test_agency_of_the_description() -> None:
    head = '<script type="application/ld+json">{"@type":"NewsArticle","author":{"@type":"Person","name":"Ann Lee, Reuters"}}</script>'
    article = from_body(BODY, head)
    assert (article.agency, article.credit) == ("Reuters", "Ann Lee, Reuters")


def test_a_wire_story_on_a_page() -> None:
    article = cleaned("layouts/wire.html")
    assert article.dateline is not None
    assert (article.agency, article.dateline.place, article.dateline.date) == (
        "Reuters",
        "TAMAR",
        "2020-01-08",
    )
    assert [note.kind for note in article.notes] == ["update"]
