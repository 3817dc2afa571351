"""Curly apostrophes: parsed as straight ones are, and left in the text as they stand."""

import pytest

from onrecord.reading import load_pipeline

SENTENCES = [
    "The miners didn't march on the palace.",
    "It wasn't the army that hadn't fired.",
    "They've attacked the house.",
    "The unions said they'd strike; we'll see.",
]


@pytest.mark.parametrize("mark", ["\u2019", "\u02bc"])
@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_curly_apostrophe_is_parsed_as_a_straight_one(sentence: str, mark: str) -> None:
    straight, curly = (load_pipeline()(text) for text in (sentence, sentence.replace("'", mark)))

    assert [(t.idx, t.lower_, t.tag_, t.dep_, t.head.i, t.lemma_.replace(mark, "'")) for t in curly] == [
        (t.idx, t.lower_, t.tag_, t.dep_, t.head.i, t.lemma_) for t in straight
    ]


@pytest.mark.parametrize(
    "sentence",
    ["The general's house was attacked.", "Gov't troops shelled O'Neil's town at six o'clock."],
)
def test_possessives_and_names_hang_together_either_way(sentence: str) -> None:
    straight, curly = (load_pipeline()(text) for text in (sentence, sentence.replace("'", "\u2019")))
    assert [(t.idx, t.head.i) for t in curly] == [(t.idx, t.head.i) for t in straight]


def test_the_text_keeps_its_apostrophes() -> None:
    text = "Norway\u2019s envoy won\u2019t meet the governmentʼs critics."
    assert load_pipeline()(text).text == text
