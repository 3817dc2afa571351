from __future__ import annotations

import pytest

from onrecord.reading import Reading
from onrecord.reading.attributions import chain_of
from tests.reading.attribution_sample import Words, reading_of, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The mayor of Halden, a former judge, said on Monday that the bridge would reopen.",
            ("The mayor of Halden, a former judge", "said", "that the bridge would reopen"),
        ),
        (
            "The ferry sank near the harbour, according to the coast guard.",
            ("the coast guard", "according to", "The ferry sank near the harbour"),
        ),
        ("The harbour, officials said, will close.", ("officials", "said", "The harbour … will close")),
        ("Per the ministry, no ships were hit.", ("the ministry", "Per", "no ships were hit")),
        (
            "The rebels claimed responsibility for the attack.",
            ("The rebels", "claimed", "responsibility for the attack"),
        ),
        ("A police spokeswoman confirmed the arrest.", ("A police spokeswoman", "confirmed", "the arrest")),
        ("The army denied the raid.", ("The army", "denied", "the raid")),
        (
            "Georgia accused Russia of moving the border.",
            ("Georgia", "accused", "Russia of moving the border"),
        ),
        ("The president promised to rebuild the port.", ("The president", "promised", "to rebuild the port")),
        ("The queen urged the army to hold its fire.", ("The queen", "urged", "the army to hold its fire")),
        ("In the general's view, the war is lost.", ("the general's", "In … view", "the war is lost")),
        ("The prisoners have reportedly escaped.", ("", "reportedly", "The prisoners have … escaped")),
        (
            "Suspicion grew after the minister's claim that nobody had died.",
            ("the minister's", "claim", "that nobody had died"),
        ),
        (
            "The army said in a statement carried by state television that it fired two rockets.",
            ("The army", "said", "that it fired two rockets"),
        ),
        (
            "Bakker: Europe must pay its share\n\nThe minister spoke at noon.",
            ("Bakker", ":", "Europe must pay its share"),
        ),
        ("Storm kills three in the north - police", ("police", "-", "Storm kills three in the north")),
    ],
)
def test_source_cue_and_content(text: str, expected: Words) -> None:
    assert expected in words(text)


def test_reporting_clause_shares_the_subject_of_the_verb_before() -> None:
    found = words("The envoy left early, saying that the talks had failed.")
    assert ("The envoy", "saying", "that the talks had failed") in found


def test_passive_speaker_is_the_agent() -> None:
    found = words("He was told by the doctor that the wound would heal.")
    assert ("the doctor", "was told", "that the wound would heal") in found


def test_asked_in_passing_has_no_source() -> None:
    sources = {
        cue: source
        for source, cue, _ in words('Asked whether he would resign, the minister said: "No, never."')
    }
    assert sources == {"Asked": "", "said": "the minister"}


def test_dateline_is_no_content() -> None:
    found = words("OSLO (NTB) — The dam has burst, according to the police.")
    assert found[0][2] == "The dam has burst"


def test_what_is_asked_ends_before_the_outlets_own_account() -> None:
    found = words("The king asked parliament to send troops after raiders burned two villages.")
    assert found[0][2] == "parliament to send troops"


def test_source_ends_before_a_comment_on_it() -> None:
    found = words("Larsen, who chairs the board, said the plant will close.")
    assert ("Larsen", "said", "the plant will close") in found


def test_nested_attribution_with_a_source_of_its_own_is_kept() -> None:
    found = words("The senator said the generals had told him that the fort would fall.")
    assert [source for source, _, _ in found] == ["The senator", "the generals"]


def test_spans_point_into_the_text_and_no_cue_lies_in_its_own_content() -> None:
    text = 'Smith said, "We are late," and then added that "nobody," as he put it, "was to blame."'
    for node in reading_of(text).attributions:
        a = node.attribution
        for begin, end in (*a.source, *a.cue, *a.content):
            assert 0 <= begin < end <= len(text)
        assert not any(b < ce and cb < e for b, e in a.content for cb, ce in a.cue)


def _chain(reading: Reading, words: str) -> list[tuple[str | None, str, str]]:
    start = reading.doc.text.index(words)
    links = chain_of(reading, start, start + len(words))
    return [(k.source.text if k.source else None, k.cue.text if k.cue else "", k.stance) for k in links]


def test_chain_is_outermost_first() -> None:
    reading = reading_of("The senator said the generals had told him that the fort would fall.")
    assert [source for source, _, _ in _chain(reading, "fall")] == ["The senator", "the generals"]


def test_chain_is_empty_in_the_outlets_own_voice() -> None:
    assert _chain(reading_of("The fort fell at dawn."), "fell") == []


def test_chain_leaves_out_the_attribution_whose_own_cue_it_is() -> None:
    reading = reading_of("Georgia accused Russia of moving the border.")
    assert _chain(reading, "accused") == []
    assert _chain(reading, "moving") == [("Georgia", "accused", "accuses")]


def test_praise_does_not_make_a_deed_the_praisers_claim() -> None:
    reading = reading_of("The chancellor praised the raid on the smugglers.")
    assert _chain(reading, "raid") == []


def test_outlets_reservation_comes_first_in_the_chain() -> None:
    reading = reading_of("The militia said it had killed ten soldiers, without providing evidence.")
    assert [(source, stance) for source, _, stance in _chain(reading, "killed")] == [
        (None, "doubts"),
        ("The militia", "claims"),
    ]


def test_speaker_of_a_document_belongs_to_its_issuer() -> None:
    reading = reading_of("The two men met in Oslo, according to a NATO readout.")
    speaker = reading.attributions[0].attribution.speaker
    assert speaker is not None
    assert (speaker.text, speaker.country) == ("a NATO readout", "IGO")


def test_denial_of_a_claim_has_the_claims_content() -> None:
    reading = reading_of("The rebels claimed that 40 soldiers were killed, a claim the army rejected.")
    links = _chain(reading, "killed")
    assert sorted(links, key=str) == [
        ("The rebels", "claimed", "claims"),
        ("the army", "rejected", "denies"),
    ]


def test_comment_on_a_claim_is_not_its_content() -> None:
    found = words("The rebels claimed that 40 soldiers were killed, a claim the army rejected.")
    assert found[0] == ("The rebels", "claimed", "that 40 soldiers were killed")
