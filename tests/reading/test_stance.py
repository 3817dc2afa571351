from __future__ import annotations

from typing import get_args

import pytest

from onrecord.model import Stance
from onrecord.reading.attribution.lexicon import load_lexicon
from tests.reading.attribution_sample import reading_of, stances


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The envoy said that the truce held.", "says"),
        ("The envoy claimed that the truce held.", "claims"),
        ("The envoy later confirmed that the truce held.", "confirms"),
        ("The envoy acknowledged that the truce had failed.", "confirms"),
        ("The envoy denied that the truce had failed.", "denies"),
        ("The envoy denied responsibility for the raid.", "denies"),
        ("The envoy announced that the truce would begin.", "announces"),
        ("The newspaper reported that the truce held.", "reports"),
        ("The envoy accused the rebels of breaking the truce.", "accuses"),
        ("The envoy doubts that the truce will hold.", "doubts"),
        ("The envoy vowed to defend the truce.", "promises"),
        ("The rebels threatened to break the truce.", "threatens"),
        ("The envoy asked the rebels to keep the truce.", "asks"),
        ("The envoy told the rebels to leave the town.", "asks"),
        ("The envoy told the rebels that the truce held.", "says"),
        ("The envoy called for an end to the fighting.", "asks"),
        ("The rebels warned that they would strike the capital.", "threatens"),
        ("The envoy warned that a drought would follow.", "says"),
        ("The envoy did not confirm that the truce held.", "doubts"),
        ("The envoy declined to comment on the raid.", "doubts"),
        ("The envoy does not believe that the truce will hold.", "denies"),
        ("The envoy refused to leave the country.", "denies"),
        ("The envoy refused to rule out new sanctions.", "says"),
        ("The prisoners have reportedly escaped.", "reports"),
        ("The prisoners allegedly escaped through a tunnel.", "claims"),
        ("Nobody confirmed that the truce held.", "doubts"),
    ],
)
def test_stance_of_cue_and_context(text: str, stance: str) -> None:
    assert stances(text)[:1] == [stance]


def test_unverified_claim_is_a_claim_that_the_outlet_doubts() -> None:
    text = "Witnesses said that the tower had burned. The report could not be independently verified."
    found = [(n.attribution.speaker is None, n.attribution.stance) for n in reading_of(text).attributions]
    assert found == [(False, "claims"), (True, "doubts")]


def test_false_claim_is_doubted_by_the_outlet() -> None:
    assert sorted(stances("The senator falsely claimed that the dam had burst.")) == ["claims", "doubts"]


def test_wrongly_elsewhere_is_no_doubt() -> None:
    assert "doubts" not in stances("The lawyer said that the sailor was wrongly imprisoned.")


def test_every_stance_has_words() -> None:
    lexicon = load_lexicon()
    assert set(lexicon.verbs.values()) == set(get_args(Stance))


def test_lexicon_has_lower_case_lemmas_only() -> None:
    lexicon = load_lexicon()
    for table in (lexicon.verbs, lexicon.nouns, lexicon.adjectives):
        assert all(word == word.lower() and " " not in word for word in table)


@pytest.mark.parametrize(
    "text",
    ["Norway attacked the rebels on Monday.", "Rebels hit the Danish capital with rockets."],
)
def test_attack_with_weapons_is_no_accusation(text: str) -> None:
    assert stances(text) == []


def test_calling_on_somebody_asks() -> None:
    assert stances("The bishop called on both sides to stop the fighting.") == ["asks"]
