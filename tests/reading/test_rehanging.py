"""Words that the parser hangs on the wrong clause are hung where they belong."""

import pytest
from spacy.tokens import Doc

from onrecord.reading import load_pipeline


def _parsed(text: str) -> Doc:
    return load_pipeline()(text)


def _head(text: str, word: str) -> str:
    return next(t.head.text for t in _parsed(text) if t.text == word)


@pytest.mark.parametrize(
    ("text", "word", "head"),
    [
        ("Bandits who kidnapped 12 nuns in Nigeria last month freed them on Sunday.", "month", "kidnapped"),
        ("Miners who have blocked the road since March accepted the offer.", "March", "since"),
        ("Miners who have blocked the road since March accepted the offer.", "Miners", "accepted"),
        ("Chile vowed to answer any insult and recalled its envoy.", "recalled", "vowed"),
        ("Four boys were killed by government shelling in Homs.", "shelling", "by"),
    ],
)
def test_a_word_hangs_where_it_belongs(text: str, word: str, head: str) -> None:
    assert _head(text, word) == head


@pytest.mark.parametrize(
    ("text", "word", "head"),
    [
        ("The men, who robbed a bank, last week gave themselves up.", "week", "gave"),
        ("Chile vowed to answer any insult and recall its envoy.", "recall", "answer"),
    ],
)
def test_a_word_that_hangs_well_stays(text: str, word: str, head: str) -> None:
    assert _head(text, word) == head


def test_what_is_mended_keeps_sentences_and_words() -> None:
    text = "Miners who have blocked the road since March accepted the offer. They left."
    doc = _parsed(text)
    assert doc.text == text
    assert [s.text for s in doc.sents] == [text.split(". ", maxsplit=1)[0] + ".", "They left."]
    assert all(sum(t.head.i == t.i for t in s) == 1 for s in doc.sents)
