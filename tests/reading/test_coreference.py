"""Who is meant: mini-articles from public facts or invented, with the resolutions a reader would make."""

from __future__ import annotations

from functools import lru_cache

import pytest

from onrecord.model import Article
from onrecord.reading import MentionNode, Mentions, Reading, load_pipeline, read_layers, sentence_spans


@lru_cache(maxsize=64)
def read(text: str, published: str = "2020-01-09") -> Reading:
    doc = load_pipeline()(text)
    article = Article(id="test", text=text, published=published)
    return read_layers(Reading(article=article, doc=doc, sentences=sentence_spans(doc)), (Mentions(),))


def mention(reading: Reading, word: str, nth: int = 0) -> MentionNode:
    """The nth mention headed by a word."""
    found = [m for m in reading.mentions if reading.doc[m.head].text == word]
    assert len(found) > nth, f"{word!r} heads no mention of {[m.participant.text for m in reading.mentions]}"
    return found[nth]


def named(reading: Reading, word: str, nth: int = 0) -> str:
    return mention(reading, word, nth).participant.name


NATO = (
    "President Donald Trump and NATO Secretary-General Jens Stoltenberg spoke by phone on Wednesday. "
    "The two leaders agreed that the alliance could contribute more. "
    "Trump asked it to do so, and he praised the Norwegian, a spokesman said."
)
DEERE = (
    "The White House confirmed the call. Judd Deere, a White House spokesman, said it was friendly. "
    "He added that the president was satisfied."
)
ZARIF = (
    "The Iranian foreign minister, Mohammad Javad Zarif, rejected the offer on Monday. "
    "Zarif said that his country would not negotiate. He spoke in Tehran."
)
IRAN = (
    "Iran fired missiles at two bases in Iraq. Tehran said the attack was self-defense. "
    "The Islamic Republic will not back down, it warned."
)
JORDAN = (
    "Rep. Jim Jordan criticized the inquiry on Tuesday. Jordan said Democrats had no evidence. "
    "The congressman spoke after he met reporters."
)
JORDAN_COUNTRY = "Jim Jordan visited Amman. He met refugees in Jordan and thanked the kingdom."
COMPANY = (
    "Boeing cut production of the jet in December. The company said it had too few orders. Its shares fell."
)
SDF = (
    "The Syrian Democratic Forces (SDF) took the town of Baghouz. The SDF said the group had freed hostages."
)
MERKEL = (
    "Chancellor Angela Merkel met Vladimir Putin in Moscow. She urged him to respect the truce. "
    "The two leaders also talked about Libya, and they agreed to meet again."
)
QUOTE = (
    'Foreign Minister Mevlut Cavusoglu said on Friday: "I told my colleagues the truth." '
    "His ministry published a statement."
)
BINDING = "John Miller met Peter Hall in Oslo. Hall thanked him."
REFLEXIVE = "Peter Hall met John Miller in Oslo. Miller blamed himself."
CATAPHORA = "When he arrived in Cairo, Robert Fisher called for calm."
PLURAL = "Protesters set fire to a bank in Beirut. They threw stones, and police arrested dozens of them."
COUNTRY = (
    "Turkey sent troops to Libya. The country's foreign minister said the soldiers would train local forces."
)
WOMAN = "Maria Lopez founded the party with David Stone. She led it for a decade, and he succeeded her."
SIDES = "India and Pakistan exchanged fire in Kashmir. Both sides blamed each other. The two countries are rivals."
COPULA = "Omar Hadi is a lawyer in Tunis. The lawyer said the court had erred."
PLEONASTIC = "The ministry issued a report. It is clear that the talks failed. It rained in Geneva."
UNIVERSITY = "The University of Lagos closed on Monday. The university said it would reopen in May."
MINISTRY = "Iraq's Defense Ministry reported two blasts. The ministry said nobody was hurt."
HUSBAND = "Anna Berg married Karl Holm in 1999. Her husband died in Bergen."
WHO = "Soldiers who fled the city were arrested. They were taken to a prison."
TITLE = "Mr. Baker met Mrs. Baker in court. She accused him of fraud."
OFFICE = (
    "The president of the club called the alliance's secretary-general. "
    "NATO Secretary-General Jens Stoltenberg and Chancellor Angela Merkel met, and the two shook hands."
)
MILITIA = "The Hezbollah militia fired rockets. Hezbollah said the militia had warned civilians."
FIRM = "Acme Corp. sued Zenith Ltd. in Ohio. Acme wants the court to stop its rival."
RIVALS = "General Motors and Chrysler asked for loans. The companies said they would cut jobs."


