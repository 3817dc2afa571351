"""Lemmas that the small pipeline gets wrong."""

from __future__ import annotations

import pytest

from onrecord.coding.lemmas import lemma_of, mended_lemma
from onrecord.reader import default_reader


@pytest.mark.parametrize(
    ("text", "form", "lemma"),
    [
        ("They raped women.", "raped", "rape"),
        ("They were raping women.", "raping", "rape"),
        ("They planned an attack.", "planned", "plan"),
        ("They bombed a bridge.", "bombed", "bomb"),
        ("They vowed revenge.", "vowed", "vow"),
    ],
)
def test_a_single_consonant_tells_of_a_silent_e(text: str, form: str, lemma: str) -> None:
    (token,) = [t for t in default_reader().parse(text) if t.text == form]
    assert lemma_of(token) == lemma


def test_a_known_verb_is_found_behind_a_wrong_lemma() -> None:
    assert mended_lemma("stag", "staged", {"stage"}) == "stage"
    assert mended_lemma("overran", "overran", {"overrun"}) == "overrun"
