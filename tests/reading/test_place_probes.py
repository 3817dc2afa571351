"""The probes of the places layer (``place_probes.tsv``) stay as right as they were."""

from tests.reading.place_probes import mistake, probes

RIGHT = 239
"""Probes right when last measured; see docs/cards/gazetteer.md."""


def test_the_probes_are_many_and_some_are_no_places() -> None:
    asked = probes()
    assert len(asked) >= 240
    assert sum(not p.is_place for p in asked) >= 25
    assert all(p.name in p.text for p in asked)


def test_no_fewer_probes_are_right_than_before() -> None:
    wrong = [f"{p.name}: {why} ({p.text})" for p in probes() if (why := mistake(p))]
    assert len(probes()) - len(wrong) >= RIGHT, wrong
