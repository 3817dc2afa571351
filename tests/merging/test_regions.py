"""What new reports change: no more of the ledger is looked at than the events that they can meet."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from hypothesis import example, given
from hypothesis import strategies as st

from onrecord.ledger.view import Filed
from onrecord.merging.decisions import in_force
from onrecord.merging.grouping import UNLIKE, grouped
from onrecord.merging.regions import region_of
from onrecord.model import Decision
from tests.merging.made_up import decision

_LEAST = -0.5
_MOST = 12
_ODDS = st.dictionaries(
    st.tuples(st.integers(1, _MOST), st.integers(1, _MOST)).filter(lambda pair: pair[0] < pair[1]),
    st.floats(-1.9, 5).map(lambda value: round(value, 2)),
    max_size=40,
)
_PAIRS = st.tuples(st.integers(1, _MOST), st.integers(1, _MOST)).filter(lambda pair: pair[0] < pair[1])


class _View:
    """A view in memory: reports by number, what they are like, and how they stand together."""

    def __init__(self, odds: dict[tuple[int, int], float]) -> None:
        self.odds, self.there = odds, set[int]()
        self.groups: list[set[int]] = []
        self.asked: set[int] = set()

    def filed(self, *, names: Collection[str] = (), numbers: Collection[int] = ()) -> dict[int, Filed]:
        wanted = {int(name) for name in names} | set(numbers)
        self.asked |= wanted & self.there
        return {n: Filed(n, _name(n), n, n) for n in wanted & self.there}

    def links(self, numbers: Collection[int]) -> Iterator[tuple[int, int, float]]:
        for (a, b), value in self.odds.items():
            if {a, b} <= self.there and value > UNLIKE:
                yield from ((x, y, value) for x, y in ((a, b), (b, a)) if x in set(numbers))

    def fellows(self, numbers: Collection[int]) -> set[int]:
        return {n for group in self.groups if group & set(numbers) for n in group}

    def take(self, new: set[int], log: list[Decision]) -> None:
        self.there |= new
        ruled = in_force(log)
        region = region_of(self, new, ruled, _LEAST, lambda filed: filed.name)  # type: ignore[arg-type]
        self.groups = [g for g in self.groups if not g & region.about]
        self.groups += [set(group) for group in region.groups]


def _name(number: int) -> str:
    return f"{number:02}"


def _all(odds: dict[tuple[int, int], float], log: list[Decision]) -> list[list[int]]:
    named = {(_name(a), _name(b)): value for (a, b), value in odds.items()}
    found = grouped([_name(n) for n in range(1, _MOST + 1)], named, least=_LEAST, apart=in_force(log).apart)
    return sorted([int(name) for name in group] for group in found)


@example(  # 11 comes beside the region after 8 and 9, which are beside it already
    odds={(8, 11): 0.0, (9, 10): 2.0, (9, 11): 2.0, (2, 8): 2.0, (6, 10): 3.0, (2, 10): 1.0},
    cuts=[4] * _MOST, apart=[], order=[6, 2, 9, 1, 7, 10, 11, 4, 12, 3, 8, 5],
)  # fmt: skip
@given(odds=_ODDS, cuts=st.lists(st.integers(1, 4), min_size=_MOST), apart=st.lists(_PAIRS, max_size=4), order=st.permutations(range(1, _MOST + 1)))  # fmt: skip
def test_reports_that_come_in_any_pieces_stand_as_all_at_once(
    odds: dict[tuple[int, int], float], cuts: list[int], apart: list[tuple[int, int]], order: list[int]
) -> None:
    log = [decision(n, "split", _name(a), _name(b)) for n, (a, b) in enumerate(apart, 1)]
    view, left = _View(odds), list(order)
    for cut in cuts:
        view.take(set(left[:cut]), log)
        left = left[cut:]
    assert sorted(sorted(group) for group in view.groups) == _all(odds, log)


def test_what_is_behind_the_events_beside_is_not_looked_at() -> None:
    chain = {
        (n, n + 1): (3.0 if n % 2 else -0.4) for n in range(1, _MOST)
    }  # events of two, each like the next one
    view = _View(chain | {(11, 12): 3.0})
    view.take(set(range(1, _MOST)), [])
    view.asked.clear()
    view.take({12}, [])
    assert {11, 12} in view.groups
    assert view.asked == {9, 10, 11, 12}
