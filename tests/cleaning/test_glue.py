"""Link lists glued into a sentence. Names are public, headlines invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.cleaning import unglue


@pytest.mark.parametrize(
    ("glued", "whole"),
    [
        (
            "President TrumpDonald John TrumpSenate panel to vote on budget billPelosi says talks stall: "
            "'Not serious'MORE \"quoted words\" on Tuesday",
            'President Trump "quoted words" on Tuesday',
        ),
        (
            "Secretary of State Mike PompeoMichael (Mike) Richard PompeoHeadline oneHeadline two MORE said",
            "Secretary of State Mike Pompeo said",
        ),
        ("the TrumpDonald John TrumpHeadline oneMORE administration", "the Trump administration"),
        ("Mitch McConnellAddison (Mitch) Mitchell McConnellA day | BMORE's plan", "Mitch McConnell's plan"),
        ("Beto O’RourkeRobert (Beto) O'RourkeOne storyTwo storiesMORE, who", "Beto O’Rourke, who"),
        ("Robert MuellerRobert (Bob) Swan Mueller IIISpecial counselMORE.", "Robert Mueller."),
        ("Donald Trump Jr.Donald (Don) John TrumpA storyMORE said", "Donald Trump Jr. said"),
        ("Julián CastroJulian CastroWe need more timeMORE (D) said", "Julián Castro (D) said"),
        ("President Trump Donald John Trump Panel to vote MORE said", "President Trump said"),
        ("Hillary Clinton Hillary Diane Rodham Clinton Panel to vote MORE said", "Hillary Clinton said"),
        (
            "President Trump\nDonald John Trump\nPanel to vote\nMORE\nsaid so.\nNext.",
            "President Trump said so.\nNext.",
        ),
        (
            "Gov. Mike BraunMichael K. BrownSenate votes todayHouse votes laterMORE (R) said",
            "Gov. Mike Braun (R) said",
        ),
    ],
)
def test_the_sentence_stays_whole(glued: str, whole: str) -> None:
    assert unglue(glued) == whole


@pytest.mark.parametrize(
    "text",
    [
        "President TrumpDonald John TrumpSenate panel to vote on the bill",
        "President TrumpDonald John TrumpA headline\n\nWe want MORE of it.",
        "He wrote that WE NEED MORE JOBS and MORE money.",
        "YouTube, BuzzFeed News and PolitiFact asked for MORE",
        "Big Man MORE Big Man MORE said",
        "Sen. John McCain and Mitch McConnell said MORE was needed.",
    ],
)
def test_without_both_ends_nothing_is_touched(text: str) -> None:
    assert unglue(text) == text


_NAMES = [
    ("President Trump", "Donald John Trump"),
    ("Rep. Alexandria Ocasio-Cortez", "Alexandria Ocasio-Cortez"),
    ("Sen. Catherine Cortez Masto", "Catherine Marie Cortez Masto"),
    ("Bill de Blasio", "Bill de Blasio"),
    ("Betsy DeVos", "Elizabeth (Betsy) Dee DeVos"),
    ("H.R. McMaster", "Herbert Raymond McMaster"),
    ("Nancy Pelosi", "Nancy Patricia D'Alesandro Pelosi"),
    ("Joe Biden", "Joseph (Joe) Robinette Biden Jr."),
]
_HEADLINES = [
    "Panel to vote on bill",
    "Trump: 'Who is next?'",
    "5 things to watch on 3 March",
    "The Daily Note: Day two | NATO replies",
    "Senator: more needed, not less",
    "YouTube removes video",
]
_ENDS = [" said on Monday.", " (R-Ky.) agreed.", "'s office did not reply.", ", who spoke.", " — again."]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(_NAMES),
            st.lists(st.sampled_from(_HEADLINES), min_size=1, max_size=3, unique=True),
            st.sampled_from(["MORE", " MORE"]),
            st.sampled_from(_ENDS),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_any_names_and_headlines_come_out(
    parts: list[tuple[tuple[str, str], list[str], str, str]],
) -> None:
    glued = " ".join(name + full + "".join(lines) + more + end for (name, full), lines, more, end in parts)
    assert unglue(glued) == " ".join(name + end for (name, _), _, _, end in parts)


@given(st.text().filter(lambda text: "MORE" not in text))
def test_a_text_without_the_closing_word_is_unchanged(text: str) -> None:
    assert unglue(text) == text


@given(
    st.lists(st.sampled_from(["more", "MORE", "and", "the", "vote.", "said", '"no"', "\n\n"]), max_size=40)
)
def test_words_in_capitals_alone_are_no_list(words: list[str]) -> None:
    text = " ".join(words)
    assert unglue(text) == text
