"""Groups by mean log odds: no chains, the same in any order, and decisions first."""

import random
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from onrecord.merging.grouping import UNLIKE, grouped

_NAMES = list("abcdefgh")
_ODDS = st.dictionaries(
    st.tuples(st.sampled_from(_NAMES), st.sampled_from(_NAMES)).filter(lambda p: p[0] < p[1]),
    st.floats(-5, 5),
)


def test_likely_pairs_meet() -> None:
    assert grouped("abc", {("a", "b"): 2.0, ("b", "c"): -1.0}) == [("a", "b"), ("c",)]


def test_a_chain_of_likenesses_is_not_one_group() -> None:
    links = dict.fromkeys(pairwise(_NAMES), 1.0)
    assert max(len(group) for group in grouped(_NAMES, links)) <= 2


def test_what_is_decided_to_stand_together_does() -> None:
    assert grouped("abc", {("a", "b"): UNLIKE}, together=[("a", "b")]) == [("a", "b"), ("c",)]


def test_what_is_decided_to_stand_apart_does() -> None:
    assert grouped("ab", {("a", "b"): 5.0}, apart=[("a", "b")]) == [("a",), ("b",)]


def test_a_pair_kept_apart_stays_apart_when_its_groups_grow() -> None:
    odds = {("a", "b"): 4.0, ("b", "c"): 3.0, ("a", "c"): 3.0}
    assert all({"a", "c"} - set(group) for group in grouped("abc", odds, apart=[("a", "c")]))


def test_nothing_is_kept_apart_from_itself() -> None:
    odds = {("a", "b"): 4.0, ("b", "c"): 3.0, ("a", "c"): 3.0}
    assert grouped("abc", odds, apart=[(name, name) for name in "abc"]) == [("a", "b", "c")]


@given(_ODDS, st.randoms())
def test_the_order_of_pairs_does_not_matter(
    odds: dict[tuple[str, str], float], chance: random.Random
) -> None:
    pairs, names = list(odds.items()), list(_NAMES)
    chance.shuffle(pairs)
    chance.shuffle(names)
    turned = {(b, a) if chance.random() < 0.5 else (a, b): value for (a, b), value in pairs}
    assert grouped(names, turned) == grouped(_NAMES, odds)


@given(_ODDS, _ODDS)
def test_what_is_not_connected_does_not_matter(
    odds: dict[tuple[str, str], float], others: dict[tuple[str, str], float]
) -> None:
    elsewhere = {(f"x{a}", f"x{b}"): value for (a, b), value in others.items()}
    names = [*_NAMES, *(f"x{n}" for n in _NAMES)]
    together = grouped(names, {**odds, **elsewhere})
    assert sorted(together) == sorted(grouped(_NAMES, odds) + grouped([f"x{n}" for n in _NAMES], elsewhere))


@given(_ODDS)
def test_every_item_is_in_one_group(odds: dict[tuple[str, str], float]) -> None:
    assert sorted(n for group in grouped(_NAMES, odds) for n in group) == _NAMES
