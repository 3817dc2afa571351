"""Marks over a text."""

from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Told
from onrecord.web.marks import Mark, cut, mark_sentence, mark_text
from tests.web.conftest import RECORD, TEXT


def test_marked_pieces_joined_are_the_text() -> None:
    pieces = mark_text(RECORD)
    assert "".join(p.text for p in pieces) == TEXT
    assert ("shelled", "trigger", "ASSAULT") in [tuple(p) for p in pieces]


def test_a_layer_that_is_not_asked_for_is_not_marked() -> None:
    assert [p.marks for p in mark_text(RECORD, ["times"])] == [""]


def test_a_sentence_has_the_marks_of_its_own_report() -> None:
    told = Told(article="a", outlet=None, published=None, sentence=TEXT, report=RECORD.reports[0])
    assert [p.marks for p in mark_sentence(told)] == ["actor", "", "trigger", ""]


@given(st.text(max_size=30), st.lists(st.tuples(st.integers(-5, 40), st.integers(-5, 40)), max_size=8))
def test_whatever_the_marks_no_character_is_lost(text: str, spans: list[tuple[int, int]]) -> None:
    pieces = cut(text, [Mark(start, end, "m") for start, end in spans])
    assert "".join(p.text for p in pieces) == text
