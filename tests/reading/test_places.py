"""Place names: which words are one, and which place each stands for."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import Article, Place
from onrecord.reading.layers import Reading, read_layers
from onrecord.reading.mentions import Mentions
from onrecord.reading.places import Places
from onrecord.reading.syntax import load_pipeline, sentence_spans
from tests.effort import calls


def read(text: str, url: str | None = None) -> tuple[Place, ...]:
    doc = load_pipeline()(text)
    reading = Reading(article=Article(id="a", text=text, url=url), doc=doc, sentences=sentence_spans(doc))
    return replace(reading, **Places()(reading)).places


def named(text: str, url: str | None = None) -> dict[str, Place]:
    return {p.text: p for p in read(text, url)}


def test_a_country_has_its_id_and_says_that_it_is_one() -> None:
    iraq = named("Rockets fell on a farm in Iraq on Monday.")["Iraq"]
    assert (iraq.geonames_id, iraq.country, iraq.precision) == (99237, "IRQ", "country")


def test_offsets_point_into_the_text() -> None:
    text = "Shops in Lagos and Abuja closed after the governor left for Ghana."
    places = read(text)
    assert [text[p.start : p.end] for p in places] == [p.text for p in places] == ["Lagos", "Abuja", "Ghana"]


def test_a_state_after_a_comma_decides() -> None:
    assert named("A barn burned down in Paris, Texas, on Friday.")["Paris"].admin1 == "Texas"
    assert named("A barn burned down in Paris, Tenn., on Friday.")["Paris"].admin1 == "Tennessee"
    assert named("A museum opened in Paris, France, on Friday.")["Paris"].country == "FRA"


def test_postal_codes_count_after_a_comma_only() -> None:
    found = named("The couple moved to Portland, OR, and bought a shop.")
    assert found["Portland"].admin1 == "Oregon"
    assert found["OR"].precision == "admin1"
    assert "OR" not in named("Pay the fine OR go to the court in Portland.")


def test_neighbours_decide_for_a_common_name() -> None:
    text = "Crews from Zanesville, Newark and Granville put out the fire near Heath. Ohio officials thanked them."
    assert named(text)["Newark"].admin1 == "Ohio"


def test_one_name_has_one_place_within_an_article() -> None:
    places = read(
        "Floods hit Tripoli in northern Lebanon. Beirut sent help to Tripoli. Roads around Tripoli were closed."
    )
    assert {p.country for p in places if p.text == "Tripoli"} == {"LBN"}
    assert sum(p.text == "Tripoli" for p in places) == 3


def test_a_name_alone_is_the_place_that_the_world_knows() -> None:
    assert named("Talks were held in London on Sunday.")["London"].country == "GBR"
    washington = named("Officials in Washington said that the talks with Syria had failed.")["Washington"]
    assert (washington.precision, washington.geonames_id) == ("city", 4140963)


def test_the_state_of_washington_is_meant_after_its_town() -> None:
    assert named("A logger from Yakima, Washington, won the prize.")["Washington"].precision == "admin1"


def test_a_province_is_not_its_capital() -> None:
    found = named("The army shelled villages in Idlib province. Nurses in the city of Aleppo fled.")
    assert found["Idlib"].precision == "admin1"
    assert found["Aleppo"].precision == "city"


def test_a_dateline_is_a_place() -> None:
    found = read("KABUL (AP) — A bomb went off near a school on Sunday.")
    assert [(p.text, p.name, p.country) for p in found] == [("KABUL", "Kabul", "AFG")]


def test_a_nationality_is_no_place_name() -> None:
    assert "Iranian" not in named("The Iranian minister met Turkish officers in Ankara.")


def test_a_person_named_like_a_place_is_none() -> None:
    found = named("The jury praised Jack London for his novel. Mr. London laughed.")
    assert "London" not in found


def test_a_newspaper_is_no_place() -> None:
    assert "New York" not in named("The letter was printed by the New York Times last week.")


def test_seas_and_bases_have_a_place() -> None:
    found = named("A tanker crossed the Strait of Hormuz while jets left Ramstein Air Base in Germany.")
    assert found["Strait of Hormuz"].precision == "region"
    assert found["Ramstein Air Base"].precision == "point"


def test_a_road_is_a_place_without_coordinates() -> None:
    road = named("Two cars collided on Alder Creek Road near Salem, Oregon.")["Alder Creek Road"]
    assert (road.lat, road.lon, road.geonames_id, road.precision) == (None, None, None, "point")


def test_an_abbreviation_in_brackets_is_the_name_before_it() -> None:
    found = named("Doctors in the Democratic Republic of the Congo (DRC) asked for help.")
    assert found["DRC"].country == found["Democratic Republic of the Congo"].country == "COD"


def test_the_outlets_country_weighs_in() -> None:
    text = "Councillors in Richmond approved the plan for the riverside."
    assert named(text, "https://www.example.co.uk/news/1")["Richmond"].country == "GBR"
    assert named(text)["Richmond"].country == "USA"


def test_a_famous_namesake_is_meant_even_at_home() -> None:
    assert named("Ministers met in Paris on Sunday.", "https://www.example.ca/1")["Paris"].country == "FRA"


def test_other_names_of_a_country_outdo_a_capital() -> None:
    found = named("Crews from Corinth and Athens fought a fire near Tripoli in the Peloponnese.")
    assert found["Tripoli"].country == "GRC"


def test_what_holds_a_place_may_be_told_in_words() -> None:
    assert named("They flew to Victoria, the capital of the Seychelles.")["Victoria"].country == "SYC"
    assert named("Gunmen came to a school in Nigeria's Niger state.")["Niger"].country == "NGA"


def test_a_state_is_one_where_the_text_says_so() -> None:
    assert named("A nurse in Washington state fell ill.")["Washington"].precision == "admin1"


def test_a_sentence_may_begin_with_a_common_word() -> None:
    for text in ("Nice words will not help.", "Reading the letter, she wept.", "Orange smoke rose."):
        assert read(text) == ()


def test_hyphens_and_small_articles_are_part_of_a_name() -> None:
    assert named("The Taliban took Mazar-e-Sharif.")["Mazar-e-Sharif"].country == "AFG"
    assert named("Fighters shelled a camp near al-Fashir.")["al-Fashir"].country == "SDN"


def test_a_nationality_before_ground_is_the_country() -> None:
    syrian = named("Shells fell on the Syrian town of Kobani.")["Syrian"]
    assert (syrian.name, syrian.country, syrian.precision) == ("Syria", "SYR", "country")


def test_us_the_pronoun_is_no_country() -> None:
    assert read("They told us that nothing had happened. Us or them, they said.") == ()


@pytest.mark.parametrize("text", ["", " ", "...", "\n\n\n", "a"])
def test_a_text_without_places_has_none(text: str) -> None:
    assert read(text) == ()


def test_the_work_grows_with_the_length_of_a_sentence_and_not_faster() -> None:
    def work(repeats: int) -> int:
        text = "Trucks went from Lyon to Geneva and from Kyiv to Springfield, " * repeats
        doc = load_pipeline().make_doc(text)
        for token in doc:
            token.tag_ = "NNP" if token.text[0].isupper() else "IN"
        reading = Reading(article=Article(id="a", text=text), doc=doc, sentences=())
        assert len(Places()(reading)["places"]) > 3 * repeats  # and the look-ups are cached from here on
        return calls(lambda: Places()(reading))

    assert work(800) < 6 * work(200)  # quadratic would be 16 times


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["Paris", ",", "Texas", "in", "the", "Mr.", "(", "County", "-", "U.S.", "Ala.", "’s", "of", "St."]
        ),
        max_size=14,
    )
)
def test_places_stand_in_order_and_never_overlap(words: list[str]) -> None:
    places = read(" ".join(words))
    assert all(a.end <= b.start for a, b in itertools.pairwise(places))
    assert all(p.end > p.start for p in places)


def test_a_disputed_area_is_no_sides() -> None:
    text = "India sent troops to Kashmir. Police in Srinagar, Kashmir's main city, arrested two men in Delhi."
    kashmir = named(text)["Kashmir"]
    assert (kashmir.country, kashmir.precision) == (None, "region")
    assert named("India's state of Jammu and Kashmir voted.")["Jammu and Kashmir"].country == "IND"


def test_a_person_whom_no_gazetteer_knows_is_no_place() -> None:
    text = "Rebels struck days after the killing of Qasmelani. Ahmed Qasmelani had led them."
    doc = load_pipeline()(text)
    bare = Reading(article=Article(id="a", text=text), doc=doc, sentences=sentence_spans(doc))
    reading = read_layers(bare, (Mentions(), Places()))
    assert "Qasmelani" not in {p.text for p in reading.places}


def test_a_bare_name_follows_the_full_one() -> None:
    text = (
        "Shops in Tripoli, Lebanon, were closed. Protesters in Tripoli burned tyres near a bank in Tripoli."
    )
    assert {p.country for p in read(text) if p.text == "Tripoli"} == {"LBN"}


def test_a_country_that_only_says_whose_officials_speak_holds_no_town() -> None:
    text = "The Pentagon will send 3,000 soldiers to the Middle East, U.S. officials said on Friday."
    east = named(text)["Middle East"]
    assert (east.country, east.precision) == (None, "region")


def test_a_state_after_a_comma_holds_the_town_before_it_also_where_a_noun_follows() -> None:
    town = named("Police questioned a Portland, Oregon man about the fire.")["Portland"]
    assert (town.country, town.admin1) == ("USA", "Oregon")
