"""A deed told by several words of a sentence is one report, made by the entry that knows them."""

from __future__ import annotations

import pytest

from onrecord.model import Article
from onrecord.reader import default_reader


def _told(text: str) -> list[tuple[str, str]]:
    article = Article(id="t", text=text, published="2023-05-16", language="en")
    return [
        (f"{r.event_type}/{r.mode or '-'}", r.trigger.text) for r in default_reader().read(article).reports
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Troops carried out a raid on a farm near Jos.", [("ASSAULT/-", "carried out")]),
        ("Ireland sent 30 tonnes of medical supplies to Jordan.", [("AID/-", "sent")]),
        ("Finland has put its navy on high alert.", [("MOBILIZE/troops", "put")]),
        (
            "Police used tear gas to disperse a crowd in Lima.",
            [("ASSAULT/crowd-control", "used")],
        ),
        ("Hundreds took to the streets of Oslo to protest against the law.", [("PROTEST/demo", "took")]),
    ],
)
def test_noun_or_purpose_that_an_entry_takes_in_is_no_second_event(
    text: str, told: list[tuple[str, str]]
) -> None:
    assert _told(text) == told


def test_what_is_insisted_on_is_no_event_of_its_own() -> None:
    assert [kind for kind, _ in _told("Madrid insisted that the troops leave the valley.")] == [
        "REQUEST/yield"
    ]


def test_what_was_ordered_is_no_event_of_its_own() -> None:
    text = "The government ordered the companies to block access to the newspaper's website."
    assert _told(text) == [("COERCE/censor", "ordered")]


def test_not_ruling_out_is_only_that_it_may_come() -> None:
    assert [kind for kind, _ in _told("Slovakia has never ruled out vetoing the plan.")] == ["REJECT/-"]


def test_two_deeds_of_one_type_stay_two() -> None:
    told = _told("Rebels shelled the town of Bria on Monday and kidnapped two teachers.")
    assert [kind for kind, _ in told] == ["ASSAULT/heavy-weapons", "ASSAULT/abduct"]


def test_what_an_echo_alone_knows_of_the_recipient_is_kept() -> None:
    text = "Workers at the mine went on strike for better pay at Codelco."
    (report,) = default_reader().read(Article(id="t", text=text, published="2023-05-16")).reports
    assert (report.mode, [p.name for p in report.recipients]) == ("strike", ["Codelco"])


def test_how_something_was_broken_is_a_deed_of_its_own() -> None:
    assert ("ASSAULT/explosives", "bombing") in _told(
        "The army broke its pledge by bombing a camp in Chin state."
    )
