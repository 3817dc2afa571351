"""The probes of the times layer (``time_probes.txt``) stay as right as they were."""

from tests.reading.time_probes import score

RIGHT = 62
"""Values right when last measured, of 65; 57 when they were written."""


def test_no_fewer_probes_are_right_than_before() -> None:
    right, total, wrong = score()
    assert total >= 60
    assert right >= RIGHT, wrong
