"""Counts of the dead in sentences that do not name the attack."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.model import Article, Report
from onrecord.reader import default_reader

Code = Callable[[str], tuple[Report, ...]]


@pytest.fixture(scope="module")
def code() -> Code:
    return lambda text: default_reader().read(Article(id="a", text=text, published="2022-05-04")).reports


@pytest.mark.parametrize(
    ("text", "word", "figures", "source"),
    [
        ("Officials put the toll at 30.", "toll", [("killed", 30, 30)], "Officials"),
        ("The mayor raised the death toll to 17 from 14.", "toll", [("killed", 17, 17)], "The mayor"),
        ("The death toll rose to 45.", "toll", [("killed", 45, 45)], None),
        ("The opposition said that at least 19 people had died.", "died", [("killed", 19, None)], "The opposition"),
    ],
)  # fmt: skip
def test_a_later_count_of_the_dead_is_of_the_attack_told_before(
    code: Code, text: str, word: str, figures: list[tuple[str, float, float | None]], source: str | None
) -> None:
    reports = code(f"Syria bombed a clinic in Harasta, killing 14 people. {text}")
    (report,) = [r for r in reports if word in r.trigger.text]
    assert [(q.of, q.low, q.high) for q in report.quantities] == figures
    assert report.repeats in {r.id for r in reports}
    assert [p.name for p in report.actors] == ["Syria"]
    assert [a.source.text for a in report.attribution if a.source] == ([source] if source else [])


@pytest.mark.parametrize(
    "text", ["Ten people died in a flood.", "The toll of the storm rose to 45.", "Nobody died."]
)
def test_the_dead_of_something_else_are_not(code: Code, text: str) -> None:
    assert [r for r in code(f"Syria bombed a clinic in Harasta. {text}") if r.repeats] == []


def test_where_no_violence_was_told_a_toll_tells_none(code: Code) -> None:
    assert code("A ferry sank near Jolo. Officials put the toll at 30.") == ()


def test_a_count_is_of_the_attack_in_hand_not_of_what_somebody_has_done_over_the_years(code: Code) -> None:
    text = "Two bombers attacked a church, killing 14 people. The army blamed Boko Haram, which has killed thousands of people."
    reports = code(f"{text} A doctor put the death toll at 22.")
    (report,) = [r for r in reports if r.repeats]
    assert {p.name for p in report.actors}.isdisjoint({"Boko Haram"})
