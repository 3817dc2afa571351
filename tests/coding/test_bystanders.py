"""Who stands near an event and is no party of it, and deeds that are told once."""

from __future__ import annotations

import pytest

from onrecord.coding import Coder
from onrecord.model import Article, Report
from onrecord.reader import default_reader

Told = tuple[str, list[str], list[str]]


def _reports(text: str) -> tuple[Report, ...]:
    return Coder().code(default_reader().layers(Article(id="a", text=text, published="2025-03-05")))


def _told(text: str) -> list[Told]:
    return [
        (r.trigger.text, [p.name for p in r.actors], [p.name for p in r.recipients]) for r in _reports(text)
    ]


def test_a_clause_with_its_own_subject_borrows_nobody_from_the_clause_above() -> None:
    told = _told("Troops in Lagos detained two boys on Friday after a mine exploded near a school.")
    assert told == [("detained", ["Troops"], ["boys"]), ("exploded", [], ["a school"])]


def test_who_is_meant_by_a_pronoun_of_the_clause_is_no_bystander() -> None:
    told = _told("Police arrested a thief after he attacked a bank.")
    assert ("attacked", ["a thief"], ["a bank"]) in told


def test_the_victim_of_another_deed_is_not_arrested() -> None:
    told = _told("Three men were detained in connection with the murder of a priest in Lima.")
    assert ("detained", [], ["men"]) in told


def test_the_place_of_an_attack_is_nobody_killed() -> None:
    (told,) = _told(
        "Islamic State claimed responsibility for a bombing in Lagos that killed four people on Sunday."
    )
    assert told[2] == ["people"]


def test_a_bomb_does_nothing_by_itself() -> None:
    told = _told("A roadside bomb hit a navy bus in Lagos, killing three sailors.")
    assert told
    assert all(actors == [] for _, actors, _ in told)


@pytest.mark.parametrize(
    ("text", "recipients"),
    [
        ("The miners demanded a rematch.", []),
        ("The miners demanded higher wages from the owners.", ["the owners"]),
        ("The two tribes agreed to a truce.", []),
        ("The mayor refused to hold a vote.", []),
        ("Villagers asked the church for help.", ["the church"]),
    ],
)
def test_what_words_are_about_is_no_recipient(text: str, recipients: list[str]) -> None:
    (told,) = _told(text)
    assert told[2] == recipients


def test_one_refuses_what_two_would_do_together() -> None:
    told = _told('"We will not negotiate with bandits," the king of Tonga said.')
    assert [recipients for _, _, recipients in told] == [["bandits"]]


@pytest.mark.parametrize(
    "text",
    [
        "Norway has never ruled out vetoing the budget.",
        "Maltese police used tear gas and water cannon against strikers.",
        "Two shepherds were wounded by rebel mortar fire.",
        "Israeli strikes on Tyre killed two nurses.",
    ],
)
def test_one_deed_makes_one_report(text: str) -> None:
    assert len(_reports(text)) == 1


def test_what_a_road_is_blocked_for_is_not_denied_and_no_second_protest() -> None:
    (report,) = _reports("Hundreds of drivers blocked a road in Lyon to protest against a tax.")
    assert not report.negated
    assert [p.name for p in report.recipients] == ["a tax"]
