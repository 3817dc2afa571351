"""What holds of a log of decisions: the later of two, and nothing that was undone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.merging.decisions import in_force, judged, not_undone
from onrecord.model import Decision
from tests.merging.made_up import decision

_KINDS = st.sampled_from(["merge", "split", "confirm", "reject"])


def test_what_is_undone_holds_no_longer_and_an_undoing_can_be_undone() -> None:
    log = [decision(1, "merge", "a", "b"), decision(2, "undo", "1", None)]
    assert list(not_undone(log)) == []
    assert [d.number for d in not_undone([*log, decision(3, "undo", "2", None)])] == [1]


def test_the_last_word_on_a_report_holds() -> None:
    log = [
        decision(1, "reject", "a", None),
        decision(2, "confirm", "a", None),
        decision(3, "reject", "b", None),
    ]
    assert {name: d.kind for name, d in judged(log).items()} == {"a": "confirm", "b": "reject"}
    assert judged([*log, decision(4, "undo", "2", None)])["a"].kind == "reject"


def test_a_word_on_one_report_brings_none_together() -> None:
    ruled = in_force([decision(1, "confirm", "a", None), decision(2, "reject", "b", None)])
    assert (ruled.together, ruled.apart) == ((), ())


@given(st.lists(_KINDS, max_size=6), st.data())
def test_undoing_everything_leaves_nothing(kinds: list[str], data: st.DataObject) -> None:
    log: list[Decision] = [
        decision(n, kind, "a", "b" if kind in ("merge", "split") else None)  # type: ignore[arg-type]
        for n, kind in enumerate(kinds, 1)
    ]
    order = data.draw(st.permutations(range(1, len(kinds) + 1)))
    undoings = [decision(len(log) + n, "undo", str(number), None) for n, number in enumerate(order, 1)]
    assert list(not_undone([*log, *undoings])) == []
