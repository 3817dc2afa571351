"""Who somebody was on a given day."""

import datetime as dt

import pytest

from onrecord.knowledge import default_knowledge
from onrecord.knowledge.records import Resolution


def _resolve(text: str, day: str) -> Resolution:
    found = default_knowledge().resolve(text, dt.date.fromisoformat(day))
    assert found is not None, text
    return found


@pytest.mark.parametrize(
    ("text", "day", "sector", "role"),
    [
        ("Donald Trump", "2020-01-08", "GOV", "president"),
        ("Donald Trump", "2015-05-01", "BUS", "businessman"),
        ("Donald Trump", "2022-05-01", "ELI", "former president"),
        ("Donald Trump", "2025-03-01", "GOV", "president"),
        ("Trump", "2017-01-20", "GOV", "president"),
        ("Barack Obama", "2020-01-08", "ELI", "former president"),
        ("Joe Biden", "2010-01-01", "GOV", "vice president"),
        ("Adel Abdul Mahdi", "2020-01-08", "GOV", "prime minister"),
        ("Nancy Pelosi", "2020-01-08", "LEG", "house speaker"),
        ("Nancy Pelosi", "2015-01-08", "LEG", "house minority leader"),
        ("Hassan Nasrallah", "2020-01-08", "REB", "leader"),
        ("Khalifa Haftar", "2020-01-08", "REB", "commander"),
        ("Alexei Navalny", "2021-01-17", "OPP", "opposition leader"),
    ],
)
def test_sector_and_role_follow_the_date(text: str, day: str, sector: str, role: str) -> None:
    found = _resolve(text, day)
    assert (found.sector, found.role) == (sector, role)


def test_who_died_in_office_is_no_former_official() -> None:
    found = _resolve("Qassem Soleimani", "2020-01-08")
    assert (found.country, found.sector) == ("IRN", "MIL")


def test_head_of_an_international_body_belongs_to_it_while_in_office() -> None:
    assert _resolve("Jens Stoltenberg", "2020-01-08").country == "IGO"
    assert _resolve("Jens Stoltenberg", "2010-01-08").country == "NOR"


def test_called_former_is_former_even_without_a_date() -> None:
    found = default_knowledge().resolve("former President Donald Trump")
    assert found is not None
    assert found.sector == "ELI"


def test_holders_change_on_the_day() -> None:
    knowledge = default_knowledge()
    names = []
    for day in ("2019-12-31", "2020-12-31", "2021-01-21"):
        found = knowledge.holder("president", "USA", dt.date.fromisoformat(day))
        assert found is not None
        names.append(found.name)
    assert names == ["Donald Trump", "Donald Trump", "Joe Biden"]


@pytest.mark.parametrize(
    ("office", "of", "name"),
    [
        ("secretary general", "NATO", "Jens Stoltenberg"),
        ("Secretary-General", "United Nations", "Antonio Guterres"),
        ("president", "Iran", "Hassan Rouhani"),
        ("supreme leader", "IRN", "Ali Khamenei"),
        ("defence minister", "Russia", "Sergei Shoigu"),
        ("chancellor", "Germany", "Angela Merkel"),
        ("foreign secretary", "the UK", "Dominic Raab"),
        ("secretary of defense", "USA", "Mark Esper"),
    ],
)
def test_office_and_country_give_the_holder(office: str, of: str, name: str) -> None:
    found = default_knowledge().holder(office, of, dt.date(2020, 1, 8))
    assert found is not None
    assert found.name == name


def test_offices_of_many_have_no_single_holder() -> None:
    assert default_knowledge().holder("senator", "USA", dt.date(2020, 1, 8)) is None
    assert default_knowledge().holder("president", "Atlantis", dt.date(2020, 1, 8)) is None


def test_surname_means_who_is_in_office() -> None:
    knowledge = default_knowledge()
    earlier = knowledge.person("Bush", dt.date(1990, 6, 1))
    later = knowledge.person("Bush", dt.date(2005, 6, 1))
    assert earlier is not None
    assert later is not None
    assert (earlier.name, later.name) == ("George H.W. Bush", "George W. Bush")
    assert knowledge.person("Nobody-Known", None) is None


def test_taliban_are_rebels_until_they_took_kabul() -> None:
    assert _resolve("the Taliban", "2020-01-08").sector == "REB"
    assert _resolve("the Taliban", "2022-01-08").sector == "GOV"
