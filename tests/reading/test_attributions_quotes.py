from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.reading import load_pipeline
from onrecord.reading.attribution.quotes import find_quotes
from onrecord.reading.attribution.tree import plant
from tests.reading.attribution_sample import Words, reading_of, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"The road is shut," the driver said.', ("the driver", "said", '"The road is shut,"')),
        ('The driver said: "The road is shut."', ("The driver", "said", '"The road is shut."')),
        ("“The road is shut,” said the driver.", ("the driver", "said", "“The road is shut,”")),
        ("``The road is shut,'' the driver said.", ("the driver", "said", "``The road is shut,''")),
        ("''The road is shut,'' said he.", ("he", "said", "''The road is shut,''")),
        (
            '"The road," the driver said, "is shut until May."',
            ("the driver", "said", '"The road," … "is shut until May."'),
        ),
        (
            '"The road is shut," Hansen said. "We wait for the plough."',
            ("Hansen", "said", '"The road is shut," … "We wait for the plough."'),
        ),
        (
            'Hansen said the road was "a lake of mud" and would stay shut.',
            ("Hansen", "said", 'the road was "a lake of mud" and would stay shut'),
        ),
        (
            'Then Hansen added:\n\n"Nobody warned us about the flood."',
            ("Hansen", "added", '"Nobody warned us about the flood."'),
        ),
    ],
)
def test_quotation_and_its_speaker(text: str, expected: Words) -> None:
    assert expected in words(text)


def test_quotation_going_on_in_the_next_paragraph_keeps_its_speaker() -> None:
    text = '"The road is shut," Hansen said.\n\n"It has been raining for a week."'
    assert words(text) == [("Hansen", "said", '"The road is shut," … "It has been raining for a week."')]


def test_speaker_label_within_a_paragraph() -> None:
    text = (
        'The two were asked about it at length on Monday. Hansen, in a letter: "The road is shut for good."'
    )
    assert ("Hansen", ":", '"The road is shut for good."') in words(text)


def test_title_in_quotation_marks_is_not_what_is_said() -> None:
    found = words('Speaking on the programme "Morning Watch," Hansen said that the road was shut.')
    assert ("Hansen", "said", "that the road was shut") in found


def test_missing_closing_mark_ends_with_the_paragraph() -> None:
    found = words("Hansen said: “The road is shut\n\nThe plough came on Monday.")
    assert found == [("Hansen", "said", "“The road is shut")]


def test_stray_opening_mark_does_not_hide_the_quotations_after_it() -> None:
    text = '“The mayor, Hansen, said the road was "shut for good" and went home.'
    assert ("The mayor, Hansen", "said", 'the road was "shut for good"') in [
        (s, c, content[: len('the road was "shut for good"')]) for s, c, content in words(text)
    ]


def _quotes(text: str) -> list[str]:
    tree = plant(load_pipeline()(text))
    return [text[tree.begin[q.start] : tree.end[q.end - 1]] for q in find_quotes(tree).quotes]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It's the workers' day, and 'nobody works' today.", ["'nobody works'"]),
        ("“He said ‘go home’ to us,” she wrote.", ["“He said ‘go home’ to us,”"]),
        ("«Nous», he said, «are ready».", ["«Nous»", "«are ready»"]),
        ('A "first" and a "second" word.', ['"first"', '"second"']),
    ],
)
def test_quotation_marks_are_paired(text: str, expected: list[str]) -> None:
    assert _quotes(text) == expected


@given(st.text(alphabet=st.sampled_from(list("ab ,.\n\"'“”‘’«»`-:?—")), max_size=60))
@settings(max_examples=150, deadline=None)
def test_any_mix_of_marks_is_read_without_error_and_within_paragraphs(noise: str) -> None:
    text = f"Hansen said {noise} the road is shut, he added."
    tree = plant(load_pipeline()(text))
    quotes = find_quotes(tree)
    for quote in quotes.quotes:
        first, last = quotes.paragraphs[quote.paragraph]
        assert first <= quote.start < quote.end <= last
    for node in reading_of(text).attributions:
        assert node.attribution.content
        assert node.attribution.cue


@pytest.mark.parametrize(
    "text",
    ["", "\n", '"', "“", "said", '" said', ":", "A:", "- police", "SAID HE: NO", "Q: Why?\nA: Because."],
)
def test_fragments_are_read_without_error(text: str) -> None:
    for node in reading_of(text).attributions:
        assert node.attribution.content
