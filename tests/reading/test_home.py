"""Where an outlet is at home."""

import pytest

from onrecord.model import Article
from onrecord.reading.home import NOWHERE, Home, home_of


def home(outlet: str | None = None, url: str | None = None) -> Home:
    return home_of(Article(id="a", text="", outlet=outlet, url=url))


@pytest.mark.parametrize(
    ("url", "country"),
    [
        ("https://www.example.co.uk/1", "GBR"),
        ("https://example.ca/2", "CAN"),
        ("https://news.example.com.lb/3", "LBN"),
        ("https://example.com/4", None),
        ("https://example.tv/5", None),
        ("http://[half/6", None),
    ],
)
def test_the_end_of_the_address_tells_the_country(url: str, country: str | None) -> None:
    assert home(url=url).country == country


def test_a_town_in_the_name_tells_the_region() -> None:
    assert home("Toronto Star") == Home("CAN", "CA.08")
    assert home("Chicago Tribune") == Home("USA", "US.IL")


def test_the_address_says_which_town_of_that_name() -> None:
    assert home("London Free Press", "https://example.ca/1") == Home("CAN", "CA.08")


def test_a_country_in_the_name_is_the_home() -> None:
    assert home("Jamaica Gleaner") == Home("JAM")


def test_a_known_outlet_has_its_country() -> None:
    assert home("CBC News").country == "CAN"


@pytest.mark.parametrize("outlet", ["Reuters", "Al Jazeera English", "AFP", "Example Daily", "", None])
def test_agencies_and_the_unknown_have_no_home(outlet: str | None) -> None:
    assert home(outlet) == NOWHERE