@pytest.mark.parametrize(
    ("text", "word", "nth", "name"),
    [
        pytest.param(NATO, "alliance", 0, "NATO", id="the alliance is NATO"),
        pytest.param(NATO, "Trump", 1, "Donald Trump", id="a surname is the full name before it"),
        pytest.param(NATO, "he", 0, "Donald Trump", id="he is the subject of his sentence"),
        pytest.param(NATO, "it", 0, "NATO", id="it is the alliance"),
        pytest.param(DEERE, "He", 0, "Judd Deere", id="he is the spokesman named before"),
        pytest.param(DEERE, "spokesman", 0, "Judd Deere", id="an apposition is its name"),
        pytest.param(ZARIF, "minister", 0, "Mohammad Javad Zarif", id="a title with its name in apposition"),
        pytest.param(ZARIF, "He", 0, "Mohammad Javad Zarif", id="he over two sentences"),
        pytest.param(ZARIF, "his", 0, "Mohammad Javad Zarif", id="his inside a clause"),
        pytest.param(IRAN, "Tehran", 0, "Iran", id="a capital that speaks is its state"),
        pytest.param(IRAN, "Republic", 0, "Iran", id="another name of a country"),
        pytest.param(IRAN, "it", 0, "Iran", id="it is the country that warned"),
        pytest.param(JORDAN, "Jordan", 1, "Jim Jordan", id="a person called like a country"),
        pytest.param(JORDAN, "congressman", 0, "Jim Jordan", id="the congressman is the representative"),
        pytest.param(JORDAN, "he", 0, "Jim Jordan", id="he after a description"),
        pytest.param(JORDAN_COUNTRY, "Jordan", 1, "Jordan", id="in Jordan is the country"),
        pytest.param(JORDAN_COUNTRY, "He", 0, "Jim Jordan", id="he is no city"),
        pytest.param(COMPANY, "company", 0, "Boeing", id="the company"),
        pytest.param(COMPANY, "it", 0, "Boeing", id="a company is it"),
        pytest.param(COMPANY, "Its", 0, "Boeing", id="its across sentences"),
        pytest.param(SDF, "SDF", 1, "Syrian Democratic Forces", id="an acronym is its full name"),
        pytest.param(SDF, "group", 0, "Syrian Democratic Forces", id="the group is the armed group"),
        pytest.param(MERKEL, "She", 0, "Angela Merkel", id="she by first name"),
        pytest.param(MERKEL, "him", 0, "Vladimir Putin", id="him by first name"),
        pytest.param(QUOTE, "I", 0, "Mevlut Cavusoglu", id="I is who is quoted"),
        pytest.param(QUOTE, "my", 0, "Mevlut Cavusoglu", id="my is who is quoted"),
        pytest.param(QUOTE, "His", 0, "Mevlut Cavusoglu", id="his after a quotation"),
        pytest.param(BINDING, "him", 0, "John Miller", id="him is not the subject of its verb"),
        pytest.param(REFLEXIVE, "himself", 0, "John Miller", id="himself is the subject of its verb"),
        pytest.param(CATAPHORA, "he", 0, "Robert Fisher", id="he before the name"),
        pytest.param(COUNTRY, "country", 0, "Turkey", id="the country that acted"),
        pytest.param(WOMAN, "She", 0, "Maria Lopez", id="she is the woman"),
        pytest.param(WOMAN, "he", 0, "David Stone", id="he is the man"),
        pytest.param(WOMAN, "her", 0, "Maria Lopez", id="her is the woman"),
        pytest.param(COPULA, "lawyer", 1, "Omar Hadi", id="what somebody is said to be"),
        pytest.param(UNIVERSITY, "university", 0, "University of Lagos", id="the university by its name"),
        pytest.param(MINISTRY, "ministry", 0, "defense ministry", id="the ministry by the last word of its name"),
        pytest.param(HUSBAND, "Her", 0, "Anna Berg", id="a possessor is not what it possesses"),
        pytest.param(OFFICE, "alliance", 0, "NATO", id="the alliance before its name"),
        pytest.param(OFFICE, "general", 0, "Jens Stoltenberg", id="an office before its holder's name"),
        pytest.param(MILITIA, "militia", 0, "Hezbollah", id="a name before its noun"),
        pytest.param(MILITIA, "militia", 1, "Hezbollah", id="the noun alone"),
        pytest.param(TITLE, "She", 0, "Baker", id="titles tell the sexes of one surname apart"),
    ],
)  # fmt: skip
def test_who_is_meant(text: str, word: str, nth: int, name: str) -> None:
    assert name in named(read(text), word, nth)


