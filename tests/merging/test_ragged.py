"""What rows have in common is counted as sets and unit vectors say, the same to the last digit in any company."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.merging.ragged import Sets, Vectors, Vocabulary
from onrecord.merging.terms import cosine

_SETS = st.lists(st.frozensets(st.sampled_from("abcdefgh")), min_size=1, max_size=6)


def _unit(weights: dict[str, float]) -> dict[str, float]:
    length = math.sqrt(sum(w * w for w in weights.values()))
    return {term: w / length for term, w in weights.items()}


_VECTORS = st.lists(
    st.dictionaries(st.sampled_from("abcdefgh"), st.floats(0.01, 5)).map(_unit), min_size=2, max_size=6
)


@given(_SETS)
def test_members_of_both_are_counted(sets: list[frozenset[str]]) -> None:
    rows = Sets(Vocabulary(), sets)
    every = np.arange(len(sets))
    for n, one in enumerate(sets):
        assert rows.shared_with(rows.of(n), every).tolist() == [len(one & other) for other in sets]


def test_rows_of_one_vocabulary_are_compared_with_rows_of_another_table() -> None:
    vocabulary = Vocabulary()
    actors, recipients = (
        Sets(vocabulary, [{"IRN"}, set()]),
        Sets(vocabulary, [{"USA"}, {"IRN", "IRQ", "USA"}]),
    )
    assert recipients.shared_with(actors.of(0), np.array([1, 0, 1])).tolist() == [1, 0, 1]


@given(_VECTORS)
def test_cosines_are_those_of_the_vectors(vectors: list[dict[str, float]]) -> None:
    found = Vectors(Vocabulary(), vectors).cosines(0, np.arange(len(vectors)))
    assert found.tolist() == pytest.approx([cosine(vectors[0], v) for v in vectors], abs=1e-7)


@given(_VECTORS)
def test_it_does_not_matter_which_comes_first_and_what_else_is_there(vectors: list[dict[str, float]]) -> None:
    company = Vectors(Vocabulary(), vectors).cosines(0, np.arange(1, len(vectors)))
    alone = [Vectors(Vocabulary(), [v, vectors[0]]).cosines(0, np.array([1]))[0] for v in vectors[1:]]
    assert company.tolist() == alone


def test_no_rows_have_nothing_in_common() -> None:
    rows = Sets(Vocabulary(), [{"a"}])
    assert rows.shared_with(rows.of(0), np.array([], dtype=np.int64)).tolist() == []
