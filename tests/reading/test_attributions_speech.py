"""Speech in all its layouts: over paragraphs, in transcripts, signed, with odd or missing marks."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.reading.quotation_marks import RARE_DOUBLE
from tests.reading.attribution_sample import Words, reading_of, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("„The pump is dry,“ the farmer said.", ("the farmer", "said", "„The pump is dry,“")),
        ("»The pump is dry«, the farmer said.", ("the farmer", "said", "»The pump is dry«")),
        ("「The pump is dry,」 the farmer said.", ("the farmer", "said", "「The pump is dry,」")),
        ("‹The pump is dry,› the farmer said.", ("the farmer", "said", "‹The pump is dry,›")),
        ("❝The pump is dry,❞ the farmer said.", ("the farmer", "said", "❝The pump is dry,❞")),
        ('“The pump is dry," the farmer said.', ("the farmer", "said", '“The pump is dry,"')),
        ("“The pump is dry, Berg said. “We wait,” he added.", ("Berg", "said", "“The pump is dry")),
        ('"The pump is dry," said he.', ("he", "said", '"The pump is dry,"')),
        ('Said Berg: "The pump is dry."', ("Berg", "Said", '"The pump is dry."')),
        ('"THE PUMP IS DRY," SAID ANN BERG.', ("ANN BERG", "SAID", '"THE PUMP IS DRY,"')),
        ('* "We wait," said Berg.\n* "We go," said Lund.', ("Lund", "said", '"We go,"')),
    ],
)
def test_marks_and_orders(text: str, expected: Words) -> None:
    assert expected in words(text)


def test_a_quotation_over_paragraphs_is_the_content_of_one_attribution() -> None:
    text = "The farmer said: “The pump is dry.\n\n“Nobody came.\n\n“We wait for rain.”\n\nThe council meets on Friday."
    assert words(text) == [
        ("The farmer", "said", "“The pump is dry … “Nobody came … “We wait for rain.”"),
    ]


def test_a_cue_in_the_last_paragraph_has_all_paragraphs_before_it() -> None:
    text = '"The pump is dry.\n\n"Nobody came to mend it," Berg said.'
    assert words(text) == [("Berg", "said", '"The pump is dry … "Nobody came to mend it,"')]


def test_whole_paragraphs_of_speech_go_on_without_a_cue() -> None:
    text = '"The pump is dry," Berg said.\n\n"Nobody came to mend it."\n\n"We wait for rain."'
    assert words(text) == [
        ("Berg", "said", '"The pump is dry," … "Nobody came to mend it." … "We wait for rain."')
    ]


def test_dialogue_changes_speakers() -> None:
    text = "“Where were you?” asked the judge.\n\n“At home,” Berg answered."
    assert [(s, c) for s, _, c in words(text)] == [("the judge", "“Where were you?”"), ("Berg", "“At home,”")]


def test_questions_and_answers() -> None:
    found = reading_of(
        "Q: Why is the pump dry?\nA: Because nobody mended it.\nQ: When will it run?\nA: In May."
    ).attributions
    assert [n.attribution.stance for n in found] == ["asks", "says", "asks", "says"]
    assert {n.attribution.speaker.role for n in found if n.attribution.speaker} == {
        "interviewer",
        "interviewee",
    }


def test_transcript_turns_reach_to_the_next_label() -> None:
    text = "BERG: The pump is dry.\n\nNobody mended it.\n\nLUND: I did.\n\nThe council meets on Friday."
    assert words(text) == [
        ("BERG", ":", "The pump is dry … Nobody mended it"),
        ("LUND", ":", "I did"),
    ]


def test_stage_directions_are_not_said() -> None:
    found = words("BERG: The pump is dry.\n\n(LAUGHTER)\n\nLUND: I mended it.")
    assert ("BERG", ":", "The pump is dry") in found


@pytest.mark.parametrize(
    "text",
    [
        "WHO: The council.\nWHEN: Monday.",
        "NOTE: The road is shut.\nUPDATE: It is open.",
        "PARIS: The mayor spoke.\nLONDON: The mayor did not.",
    ],
)
def test_other_labels_are_no_speakers(text: str) -> None:
    assert all(cue != ":" for _, cue, _ in words(text))


def test_signed_quotations() -> None:
    text = "“Nobody told us.” ― Ann Berg\n“The council slept.” — Jo Lund, teacher, Oslo"
    assert words(text) == [
        ("Ann Berg", "―", "“Nobody told us.”"),
        ("Jo Lund", "—", "“The council slept.”"),
    ]


_SPEECH = 'The pump, "which is old," ran. "It is dry," Berg said. Lund said: "We wait.\n\n"For rain." He told us, \'Go.\''
_MARKS = ['"', "“", "”", "‘", "’", "'", "``", "''", "", *RARE_DOUBLE]


@given(st.lists(st.sampled_from(_MARKS), min_size=9, max_size=9))
@settings(max_examples=60, deadline=None)
def test_mutilated_marks_never_raise_and_spans_stay_in_the_text(marks: list[str]) -> None:
    pieces = _SPEECH.replace("'", '"').split('"')
    text = "".join(piece + mark for piece, mark in zip(pieces, [*marks, ""], strict=False))
    for node in reading_of(text).attributions:
        a = node.attribution
        spans = [*a.source, *a.cue, *a.content]
        assert all(0 <= begin < end <= len(text) for begin, end in spans)
        assert a.content
        for who in (a.speaker, a.channel):
            assert who is None or who.text == text[who.start : who.end]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "The army said two soldiers were killed. Rebels shelled the town of Kirkuk on Monday.",
            "two soldiers were killed",
        ),
        (
            "The police said a man had been arrested in Bristol. Norway gave Kenya ten million dollars.",
            "a man had been arrested in Bristol",
        ),
    ],
)
def test_what_the_outlet_goes_on_to_tell_is_its_own(text: str, said: str) -> None:
    (attribution,) = (n.attribution for n in reading_of(text).attributions)
    assert [text[a:b] for a, b in attribution.content] == [said]
