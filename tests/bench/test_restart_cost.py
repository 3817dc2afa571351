"""A backfill killed half way, as the benchmark does it."""

from __future__ import annotations

from bench.restart_cost import measure


def test_a_killed_backfill_reads_at_most_what_was_in_hand_twice() -> None:
    found = measure(40)
    assert found.before >= 20
    assert 0 <= found.twice <= 2
    assert found.same
