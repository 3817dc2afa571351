"""An explanation is readable at 80 columns, without colour, and safe to print."""

from functools import lru_cache

import pytest
from rich.cells import cell_len

from onrecord.coding.tracing import Trace
from onrecord.model import Article
from onrecord.reader import Reader, rules_only
from onrecord.views import render_explanation

_TEXT = (
    "Turkish warplanes did not bomb a market in Idlib on Tuesday, officials said, killing at least 12 people. "
    "The Kurdish forces received weapons from Washington. If Iran attacks the base, nobody will be arrested."
)


@lru_cache(maxsize=1)
def _rules() -> Reader:
    return rules_only()


@lru_cache(maxsize=4)
def _traces(text: str = _TEXT) -> tuple[Trace, ...]:
    article = Article(id="a.txt", text=text, published="2020-01-08")
    return _rules().explain(article, dropped=True)


def _lines(width: int = 80, *, colour: bool = False, text: str = _TEXT) -> list[str]:
    return list(render_explanation(_traces(text), width=width, colour=colour))


@pytest.mark.parametrize("width", [32, 60, 80, 120])
def test_no_line_is_wider_than_asked(width: int) -> None:
    assert max(cell_len(line) for line in _lines(width)) <= width


def test_each_question_has_its_section_in_order() -> None:
    labels = [line[1:13].strip() for line in _lines() if line[1:2].isalpha() and line[0] == " "]
    asked = [
        "what",
        "predicate",
        "rivals",
        "actor",
        "recipient",
        "standing",
        "where",
        "when",
        "who says so",
        "how many",
        "score",
    ]
    first = labels[labels.index("what") :]
    assert first[: len(asked)] == asked
    assert labels.count("score") == len(_traces())


def test_without_colour_there_is_no_escape_sequence_and_the_sentence_has_marks() -> None:
    text = "\n".join(_lines())
    assert "\x1b" not in text
    assert "[Turkish] warplanes" in text or "[Turkish warplanes]" in text
    assert "*bomb*" in text
    assert "{a market}" in text


def test_with_colour_there_are_escape_sequences() -> None:
    assert "\x1b[" in "".join(_lines(colour=True))


def test_the_answers_stand_beside_their_labels() -> None:
    text = "\n".join(_lines())
    for told in (" what        ASSAULT aerial\n", " standing    happened: ", "negated: 'not'", " when        7 Jan 2020\n",
                 " where       Idlib, Syria\n", " how many    ", "× ", "threshold 0.55", "from o, the object: 'a market'"):  # fmt: skip
        assert told in text


def test_what_is_no_report_says_so() -> None:
    dropped = [t for t in _traces() if not t.kept]
    assert dropped
    headers = [line for line in _lines() if "below 0.55: no report" in line]
    assert len(headers) == len(dropped)


def test_what_the_encoder_alone_tells_and_decides_says_so() -> None:
    from msgspec.structs import replace

    trace = _traces()[0]
    rejected = tuple(replace(s, outcome="rejected") for s in trace.senses)
    alone = replace(trace, senses=rejected, rules=0.25, encoder="'bomb' tells ASSAULT 0.93, no event 0.05")
    shown = " ".join("\n".join(render_explanation([alone], width=80, colour=False)).split())
    assert "no entry of the lexicon tells it here, only the encoder does" in shown
    assert "= 0.25 by rules alone" in shown
    assert "decided over rules and encoder, threshold 0.55" in shown
    assert "the encoder: 'bomb' tells ASSAULT 0.93" in shown


def test_of_many_rivals_only_some_are_told() -> None:
    text = "The army called the rebels terrorists on Monday, and Spain called on the army to stop."
    shown = "\n".join(_lines(text=text))
    assert "more (--format json has all)" in shown


def test_nothing_in_a_text_can_drive_the_terminal() -> None:
    shown = "\n".join(_lines(text="Iran\x1b[31m attacked a base\u202e in Iraq, \x07officials said."))
    assert shown.count("what  ") >= 1
    assert not {"\x1b", "\x07", "\u202e"} & set(shown)


def test_no_traces_give_no_lines() -> None:
    assert list(render_explanation((), width=80, colour=False)) == []
