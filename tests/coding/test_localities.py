"""The country of participants whom a text places rather than names."""

from collections.abc import Callable

import pytest

from onrecord.coding import Coder
from onrecord.model import Article, Report
from onrecord.reading import (
    Mentions,
    Places,
    Quantities,
    Reading,
    load_pipeline,
    read_layers,
    sentence_spans,
)

Code = Callable[[str], tuple[Report, ...]]


@pytest.fixture(scope="module")
def placed() -> Code:
    nlp = load_pipeline()
    layers = (Mentions(), Places(), Quantities())

    def _code(text: str) -> tuple[Report, ...]:
        doc = nlp(text)
        article = Article(id="test", text=text, published="2020-01-08")
        reading = Reading(article=article, doc=doc, sentences=sentence_spans(doc))
        return Coder().code(read_layers(reading, layers))

    return _code


def _actor(code: Code, text: str) -> tuple[str | None, str | None]:
    who = code(text)[0].actors[0]
    return who.country, who.sector


def _recipient(code: Code, text: str) -> tuple[str | None, str | None]:
    who = code(text)[0].recipients[0]
    return who.country, who.sector


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Protesters in Hong Kong attacked the police.", ("HKG", "CVL")),
        ("The police in Lagos arrested ten students.", ("NGA", "COP")),
        ("The Baltimore mayor criticized the president.", ("USA", "GOV")),
        ("Chicago police arrested 20 protesters.", ("USA", "COP")),
        ("The mayor of Izmir criticized the court.", ("TUR", "GOV")),
        ("Workers at a mine in Peru went on strike.", ("PER", "LAB")),
        ("Teachers from Denver went on strike.", ("USA", "EDU")),
        ("Opposition lawmakers in Kenya rejected the bill.", ("KEN", "OPP")),
        ("Kurdish fighters from Kirkuk attacked the village.", ("IRQ", "REB")),
    ],
)
def test_a_place_in_the_words_gives_the_country(
    placed: Code, text: str, code: tuple[str | None, str | None]
) -> None:
    assert _actor(placed, text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Militants killed 11 civilians in Kabul on Monday.", ("AFG", "CVL")),
        ("U.S. forces killed five people in Mosul.", ("IRQ", "CVL")),
        ("Gunmen kidnapped 20 students in Kano.", ("NGA", "EDU")),
    ],
)
def test_victims_belong_where_they_suffer(
    placed: Code, text: str, code: tuple[str | None, str | None]
) -> None:
    assert _recipient(placed, text) == code


@pytest.mark.parametrize(
    "text",
    [
        "Militants killed 11 tourists in Kabul on Monday.",
        "Militants killed four soldiers in Kabul on Monday.",
        "Militants killed 11 foreign teachers in Kabul on Monday.",
        "Militants attacked refugees in Kabul.",
    ],
)
def test_soldiers_and_travellers_may_be_from_elsewhere(placed: Code, text: str) -> None:
    assert _recipient(placed, text)[0] is None


def test_ministers_are_not_of_the_place_where_they_meet(placed: Code) -> None:
    report = placed("The ministers met in Geneva on Monday.")[0]
    assert report.actors[0].country is None


def test_those_whom_a_government_holds_are_its_own(placed: Code) -> None:
    assert _recipient(placed, "The Vietnamese government banned opposition parties.") == ("VNM", "OPP")
    assert _recipient(placed, "Dutch police arrested a sailor.")[0] is None


def test_backed_by_a_country_is_not_of_it(placed: Code) -> None:
    assert _actor(placed, "Iran-backed militias attacked the base.")[0] is None


def test_a_name_that_the_words_stand_in_is_the_participant(placed: Code) -> None:
    report = placed("A U.S. military airstrike killed a worker in Mogadishu.")[0]
    assert (report.actors[0].country, report.actors[0].sector) == ("USA", "MIL")
