"""Nationalities: what they say of where an article is, and when they are places themselves."""

import pytest

from onrecord.reading.nationalities import country_of, grounds, nations
from onrecord.reading.place_tokens import Words
from onrecord.reading.syntax import load_pipeline


def words(text: str) -> Words:
    return Words(load_pipeline()(text))


def placed(text: str) -> list[tuple[str, str | None]]:
    read = words(text)
    return [(read.text[i], country.country) for i, country in grounds(read)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The shells fell on the Syrian town of Kobani.", [("Syrian", "SYR")]),
        ("The jet strayed into Turkish airspace.", [("Turkish", "TUR")]),
        ("Missiles hit two Iraqi military bases at night.", [("Iraqi", "IRQ")]),
        ("Drones struck a Russian base in Syria.", []),
        ("Turkish officials denied the report.", []),
        ("The French president spoke.", []),
        ("Iranians voted.", []),
        ("A German carmaker in Iraq closed its plant.", []),
        ("The Turkish construction site in Libya was hit.", []),
        ("A Chinese-owned mine in Zambia was stormed.", []),
        ("A Chinese restaurant in Nairobi was robbed.", []),
        ("The American hospital in Paris treated him.", []),
        ("A Spanish fishing boat was seized off Somalia.", []),
        ("The British base in Cyprus was put on alert.", []),
        ("A French hill station in Vietnam drew tourists.", []),
        ("The Dutch city council met.", []),
        ("The Indian market for cars shrank.", []),
        ("The Italian island of Lampedusa took in 300 migrants.", [("Italian", "ITA")]),
        ("The Libyan desert swallowed them.", [("Libyan", "LBY")]),
        ("Two Colombian airports were shut.", [("Colombian", "COL")]),
    ],
)
def test_a_nationality_is_a_place_before_ground(text: str, found: list[tuple[str, str]]) -> None:
    assert placed(text) == found


def test_nationalities_say_which_countries_an_article_is_about() -> None:
    told = nations(words("Colombian soldiers met Colombian farmers and a French priest in Paris."))
    assert set(told) == {"COL", "FRA"}
    assert told["COL"] > told["FRA"]


def test_a_word_that_is_no_nationality_has_no_country() -> None:
    assert country_of("table") is None
    iraq = country_of("Iraqi")
    assert iraq is not None
    assert iraq.country == "IRQ"
