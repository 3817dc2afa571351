"""Through what a word reached the outlet, and who is behind sources without a name."""

from __future__ import annotations

import pytest

from tests.reading.attribution_sample import reading_of, words


@pytest.mark.parametrize(
    ("text", "name", "key"),
    [
        ("The farmer said on Twitter that the pump was dry.", "Twitter", None),
        ('"The pump is dry," the farmer wrote on Facebook on Monday.', "Facebook", None),
        ("The ministry said in a statement that the pump was dry.", "statement", None),
        ("In a letter, the ministry said that the pump was dry.", "letter", None),
        ("The minister told state television that the pump was dry.", "state television", None),
        ("The minister told reporters in Oslo that the pump was dry.", "reporters", None),
        ("The farmer told a news conference that the pump was dry.", "news conference", None),
        (
            "The farmer said in an interview with Reuters that the pump was dry.",
            "interview with Reuters",
            "Q130879",
        ),
        ("Speaking on the BBC, the farmer said that the pump was dry.", "BBC", "Q9531"),
        ("The farmer told Reuters that the pump was dry.", "Reuters", "Q130879"),
    ],
)
def test_channel(text: str, name: str, key: str | None) -> None:
    (node,) = reading_of(text).attributions
    channel = node.attribution.channel
    assert channel is not None
    assert (channel.name, channel.id) == (name, key)
    assert channel.text == text[channel.start : channel.end]


@pytest.mark.parametrize(
    "text",
    [
        "The farmer said on Monday that the pump was dry.",
        "The farmer told the mayor that the pump was dry.",
        "Reuters said that the pump was dry.",
        "The farmer said in Oslo that the pump was dry.",
    ],
)
def test_no_channel_where_none_is_named(text: str) -> None:
    assert [n.attribution.channel for n in reading_of(text).attributions] == [None]


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("A source familiar with the talks said a deal was near.", "source familiar with the talks", None),
        ("Sources close to the minister said a deal was near.", "Sources close to the minister", None),
        ("A NATO readout said the ministers had met.", "NATO readout", "IGO"),
        ("A report by the United Nations said that food was short.", "United Nations report", "IGO"),
        ("According to a NATO readout, the ministers discussed the pump.", "NATO readout", "IGO"),
        ("A leaked memo said the plan had failed.", "leaked memo", None),
        ("According to documents seen by Reuters, the plan had failed.", "documents", None),
    ],
)
def test_sources_without_a_name_keep_what_is_said_of_them(text: str, name: str, country: str | None) -> None:
    (node,) = reading_of(text).attributions
    speaker = node.attribution.speaker
    assert speaker is not None
    assert (speaker.name, speaker.country) == (name, country)


@pytest.mark.parametrize(
    "text", ["Everything went according to plan.", "The seats were given according to age."]
)
def test_what_is_kept_to_is_no_source(text: str) -> None:
    assert words(text) == []


def test_a_hyphen_does_not_make_a_dateline() -> None:
    found = words("NATO Secretary-General Lars Berg spoke by phone with the farmers, NATO said.")
    assert found == [("NATO", "said", "NATO Secretary-General Lars Berg spoke by phone with the farmers")]
