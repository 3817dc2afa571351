"""Which event has which value: asked by value and counted over some events, the same as by going through them."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from onrecord.ledger.view.columns.numbers import Masks, narrow
from onrecord.ledger.view.columns.pairs import events_in, events_with, pairs_of, times_in

_EVENTS, _VALUES = 12, 5
_ROWS = st.sets(st.tuples(st.integers(0, _EVENTS - 1), st.integers(0, _VALUES - 1)), max_size=40)


@given(rows=_ROWS, wanted=st.sets(st.integers(0, _VALUES - 1)), chosen=st.sets(st.integers(0, _EVENTS - 1)))
def test_events_and_counts_are_those_of_the_rows(
    rows: set[tuple[int, int]], wanted: set[int], chosen: set[int]
) -> None:
    event, value = (np.array([row[n] for row in rows], dtype=np.int32) for n in (0, 1))
    pairs = pairs_of(event, value, _EVENTS, _VALUES)
    passing = np.array([n in wanted for n in range(_VALUES)])
    mask = np.array([n in chosen for n in range(_EVENTS)])
    assert sorted(zip(events_in(pairs).tolist(), pairs.value.tolist(), strict=True)) == sorted(rows)
    assert set(np.flatnonzero(events_with(pairs, passing)).tolist()) == {e for e, v in rows if v in wanted}
    assert times_in(pairs, mask).tolist() == [
        sum(e in chosen and v == n for e, v in rows) for n in range(_VALUES)
    ]


def test_numbers_are_as_narrow_as_their_values_allow() -> None:
    found = np.array([-1, 7], dtype=np.int32)
    assert narrow(found, 8).dtype == np.int16
    assert narrow(found, 40_000).dtype == np.int32


def test_masks_asked_for_again_are_not_worked_out_again_and_the_oldest_are_forgotten() -> None:
    masks, made = Masks(2), list[str]()

    def ask(name: str) -> list[bool]:
        def work() -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
            made.append(name)
            return np.array([name == "a", True, False])

        return [bool(one) for one in masks.of(name, work)]

    assert ask("a") == ask("a") == [True, True, False]
    ask("b"), ask("c"), ask("a")
    assert made == ["a", "b", "c", "a"]
