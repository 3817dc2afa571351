"""Phrases of the pages."""

from typing import get_args, get_type_hints

from onrecord.model import Word
from onrecord.views.event import SAYS


def test_every_word_of_an_account_has_a_phrase() -> None:
    assert set(get_args(get_type_hints(Word)["word"])) == set(SAYS)
