"""What is dropped from between paragraphs, and what stays."""

from __future__ import annotations

import pytest

from onrecord.cleaning.paragraphs import Block
from onrecord.cleaning.residue import drop_residue, residue_of, without_inline


@pytest.mark.parametrize(
    "line",
    [
        "ADVERTISEMENT",
        "Story continues below",
        "Photo: Ann Lee/AFP via Getty Images",
        "Ministers arrive for talks on Monday. (AP Photo/Ann Lee)",
        "© Getty Images",
        "Read more: Council votes again",
        "Related: Seven signs of a storm",
        "RELATED STORIES: COUNCIL VOTES",
        "Sign up for our newsletter to get the news",
        "Click here to subscribe",
        "Follow us on Twitter",
        "Recommended Stories",
        "24 Comments",
        "View the discussion thread.",
        "Copyright 2020 The Example. All rights reserved.",
        "Tags: council, budget",
        "Additional reporting by Ann Lee",
        "The Associated Press contributed to this report.",
        "Ann Lee is a reporter for The Example.",
        "Share to Facebook",
        "Ann Lee can be reached at 555-0100.",
        "Reach Ann Lee at alee@example.com or follow her on Twitter @annlee",
        "Press contact: Ann Lee",
        "By Ann Lee - 01/08/20 08:15 PM EST",
        "Published 2020-01-08 08:15",
    ],
)
def test_residue_is_named(line: str) -> None:
    assert residue_of(line, 9, 10) is not None


@pytest.mark.parametrize(
    "line",
    [
        "More than 50 people were injured, the ministry said.",
        "More: the vote is due on Monday.",
        "Follow-up talks are planned for May.",
        "Photos of the site showed debris.",
        "Copyright law was changed on Monday.",
        "Sharing the data was a mistake, she said.",
        "The soldiers were following orders, according to Reuters.",
        "Editor's note: An earlier version misstated the date.",
        "Correction: The vote was on Monday.",
        "Updated at 2:44 p.m.",
        "Trump said on Twitter that the talks were over.",
        "Call the opposition's bluff, he said.",
        'President Hassan Rouhani wrote on Twitter: "Iran regrets this."',
        "President Hassan Rouhani wrote on Twitter @HassanRouhani",
        "The deal can be reached within weeks.",
        "Foreign Minister Zarif is on Twitter while most people in Iran are kept off it.",
        "Contact between the two sides has ended, Zarif wrote on Twitter.",
        "Find a way out of this, he told them on Facebook.",
        "Press contacts between the two armies broke off on Friday.",
        "Source countries rejected the plan on Tuesday.",
        "30,000",
        "Ann Lee was a columnist for The Example when she was arrested in March.",
    ],
)
def test_text_stays(line: str) -> None:
    assert residue_of(line, 9, 10) is None


def test_credit_and_pointer_go_from_within_a_paragraph() -> None:
    text = "The council met (Photo by Ann Lee/Getty Images) on Monday. Read more: Council votes again"
    assert without_inline(text) == "The council met on Monday."


def test_a_lone_paragraph_that_ends_in_its_agency_is_the_article() -> None:
    block = Block("p", "The council met on Monday and voted. (Reuters)")
    assert drop_residue([block]) == [block]
