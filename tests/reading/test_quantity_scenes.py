"""Numbers whose kind the scene tells, or another figure of the sentence, in sentences of our own."""

from __future__ import annotations

import pytest

from onrecord.model import Article
from onrecord.reading import Quantities, Reading, load_pipeline

Told = tuple[str, float | None, float | None, bool]


def _told(text: str) -> list[Told]:
    nodes = Quantities()(Reading(article=Article(id="t", text=text), doc=load_pipeline()(text)))["quantities"]
    return [(n.quantity.of, n.quantity.low, n.quantity.high, n.quantity.exact) for n in nodes]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Six were still in intensive care.", [("injured", 6, 6, True)]),
        ("A dozen passengers remained in hospital on Monday.", [("injured", 12, 12, False)]),
        ("Four nurses stayed in hospital overnight.", [("people", 4, 4, True)]),
        ("She spoke to 15,000 in Leeds.", [("people", 15000, 15000, True)]),
        ("The bishop addressed 3,000 in the square.", [("people", 3000, 3000, True)]),
        ("They talked about helping the 40,000 still there.", [("people", 40000, 40000, True)]),
    ],
)  # fmt: skip
def test_a_scene_says_what_a_lone_number_counts(text: str, expected: list[Told]) -> None:
    assert _told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Estimates of the dead range from 300 to 700.", [("killed", 300, 700, False)]),
        ("The ministry put the number of displaced at 120,000; aid groups say it is closer to 300,000.",
         [("displaced", 120000, 120000, True), ("displaced", 300000, 300000, False)]),
        ("Officials say 40 villagers died, but the real figure may be over 200.",
         [("killed", 40, 40, True), ("killed", 200, None, False)]),
        ("Leeds saw 12 homicides; York saw nine.", [("killed", 12, 12, True), ("killed", 9, 9, True)]),
        ("The plane carried a crew of five, none of whom survived.", [("people", 5, 5, True)]),
    ],
)  # fmt: skip
def test_a_figure_takes_its_kind_from_the_figure_it_restates(text: str, expected: list[Told]) -> None:
    assert _told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ship has a 22-member crew.", [("people", 22, 22, True)]),
        ("A 40,000-strong army guards the border.", [("troops", 40000, 40000, True)]),
        ("It is a 300-member council.", []),
    ],
)
def test_a_compound_numbers_those_who_make_up_a_group(text: str, expected: list[Told]) -> None:
    assert _told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Diesel fell 35 cents to $3.20.", [("money", 0.35, 0.35, True), ("money", 3.2, 3.2, True)]),
        ("Cooks there earn $18 an hour or more.", [("money", 18, None, False)]),
        ("Waiters earn $9 an hour plus tips.", [("money", 9, 9, True)]),
        ("The council would raise the fee from the present $9.10 to $11.",
         [("money", 9.1, 9.1, True), ("money", 11, 11, True)]),
    ],
)  # fmt: skip
def test_amounts_keep_their_unit_and_their_bounds(text: str, expected: list[Told]) -> None:
    assert _told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The region has one doctor per 4,000 inhabitants.", []),
        ("The city cut the number of bus routes from 40 to 31 for its 90,000 residents.",
         [("people", 90000, 90000, True)]),
        ("The delegate count is at least 100 more than the party says.", []),
    ],
)  # fmt: skip
def test_a_rate_or_a_number_of_things_counts_nobody(text: str, expected: list[Told]) -> None:
    assert _told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The city gave leave for 300 students to demonstrate on Sunday.", [("protesters", 300, 300, True)]),
        ("Dozens of them gathered and marched to the palace.", [("protesters", 24, None, False)]),
        ("The crisis hurt millions of families.", [("people", 2000000, None, False)]),
        ("The blast hurt 40 shoppers.", [("injured", 40, 40, True)]),
        ("None of her rivals spoke.", [("people", 0, 0, True)]),
        ("The crowd was estimated at 6,000 people.", [("people", 6000, 6000, False)]),
    ],
)  # fmt: skip
def test_what_is_done_or_planned_decides_the_kind(text: str, expected: list[Told]) -> None:
    assert _told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The army will lease up to eight helicopters.", [("vehicles", None, 8, False)]),
        ("The toll went up to 40.", [("killed", 40, 40, True)]),
        ("In all 105 servicemen had been killed.", [("killed", 105, 105, True)]),
        ("On Sunday 24 hostages were freed, including ten Thais.", [("rescued", 24, 24, True), ("rescued", 10, 10, True)]),
        ("It sent 200 trucks, 61 of which arrived.", [("vehicles", 200, 200, True), ("vehicles", 61, 61, True)]),
        ("Thousands of people marched against plans to raise the pension age to 67 from 65.",
         [("protesters", 2000, None, False)]),
    ],
)  # fmt: skip
def test_numbers_of_wire_reports(text: str, expected: list[Told]) -> None:
    assert _told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The law would shield 300 families from eviction.", [("displaced", 300, 300, True)]),
        ("They voted to protect 40 students from being deported.", [("expelled", 40, 40, True)]),
        ("Sunscreen protects 40 children from the sun.", [("people", 40, 40, True)]),
        ("It was a march that drew 6,000 people.", [("protesters", 6000, 6000, True)]),
        ("It was a concert that drew 6,000 people.", [("people", 6000, 6000, True)]),
    ],
)  # fmt: skip
def test_what_people_are_kept_from_or_drawn_to_decides(text: str, expected: list[Told]) -> None:
    assert _told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Three People Shot in Office Building", [("injured", 3, 3, True)]),
        ("Ann Berg, film star of the silent years, dead at 95", []),
        ("Rescuers put the number of dead at 70.", [("killed", 70, 70, True)]),
        ("The nine pro-death jurors asked for time.", [("people", 9, 9, True)]),
        ("A teacher was charged with the slayings of two women.", [("killed", 2, 2, True)]),
        ("The 2014 Lions lost again.", []),
        ("There was no gun in the house.", []),
        ("No rocket hit the port.", [("weapons", 0, 0, True)]),
        ("There were no people in the house.", [("people", 0, 0, True)]),
    ],
)  # fmt: skip
def test_numbers_of_headlines_and_court_reports(text: str, expected: list[Told]) -> None:
    assert _told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Three men shot at the police.", [("people", 3, 3, True)]),
        ("No matter how many people he killed, they spared him.", []),
        ("There were two other shootings in town.", []),
        ("His two cousins, 17 and 22, were also arrested.", [("arrested", 2, 2, True)]),
        ("Twelve people fleeing the war drowned.", [("killed", 12, 12, True)]),
        ("The bank will dismiss its 40 executive officers.", [("people", 40, 40, True)]),
        ("It is one of the 12 burnt villages.", [("buildings", 12, 12, True)]),
        ("The five-member Old Harbor police force was bribed.", [("police", 5, 5, True)]),
    ],
)  # fmt: skip
def test_events_ages_and_single_things_are_not_counted(text: str, expected: list[Told]) -> None:
    assert _told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mother of 12 killed in crossfire", [("people", 12, 12, True)]),
        ("They are the parents of two cadets killed in May.", [("killed", 2, 2, True)]),
        ("Two men shot and robbed a guard.", [("people", 2, 2, True)]),
        ("The number of people in custody rose to nine.", [("arrested", 9, 9, True)]),
        ("Two brokers are under arrest for fraud.", [("arrested", 2, 2, True)]),
        ("The forward hit a bank shot over two defenders.", [("people", 2, None, False)]),
    ],
)  # fmt: skip
def test_parents_doers_and_prisoners(text: str, expected: list[Told]) -> None:
    assert _told(text) == expected
