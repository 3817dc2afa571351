"""One wording for commands, pages, charts and briefs."""

from __future__ import annotations

from typing import get_args, get_type_hints

from onrecord.model import Word
from onrecord.model.phrases import SAYS, standing_words


def test_every_word_of_an_account_has_a_phrase() -> None:
    assert set(SAYS) == set(get_args(get_type_hints(Word)["word"]))


def test_only_what_is_confirmed_says_by_whom() -> None:
    assert standing_words("confirmed", "adverse") == "confirmed by the other side"
    assert standing_words("confirmed", None) == "confirmed"
    assert standing_words("denied", "adverse") == "denied"
