"""Entries whose words leave no room for another reading: the encoder neither drops nor retypes nor adds to them."""

from __future__ import annotations

import pytest

from onrecord.model import Article
from onrecord.ontology import default_lexicon
from onrecord.reader import default_reader


def _told(text: str) -> list[str]:
    article = Article(id="t", text=text, published="2023-05-16", language="en")
    return [f"{r.event_type}/{r.mode or '-'}" for r in default_reader().read(article).reports]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Chad's army retook the town hall from the rebels.", ["ASSAULT/-"]),
        ("Loud gunfire was heard near the airport of Bangui.", ["ASSAULT/firearms"]),
        ("Artillery shelling was heard on the outskirts of Wau.", ["ASSAULT/heavy-weapons"]),
        ("The two envoys must leave the country by Friday, the ministry said.", ["SANCTION/expel"]),
        ("Sweden promised new sanctions on Eritrea.", ["THREATEN/restrict"]),
        ("The opposition called the election a farce.", ["ACCUSE/disapprove"]),
        ("Pilots simulated an attack on the port.", ["MOBILIZE/troops"]),
        ("Fighter planes crossed the demarcation line on Monday.", ["MOBILIZE/troops"]),
        ("Ministers of both countries agreed to keep talking.", ["AGREE/-"]),
    ],
)
def test_told_by_the_words_themselves(text: str, told: list[str]) -> None:
    assert _told(text) == told


@pytest.mark.parametrize(
    "text",
    [
        "Relief agencies warned that 300,000 people could starve before the harvest.",
        "Engineers warned that the dam may burst.",
        "Helsinki insisted that it had done nothing wrong.",
        "Helsinki has never renounced the use of force.",
        "The airline fired its chief pilot and cut 900 jobs.",
        "The club sacked its coach on Sunday.",
        "The central bank launched an attack on inflation.",
    ],
)
def test_no_event_by_the_words_themselves(text: str) -> None:
    assert _told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The general warned that his army could attack the town.",
        "North Korea warned that any attack would bring a merciless response.",
    ],
)
def test_warning_of_ones_own_deeds_stays_a_threat(text: str) -> None:
    assert [t.partition("/")[0] for t in _told(text)] == ["THREATEN"]


def test_sure_entry_wins_where_two_ask_as_much() -> None:
    asking = [s for s in default_lexicon().verbs["insist"] if s.specificity == 3]
    assert [s.sure for s in asking] == sorted((s.sure for s in asking), reverse=True)
    assert len({s.sure for s in asking}) == 2


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Rome accused Tripoli of arming the smugglers.", "AID/-"),
        ("Seven of the huts have been burned down since Friday.", "ASSAULT/destroy"),
        ("A blogger has been arrested in Hanoi.", "COERCE/arrest"),
    ],
)
def test_deed_told_for_certain_is_kept(text: str, told: str) -> None:
    assert told in _told(text)


def test_refusal_told_by_not_is_no_negated_refusal() -> None:
    text = "Chile will not take part in the conference, its foreign ministry said."
    reports = default_reader().read(Article(id="t", text=text, published="2023-05-16")).reports
    assert [(r.event_type, r.mode, r.negated) for r in reports] == [("REJECT", "meet", False)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The staff of the embassy must leave the country within two days.", "SANCTION/expel"),
        ("The judges ordered the deportation of 40 teachers.", "COERCE/deport"),
        ("Sudan reopened the border crossing with Chad.", "CONCEDE/-"),
        ("Finland sent a team of 20 doctors to Malta.", "AID/-"),
        ("The Union extended its restrictive measures against Myanmar.", "COERCE/restrict"),
        ("The navy sent two warships to the island.", "MOBILIZE/troops"),
        (
            "Twelve people were killed and 30 hurt when a bomb went off at a market in Jos.",
            "ASSAULT/explosives",
        ),
        ("The minister spoke to the king of Jordan by phone.", "CONSULT/phone"),
    ],
)
def test_type_and_mode_by_the_words(text: str, told: str) -> None:
    assert _told(text) == [told]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Bandits stormed a police station in Sokoto.", "ASSAULT/-"),
        ("The coast guard fired warning shots at the trawler.", "ASSAULT/firearms"),
        ("Fighters looted the clinic's pharmacy.", "ASSAULT/destroy"),
        ("Belarus stripped the poet of his citizenship.", "SANCTION/-"),
        ("The envoy, who spoke to the king of Jordan by phone on Sunday, praised the plan.", "CONSULT/phone"),
    ],
)
def test_kept_in_whatever_clause_it_stands(text: str, told: str) -> None:
    assert told in _told(text)


def test_attack_that_somebody_admits_is_kept() -> None:
    text = "The army bombed a camp in Cauca on Monday. It admitted responsibility for that attack."
    assert [t.partition("/")[0] for t in _told(text)] == ["ASSAULT", "ASSAULT"]
