"""What is only said, asked or kept back is no deed."""

from __future__ import annotations

import pytest

from onrecord.model import Article
from onrecord.reader import default_reader


def _types(text: str) -> list[str]:
    article = Article(id="t", text=text, published="2021-03-05", language="en")
    return [r.event_type for r in default_reader().read(article).reports]


@pytest.mark.parametrize(
    "text",
    [
        "Who was released?",
        "Asked whether he would resign, Kenya's president declined to comment.",
        "The Kenyan army, for its part, says that its soldiers patrol the border.",
        "The Kenyan navy described the passage of the two frigates as routine.",
    ],
)
def test_words_alone_are_no_deed(text: str) -> None:
    assert _types(text) == []


def test_responsibility_that_is_not_claimed_is_no_further_attack() -> None:
    text = "A bomb killed two policemen in Nairobi on Monday. Norway has not claimed responsibility."
    assert _types(text) == ["ASSAULT"]


def test_who_was_kidnapped_needs_no_kidnapper() -> None:
    assert "ASSAULT" in _types("Police freed two women who had been kidnapped in Mexico on Friday.")


def test_finite_verb_goes_on_with_a_finite_one() -> None:
    text = "Sweden called on all sides to remain calm and urged its citizens to leave Mali."
    assert _types(text) == ["REQUEST", "REQUEST"]
