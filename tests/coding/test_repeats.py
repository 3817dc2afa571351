"""Events referred to again, denials, and things that are no actors."""

from collections.abc import Callable

import pytest

from onrecord.model import Report

Code = Callable[[str], tuple[Report, ...]]


def _of(reports: tuple[Report, ...], kind: str, trigger: str) -> Report:
    return next(r for r in reports if r.event_type == kind and trigger in r.trigger.text)


def test_a_confirmed_call_has_the_parties_of_the_call_told_before(code: Code) -> None:
    report = _of(code("Macron spoke by phone with Putin. The Kremlin confirmed the call."), "CONSULT", "call")
    assert {p.name for p in report.actors} >= {"Vladimir Putin"}
    assert len(report.actors) == 2
    assert {p.text for p in report.actors} == {"the call"}
    assert report.mode == "phone"


def test_a_report_names_the_one_that_its_noun_stands_for(code: Code) -> None:
    first, second = code("Macron spoke by phone with Putin. The Kremlin confirmed the call.")
    assert (first.repeats, second.repeats) == (None, first.id)


def test_whom_a_condemned_strike_blames(code: Code) -> None:
    report = _of(
        code("Israel struck a convoy near Damascus. Syria condemned the strike."), "ACCUSE", "condemn"
    )
    (doer,) = report.recipients
    assert (doer.name, doer.text) == ("Israel", "the strike")


def test_who_killed_in_the_attack(code: Code) -> None:
    report = _of(code("Iran attacked a base. No Americans were killed in the attack."), "ASSAULT", "killed")
    assert [p.name for p in report.actors] == ["Iran"]
    assert report.negated


def test_an_attack_elsewhere_takes_nothing_over(code: Code) -> None:
    report = _of(code("Iran attacked a base. France mourned the attacks in Paris."), "ASSAULT", "attacks")
    assert report.actors == ()


def test_a_denied_deed_is_reported_and_no_refusal(code: Code) -> None:
    reports = code("Ankara denied that it had targeted civilians.")
    assert [(r.event_type, r.negated) for r in reports] == [("ASSAULT", False)]
    assert [p.text for p in reports[0].recipients] == ["civilians"]


def test_a_plan_that_others_tell_of_is_no_threat(code: Code) -> None:
    report = code("The militants were planning attacks on diplomats.")[0]
    assert (report.event_type, report.modality) == ("ASSAULT", "planned")


@pytest.mark.parametrize(
    ("text", "mode"),
    [("Air strikes hit rebel bases near Idlib.", "aerial"),
     ("A rocket attack on a base killed a Polish soldier.", "heavy-weapons")],
)  # fmt: skip
def test_a_means_is_a_mode_and_no_actor(code: Code, text: str, mode: str) -> None:
    report = next(r for r in code(text) if r.event_type == "ASSAULT")
    assert (report.actors, report.mode) == ((), mode)


def test_whose_statement_accuses(code: Code) -> None:
    report = _of(
        code("The Pentagon issued a statement. The statement accused Iran of piracy."), "ACCUSE", "accused"
    )
    assert [p.country for p in report.actors] == ["USA"]


def test_protesters_gather_in_a_city_against_nobody(code: Code) -> None:
    (report,) = code("Protesters gathered in Minsk.")
    assert (report.event_type, report.recipients) == ("PROTEST", ())


def test_an_attack_in_words_is_criticism(code: Code) -> None:
    reports = code("Marco Rubio attacked Donald Trump over his tax plan.")
    assert [r.event_type for r in reports] == ["ACCUSE"]


def test_protesters_are_counted_as_such(code: Code) -> None:
    (report,) = code("Hundreds of students demonstrated in Belgrade.")
    assert [(q.of, q.low) for q in report.quantities] == [("protesters", 200)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A bomb killed ten people in Quetta. The Red Valley militia claimed responsibility.", ["The Red Valley militia"]),
        ("A bomb killed ten people in Quetta. No group claimed responsibility.", []),
        ("The Red Valley militia claimed responsibility.", []),
    ],
)  # fmt: skip
def test_who_claims_responsibility_says_to_have_made_the_attack_told_before(
    code: Code, text: str, told: list[str]
) -> None:
    found = [r for r in code(text) if r.trigger.text == "responsibility"]
    assert [p.text for r in found for p in r.actors] == told
    assert all(r.repeats is not None and r.event_type == "ASSAULT" for r in found)
