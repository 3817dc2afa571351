"""Corrections, updates and editor's notes leave the text and stay as data."""

from __future__ import annotations

import pytest

from onrecord.cleaning.notes import each_once, note_kind
from onrecord.model import Note
from tests.cleaning.saved import BODY, PROSE, from_body, from_text


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("correction", "Correction: An earlier version of this article misstated the age of the mayor."),
        ("correction", "CORRECTION (Jan. 8, 2020): The bridge is in Marlow Bay, not in Ellery."),
        ("correction", "This article was amended on 8 January 2020 to correct the number of votes."),
        ("correction", "A previous version of this story incorrectly said that two people were hurt."),
        ("correction", "(Corrects spelling of name in paragraph 3)"),
        ("clarification", "Clarification: The firm owns half of the port, and the town the rest."),
        ("clarification", "This story has been updated to clarify who paid for the study."),
        ("retraction", "This article has been retracted because the interview did not take place."),
        ("update", "This story has been updated to include a comment from the ministry."),
        ("update", "(Adds quotes, background)"),
        ("editor", "Editor's note: This interview was held in March and has been cut."),
        ("editor", "This story contains graphic descriptions of violence."),
    ],
)
def test_kind_of_a_note(kind: str, text: str) -> None:
    assert note_kind(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "Corrections officers walked out of three prisons on Monday.",
        "The report was amended on Monday to include the figures, the ministry said.",
        "An earlier version of the bill failed in the senate.",
        "Corrected figures show that the name of the firm was wrong, the ministry said.",
        "The article was removed from the constitution in 1990.",
        "Update: The ministry has confirmed the deaths of two people.",
        "The map incorrectly shows the island as part of Sarn, the president said.",
    ],
)
def test_news_is_no_note(text: str) -> None:
    assert note_kind(text) is None


def test_a_note_leaves_the_text_and_is_kept() -> None:
    note = "Correction: An earlier version of this article misstated the number of members."
    article = from_body(BODY + f"<p><em>{note}</em></p>")
    assert article.text == "\n\n".join(PROSE)
    assert article.notes == (Note(kind="correction", text=note),)


def test_a_note_outside_of_the_text_is_found() -> None:
    note = "This article was amended on 9 January 2020. The harbour is old, but not the oldest."
    article = from_body(BODY + f"<footer class='x'></footer><aside class='correction'><p>{note}</p></aside>")
    assert article.notes == (Note(kind="correction", text=note),)


def test_a_correction_that_only_the_description_has() -> None:
    head = '<script type="application/ld+json">{"@type":"NewsArticle","correction":{"@type":"CorrectionComment","text":"The vote was on Monday."}}</script>'
    assert from_body(BODY, head).notes == (Note(kind="correction", text="The vote was on Monday."),)


def test_a_heading_makes_the_paragraph_below_it_a_note() -> None:
    text = "\n\n".join([*PROSE, "Correction", "The mayor's name was spelt wrongly on Tuesday."])
    article = from_text(text)
    assert [note.kind for note in article.notes] == ["correction"]
    assert article.text == "\n\n".join(PROSE)


def test_a_bracket_of_a_wire_story_counts_at_the_edges_only() -> None:
    assert note_kind("(Adds quotes, background)", edge=False) is None


def test_a_note_is_kept_once() -> None:
    long = Note(kind="update", text="This story has been updated with a comment.")
    short = Note(kind="update", text="This story has been updated")
    assert each_once([short, long, long]) == (long,)
