"""The weights give log odds, and the shares of the features add up to them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.merging.likeness import FEATURES, compare
from onrecord.merging.tellings import tellings_of
from onrecord.merging.weighing import load_weights, weights_of
from tests.merging.made_up import ARTICLES

_TELLINGS = [t for record in ARTICLES for t in tellings_of(record)]
_VALUES = st.lists(st.floats(-1, 30), min_size=len(FEATURES), max_size=len(FEATURES))


@given(_VALUES)
def test_shares_add_up_to_the_log_odds(values: list[float]) -> None:
    weights = load_weights()
    assert sum(weights.shares(values).values()) == pytest.approx(weights.log_odds([values])[0], abs=0.01)


@given(st.lists(_VALUES, min_size=1, max_size=6))
def test_a_pair_weighs_the_same_in_any_company(rows: list[list[float]]) -> None:
    weights = load_weights()
    assert weights.log_odds(rows).tolist() == [weights.log_odds([row])[0] for row in rows]


def test_two_reports_of_one_event_are_likelier_one_than_two_of_two() -> None:
    by_name = {t.id: t for t in _TELLINGS}
    one, two = (compare(by_name["a"], by_name[other]) for other in ("c", "e"))
    odds = load_weights().log_odds([one, two])
    assert odds[0] > odds[1]


def test_weights_of_other_features_are_refused() -> None:
    with pytest.raises(ValueError, match="other features"):
        weights_of({"features": ["colour"], "base": 0.0, "trees": []})


def test_no_pairs_have_no_odds() -> None:
    assert load_weights().log_odds([]).tolist() == []


@given(_VALUES)
def test_the_log_odds_are_those_of_the_leaves_that_the_splits_lead_to(values: list[float]) -> None:
    weights = load_weights()
    total = weights.base
    for tree in weights.trees:
        node = 0
        while (feature := tree.feature[node]) >= 0:
            node = (tree.left if values[feature] <= tree.threshold[node] else tree.right)[node]
        total += tree.value[node]
    assert weights.log_odds([values])[0] == pytest.approx(total, abs=1e-6)


def test_a_tree_of_too_many_leaves_is_refused() -> None:
    inner = 16
    chain = [
        [0] * inner + [-1] * (inner + 1),
        [float(n) for n in range(inner)] + [0.0] * (inner + 1),
        [inner + n for n in range(inner)] + [0] * (inner + 1),
        [*range(1, inner), 2 * inner] + [0] * (inner + 1),
        [0.0] * (2 * inner + 1),
    ]
    with pytest.raises(ValueError, match="16 leaves"):
        weights_of({"features": list(FEATURES), "base": 0.0, "trees": [chain]})