@pytest.mark.parametrize(
    ("text", "word", "members"),
    [
        pytest.param(NATO, "leaders", {"Donald Trump", "Jens Stoltenberg"}, id="the two leaders"),
        pytest.param(OFFICE, "two", {"Jens Stoltenberg", "Angela Merkel"}, id="the two"),
        pytest.param(MERKEL, "leaders", {"Angela Merkel", "Vladimir Putin"}, id="those who met"),
        pytest.param(MERKEL, "they", {"Angela Merkel", "Vladimir Putin"}, id="they are both"),
        pytest.param(SIDES, "sides", {"India", "Pakistan"}, id="both sides"),
        pytest.param(SIDES, "countries", {"India", "Pakistan"}, id="the two countries"),
        pytest.param(
            RIVALS, "companies", {"General Motors", "Chrysler"}, id="the companies coordinated before"
        ),
    ],
)
def test_groups_have_members(text: str, word: str, members: set[str]) -> None:
    reading = read(text)
    found = {m.participant.name for m in reading.mentions if m.entity in mention(reading, word).members}
    assert found == members


def test_they_are_the_plural_before() -> None:
    reading = read(PLURAL)
    assert mention(reading, "They").entity == mention(reading, "Protesters").entity
    assert mention(reading, "They").entity == mention(reading, "them").entity


def test_relative_pronouns_belong_to_their_noun() -> None:
    reading = read(WHO)
    assert mention(reading, "who").entity == mention(reading, "Soldiers").entity
    assert mention(reading, "They").entity == mention(reading, "Soldiers").entity


def test_it_that_stands_for_nothing_joins_no_chain() -> None:
    reading = read(PLEONASTIC)
    chains = {m.entity for m in reading.mentions if m.form != "pronoun"}
    assert mention(reading, "It", 0).entity not in chains
    assert mention(reading, "It", 1).entity not in chains


def test_people_of_one_surname_stay_apart() -> None:
    reading = read(TITLE)
    assert mention(reading, "Baker", 0).entity != mention(reading, "Baker", 1).entity
    assert mention(reading, "him").entity == mention(reading, "Baker", 0).entity


def test_a_person_named_like_a_country_is_not_the_country() -> None:
    reading = read(JORDAN_COUNTRY)
    assert mention(reading, "Jordan", 0).kind == "person"
    assert mention(reading, "Jordan", 1).kind == "country"


def test_different_companies_stay_apart() -> None:
    reading = read(FIRM)
    acme = next(m for m in reading.mentions if m.participant.text == "Acme")
    zenith = next(m for m in reading.mentions if "Zenith" in m.participant.text)
    assert acme.entity != zenith.entity
    assert "Acme" in acme.participant.name


@pytest.mark.parametrize(
    "text",
    [
        "Fighters of the Rapid Support Forces entered a town. The RSF denied it.",
        "The RSF denied it. Witnesses said the Rapid Support Forces had entered a town.",
        "The RSF entered a town in Sudan.",
    ],
)
def test_an_acronym_is_what_the_article_makes_of_it(text: str) -> None:
    assert named(read(text), "RSF") == "Rapid Support Forces"


def test_an_acronym_without_context_is_the_first_known() -> None:
    assert named(read("The RSF published its index."), "RSF") == "Reporters Without Borders"


