from __future__ import annotations

import pytest

from onrecord.model import Participant
from onrecord.reading.attributions import chain_of
from tests.reading.attribution_sample import reading_of


def _chain(text: str, words: str) -> list[tuple[str | None, str]]:
    start = text.rindex(words)
    links = chain_of(reading_of(text), start, start + len(words))
    return [(k.source.name if k.source else None, k.stance) for k in links]


def _speaker(text: str, number: int = 0) -> Participant:
    speaker = reading_of(text).attributions[number].attribution.speaker
    assert speaker is not None
    return speaker


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Chad agreed to send more troops following a phone call between the two ministers.", "call"),
        ("Norway vowed to punish those who shot the fishermen.", "shot"),
        ("Norway offered to send police to Malta in response to an attack on its embassy.", "attack"),
        ("The mayor asked Egypt to protect the port despite the killing of the sailors.", "killing"),
        ("Kenya vowed to avenge the killing of the monks.", "killing"),
        ("Kenya threatened to leave the talks because of sanctions imposed by Malta.", "imposed"),
        ("The envoy denied that the guards had fled after rebels seized the tower.", "seized"),
        ("Chile vowed to answer any insult and recalled its envoy.", "recalled"),
        ("Peru has promised to free the crew and has returned the ship.", "returned"),
    ],
)
def test_what_a_promise_takes_for_granted_is_not_promised(text: str, words: str) -> None:
    assert _chain(text, words) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Norway is considering sending tanks to Malta.", "sending"),
        ("The council is weighing deploying guards to the port.", "deploying"),
        ("Chad has never ruled out expelling the envoys.", "expelling"),
    ],
)
def test_what_is_only_weighed_is_said_by_nobody(text: str, words: str) -> None:
    assert _chain(text, words) == []


def test_what_is_said_of_a_deed_that_is_weighed_is_said() -> None:
    text = "Norway said it was considering sending tanks to Malta."
    assert _chain(text, "sending") == [("Norway", "says")]


def test_claim_within_the_background_of_a_promise_is_the_claimants_alone() -> None:
    text = "Chad agreed to send troops, a day after Libya claimed that it struck two ports."
    assert _chain(text, "struck") == [("Libya", "claims")]


def test_background_of_what_is_said_is_said_as_well() -> None:
    text = "The mayor said that the guards fired after the crowd attacked them."
    assert [stance for _, stance in _chain(text, "attacked")] == ["says"]


def test_background_of_a_promise_stays_with_whoever_tells_of_the_promise() -> None:
    text = "Egypt said that Chad had agreed to leave Mali after rebels seized the capital."
    assert _chain(text, "seized") == [("Egypt", "says")]


def test_who_is_cited_stands_within_who_cites() -> None:
    text = "Radio Halden reported that the bridge had fallen, citing an official."
    assert [stance for _, stance in _chain(text, "fallen")] == ["reports", "says"]


def test_citing_a_reason_cites_nobody() -> None:
    text = "Norway said that it had closed the port, citing the safety of its staff."
    assert _chain(text, "closed") == [("Norway", "says")]


def test_source_that_cites_itself_is_one_link() -> None:
    text = "Norway said that the port was closed. Norway claimed, Norway said, that Malta had bombed a ship."
    assert len(_chain(text, "bombed")) == 1


def test_according_to_stands_around_what_another_said() -> None:
    text = "Norway said its army carried out the raid, according to the newspaper Aftenposten."
    assert [name for name, _ in _chain(text, "carried out")][-1] == "Norway"


@pytest.mark.parametrize(
    ("text", "name", "country", "role"),
    [
        ("The two men met, according to a NATO readout of the call.", "NATO readout", "IGO", "readout"),
        ("A Pentagon statement said that the port was closed.", "Pentagon statement", "USA", "statement"),
        ("The indictment says that the guards fled.", "indictment", None, "indictment"),
    ],
)
def test_document_is_named_after_its_issuer(text: str, name: str, country: str | None, role: str) -> None:
    speaker = _speaker(text)
    assert (speaker.name, speaker.country, speaker.role) == (name, country, role)


def test_document_of_a_person_is_the_persons_word() -> None:
    speaker = _speaker("A tweet by Sen. Lindsey Graham said that the guards had fled.")
    assert speaker.name == "Lindsey Graham"
    assert speaker.text.startswith("A tweet")


def test_document_of_somebody_unknown_is_not_the_one_before() -> None:
    text = "A NATO statement said that the port was closed. The statement of the tribe said that it was open."
    assert _speaker(text, 1).country is None


def test_spokesman_has_the_sector_of_the_body() -> None:
    speaker = _speaker("A spokesman for the ministry said that the port was closed.")
    assert (speaker.name, speaker.sector, speaker.role) == ("spokesman for the ministry", "GOV", "spokesman")


def test_lack_of_evidence_told_with_the_claim_is_the_outlets_doubt() -> None:
    text = "The minister says the rebels bombed the port but has provided no evidence."
    assert [stance for _, stance in _chain(text, "bombed")] == ["doubts", "claims"]


@pytest.mark.parametrize(
    "text",
    [
        "Soldiers accused of torturing prisoners were arrested in Harare.",
        "The rebels are accused of torturing prisoners in Bor.",
    ],
)
def test_the_accused_are_not_who_accuses(text: str) -> None:
    assert _chain(text, "torturing") == [(None, "accuses")]


def test_denial_in_a_which_clause_is_of_what_was_said() -> None:
    text = "The rebels said they had seized the palace, which the army denied."
    assert [stance for _, stance in _chain(text, "seized")] == ["says", "denies"]
