"""The score table and its gate: a fall is seen, noise is not, and the README takes the figures."""

import pytest
from bench.table import BEGIN, END, as_markdown, below, put_in, rows

_PEERS = {"pages": {"F1": [0.97, "trafilatura .974"], "residue pages": [15, "trafilatura 29"]}}


@pytest.mark.parametrize(
    ("figures", "fallen"),
    [
        ({"F1": 0.98, "residue pages": 3.0}, 0),
        ({"F1": 0.9799, "residue pages": 3.0}, 0),
        ({"F1": 0.975, "residue pages": 3.0}, 1),
        ({"F1": 0.98, "residue pages": 4.0}, 1),
        ({"F1": 0.99, "residue pages": 0.0}, 0),
    ],
)
def test_the_gate_sees_a_fall_in_either_direction(figures: dict[str, float], fallen: int) -> None:
    floors = {"pages": {"F1": 0.98, "residue pages": 3.0}}
    assert len(below({"pages": figures}, floors, _PEERS)) == fallen


def test_where_nothing_is_pinned_the_required_floor_holds() -> None:
    assert below({"pages": {"F1": 0.9}}, {}, _PEERS) == ["pages, F1: 0.9000 against 0.97"]


def test_the_readme_takes_the_table_and_keeps_the_rest() -> None:
    table = rows({"pages": {"F1": 0.98, "words": 3.0}}, {}, _PEERS)
    text = put_in(f"before\n{BEGIN}\nold\n{END}\nafter", as_markdown(table))
    assert text.startswith("before")
    assert text.endswith("after")
    assert "| pages | F1 | **0.980** | trafilatura .974 |" in text
    assert "old" not in text
    assert "words" not in text
