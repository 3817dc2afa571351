"""Whom descriptions and pronouns mean that say something of their own: former holders, titles, shares, counterparts."""

from __future__ import annotations

import pytest

from tests.reading.test_coreference import mention, named, read


def test_who_was_ousted_is_not_who_holds_the_office() -> None:
    text = "France closed its embassy. General Tiani accused the ousted president of selling out to France."
    assert named(read(text, "2023-05-10"), "president") == "the ousted president"


def test_title_in_capitals_is_whoever_had_it_before() -> None:
    text = "Minister of Defence Paula Ross visited Chad on Monday. The Minister praised the troops."
    assert named(read(text), "Minister") == "Paula Ross"


def test_subject_of_further_verbs_goes_on_into_the_next_sentence() -> None:
    text = "Brazil's envoy met the king of Jordan on Tuesday and thanked him. He condemned the killing of a farmer."
    reading = read(text)
    assert mention(reading, "He").entity == mention(reading, "envoy").entity


def test_share_of_a_group_is_told_as_the_group() -> None:
    text = "Envoys at the talks paint another picture. Three of them say that Chad asked Sudan to leave."
    assert named(read(text), "Three") == "Envoys"


def test_share_of_a_group_does_not_name_the_group() -> None:
    text = "Several armed men stormed the mine. Seventeen of them were arrested on Monday."
    assert named(read(text), "them") == "armed men"


def test_none_that_there_were_are_not_meant_by_them() -> None:
    text = "Chad's army said that 22 rockets were fired and that no Chadian soldiers were hurt. Six of them hit the camp."
    reading = read(text)
    assert mention(reading, "them").entity != mention(reading, "soldiers").entity


@pytest.mark.parametrize("noun", ["counterparts", "rivals"])
def test_who_is_of_another_side_has_not_the_owners_country(noun: str) -> None:
    text = f"The foreign minister of Chad wrote to his {noun} on Monday."
    assert mention(read(text), noun).participant.country is None


def test_counterparts_from_two_countries_are_one_of_each() -> None:
    reading = read("The minister met her counterparts from Spain and Italy in Lisbon.")
    assert {p.country for p in mention(reading, "counterparts").shares} == {"ESP", "ITA"}


def test_troops_of_two_peoples_are_of_both_whatever_the_parser_calls_the_adjective() -> None:
    reading = read("BANGKOK, May 2 - Thai and Khmer troops traded rocket fire on Sunday.")
    assert {p.country for p in mention(reading, "troops").shares} == {"THA", "KHM"}


def test_acronym_that_the_tagger_takes_for_a_verb_is_a_name() -> None:
    reading = read("The West African bloc ECOWAS condemned the takeover. It threatened to impose sanctions.")
    assert named(reading, "It") == "ECOWAS"
