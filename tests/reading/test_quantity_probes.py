"""The probes of the quantities layer (``quantity_probes.tsv``) stay as right as they were."""

from tests.reading.quantity_probes import probes, score

F1 = 0.97
"""Kind, bounds and exactness, when last measured. When they were written: .907 on the first 196, .839 on 75 of news, war and
politics, .860 on 42 written when those were right, .913 on the last 40, in the style of political news."""


def test_the_probes_are_many_and_some_count_nothing() -> None:
    asked = probes()
    assert len(asked) >= 400
    assert sum(not p.gold for p in asked) >= 10


def test_the_probes_are_no_less_right_than_before() -> None:
    f1, wrong = score()
    assert f1 >= F1, [(probe.text, found) for probe, found in wrong]
