from typing import get_args

import pytest

from onrecord.model import EventType
from onrecord.ontology import contexts, event_types, score_of, sectors


def test_there_are_exactly_plovers_sixteen_types() -> None:
    assert set(event_types()) == set(get_args(EventType))


def test_conflict_scores_below_zero_and_cooperation_above() -> None:
    for kind in event_types().values():
        if kind.quad in (1, 2):
            assert kind.score > 0
        elif kind.name != "REQUEST":
            assert kind.score < 0


def test_a_mode_has_its_own_score() -> None:
    assert score_of("RETREAT", "disarm") == 10.0
    assert score_of("CONSULT") == 2.5


def test_an_unknown_mode_is_an_error() -> None:
    with pytest.raises(KeyError):
        score_of("AID", "drone")


def test_the_closed_lists_are_there() -> None:
    assert {"military", "diplomatic", "cbrn"} <= set(contexts())
    assert sectors()["MIL"] == "state military"
