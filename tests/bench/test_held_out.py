"""Figures on sentences that the encoder has not learned from stand in the table beside those that it has."""

import pytest
from bench.__main__ import _held_out


@pytest.mark.parametrize("name", ["PLV", "CAMEO"])
def test_kept_figures_are_shares_and_name_what_they_are(name: str) -> None:
    figures = _held_out([name])[f"events: {name}, cross-validated"]
    assert {"triple F1", "precision", "recall"} < figures.keys()
    assert all(0 < value < 1 for value in figures.values())


def test_they_stay_out_of_a_table_of_something_else() -> None:
    assert _held_out(["pages"]) == {}
    assert len(_held_out([])) == 2
