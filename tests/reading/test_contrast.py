"""Accounts that the outlet sets against each other stand side by side, and neither inside the other."""

from __future__ import annotations

import pytest

from onrecord.model import Article
from onrecord.reader import default_reader


def _contents(text: str) -> list[tuple[str, str]]:
    reading = default_reader().layers(Article(id="x", text=text, language="en"))
    return [
        (
            " ".join(text[a:b] for a, b in n.attribution.source),
            " ".join(text[a:b] for a, b in n.attribution.content),
        )
        for n in reading.attributions
    ]


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        (
            "Turkey said its jets killed 20 fighters, while the rebels said that three civilians were killed.",
            ("Turkey", "its jets killed 20 fighters"),
            ("the rebels", "that three civilians were killed"),
        ),
        (
            "The ministry said rebels shelled the town, but the rebels denied that they had attacked it.",
            ("The ministry", "rebels shelled the town"),
            ("the rebels", "that they had attacked it"),
        ),
        (
            "The army said it had arrested 30 protesters, although witnesses said soldiers shot at the crowd.",
            ("The army", "it had arrested 30 protesters"),
            ("witnesses", "soldiers shot at the crowd"),
        ),
    ],
)
def test_what_another_says_against_it_is_no_part_of_a_content(
    text: str, first: tuple[str, str], second: tuple[str, str]
) -> None:
    assert _contents(text) == [first, second]


def test_a_contrast_within_what_one_says_stays_whole() -> None:
    text = "The minister said that the talks, while long, had been useful."
    assert _contents(text) == [("The minister", "that the talks, while long, had been useful")]


def test_what_one_says_that_another_said_stays_inside() -> None:
    text = "The minister said that the army was ready, but that the president said troops would not move."
    assert ("The minister", text[text.index("that the army") : -1]) in _contents(text)


def test_reports_of_both_sides_have_chains_of_their_own() -> None:
    text = "The army said it had arrested 30 protesters, although witnesses said soldiers shot at the crowd."
    record = default_reader().read(Article(id="x", text=text, language="en"))
    chains = [[link.source.name for link in r.attribution if link.source] for r in record.reports]
    assert chains == [["The army"], ["witnesses"]]
