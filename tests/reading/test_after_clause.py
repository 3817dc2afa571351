from __future__ import annotations

import pytest

from onrecord.reading.attribution.after_clause import after_clause
from onrecord.reading.attribution.lexicon import load_lexicon
from onrecord.reading.attribution.quotes import find_quotes
from onrecord.reading.attribution.spans import characters
from onrecord.reading.attribution.tree import plant
from tests.reading.attribution_sample import reading_of


def _found(text: str) -> list[tuple[str, str, str]]:
    tree = plant(reading_of(text).doc)
    out = []
    for p in after_clause(tree, find_quotes(tree), load_lexicon()):
        pieces = [" … ".join(text[b:e] for b, e in characters(tree, r)) for r in (p.source, p.cue, p.content)]
        out.append((pieces[0], pieces[1], pieces[2]))
    return out


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The lift was out of order, the hotel maintained.",
            ("the hotel", "maintained", "The lift was out of order"),
        ),
        (
            "But the ferry was full, the captain has conceded.",
            ("the captain", "has conceded", "the ferry was full"),
        ),
        (
            "The seals were broken by a guard, admitted Karin Holm, the museum's director.",
            ("Karin Holm, the museum's director", "admitted", "The seals were broken by a guard"),
        ),
        (
            "What was said at dinner, the nurse told the inquiry, was a joke.",
            ("the nurse", "told", "What was said at dinner … was a joke"),
        ),
    ],
)
def test_whoever_stands_behind_a_finished_clause_has_said_it(
    text: str, expected: tuple[str, str, str]
) -> None:
    assert _found(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "The army withdrew, the rebels claimed victory.",
        "When the alarm rang, the porter said nothing.",
        "The harvest failed, the farmers complained of debts.",
        "They met the engineer, who added that the pump was old.",
        "The minister approved the sale, the neighbours show.",
    ],
)
def test_verb_that_takes_something_else_says_nothing_of_the_clause(text: str) -> None:
    assert _found(text) == []
