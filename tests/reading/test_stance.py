from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from onrecord.model import Stance
from onrecord.reading import load_pipeline
from onrecord.reading.attribution.candidate import Candidate
from onrecord.reading.attribution.evidence import ALONE
from onrecord.reading.attribution.lexicon import load_lexicon
from onrecord.reading.attribution.stance import stance_of
from onrecord.reading.attribution.stance_words import load_stance_words
from onrecord.reading.attribution.tree import plant
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
        ("The envoy continued to question the truce.", "doubts"),
        ("The envoy sent a letter urging the rebels to keep the truce.", "asks"),
        ("The envoy released a statement confirming that the truce held.", "confirms"),
        ("The envoy lashed out at the rebels over the truce.", "accuses"),
        ("The envoy took issue with the report.", "denies"),
        ("The envoy plans to visit the rebels in May.", "promises"),
        ("The envoy agreed to visit the rebels.", "promises"),
        ("The envoy agreed that the truce had failed.", "confirms"),
        ("The envoy called the raid a disgrace.", "accuses"),
        ("The envoy called the raid a success.", "says"),
        ("The envoy revealed that he would leave the post.", "announces"),
        ("The documents revealed that the rebels had broken the truce.", "reports"),
        ("Leaked records suggest that the rebels had broken the truce.", "reports"),
        ("The envoy suggested that the rebels had broken the truce.", "says"),
        ("The rebels broke the truce, according to two sources.", "reports"),
        ("The rebels broke the truce, according to the envoy.", "says"),
        ("The envoy seeks to end the war.", "says"),
        ("The envoy introduced a bill to end the war.", "announces"),
        ("The envoy declared that the war was over.", "says"),
        ("“Please keep the truce,” the envoy said.", "asks"),
        ("“We urge all sides to keep the truce,” the envoy said.", "asks"),
        ("The rebels were told to leave the town.", "asks"),
        ("The envoy was asked to leave the country.", "asks"),
        ("The envoy used the debate to demand new sanctions.", "asks"),
        ("The envoy did not call for new sanctions.", "says"),
        ("The envoy told reporters that to leave now was folly.", "says"),
        ("The envoy expects the rebels to leave the town.", "says"),
        ("The rebels are not expected to leave the town.", "says"),
        ("The envoy challenged the report of the commission.", "doubts"),
        ("The envoy refused to release the report.", "doubts"),
        ("The envoy refused to release the prisoners.", "denies"),
        ("The envoy declined to speculate on the outcome.", "doubts"),
        ("The envoy was not sure that the truce would hold.", "doubts"),
        ("The envoy was not happy with the truce.", "says"),
        ("The envoy refrained from criticizing the general.", "says"),
        ("The envoy avoided criticizing the general.", "says"),
        ("The envoy launched a series of attacks on the general.", "accuses"),
        ("The envoy backed the general's account of the raid.", "confirms"),
        ("The minister did not nominate a new judge.", "says"),
        ("The envoy declared: “What a day!”", "says"),
        ("The envoy hopes that the rebels will reject the offer.", "says"),
        ("The envoy made the argument that the truce would hold.", "says"),
    ],
)
def test_stance_of_cue_and_context(text: str, stance: str) -> None:
    assert stances(text)[:1] == [stance]


