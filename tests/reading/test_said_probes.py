"""The probes of who says so (``said_probes.txt``) stay as right as they were."""

from tests.reading.said_probes import misses, probes

RIGHT = 94
"""Of 95, when last measured. When they were written, 70."""


def test_the_probes_are_many() -> None:
    asked = probes()
    assert len(asked) >= 70
    assert sum(len(p.chains) for p in asked) >= 20


def test_the_probes_are_no_less_right_than_before() -> None:
    asked = probes()
    wrong = [miss for probe in asked for miss in misses(probe)]
    assert sum(len(p.wanted) + len(p.chains) for p in asked) - len(wrong) >= RIGHT, wrong
