"""The gazetteer's look-ups: what a name may stand for."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.knowledge.gazetteer import Candidate, Gazetteer, PlaceKind, compiled_path, gazetteer
from onrecord.knowledge.gazetteer_names import arabic_key, bare, normalise
from onrecord.model import KnowledgeError
from tests.effort import calls


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("St. Étienne-du-Rouvray", "saint etienne du rouvray"),
        ("the U.S.", "us"),
        ("Mt. Sinai", "mount sinai"),
        ("Côte d’Ivoire", "cote divoire"),
        ("Łódź", "lodz"),
        ("DEIR EL-ZOUR", "deir el zour"),
        ("Trinidad & Tobago", "trinidad and tobago"),
    ],
)
def test_a_name_has_one_key_however_it_is_written(written: str, key: str) -> None:
    assert normalise(written) == key


@given(st.text(max_size=40))
def test_a_key_is_its_own_key(name: str) -> None:
    assert normalise(normalise(name)) == normalise(name)


def test_a_region_is_also_known_without_its_generic_word() -> None:
    assert bare(normalise("Anbar Governorate")) == "anbar"
    assert bare(normalise("Province of Idlib")) == "idlib"
    assert bare(normalise("District of Columbia")) is None
    assert bare(normalise("Ohio")) is None


def test_a_city_comes_with_its_geonames_id_country_and_region() -> None:
    mosul = gazetteer().lookup("Mosul")[0]
    assert (mosul.geonames_id, mosul.country, mosul.kind) == (99072, "IRQ", "city")
    assert gazetteer().region_name(mosul.admin1) == "Nineveh Governorate"


@pytest.mark.parametrize("name", ["U.S.", "USA", "United States", "the United States of America", "America"])
def test_a_country_is_found_by_each_of_its_names(name: str) -> None:
    found = gazetteer().lookup(name)[0]
    assert (found.kind, found.country, found.geonames_id) == ("country", "USA", 6252001)


def apart(a: Candidate, b: Candidate) -> float:
    assert a.lat is not None
    assert a.lon is not None
    assert b.lat is not None
    assert b.lon is not None
    return abs(a.lat - b.lat) + abs(a.lon - b.lon)


def test_a_country_does_not_lie_in_its_capital() -> None:
    for country, capital in (
        ("Iraq", "Baghdad"),
        ("France", "Paris"),
        ("Iran", "Tehran"),
        ("Nigeria", "Abuja"),
    ):
        land = gazetteer().lookup(country)[0]
        city = next(c for c in gazetteer().lookup(capital) if c.capital)
        assert land.kind == "country"
        assert apart(land, city) > 0.5


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Calif.", "California"),
        ("La.", "Louisiana"),
        ("N.Y.", "New York"),
        ("W. Va.", "West Virginia"),
        ("Ont.", "Ontario"),
    ],
)
def test_a_state_is_found_by_its_newspaper_abbreviation(short: str, full: str) -> None:
    found = [c for c in gazetteer().lookup(short) if c.rank == 3]
    assert [(c.kind, c.name) for c in found] == [("admin1", full)]


def test_county_has_id_and_a_point_inside_its_state() -> None:
    county = next(c for c in gazetteer().lookup("Maricopa County") if c.admin1 == "US.AZ")
    assert (county.kind, county.geonames_id) == ("admin2", 5303754)
    assert county.lat == pytest.approx(33.3, abs=1)
    assert county.lon == pytest.approx(-112.5, abs=1)


@pytest.mark.parametrize(
    ("name", "kind", "lat", "lon"),
    [
        ("Strait of Hormuz", "region", 26.6, 56.3),
        ("Ain al-Asad", "point", 33.8, 42.4),
        ("South China Sea", "region", 14, 114),
        ("the Golan Heights", "region", 33, 35.75),
        ("Donbass", "region", 48.2, 38.3),
    ],
)
def test_places_that_conflict_news_names_are_there(
    name: str, kind: PlaceKind, lat: float, lon: float
) -> None:
    found = gazetteer().lookup(name)[0]
    assert found.kind == kind
    assert found.lat == pytest.approx(lat, abs=0.5)
    assert found.lon == pytest.approx(lon, abs=0.5)


def test_a_name_of_many_places_gives_them_largest_first() -> None:
    cities = [c for c in gazetteer().lookup("Springfield") if c.kind == "city" and c.rank == 0]
    assert len(cities) > 10
    assert [c.population for c in cities] == sorted((c.population for c in cities), reverse=True)


@pytest.mark.parametrize(
    ("written", "meant", "country"),
    [
        ("Kiev", "Kyiv", "UKR"),
        ("Kharkov", "Kharkiv", "UKR"),
        ("Artyomovsk", "Bakhmut", "UKR"),
        ("Halab", "Aleppo", "SYR"),
        ("Idleb", "Idlib", "SYR"),
        ("Deir al-Zor", "Deir ez-Zor", "SYR"),
        ("Deir Ezzor", "Deir ez-Zor", "SYR"),
        ("Hodeidah", "Al Hudaydah", "YEM"),
        ("El-Geneina", "Al Junaynah", "SDN"),
        ("Mekelle", "Mekele", "ETH"),
        ("Qandahar", "Kandahar", "AFG"),
        ("Rangoon", "Yangon", "MMR"),
        ("Stepanakert", "Khankendi", "AZE"),
    ],
)
def test_spellings_of_one_town_meet(written: str, meant: str, country: str) -> None:
    ids = {c.geonames_id for c in gazetteer().lookup(written) if c.country == country and c.kind == "city"}
    assert ids & {c.geonames_id for c in gazetteer().lookup(meant) if c.country == country}


def test_arabic_spellings_have_one_key() -> None:
    assert {arabic_key(k) for k in ("al hasakah", "hassakeh", "hasaka")} == {"hasaka"}
    assert arabic_key("deir ezzor") == arabic_key("deir al zor")
    assert arabic_key("paris") == "paris"


@pytest.mark.parametrize("name", ["Crimea", "Tigray", "Chechnya", "Xinjiang", "Hadramawt", "Sicily"])
def test_a_region_known_by_another_name_is_one_place_with_its_id(name: str) -> None:
    found = [c for c in gazetteer().lookup(name) if c.kind in ("admin1", "region")]
    assert [(c.kind, c.name) for c in found] == [("admin1", name)]
    assert found[0].geonames_id is not None


def test_an_unknown_name_gives_nothing() -> None:
    assert gazetteer().lookup("Qwertzuiopolis") == ()
    assert gazetteer().lookup("") == ()


def test_a_country_is_found_by_its_code() -> None:
    iraq = gazetteer().country("IQ")
    assert iraq is not None
    assert iraq.country == "IRQ"
    assert gazetteer().country("zz") is None


def test_opening_the_compiled_file_reads_no_names() -> None:
    path = compiled_path()
    assert calls(lambda: Gazetteer(path).close()) < 1000  # and not one for each of its 234,000 places


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    damaged = tmp_path / "gazetteer.sqlite"
    damaged.write_bytes(b"this is no database, but it is long enough to look like a file" * 20)
    with pytest.raises(KnowledgeError, match=r"gazetteer\.sqlite.*delete the file"):
        Gazetteer(damaged)
