"""Promises in real sentences: the cases that the rules were made with, through the reader and the merging."""

from __future__ import annotations

import pytest
from bench.promise_cases import faults, read_cases

_MISSED = {"elections-put-off"}
"""A postponement that no type of PLOVER's tells, so that no report does either."""


@pytest.mark.parametrize("name", [case["case"] for case in read_cases("seen")])
def test_the_promise_of_a_case_is_followed_up_as_written_down(name: str) -> None:
    assert bool(faults("seen")[name]) == (name in _MISSED), faults("seen")[name]


def test_no_case_stands_in_both_parts() -> None:
    seen, unseen = ({case["case"] for case in read_cases(part)} for part in ("seen", "unseen"))
    assert len(seen) + len(unseen) == 31
    assert not seen & unseen
