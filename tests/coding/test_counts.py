"""Which figures belong to which event, and to whose word, in sentences of our own."""

from __future__ import annotations

from collections.abc import Callable

from onrecord.model import Article, Quantity, Report
from onrecord.reader import default_reader

Code = Callable[[str], tuple[Report, ...]]
Figure = tuple[str, float | None, float | None]


def _figures(quantities: tuple[Quantity, ...]) -> list[Figure]:
    return [(q.of, q.low, q.high) for q in quantities]


def _told(reports: tuple[Report, ...], trigger: str) -> list[Figure]:
    (report,) = [r for r in reports if r.trigger.text == trigger]
    return _figures(report.quantities)


def test_each_member_of_a_list_of_victims_has_its_number(code: Code) -> None:
    reports = code("Four soldiers, a nurse and two farmers were killed by the rebels on Monday.")
    assert _told(reports, "killed") == [("killed", 4, 4), ("killed", 1, 1), ("killed", 2, 2)]


def test_who_kills_is_not_among_the_killed(code: Code) -> None:
    reports = code("Three gunmen killed nine shepherds.")
    assert _told(reports, "killed") == [("troops", 3, 3), ("killed", 9, 9)]


def test_nobody_harmed_is_a_number_of_zero(code: Code) -> None:
    reports = code("No Canadians were harmed by the rebels.")
    assert _told(reports, "harmed") == [("injured", 0, 0)]


def test_an_attack_has_the_harm_that_was_done_when_it_came(code: Code) -> None:
    reports = code("At least 12 people were killed and 40 injured when rebels shelled the village.")
    assert _told(reports, "shelled") == [("killed", 12, None), ("injured", 40, 40)]


def test_an_earlier_toll_is_kept_apart_from_the_current_one(code: Code) -> None:
    (report,) = code("The death toll from the bombing of a market by rebels rose to 34 from 11.")
    assert _figures(report.quantities) == [("killed", 34, 34)]
    assert _figures(report.earlier) == [("killed", 11, 11)]


def test_each_source_has_its_own_figures() -> None:
    text = "Sudan said at least 30 people were killed when rockets struck the port, but the Kremlin said no one was hurt."
    record = default_reader().read(Article(id="t", text=text, published="2020-02-11", language="en"))
    figures = {
        (r.attribution[-1].source.name, figure)
        for r in record.reports
        if r.attribution and r.attribution[-1].source
        for figure in _figures(r.quantities)
    }
    assert figures == {("Sudan", ("killed", 30, None)), ("Kremlin", ("injured", 0, 0))}


def test_the_dead_of_an_attack_make_a_report_though_nobody_is_said_to_have_done_it(code: Code) -> None:
    reports = code("Twelve people died in the attack.")
    assert [r.event_type for r in reports] == ["ASSAULT"]
    assert _told(reports, "died") == [("killed", 12, 12)]


def test_the_dead_of_a_crash_are_no_assault(code: Code) -> None:
    assert code("Twelve people died in a train crash.") == ()


def test_an_attack_has_the_harm_that_it_leaves(code: Code) -> None:
    reports = code("A bombing in Baghdad left 30 dead.")
    assert _told(reports, "bombing") == [("killed", 30, 30)]


def test_those_hurt_after_an_attack_are_its_figure(code: Code) -> None:
    reports = code(
        "Forty American soldiers were diagnosed with brain injuries after Russia's missile attack on the base."
    )
    assert _told(reports, "attack") == [("injured", 40, 40)]


def test_those_whom_somebody_else_shot_after_an_attack_are_not(code: Code) -> None:
    reports = code("Three gunmen were shot by police after an attack on a hotel in Kabul.")
    assert [q for r in reports if r.trigger.text == "attack" for q in r.quantities] == []


def test_an_attack_that_hurt_those_counted_is_told_though_nothing_else_tells_it(code: Code) -> None:
    reports = code(
        "Twenty-two American sailors were treated for burns after Iran's rocket attack on the port."
    )
    assert ("injured", 22, 22) in _told(reports, "attack")


def test_another_count_of_harm_in_a_side_clause_leaves_the_figure_alone(code: Code) -> None:
    reports = code(
        "Nine sailors were injured in the raid, the navy said, a week after Iran said that no sailors had been harmed."
    )
    assert [q.text for r in reports if r.trigger.text == "harmed" for q in r.quantities] == ["no sailors"]
