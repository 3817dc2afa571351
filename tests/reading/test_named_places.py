"""Towns that spaCy takes for persons, bodies or nothing are places for who is meant too, and "the city" is one of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.model import Article, Record
from onrecord.reader import default_reader

Code = Callable[[str], Record]


@pytest.fixture(scope="module")
def code() -> Code:
    return lambda text: default_reader().read(Article(id="a", text=text, published="2025-05-14"))


@pytest.mark.parametrize("town", ["Bukavu", "Kherson", "Omdurman", "Kidal", "Rafah", "Kismayo", "Tijuana"])
@pytest.mark.parametrize("frame", ["Rebels seized {} on Monday.", "Thousands of people fled {} on foot."])
def test_a_town_is_mentioned_as_a_place(code: Code, town: str, frame: str) -> None:
    assert [m.kind for m in code(frame.format(town)).mentions if m.text == town] == ["place"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Florence Okello told reporters that police had beaten her son.", "Florence Okello"),
        ("Sydney Moyo was arrested in Harare.", "Sydney Moyo"),
        ("Omar Madani met the minister on Monday. Madani said they had agreed.", "Madani"),
    ],
)
def test_who_is_called_like_a_town_stays_a_person(code: Code, text: str, name: str) -> None:
    assert {m.kind for m in code(text).mentions if m.text == name} == {"person"}


@pytest.mark.parametrize(
    ("text", "trigger", "place"),
    [
        ("Rebels seized Goma in January. Fighters looted shops in the city on Monday.", "looted", "Goma"),
        ("Shells hit the town of Avdiivka. Five people were killed in the town, its mayor said.", "killed", "Avdiyivka"),
        ("Clashes broke out in El Fasher on Friday. The army bombed the city on Saturday.", "bombed", "El Fasher"),
        ("Gunmen attacked a school. Police arrested two men in the city.", "arrested", None),
    ],
)  # fmt: skip
def test_the_city_is_where_the_one_that_was_named_is(
    code: Code, text: str, trigger: str, place: str | None
) -> None:
    (report,) = [r for r in code(text).reports if r.trigger.text == trigger]
    assert (report.place and report.place.name) == place


def test_the_city_is_the_one_that_was_called_so_not_the_last_one_named(code: Code) -> None:
    more = "The mayor spoke to reporters. " * 12
    text = f"Bombs killed ten people in the northern city of Kaduna. {more}The president cancelled a trip to Paris. The governor imposed a curfew on the city."
    (report,) = [r for r in code(text).reports if r.mode == "curfew"]
    assert report.place is not None
    assert report.place.name == "Kaduna"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Rebels seized Bukavu on Monday.", ("ASSAULT", None)),
        ("Troops abandoned Kherson after months of fighting.", ("RETREAT", "withdraw")),
        ("Gunmen seized a priest in Kaduna.", ("ASSAULT", "abduct")),
        ("Police seized a ship off Gibraltar.", ("COERCE", "seize")),
        ("Police seized a house in Lyon.", ("COERCE", "seize")),
    ],
)
def test_what_is_done_to_a_town_may_be_told_by_its_name(
    code: Code, text: str, told: tuple[str, str | None]
) -> None:
    assert [(r.event_type, r.mode) for r in code(text).reports] == [told]
