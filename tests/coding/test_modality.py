"""How events stand to the facts, in whole sentences and through the coder."""

from collections.abc import Callable

import pytest

from onrecord.model import Report
from tests.coding.marked_sentences import SENTENCES

Code = Callable[[str], tuple[Report, ...]]
Stand = Callable[[str], tuple[str, bool]]


@pytest.mark.parametrize(
    ("text", "standing"),
    [(text, standing) for standing, texts in SENTENCES.items() for text in texts],
)
def test_marked(stand: Stand, text: str, standing: tuple[str, bool]) -> None:
    assert stand(text) == standing


@pytest.mark.parametrize(
    ("text", "modality", "negated"),
    [("Iran attacked the base.", "happened", False),
     ("Iran did not attack the base.", "happened", True),
     ("No Americans were killed by the militants.", "happened", True),
     ("The rebels never attacked the town.", "happened", True),
     ("Turkey is shelling the town.", "ongoing", False),
     ("Iran may attack the base.", "possible", False),
     ("If Iran attacks the base, oil prices will rise.", "possible", False),
     ("The rebels failed to capture the town.", "happened", True),
     ("Police often arrest journalists in Cairo.", "habitual", False),
     ("The army began shelling the town.", "happened", False),
     ("The militants planned to attack the embassy.", "planned", False)],
)  # fmt: skip
def test_standing(code: Code, text: str, modality: str, negated: bool) -> None:
    report = next(r for r in code(text) if r.event_type in ("ASSAULT", "COERCE", "THREATEN"))
    assert (report.modality, report.negated) == (modality, negated)


def test_a_speech_act_has_happened_whatever_it_asks(code: Code) -> None:
    (report,) = code("Spain urged Turkey to withdraw its troops.")
    assert (report.modality, report.negated) == ("happened", False)


@pytest.mark.parametrize(
    ("text", "event_type", "negated"),
    [
        ("Iran refused to release the sailors.", "REJECT", False),
        ("Iran threatened to attack Israel.", "THREATEN", False),
        ("Iran agreed to release the sailors.", "AGREE", False),
        ("Iran did not threaten Israel.", "THREATEN", True),
    ],
)
def test_what_is_said_of_a_deed_has_happened(code: Code, text: str, event_type: str, negated: bool) -> None:
    (report,) = code(text)
    assert (report.event_type, report.modality, report.negated) == (event_type, "happened", negated)


@pytest.mark.parametrize(
    ("text", "event_type"),
    [
        ("France said it would not lift its sanctions against Syria.", "REJECT"),
        ("France will not lift its sanctions against Syria until the war ends.", "REJECT"),
        ("France said it would allow Chad to send aid to Niger.", "AGREE"),
    ],
)
def test_a_deed_announced_is_a_deed_of_words(code: Code, text: str, event_type: str) -> None:
    assert event_type in {r.event_type for r in code(text)}


def test_nobody_claims_an_attack_that_took_place(code: Code) -> None:
    report = next(
        r
        for r in code("No group has claimed responsibility for the attack on the army.")
        if r.event_type == "ASSAULT"
    )
    assert (report.modality, report.negated) == ("happened", False)


def test_who_will_let_others_do_it_announces_nothing_but_that(code: Code) -> None:
    reports = code("France will force Syria to attack Lebanon.")
    assert "THREATEN" not in {r.event_type for r in reports if r.trigger.text == "attack"}
