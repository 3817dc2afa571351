from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.quotation_marks import RARE_DOUBLE, RARE_SINGLE, inner_spans, quoted_spans


def _quoted(text: str) -> list[str]:
    return [text[q.start : q.end] for q in quoted_spans(text)]


@pytest.mark.parametrize(
    ("opens", "closes"),
    ["“”", '""', "„“", "„”", "‟”", "””", "«»", "»«", "»»", "‹›", "›‹", "‘’", "‚‘", "‚’", "‛’", "''", "「」", "『』", "〝〞", "〝〟",
     "＂＂", "❝❞", "❛❜", "﹁﹂", "﹃﹄", "｢｣", "⹂”", "“\"", "\"”", ("``", "''"), ("''", "''")],
)  # fmt: skip
def test_every_kind_of_mark_is_paired(opens: str, closes: str) -> None:
    text = f"{opens}The pump is dry,{closes} the farmer said."
    assert _quoted(text) == [f"{opens}The pump is dry,{closes}"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "no to the plan. "We wait," she said.', ['"no to the plan.', '"We wait,"']),
        ('"He said "go home" to us," she said.', ['"He said "go home" to us,"']),
        ("“He told us “never again” last year,” she said.", ["“He told us “never again” last year,”"]),
        ("‘He told us “never again” last year,’ she said.", ["‘He told us “never again” last year,’"]),
        ("“The pump is dry, Berg said. “We wait,” he added.", ["“The pump is dry,", "“We wait,”"]),
        ("It's the workers' day.", []),
        ('""', ['""']),
        ("", []),
        ('"', []),
    ],
)
def test_nested_and_unclosed_marks(text: str, expected: list[str]) -> None:
    assert [q for q in _quoted(text) if q != '"'] == expected


@pytest.mark.parametrize(
    "text", ["“A cow.\n\n“A goat.\n\n“A hen,” he said.", '"A cow.\n\n"A goat.\n\n"A hen," he said.', "‘A cow.\n\n‘A goat.\n\n‘A hen,’ he said."]
)  # fmt: skip
def test_a_quotation_opened_again_in_each_paragraph_goes_on(text: str) -> None:
    found = quoted_spans(text)
    assert [(q.closed, q.goes_on) for q in found] == [(False, False), (False, True), (True, True)]


def test_a_quotation_opened_once_goes_on_to_its_closer() -> None:
    assert _quoted("“A cow.\n\nA goat.\n\nA hen,” he said.") == ["“A cow.", "A goat.", "A hen,”"]


def test_a_forgotten_closer_ends_with_its_paragraph() -> None:
    assert _quoted("He said: “A cow.\n\nIt rained on Monday.") == ["“A cow."]


def test_what_a_speaker_quotes_in_turn() -> None:
    text = "“She told me, ‘Go home,’ and I went,” Berg said."
    (quote,) = quoted_spans(text)
    assert [text[q.start : q.end] for q in inner_spans(text, quote)] == ["‘Go home,’"]


@given(st.text(alphabet=st.sampled_from([*"ab ,.\n\"'“”‘’`-:?—", *RARE_DOUBLE, *RARE_SINGLE]), max_size=80))
def test_any_mix_of_marks_gives_quotations_in_order_within_lines(text: str) -> None:
    last = 0
    for quote in quoted_spans(text):
        assert last <= quote.start < quote.end <= len(text)
        assert "\n" not in text[quote.start : quote.end]
        last = quote.end


def test_many_marks_take_no_longer_than_their_number_asks() -> None:
    assert len(quoted_spans('"a ' * 5_000)) <= 5_000
