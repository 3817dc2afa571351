"""Attacks told by their toll: they are reported though nobody is named as the doer, and no victim is taken for one."""

from __future__ import annotations

import pytest

from onrecord.coding.coder import Coder
from onrecord.model import Article, Report
from onrecord.reader import default_reader
from tests.coding.conftest import Code


def _reports(text: str) -> tuple[Report, ...]:
    return Coder().code(default_reader().layers(Article(id="a", text=text, published="2020-01-08")))


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("Several Americans died in the Benghazi attack.", "Several Americans"),
        ("At least 12 people died in the bombing of a hotel in Mogadishu.", "At least 12 people"),
        ("A car bomb killed 12 people in Quetta.", "12 people"),
        ("At least 20 civilians were killed when shells hit a market.", "At least 20 civilians"),
        ("Twelve nurses were killed and 30 wounded when a car bomb exploded near a clinic.", "Twelve nurses"),
    ],
)
def test_the_dead_of_an_attack_are_reported_without_a_doer(text: str, killed: str) -> None:
    reports = [r for r in _reports(text) if any(q.of == "killed" and q.text == killed for q in r.quantities)]
    assert reports
    assert all(not r.actors for r in reports if killed in [p.text for p in r.recipients])


@pytest.mark.parametrize(
    ("text", "victims"),
    [
        ("Three people were killed in clashes on Friday.", "Three people"),
        ("Forty rebels were killed in clashes with the army near Homs.", "Forty rebels"),
        ("Nine soldiers died in the ambush.", "Nine soldiers"),
    ],
)
def test_who_was_killed_is_no_doer_of_it(text: str, victims: str) -> None:
    reports = _reports(text)
    assert any(victims in [p.text for p in r.recipients] for r in reports)
    assert all(victims not in [p.text for p in r.actors] for r in reports)


def test_who_runs_what_is_hit_did_not_hit_it() -> None:
    text = "An air strike hit a hospital run by Doctors Without Borders, killing 12 of its staff."
    reports = _reports(text)
    assert reports
    assert all("Doctors Without Borders" not in [p.text for p in r.actors] for r in reports)


@pytest.mark.parametrize(
    "text",
    [
        "A wildfire in Portugal killed at least 61 people and injured 62 others.",
        "A tornado killed nine people and injured 40.",
        "The storm wounded dozens.",
    ],
)
def test_a_disaster_is_no_attack(text: str) -> None:
    assert not _reports(text)


def test_what_is_fired_is_no_blaze(code: Code) -> None:
    (report,) = code("Two villagers were killed by sniper fire.")
    assert report.mode == "firearms"
    assert not report.actors


def test_a_suicide_bomber_is_no_aircraft(code: Code) -> None:
    (report,) = code("A suicide bomber killed nine soldiers in Gao.")
    assert report.mode == "suicide-attack"


@pytest.mark.parametrize(
    "text",
    [
        "No group has claimed responsibility for the attack on the prison.",
        "Nobody claimed responsibility for the attack on the prison.",
        "The Taliban have not claimed responsibility for the attack on the prison.",
    ],
)
def test_who_does_not_claim_an_attack_is_not_its_doer(code: Code, text: str) -> None:
    (report,) = code(text)
    assert not report.actors
    assert not report.negated


def test_what_is_waited_for_has_not_happened(code: Code) -> None:
    reports = code("He said he would not stop before the prisoners were freed.")
    assert [r.modality for r in reports if r.trigger.text == "freed"] == ["planned"]


@pytest.mark.parametrize(
    "text",
    [
        "Some 80 people have died in the fighting since May, the mayor said.",
        "Two boys died in clashes in Kano.",
        "Twelve people died in riots over fuel prices.",
        "The violence has killed 40 people.",
    ],
)
def test_fighting_that_has_its_dead_counted_is_told_without_a_doer(code: Code, text: str) -> None:
    (report,) = code(text)
    assert (report.event_type, report.actors) == ("ASSAULT", ())
