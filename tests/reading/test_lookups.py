"""What is looked up by its place is what a look at all would have found."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Article
from onrecord.reader import rules_only
from onrecord.reading.lookups import ByToken, Stretches

_PLACES = st.integers(0, 4_000)
_SPANS = st.none() | st.tuples(_PLACES, _PLACES).map(lambda ends: (min(ends), max(ends)))
_TEXT = """BAGHDAD (AP) - Two gunmen killed nine soldiers near Mosul on Tuesday, the army said.

“We lost nine men,” General Sami Harun said, adding that 14 others had been wounded in the ambush.
The rebels denied that they had attacked the convoy. Some 300 people marched through Erbil on Wednesday."""


@given(st.lists(_SPANS, max_size=12), _PLACES)
def test_all_stretches_that_hold_a_place_are_near_it_in_their_order(
    spans: list[tuple[int, int] | None], place: int
) -> None:
    near = list(Stretches(spans).near(place))
    assert near == sorted(set(near))
    assert {n for n, span in enumerate(spans) if span is not None and span[0] <= place <= span[1]} <= {*near}


@given(st.lists(st.lists(st.none() | st.integers(0, 9), max_size=3), max_size=9), st.sets(st.integers(0, 9)))
def test_what_stands_at_tokens_is_found_once_and_in_order(
    things: list[list[int | None]], tokens: set[int]
) -> None:
    assert ByToken(things).of(tokens) == [n for n, own in enumerate(things) if tokens & {*own}]


def test_a_reading_finds_by_place_what_it_has() -> None:
    reading = rules_only().layers(Article(id="a", text=_TEXT, published="2020-01-08"))
    assert len(reading.quantities) > 3
    assert len(reading.attributions) > 2
    for place in range(len(_TEXT)):
        assert reading.line_of(place) == _TEXT.rfind("\n", 0, place) + 1
        near = list(reading.attributions_near(place))
        for node in reading.attributions:
            held = any(a <= place < b for a, b in node.attribution.content)
            assert node in near or not held
    for sentence in reading.sentences:
        assert list(reading.places_in(sentence)) == [
            p for p in reading.places if sentence[0] <= p.start < sentence[1]
        ]
        assert list(reading.times_in(sentence)) == [
            n for n in reading.times if sentence[0] <= n.timex.start < sentence[1]
        ]
    for sent in reading.doc.sents:
        within = [q for q in reading.quantities if sent.start <= q.number < sent.end]
        assert set(within) <= set(reading.quantities_around(sent.start))
        assert set(within) <= set(reading.quantities_at(range(sent.start, sent.end)))
