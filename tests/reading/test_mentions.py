"""What a mention is: its words, kind, and what its chain is known to be."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.reading import Reading
from tests.effort import calls
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
        ("The African Union (AU) praised the vote.", "Union", "The African Union"),
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


def test_the_work_grows_with_the_length_of_a_sentence_and_not_faster() -> None:
    from onrecord.reading import Mentions

    def work(n: int) -> int:
        reading = read.__wrapped__("Iran and " * n + "Iraq said he and they met the president of it")
        return calls(lambda: Mentions()(reading))

    assert work(2000) < 6 * work(500)  # quadratic would be 16 times


@pytest.mark.parametrize(
    ("sentence", "word", "name", "country", "sector"),
    [
        ("No Americans were hurt.", "Americans", "Americans", "USA", "CVL"),
        ("Two Iraqis died in the blast.", "Iraqis", "Iraqis", "IRQ", "CVL"),
        ("Thousands of Iranians marched.", "Thousands", "Iranians", "IRN", "CVL"),
        ("At least eight people were killed.", "people", "people", None, "CVL"),
        ("Rebels killed more than 40 Indian soldiers.", "soldiers", "Indian soldiers", "IND", "MIL"),
        ("Dozens of Kenyan nurses marched.", "Dozens", "Kenyan nurses", "KEN", None),
        ("The government of Kenya fell.", "government", "Kenyan government", "KEN", "GOV"),
    ],
)
def test_a_group_is_called_by_what_it_is(
    sentence: str, word: str, name: str, country: str | None, sector: str | None
) -> None:
    found = mention(read(sentence), word).participant
    assert (found.name, found.country) == (name, country)
    assert sector is None or found.sector == sector


def test_a_group_counted_twice_is_two_groups() -> None:
    reading = read("Two Iraqis died. Three Iraqis were hurt.")
    assert mention(reading, "Iraqis", 0).entity != mention(reading, "Iraqis", 1).entity


def test_an_owner_is_told_by_name() -> None:
    reading = read("UNICEF mourned its three workers. Kenya praised its soldiers.")
    assert mention(reading, "workers").participant.name == "UNICEF workers"
    assert mention(reading, "soldiers").participant.name == "Kenyan soldiers"


@pytest.mark.parametrize(
    ("text", "word", "name", "country", "sector"),
    [
        ("Senator Lindsey Graham accused the administration of weakness.", "administration", "Trump administration", "USA", "GOV"),
        ("Kenya closed its border. The government said so.", "government", "Kenyan government", "KEN", "GOV"),
        ("Kenya closed its border. Parliament agreed.", "Parliament", "Kenyan parliament", "KEN", "LEG"),
        ("Kenya closed its border. The Supreme Court agreed.", "Court", "Kenyan supreme court", "KEN", "JUD"),
        ("Kenya closed its border. Lawmakers agreed.", "Lawmakers", "Lawmakers", "KEN", "LEG"),
        ("Kenya fought. Kenya lost. Peru fell. Chile fell. Chile won. The army left.", "army", "Chilean army", "CHL", "MIL"),
        ("Kenya and Peru signed. Officials smiled.", "Officials", "Officials", None, None),
        ("The government fell.", "government", "The government", None, "GOV"),
    ],
)  # fmt: skip
def test_whose_a_bare_institution_is(
    text: str, word: str, name: str, country: str | None, sector: str | None
) -> None:
    found = mention(read(text, "2020-01-08"), word).participant
    assert (found.name, found.country) == (name, country)
    assert sector is None or found.sector == sector


def test_an_accusation_is_no_part_of_the_accused() -> None:
    reading = read("Peru accused the cabinet of weakness.")
    assert mention(reading, "cabinet").participant.text == "the cabinet"


def test_a_dateline_in_capitals_is_called_as_the_city() -> None:
    found = mention(read("KHARTOUM - Shops closed on Monday."), "KHARTOUM")
    assert (found.kind, found.participant.name) == ("place", "Khartoum")


@pytest.mark.parametrize(
    "noun",
    [
        "airstrike",
        "attack",
        "ceasefire",
        "talks",
        "sanctions",
        "crackdown",
        "drought",
        "blast",
        "outbreak",
    ],
)
def test_what_happens_is_no_actor(noun: str) -> None:
    assert mention(read(f"The {noun} angered Kenya."), noun).kind == "event"


@pytest.mark.parametrize(
    ("noun", "kind"),
    [("statement", "document"), ("base", "facility"), ("convoy", "group"), ("missile", "product")],
)
def test_things_have_their_kinds(noun: str, kind: str) -> None:
    assert mention(read(f"The {noun} was near Nairobi."), noun).kind == kind


def test_an_office_in_capitals_is_its_holder_in_the_article() -> None:
    text = "NATO Secretary-General Jens Stoltenberg met the president. Envoys thanked the Secretary General."
    (office,) = (m for m in read(text).mentions if m.participant.text == "the Secretary General")
    assert office.participant.name == "Jens Stoltenberg"


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Syria's army denied it. An army spokesman spoke in Damascus.", "SYR"),
        ("Syria, Turkey, Iran and Russia met. An army spokesman spoke.", None),
    ],
)
def test_whose_an_army_spokesman_is(text: str, country: str | None) -> None:
    assert mention(read(text), "spokesman").participant.country == country
