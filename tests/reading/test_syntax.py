"""Sentences: layout and datelines end them, and nothing is lost."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import UsageError
from onrecord.reading import load_pipeline, sentence_spans


def _sentences(text: str) -> list[str]:
    return [text[a:b] for a, b in sentence_spans(load_pipeline()(text))]


def test_a_headline_without_a_full_stop_is_a_sentence() -> None:
    assert _sentences("Envoys meet in Oslo\n\nThe envoys met on Monday.") == [
        "Envoys meet in Oslo",
        "The envoys met on Monday.",
    ]


@pytest.mark.parametrize(
    "dateline",
    [
        "OSLO —",
        "NEW DELHI, Feb. 27, 2019 -",
        "NAIROBI, Kenya (AP) _",
        "Basra, Iraq (Example Wire) —",
        "KABUL/ISLAMABAD (Wire) -",
        "(Wire) --",
        "TEHRAN, 8 January 2020 (Wire) –",
    ],
)
def test_a_dateline_is_no_part_of_the_first_sentence(dateline: str) -> None:
    assert _sentences(f"{dateline} Troops left the town.") == [dateline, "Troops left the town."]


@pytest.mark.parametrize(
    "text", ["NATO troops - all of them - left.", "Rebels - the army's foes - left the town."]
)
def test_a_dash_alone_makes_no_dateline(text: str) -> None:
    assert _sentences(text) == [text]


def test_an_unknown_pipeline_is_wrong_use() -> None:
    with pytest.raises(UsageError, match="pip install"):
        load_pipeline("no_such_pipeline")


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet="Aa. \n—-()O,1", max_size=80))
def test_sentences_stand_in_order_without_overlap(text: str) -> None:
    spans = sentence_spans(load_pipeline()(text))
    assert all(a < b for a, b in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))


def test_a_run_of_marks_is_not_taken_apart_mark_by_mark() -> None:
    doc = load_pipeline()("Rebels shelled the town. " + "\N{EM DASH}" * 1_000 + " It fell.")
    assert len(doc) < 20
    assert next(doc.sents).text == "Rebels shelled the town."


def test_a_text_of_many_lines_begins_a_sentence_at_each() -> None:
    doc = load_pipeline().make_doc("One\nTwo\n" * 2_000)
    starts = load_pipeline().get_pipe("onrecord_paragraphs")(doc)
    assert sum(token.is_sent_start is True for token in starts if token.text.strip()) == 4_000
