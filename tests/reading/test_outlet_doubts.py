"""The outlet's own reservation: what it doubts, and what it leaves alone."""

from __future__ import annotations

import pytest

from tests.reading.attribution_sample import reading_of, stances


def _doubted(text: str) -> list[str]:
    """What the outlet itself doubts."""
    return [
        text[begin:end]
        for node in reading_of(text).attributions
        for begin, end in node.attribution.content
        if node.attribution.stance == "doubts" and not node.attribution.source
    ]


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        (
            "The ministry said its forces had shot down nine drones but provided no evidence.",
            "its forces had shot down nine drones",
        ),
        ("The general claimed that the dam was mined, without evidence.", "that the dam was mined"),
        (
            "Rebels said they had taken the airport. The claim could not be independently verified.",
            "they had taken the airport",
        ),
        (
            "The group said it had killed forty soldiers, a claim that could not be independently verified.",
            "it had killed forty soldiers",
        ),
        (
            "The minister offered no solid evidence for his assertions that agents had set the fire.",
            "that agents had set the fire",
        ),
        (
            "The president asserted that millions had voted twice, but gave no proof.",
            "that millions had voted twice",
        ),
        (
            "State television reported that the pilot had been captured. "
            "There was no independent confirmation of the report.",
            "that the pilot had been captured",
        ),
        (
            "The militia said the hostages were safe, though it did not provide any evidence.",
            "the hostages were safe",
        ),
        (
            "The company said the leak was harmless. It presented no evidence to back up the claim.",
            "the leak was harmless",
        ),
        (
            "The spokesman said the plot was directed from abroad. He did not offer any proof.",
            "the plot was directed from abroad",
        ),
        (
            "The army said that two villages had fallen. The figures could not immediately be confirmed.",
            "that two villages had fallen",
        ),
        (
            "Officials have provided little evidence to support the allegation that the ship was sabotaged.",
            "that the ship was sabotaged",
        ),
    ],
)
def test_lack_of_evidence_is_the_outlets_doubt(text: str, doubted: str) -> None:
    assert _doubted(text) == [doubted]
    assert "claims" in stances(text)


def test_who_gives_no_evidence_for_a_claim_is_its_source() -> None:
    text = "The envoy gave no evidence for the claim that the truce had been broken."
    nodes = [n.attribution for n in reading_of(text).attributions if n.attribution.source]
    assert [(text[a.source[0][0] : a.source[0][1]], a.stance) for a in nodes] == [("The envoy", "claims")]


def test_missing_proof_that_something_is_so_is_doubt_of_just_that() -> None:
    text = "The general claimed a victory. He gave no evidence that the town had fallen."
    assert _doubted(text) == ["that the town had fallen"]


@pytest.mark.parametrize(
    "text",
    [
        "The ambassador said there was no evidence that the shipment had left the port.",
        "The police said that they had found no proof of a crime.",
        "The court gave further evidence to the panel, the clerk said.",
    ],
)
def test_evidence_that_a_source_misses_is_no_doubt_of_the_outlet(text: str) -> None:
    assert _doubted(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The agency was unable to verify the account of the witness.",
        "The paper could not independently confirm the report.",
    ],
)
def test_who_cannot_verify_confirms_nothing(text: str) -> None:
    assert "confirms" not in stances(text)


@pytest.mark.parametrize(
    "text",
    [
        "No farm was burned, according to the ministry, which has provided no evidence for another claim.",
        "The minister claimed that the road was open but offered no proof of his other claims.",
    ],
)
def test_missing_proof_of_something_else_casts_no_doubt(text: str) -> None:
    assert _doubted(text) == []


def test_that_claim_is_the_one_before_whatever_the_sentence_goes_on_with() -> None:
    text = (
        "State radio claimed that ninety rebels had been killed. "
        "There is no evidence for that claim, and the army has said that nobody was killed."
    )
    assert _doubted(text) == ["that ninety rebels had been killed"]
    assert stances(text)[-1] == "says"
