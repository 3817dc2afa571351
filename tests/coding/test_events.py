"""Who did what to whom: one construction a test, in sentences of our own."""

from collections.abc import Callable

import pytest

from onrecord.model import Report

Code = Callable[[str], tuple[Report, ...]]


def _told(reports: tuple[Report, ...]) -> set[tuple[str, str | None, tuple[str, ...], tuple[str, ...]]]:
    return {
        (r.event_type, r.mode, tuple(a.text for a in r.actors), tuple(a.text for a in r.recipients))
        for r in reports
    }


CONSTRUCTIONS = [
    ("Poland expelled three Russian diplomats.", "SANCTION", "expel", ["Poland"], ["three Russian diplomats"]),
    ("Twelve soldiers were killed by the Taliban.", "ASSAULT", None, ["the Taliban"], ["Twelve soldiers"]),
    ("Troops killed by the Taliban were buried on Friday.", "ASSAULT", None, ["the Taliban"], ["Troops"]),
    ("Twelve soldiers were killed in an ambush by al-Shabab.", "ASSAULT", None, ["al-Shabab"], ["Twelve soldiers"]),
    ("The strike, which was launched by Iran, hit a base.", "ASSAULT", None, ["Iran"], ["a base"]),
    ("The minister, who had criticized the king, left.", "ACCUSE", "disapprove", ["The minister"], ["the king"]),
    ("Rebels attacked and burned three villages.", "ASSAULT", None, ["Rebels"], ["three villages"]),
    ("The coalition bombed a market, killing 40 civilians.", "ASSAULT", None, ["The coalition"], ["40 civilians"]),
    ("Israel's attack on the consulate lasted an hour.", "ASSAULT", None, ["Israel"], ["the consulate"]),
    ("The killing of General Qassem Soleimani in a U.S. drone strike angered Iran.", "ASSAULT", "drone", ["U.S."], ["General Qassem Soleimani"]),
    ("Russia carried out a missile attack on the port.", "ASSAULT", "heavy-weapons", ["Russia"], ["the port"]),
    ("Iran fired a dozen missiles at two Iraqi bases.", "ASSAULT", "heavy-weapons", ["Iran"], ["two Iraqi bases"]),
    ("The town came under attack from Boko Haram.", "ASSAULT", None, ["Boko Haram"], ["The town"]),
    ("Amnesty accused the army of torturing prisoners.", "ASSAULT", "torture", ["the army"], ["prisoners"]),
    ("France condemned the king's decision.", "ACCUSE", "disapprove", ["France"], ["the king"]),
    ("Spain urged Turkey to withdraw its troops.", "REQUEST", "yield", ["Spain"], ["Turkey"]),
    ("The president said NATO should become more involved.", "REQUEST", None, ["The president"], ["NATO"]),
    ("Tehran refused to hold talks with Washington.", "REJECT", "meet", ["Tehran"], ["Washington"]),
    ("Iran vowed to retaliate against the United States.", "THREATEN", "violence", ["Iran"], ["the United States"]),
    ("The Kurdish forces received weapons from Washington.", "AID", None, ["Washington"], ["The Kurdish forces"]),
    ("Police detained the editor and two reporters.", "COERCE", "arrest", ["Police"], ["the editor", "two reporters"]),
    ("The release of 30 hostages by Hamas was delayed.", "RETREAT", "release", ["Hamas"], ["30 hostages"]),
    ("LIMA, Peru -- Police arrested a judge.", "COERCE", "arrest", ["Police"], ["a judge"]),
    ("Peru returned two paintings that were stolen in 1950 from a church to Chile.", "RETREAT", "release", ["Peru"], ["Chile"]),
    ("Norway has sent food and specialists such as engineers to Haiti.", "AID", None, ["Norway"], ["Haiti"]),
    ("U.N. sanctions against Chad were lifted.", "CONCEDE", None, ["U.N."], ["Chad"]),
    ("Spain lifted the travel restrictions between it and Portugal.", "CONCEDE", None, ["Spain"], ["Portugal"]),
    ("Chad renewed its demand that Sudan ease its rules on visas.", "REQUEST", None, ["Chad"], ["Sudan"]),
    ("A court ordered the editor's release.", "RETREAT", "release", ["A court"], ["the editor"]),
    ("The government, thus, rejects and condemns the court's decision.", "ACCUSE", "disapprove", ["The government"], ["the court"]),
    ("Prosecutors opened an inquiry into claims that two officers beat prisoners.", "ACCUSE", "investigate", ["Prosecutors"], ["two officers"]),
    ("The king has rejected appeals to release the editor.", "REJECT", None, ["The king"], ["the editor"]),
    ("Kenyan jets struck a target in Somalia.", "ASSAULT", None, ["Kenyan jets"], ["Somalia"]),
    ("Kenya has offered to send troops to help the Somali army.", "AGREE", None, ["Kenya"], ["the Somali army"]),
    ("The alliance declared a truce in a bid to end the famine.", "RETREAT", None, ["The alliance"], []),
    ("Spain promised on Monday to keep its soldiers in place.", "AGREE", None, ["Spain"], []),
    ("Senators voted late on Monday to impeach the governor.", "SANCTION", "expel", ["Senators"], ["the governor"]),
    ("Spain said it had recalled its ambassador from Cuba.", "SANCTION", "withdraw", ["Spain"], ["Cuba"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "mode", "actors", "recipients"), CONSTRUCTIONS)
def test_construction(
    code: Code, text: str, kind: str, mode: str | None, actors: list[str], recipients: list[str]
) -> None:
    assert any(
        k == kind and (mode is None or m == mode) and list(a) == actors and list(r) == recipients
        for k, m, a, r in _told(code(text))
    ), _told(code(text))


@pytest.mark.parametrize(
    ("text", "kind"),
    [("Syrian forces clashed with rebels near Idlib.", "ASSAULT"), ("Talks between Ethiopia and Sudan resumed.", "CONSULT"),
     ("Trump spoke by phone with NATO chief Jens Stoltenberg.", "CONSULT"), ("Serbia and Kosovo signed an agreement.", "SUPPORT")],
)  # fmt: skip
def test_reciprocal_events_have_actors_and_no_recipient(code: Code, text: str, kind: str) -> None:
    report = next(r for r in code(text) if r.event_type == kind)
    assert len(report.actors) == 2
    assert report.recipients == ()


def test_a_light_verb_and_its_noun_are_one_report(code: Code) -> None:
    assert [r.event_type for r in code("Russia launched an attack on Kyiv.")] == ["ASSAULT"]


def test_what_is_asked_is_no_event_of_its_own(code: Code) -> None:
    assert [r.event_type for r in code("Kenya asked Somalia to release the fishermen.")] == ["REQUEST"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [("Egypt will release the prisoners on Friday.", "AGREE"), ("Spain said it would withdraw its troops.", "AGREE"),
     ("The junta will arrest the protesters.", "THREATEN"), ("Israel will not release the prisoners.", "REJECT")],
)  # fmt: skip
def test_an_announced_deed_is_a_promise_a_threat_or_a_refusal(code: Code, text: str, kind: str) -> None:
    (report,) = code(text)
    assert report.event_type == kind
    assert report.modality == "planned"


@pytest.mark.parametrize(
    "text",
    ["The team won the match after the striker scored two goals.", "Shares of the firm hit a record high on Monday.",
     "The storm killed 12 people in Florida.", "She struck a balance between work and family.",
     "The singer released a new album on Friday.", "Doctors fight cancer with new drugs.",
     "The company launched a new phone on Tuesday.", "He won the battle for the nomination.",
     "The minister released a statement.", "Police said the driver was killed in a car crash.",
     "The committee killed the bill.", "The actress met her husband at a party.",
     "Analysts attack the problem from different angles.", "Students return to school on Monday."],
)  # fmt: skip
def test_ordinary_prose_tells_no_event(code: Code, text: str) -> None:
    assert code(text) == ()


@pytest.mark.parametrize(
    ("text", "visitor", "host"),
    [
        ("Oman's interior minister, on a visit to Doha, warned that the war would spread.", "OMN", "Doha"),
        ("During a visit to Chad on Monday, the Belgian king praised the army.", "BEL", "Chad"),
        ("Rebels killed four guards during a visit to Goma by the Belgian king.", "BEL", "Goma"),
    ],
)
def test_visit_told_in_passing_has_its_visitor(code: Code, text: str, visitor: str, host: str) -> None:
    (visit,) = (r for r in code(text) if r.mode == "visit")
    assert [p.country for p in visit.actors] == [visitor]
    assert [p.text for p in visit.recipients] == [host]
