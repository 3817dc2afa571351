"""What a mention is: its words, kind, and what its chain is known to be."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.reading import Reading
from tests.reading.test_coreference import mention, read


def texts(reading: Reading) -> list[str]:
    return [m.participant.text for m in reading.mentions]


@pytest.mark.parametrize(
    ("sentence", "word", "text"),
    [
        ("White House deputy press secretary Judd Deere confirmed it.", "Deere", "White House deputy press secretary Judd Deere"),
        ("Iranian Foreign Minister Mohammad Javad Zarif left Oslo.", "Zarif", "Iranian Foreign Minister Mohammad Javad Zarif"),
        ("The militants, who fled the town, were arrested.", "militants", "The militants"),
        ("The strike killed the head of Iran's Quds Force.", "head", "the head of Iran's Quds Force"),
        ("Missiles hit two Iraqi bases near Erbil on Tuesday.", "bases", "two Iraqi bases"),
        ("Police arrested dozens of protesters in Minsk.", "dozens", "dozens of protesters"),
        ("Critics of the president praised the court.", "Critics", "Critics of the president"),
        ("The wounded were taken to a hospital.", "wounded", "The wounded"),
        ("Germany condemned the Trump administration's decision.", "administration", "the Trump administration"),
        ("Carlos Ruiz, a retired general, ran for office.", "Ruiz", "Carlos Ruiz"),
    ],
)  # fmt: skip
def test_words_of_a_mention(sentence: str, word: str, text: str) -> None:
    assert mention(read(sentence), word).participant.text == text


@pytest.mark.parametrize(
    ("sentence", "word", "country", "sector"),
    [
        ("Iranian Gen. Qassem Soleimani died on Friday.", "Soleimani", "IRN", "MIL"),
        ("A U.S. drone strike destroyed the convoy.", "U.S.", "USA", None),
        ("Turkish police arrested a man.", "police", "TUR", "COP"),
        ("The Syrian government denied the report.", "government", "SYR", "GOV"),
        ("Eight Iraqi soldiers died.", "soldiers", "IRQ", "MIL"),
        ("The French foreign minister arrived.", "minister", "FRA", "GOV"),
        ("Protesters blocked the road.", "Protesters", None, "CVL"),
        ("NATO called for calm.", "NATO", "IGO", None),
    ],
)
def test_country_and_sector(sentence: str, word: str, country: str | None, sector: str | None) -> None:
    found = mention(read(sentence), word).participant
    assert (found.country, found.sector if sector else None) == (country, sector)


def test_modifiers_that_act_are_mentions() -> None:
    reading = read("A U.S. drone strike hit Russian-backed forces after the Iranian attack.")
    assert {"U.S.", "Russian", "Iranian"} <= set(texts(reading))


def test_what_an_apposition_says_enriches_the_chain() -> None:
    reading = read("Hassan Karimi, a Lebanese general, spoke. Later Karimi left.")
    later = mention(reading, "Karimi", 1).participant
    assert (later.name, later.country, later.sector) == ("Hassan Karimi", "LBN", "MIL")


def test_a_bare_surname_has_what_the_title_said() -> None:
    reading = read("Kenyan Foreign Minister Joseph Otieno spoke in Nairobi. Otieno was angry.")
    later = mention(reading, "Otieno", 1).participant
    assert (later.name, later.country, later.sector, later.role) == (
        "Joseph Otieno",
        "KEN",
        "GOV",
        "foreign minister",
    )


def test_a_possessor_gives_its_country() -> None:
    reading = read("Turkey reacted angrily. The country's foreign minister cancelled a trip.")
    assert mention(reading, "minister").participant.country == "TUR"


def test_a_bare_institution_is_of_the_country_that_the_article_names() -> None:
    reading = read("Kenya closed its border. Kenyan troops arrived. The government said the army was ready.")
    assert mention(reading, "government").participant.country == "KEN"
    assert mention(reading, "army").participant.country == "KEN"


def test_an_office_has_its_holder_on_the_day() -> None:
    text = "The U.S. president spoke on television."
    assert mention(read(text, "2020-01-08"), "president").participant.name == "Donald Trump"
    assert mention(read(text, "2015-01-08"), "president").participant.name == "Barack Obama"


def test_a_capital_is_a_place_or_its_government() -> None:
    reading = read("Missiles fell near Tehran. Tehran warned its rivals.")
    assert mention(reading, "Tehran", 0).kind == "place"
    assert mention(reading, "Tehran", 0).participant.sector is None
    assert mention(reading, "Tehran", 1).participant.sector == "GOV"


def test_a_surname_known_as_a_person_is_never_a_body() -> None:
    reading = read("Sarah Whitfield spoke first. The plan was bad, Whitfield said. Whitfield's aides left.")
    assert {m.kind for m in reading.mentions if reading.doc[m.head].text == "Whitfield"} == {"person"}


ARTICLE = read(
    "President Donald Trump spoke to Jens Stoltenberg on Wednesday. The president asked NATO for help, "
    "and he thanked it. Two Iraqi bases had been hit. Nobody was killed, the Pentagon said. They were empty."
)


def test_one_mention_names_each_chain_best() -> None:
    chains = {m.entity for m in ARTICLE.mentions}
    best = [m.entity for m in ARTICLE.mentions if m.best]
    assert sorted(best) == sorted(chains)


def test_a_head_has_one_mention_and_offsets_give_its_text() -> None:
    heads = [m.head for m in ARTICLE.mentions]
    assert len(heads) == len(set(heads)) == len(ARTICLE.by_head)
    for m in ARTICLE.mentions:
        p = m.participant
        assert ARTICLE.doc.text[p.start : p.end] == p.text
        assert m.tokens[0] <= m.head < m.tokens[1]


def test_members_are_chains_of_the_article() -> None:
    chains = {m.entity for m in ARTICLE.mentions}
    assert all(set(m.members) <= chains for m in ARTICLE.mentions)


WORDS = ["Iran", "the", "president", "said", "he", "it", ",", ".", "and", "of", "Trump", "’s", '"', "who", "(", "US", "killed", "\n", "NATO", "they", "-", "two", "leaders", "Gen."]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=25))
@settings(max_examples=60, deadline=None)
def test_any_text_gives_sound_mentions(words: list[str]) -> None:
    reading = read.__wrapped__(" ".join(words))
    for m in reading.mentions:
        assert reading.doc.text[m.participant.start : m.participant.end] == m.participant.text
        assert m.participant.text.strip()
    assert sum(m.best for m in reading.mentions) == len({m.entity for m in reading.mentions})


def test_an_empty_text_has_no_mentions() -> None:
    assert read("").mentions == ()


def test_cost_is_linear_in_the_length_of_a_sentence() -> None:
    from onrecord.reading import Mentions

    def cost(n: int) -> float:
        reading = read.__wrapped__("Iran and " * n + "Iraq said he and they met the president of it")
        times = []
        for _ in range(3):
            start = time.process_time()
            Mentions()(reading)
            times.append(time.process_time() - start)
        return min(times)

    assert cost(2000) < 12 * max(cost(500), 0.005)  # quadratic would be 16 times
