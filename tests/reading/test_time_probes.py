"""The probes of the times layer (``time_probes.txt``) stay as right as they were."""

from tests.reading.time_probes import score

RIGHT = 97
"""Values right when last measured, of 100; when they were written, 57 of the first 65."""


def test_no_fewer_probes_are_right_than_before() -> None:
    right, total, wrong = score()
    assert total >= 95
    assert right >= RIGHT, wrong