def test_letters_in_brackets_stand_for_the_name_before_them() -> None:
    reading = read(
        "The Farmers Bank of Iceland (FBI) closed. Mr. Jonsson said the FBI had been founded by shepherds."
    )
    assert named(reading, "FBI", 1) == "Farmers Bank of Iceland"
    assert (
        named(read("Mr. Jonsson said the FBI had been founded by shepherds."), "FBI")
        != "Farmers Bank of Iceland"
    )


def test_two_offices_before_a_name_are_one_person() -> None:
    reading = read("The party's founder and chairwoman, Ana Ruiz, resigned. She was tired.")
    assert {named(reading, w) for w in ("founder", "chairwoman", "She")} == {"Ana Ruiz"}


def test_two_officers_are_two() -> None:
    reading = read("The president and vice president met. A soldier and farmer, they said, died.")
    assert mention(reading, "president").entity != mention(reading, "president", 1).entity


def _members(reading: Reading, word: str) -> list[str]:
    return [m.participant.name for m in reading.members_of(mention(reading, word))]


def test_they_are_the_two_just_named() -> None:
    reading = read("Jens Stoltenberg and Donald Trump discussed Iraq. They agreed on a plan.")
    assert named(reading, "They") == "Jens Stoltenberg and Donald Trump"
    assert _members(reading, "They") == ["Jens Stoltenberg", "Donald Trump"]


def test_ministers_of_both_countries() -> None:
    reading = read(
        "India and Nepal clashed. Wang Yi met the foreign ministers of both countries and thanked them."
    )
    assert named(reading, "ministers") == "foreign ministers of India and Nepal"
    assert named(reading, "them") == "foreign ministers of India and Nepal"
    assert _members(reading, "them") == ["India", "Nepal"]


def test_joined_modifiers_are_members() -> None:
    reading = read("U.S. and Iraqi troops left the town. British, French and German ministers spoke.")
    assert mention(reading, "troops").participant.text == "U.S. and Iraqi troops"
    assert _members(reading, "troops") == ["United States", "Iraq"]
    assert _members(reading, "ministers") == ["United Kingdom", "France", "Germany"]


def test_one_mention_is_its_own_member() -> None:
    reading = read("Turkish troops left the town.")
    assert reading.members_of(mention(reading, "troops")) == (mention(reading, "troops"),)


def test_the_city_of_a_name_is_that_city_and_not_the_capital() -> None:
    reading = read("The plane left Karachi for New Delhi. It landed in the northern city of Jaipur.")
    assert named(reading, "city") == "Jaipur"


def test_bodies_of_states_join_countries() -> None:
    reading = read("British and EU negotiators left the room.")
    assert _members(reading, "negotiators") == ["United Kingdom", "European Union"]


def test_envoys_do_not_urge_the_countries_that_sent_them() -> None:
    reading = read("Greece and Turkey clashed. Envoys from Chad and Niger urged both sides to stop.")
    assert _members(reading, "sides") == ["Greece", "Turkey"]


def test_both_sides_are_those_who_fight_and_not_those_who_call_for_peace() -> None:
    reading = read(
        "Chad and Niger have clashed since May. Greece and Turkey called for a truce. The mediator warned both sides."
    )
    assert _members(reading, "sides") == ["Chad", "Niger"]


def test_a_group_with_a_name_of_its_own_is_not_the_group_told_before() -> None:
    reading = read("The Rapid Support Forces took the town. The Emergency Lawyers group blamed the army.")
    assert named(reading, "group") == "The Emergency Lawyers group"


def test_what_is_somebodys_own_is_not_what_was_described_before() -> None:
    reading = read("Iraq expelled foreign forces. France kept its forces in the country.")
    assert named(reading, "forces", 0) != named(reading, "forces", 1)


def test_police_are_those_of_the_country_with_which_a_sentence_opens() -> None:
    reading = read("Pakistan freed the leader. Pakistan's army was silent. In Peru, police fired at a crowd.")
    assert mention(reading, "police").participant.country == "PER"


def test_a_reflexive_pronoun_is_the_subject_of_its_clause() -> None:
    reading = read("President Petro spoke. A bomber blew himself up near a mosque.")
    assert mention(reading, "himself").entity == mention(reading, "bomber").entity