@pytest.mark.parametrize(
    ("text", "cue", "frame", "stance"),
    [
        ("The envoy took aim at the rebels.", "took", "prep:at", "accuses"),
        ("The envoy brushed off the criticism.", "brushed", "object", "denies"),
        ("The council voted down the proposal.", "voted", "object", "denies"),
        ("The poll puts his support at 40 percent.", "puts", "object", "reports"),
        ("The envoy puts the book on the table.", "puts", "object", "says"),
        ("The envoy warned the rebels against new raids.", "warned", "object+against", "asks"),
        ("The rebels have yet to commit to the truce.", "commit", "prep:to", "doubts"),
        ("It is not clear whether the truce will hold.", "clear", "adjective-clause", "doubts"),
        ("The strike did not deter the rebels.", "deter", "object", "says"),
        ("The envoy has yet to comment on the raid.", "comment", "prep:on", "doubts"),
        ("The envoy portrayed the raid as a disgrace.", "portrayed", "object", "accuses"),
        ("The envoy warned the rebels against new raids.", "warned", "object", "asks"),
        ("The envoy challenged the general to a debate.", "challenged", "object", "asks"),
        ("The envoy hurled insults at the general.", "hurled", "object", "accuses"),
        ("The envoy pressed the case for a truce.", "pressed", "object", "says"),
        ("The envoy raised the issue of the prisoners.", "raised", "object", "says"),
        ("The envoy found himself at odds with the general.", "found", "clause", "says"),
        ("The envoy voiced disagreement with the plan.", "voiced", "object", "denies"),
        ("The envoy maintains good relations.", "maintains", "object", "says"),
        ("The envoy launched into a lament.", "launched", "prep:into", "says"),
        ("The proposal appeals to many voters.", "appeals", "prep:to", "says"),
        ("The envoy faced challenges at home.", "faced", "object", "says"),
        ("The envoy won the vote by promising a truce.", "won", "prep:by", "promises"),
        ("The paper revealed the envoy had left.", "revealed", ALONE, "reports"),
    ],
)
def test_stance_of_a_cue_that_is_known_to_be_one(text: str, cue: str, frame: str, stance: str) -> None:
    tree = plant(load_pipeline()(text))
    at = tree.lower.index(cue)
    candidate = Candidate(at, frame, None, "", ((at + 1, len(tree) - 1),))
    assert stance_of(tree, candidate, load_lexicon()) == stance


def test_unverified_claim_is_a_claim_that_the_outlet_doubts() -> None:
    text = "Witnesses said that the tower had burned. The report could not be independently verified."
    found = [(n.attribution.speaker is None, n.attribution.stance) for n in reading_of(text).attributions]
    assert found == [(False, "claims"), (True, "doubts")]


def test_false_claim_is_doubted_by_the_outlet() -> None:
    assert sorted(stances("The senator falsely claimed that the dam had burst.")) == ["claims", "doubts"]


def test_wrongly_elsewhere_is_no_doubt() -> None:
    assert "doubts" not in stances("The lawyer said that the sailor was wrongly imprisoned.")


def test_words_of_the_stance_are_lower_case_and_phrases_have_two() -> None:
    words = load_stance_words()
    for table in (words.verbs, words.nouns, words.adjectives):
        assert all(word == word.lower() and " " not in word for word in table)
    assert all(pair[1] in get_args(Stance) for pairs in words.phrases.values() for pair in pairs)


def test_headline_verbs_are_known_without_the_tagger() -> None:
    assert stances("Minister Slams Rebels Over Broken Truce")[:1] in ([], ["accuses"])


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


def test_stance_goes_by_the_content_that_is_kept() -> None:
    tree = plant(load_pipeline()("The envoy portrayed the raid as a disgrace."))
    short = Candidate(2, "object", None, "", ((3, 5),))
    assert stance_of(tree, short, load_lexicon()) == "says"
    assert stance_of(tree, replace(short, content=((3, 8),)), load_lexicon()) == "accuses"


def test_what_is_unclear_is_doubted_where_the_encoder_sees_no_more_than_its_subject() -> None:
    tree = plant(load_pipeline()("It is unclear whether the truce will hold."))
    candidate = Candidate(0, ALONE, None, "", ((3, len(tree) - 1),))
    assert stance_of(tree, candidate, load_lexicon()) == "doubts"


@pytest.mark.parametrize(
    ("source", "stance"),
    [("dispute", "says"), ("race", "says"), ("army", "threatens"), ("rebels", "threatens")],
)
def test_who_threatens_is_somebody_who_could_speak(source: str, stance: str) -> None:
    tree = plant(load_pipeline()(f"The {source} threatened to reach the capital."))
    candidate = Candidate(2, "infinitive", 1, "", ((3, len(tree) - 1),))
    assert stance_of(tree, candidate, load_lexicon()) == stance
