"""Who a noun phrase names."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.knowledge import default_knowledge, explain

DAY = dt.date(2020, 1, 8)


def _code(text: str, on: dt.date | None = DAY) -> tuple[str | None, str | None]:
    found = default_knowledge().resolve(text, on)
    assert found is not None, text
    return found.country, found.sector


@pytest.mark.parametrize(
    ("text", "country", "sector"),
    [
        ("Iranian Gen. Qassem Soleimani", "IRN", "MIL"),
        ("White House deputy press secretary Judd Deere", "USA", "GOV"),
        ("Turkish police", "TUR", "COP"),
        ("the Israeli parliament", "ISR", "LEG"),
        ("U.S. military", "USA", "MIL"),
        ("a Kurdish militia", None, "PRM"),
        ("an Iran-backed militia", None, "PRM"),
        ("Saudi-backed fighters", None, "REB"),
        ("former Prime Minister John Smith", None, "ELI"),
        ("a former French ambassador", "FRA", "ELI"),
        ("the opposition leader", None, "OPP"),
        ("the Belarusian opposition", "BLR", "OPP"),
        ("protesters", None, "CVL"),
        ("thousands of protesters", None, "CVL"),
        ("more than 300 Ghanaian teachers", "GHA", "EDU"),
        ("human rights groups", "NGO", "SOC"),
        ("Kenyan human rights groups", "KEN", "SOC"),
        ("two Iraqi bases", "IRQ", "MIL"),
        ("Iraqi bases housing foreign troops", "IRQ", "MIL"),
        ("senators", None, "LEG"),
        ("police in Turkey", "TUR", "COP"),
        ("government forces", None, "MIL"),
        ("Syrian government forces", "SYR", "MIL"),
        ("rebel commanders", None, "REB"),
        ("Hamas police", "PSE", "REB"),
        ("Hezbollah fighters", "LBN", "REB"),
        ("U.N. troops", "IGO", "MIL"),
        ("a spokesman for Iran's foreign ministry", "IRN", "GOV"),
        ("members of the Chilean senate", "CHL", "LEG"),
        ("a group of gunmen", None, "UAF"),
        ("the commander of the Quds Force", "IRN", "MIL"),
        ("a Treasury Department official", "USA", "GOV"),
        ("union leaders", None, "LAB"),
        ("Argentina's Supreme Court", "ARG", "JUD"),
        ("the French Senate", "FRA", "LEG"),
        ("the Kremlin", "RUS", "GOV"),
        ("the Pentagon", "USA", "MIL"),
        ("Tehran", "IRN", "GOV"),
        ("Yemen’s Houthi rebels", "YEM", "REB"),
        ("Jane Doe, a Treasury spokeswoman", "USA", "GOV"),
        ("a London-based company", "GBR", "BUS"),
        ("state television", None, "JRN"),
        ("Russian armed forces", "RUS", "MIL"),
        ("US-backed armed groups", None, "REB"),
        ("British and French negotiators", None, "GOV"),
    ],
)
def test_phrase_has_country_and_sector(text: str, country: str | None, sector: str | None) -> None:
    assert _code(text) == (country, sector)


@pytest.mark.parametrize(
    "text", ["us", "it", "who", "the table", "", "   ", "’s", "is", "Stephen King", "a house"]
)
def test_what_names_no_actor_is_not_resolved(text: str) -> None:
    assert default_knowledge().resolve(text, DAY) is None


def test_modifiers_joined_by_and_leave_the_country_open() -> None:
    assert _code("U.S. and Iranian officials") == (None, "GOV")


def test_unknown_person_after_a_title_keeps_name_and_role() -> None:
    found = default_knowledge().resolve("Bolivian Finance Minister Ana Quispe", DAY)
    assert found is not None
    assert (found.name, found.country, found.sector, found.role, found.kind) == (
        "Ana Quispe", "BOL", "GOV", "finance minister", "person",
    )  # fmt: skip
    assert found.id is None


def test_office_outranks_the_honorific_after_it() -> None:
    found = default_knowledge().resolve("President Sheikh Omar Tall", DAY)
    assert found is not None
    assert found.role == "president"


def test_national_institution_has_a_stable_key() -> None:
    knowledge = default_knowledge()
    first = knowledge.resolve("the Turkish parliament", DAY)
    second = knowledge.resolve("Turkey's parliament", DAY)
    assert first is not None
    assert second is not None
    assert first.id == second.id == "or:tur/parliament"


def test_definite_office_names_its_holder_and_an_indefinite_one_does_not() -> None:
    knowledge = default_knowledge()
    definite = knowledge.resolve("the Israeli prime minister", DAY)
    indefinite = knowledge.resolve("an Israeli prime minister", DAY)
    assert definite is not None
    assert indefinite is not None
    assert definite.name == "Benjamin Netanyahu"
    assert indefinite.name is None
    assert (indefinite.country, indefinite.sector) == ("ISR", "GOV")


def test_office_of_a_body_names_its_holder() -> None:
    found = default_knowledge().resolve("the secretary general of NATO", DAY)
    assert found is not None
    assert (found.name, found.country) == ("Jens Stoltenberg", "IGO")


def test_surname_after_another_given_name_is_somebody_else() -> None:
    assert default_knowledge().resolve("Santa Cruz", DAY) is None


def test_bare_title_before_a_known_surname_finds_the_person_in_office() -> None:
    found = default_knowledge().resolve("Prime Minister May", dt.date(2018, 5, 1))
    assert found is not None
    assert found.name == "Theresa May"


@pytest.mark.parametrize("text", ["the U.S.", "The US", "the United States", "U.S.’s", "USA"])
def test_spelling_does_not_change_the_country(text: str) -> None:
    found = default_knowledge().resolve(text, DAY)
    assert found is not None
    assert found.country == "USA"


@pytest.mark.parametrize("text", ["Recep Tayyip Erdoğan", "Recep Tayyip Erdogan", "RECEP TAYYIP ERDOGAN"])
def test_diacritics_and_capitals_do_not_change_the_person(text: str) -> None:
    found = default_knowledge().resolve(text, DAY)
    assert found is not None
    assert found.id == "Q39259"


def test_why_names_what_decided() -> None:
    found = default_knowledge().resolve("Turkish police", DAY)
    assert found is not None
    assert "police" in found.why
    assert "TUR" in found.why


def test_explanation_is_readable() -> None:
    text = explain("the NATO secretary general", DAY)
    assert "Jens Stoltenberg" in text
    assert "why" in text
    assert explain("a purple teapot", DAY) == "a purple teapot: not known"


_PIECES = st.sampled_from(
    ["the", "Iran", "U.S.", "'s", "’", "-", "-backed", "of", ",", "former", "Gen.", "police", "Trump", "and", "(", "NATO",
     "\u200b", "é", "who", "thousands", "minister", "King", "led", "\n"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=60), st.lists(_PIECES, max_size=12).map(" ".join)))
@settings(max_examples=300, deadline=None)
def test_resolving_never_fails(text: str) -> None:
    found = default_knowledge().resolve(text, DAY)
    assert found is None or found.why


@given(st.lists(_PIECES, max_size=8).map(" ".join))
@settings(max_examples=100, deadline=None)
def test_white_space_around_a_phrase_changes_nothing(text: str) -> None:
    knowledge = default_knowledge()
    plain, padded = knowledge.resolve(text, DAY), knowledge.resolve(f"  {text}\t", DAY)
    assert (plain is None) == (padded is None)
    if plain is not None and padded is not None:
        assert (plain.id, plain.country, plain.sector) == (padded.id, padded.country, padded.sector)


@pytest.mark.parametrize(
    ("text", "country", "sector"),
    [
        ("the president's critics", None, None),
        ("Mexico's critics", "MEX", None),
        ("Hamas supporters", "PSE", "CVL"),
        ("Shiite militias", None, "PRM"),
        ("the U.N. appeal", "IGO", None),
    ],
)
def test_modifiers_lend_no_office_to_who_holds_none(
    text: str, country: str | None, sector: str | None
) -> None:
    found = default_knowledge().resolve(text, DAY)
    assert (found and found.country, found and found.sector) == (country, sector)


def test_body_of_a_region_is_no_national_body() -> None:
    found = default_knowledge().resolve("Texas police", DAY)
    assert found is not None
    assert (found.id, found.country, found.sector) == (None, "USA", "COP")


def test_members_of_a_body_are_not_the_body() -> None:
    found = default_knowledge().resolve("members of Congress", DAY)
    assert found is not None
    assert (found.id, found.name, found.sector, found.kind) == (None, None, "LEG", "group")
