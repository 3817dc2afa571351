"""Two articles are of one story where names, numbers and beginning agree, and not where only the kind of event does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.merging.articles import SAME_ARTICLE, About, about, one_story

_KHOY = about(
    "An earthquake of magnitude 5.7 struck near the town of Khoy in Iran on Sunday. Officials in Khoy said that nine people "
    "were killed and that rescue teams from Tabriz were on their way.",
    ["earthquake", "struck", "kill"],
)
_KHOY_AGAIN = about(
    "Nine people were killed in Iran when a quake of magnitude 5.7 hit the border town of Khoy. Teams from Tabriz were "
    "searching the ruins on Sunday night.",
    ["kill", "quake", "hit"],
)
_DAVAO = about(
    "An earthquake of magnitude 6.4 struck near the city of Davao in the Philippines on Thursday. Officials in Davao said "
    "that four people were killed and that rescue teams from Manila were on their way.",
    ["earthquake", "struck", "kill"],
)
_WORDS = st.lists(
    st.sampled_from(["The", "quake", "hit", "Khoy", "Davao", "5.7", "9", "people", "killed", "."]),
    max_size=12,
)


def test_other_names_and_numbers_make_two_stories_of_one_kind() -> None:
    assert one_story(_KHOY, _KHOY_AGAIN) > one_story(_KHOY, _DAVAO)


@given(_WORDS, _WORDS)
def test_it_does_not_matter_which_article_comes_first(one: list[str], other: list[str]) -> None:
    a, b = about(" ".join(one), one), about(" ".join(other), other)
    assert one_story(a, b) == one_story(b, a)


@given(_WORDS)
def test_the_odds_are_bounded(words: list[str]) -> None:
    article = about(" ".join(words), words)
    assert abs(one_story(article, article)) <= SAME_ARTICLE


@pytest.mark.parametrize(
    "text", ["", "Killed nine.", "Killed nine. Killed again.", "Killed nine.\nKilled again."]
)
def test_a_capital_at_the_beginning_of_a_sentence_is_no_name(text: str) -> None:
    assert about(text, []).names == {}


def test_the_title_counts_as_the_beginning() -> None:
    article: About = about("Rain fell.", [], title="Quake in Khoy")
    assert "khoy" in article.lead
    assert "khoy" in article.words
