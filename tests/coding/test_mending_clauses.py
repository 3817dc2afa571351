"""Clauses that the parser hangs on the wrong word, in sentences of our own."""

from collections.abc import Callable

import pytest

from onrecord.model import Report

Code = Callable[[str], tuple[Report, ...]]


def _told(code: Code, text: str, trigger: str) -> Report:
    found = [r for r in code(text) if r.trigger.text == trigger]
    assert found, [r.trigger.text for r in code(text)]
    return found[0]


def _names(report: Report) -> tuple[list[str], list[str]]:
    return [p.text for p in report.actors], [p.text for p in report.recipients]


def test_passive_without_its_auxiliary_is_undergone(code: Code) -> None:
    text = "The parliament was dissolved and the president of Chad arrested, a general said."
    assert _names(_told(code, text, "arrested")) == ([], ["the president of Chad"])


def test_verb_with_an_object_beside_a_passive_is_active(code: Code) -> None:
    text = "The mayor was jailed and the rebels attacked the court in Bor."
    actors, _ = _names(_told(code, text, "attacked"))
    assert actors == ["the rebels"]


@pytest.mark.parametrize("verb", ["handed", "turned"])
def test_particle_before_a_number_is_no_part_of_it(code: Code, verb: str) -> None:
    text = (
        f"Fatah {verb} over 13 Israelis and four Thais to the Red Crescent late on Saturday, the army said."
    )
    assert _told(code, text, f"{verb} over").mode == "release"


def test_name_of_a_body_is_the_subject_of_its_sentence(code: Code) -> None:
    text = (
        "The West African bloc ECOWAS condemned the takeover and demanded that the soldiers return to their barracks. "
        "It threatened to expel Chad."
    )
    assert [p.country for p in _told(code, text, "condemned").actors] == ["IGO"]
    assert [p.name for p in _told(code, text, "threatened").actors] == ["ECOWAS"]


def test_charge_behind_the_accuser_is_of_the_accused(code: Code) -> None:
    text = "Two officers were accused by prosecutors of bombing a court."
    assert _names(_told(code, text, "bombing")) == (["Two officers"], ["a court"])


def test_two_deeds_of_one_type_with_objects_of_their_own_are_two(code: Code) -> None:
    text = "The generals imposed a curfew from 9 p.m. to 5 a.m. and suspended the constitution."
    assert {r.trigger.text for r in code(text)} == {"imposed", "suspended"}
    assert _told(code, text, "imposed").mode == "curfew"


def test_verb_with_a_phrase_of_its_own_shares_no_object(code: Code) -> None:
    text = "President William Ruto flew to Qatar for the ceremony and thanked the emir."
    assert [p.country for p in _told(code, text, "flew").recipients] == ["QAT"]
    assert _told(code, text, "flew").event_type == "CONSULT"


@pytest.mark.parametrize(
    ("text", "trigger", "mode"),
    [
        ("Thai and Khmer troops traded rocket fire for a third day.", "traded", "heavy-weapons"),
        ("Border guards of Chad exchanged fire with smugglers.", "exchanged", "firearms"),
        ("Villagers pelted the police with stones.", "pelted", "primitive"),
        ("Two students were shot dead by police in Nairobi.", "shot", "firearms"),
    ],
)
def test_means_give_the_mode(code: Code, text: str, trigger: str, mode: str) -> None:
    assert _told(code, text, trigger).mode == mode


def test_whoever_urges_both_sides_is_neither(code: Code) -> None:
    text = (
        "The Kenyan president, who spoke to Uganda's leader on Sunday, urged both sides to end the fighting."
    )
    assert _names(_told(code, text, "urged"))[1] == ["both sides"]
