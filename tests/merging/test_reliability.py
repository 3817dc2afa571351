"""How reliable those are who tell an event, and how a source is named."""

from __future__ import annotations

import pytest

from onrecord.merging import build_events
from onrecord.merging.reliability import graded, grades_of, source_named
from onrecord.model import Event, Rating, ReliabilityGrade, UsageError
from tests.merging.made_up import article, somebody

GUARD, PENTAGON = somebody("Guard", "IRN", "MIL"), somebody("Pentagon", "USA", "MIL")


def _event() -> Event:
    (event,) = build_events([
        article("a", "2020-01-08", by=GUARD, stance="says", outlet="Post"),
        article("b", "2020-01-08", by=PENTAGON, stance="denies", outlet="Post"),
        article("c", "2020-01-08", outlet="Herald"),
    ])  # fmt: skip
    return event


def _rating(number: int, source: str, grade: ReliabilityGrade) -> Rating:
    return Rating(number=number, source=source, grade=grade, because="", decider="ana", added="")


def _grade(**grades: ReliabilityGrade) -> tuple[str, str | None]:
    held = {name.replace("_", " "): grade for name, grade in grades.items()}
    (event,) = graded([_event()], held)
    assert event.reliability is not None
    return event.reliability.grade, event.reliability.source


def test_a_source_that_nobody_graded_cannot_be_judged() -> None:
    assert _grade() == ("F", None)


def test_the_most_reliable_source_that_says_so_counts() -> None:
    assert _grade(state_IRN="D", outlet_Herald="B") == ("B", "outlet Herald")


def test_who_denies_it_lends_it_no_grade() -> None:
    assert _grade(state_USA="A", outlet_Herald="C") == ("C", "outlet Herald")


def test_the_last_grade_of_a_source_holds() -> None:
    log = [_rating(2, "state IRN", "E"), _rating(1, "state IRN", "B")]
    assert grades_of(log) == {"state IRN": "E"}


@pytest.mark.parametrize("name", ["state IRN", "IRN", "guard"])
def test_a_source_is_named_by_key_country_or_name(name: str) -> None:
    assert source_named(_event().accounts, name) == "state IRN"


def test_an_outlet_is_found_by_its_name_and_may_still_be_to_come() -> None:
    assert source_named(_event().accounts, "herald") == "outlet Herald"
    assert source_named((), "outlet Courier") == "outlet Courier"


def test_an_unknown_source_is_an_error_that_says_what_to_do() -> None:
    with pytest.raises(UsageError, match=r"no source is called Nobody: `onrecord sources` lists"):
        source_named(_event().accounts, "Nobody")
