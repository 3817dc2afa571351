"""Actors of every kind and region, looked up on a day: what the data files say, through the same door as a reader."""

import datetime as dt

import pytest

from onrecord.knowledge import default_knowledge
from onrecord.knowledge.loading import BODY_FILES, rows
from onrecord.knowledge.records import Resolution


def _on(text: str, day: str) -> Resolution:
    found = default_knowledge().resolve(text, dt.date.fromisoformat(day))
    assert found is not None, text
    return found


@pytest.mark.parametrize(
    ("text", "day", "country", "sector"),
    [
        ("Los Choneros", "2024-01-10", "ECU", "CRM"),
        ("Viv Ansanm", "2024-05-01", "HTI", "CRM"),
        ("La Nueva Familia Michoacana", "2023-01-01", "MEX", "CRM"),
        ("Segunda Marquetalia", "2020-01-01", "COL", "REB"),
        ("the VDP", "2023-01-01", "BFA", "PRM"),
        ("Katiba Macina", "2019-01-01", "MLI", "REB"),
        ("Dozo hunters", "2019-01-01", "MLI", "PRM"),
        ("ISSP", "2023-06-01", "MLI", "REB"),
        ("Raia Mutomboki", "2016-01-01", "COD", "REB"),
        ("the Popular Defence Forces", "2008-01-01", "SDN", "PRM"),
        ("Hurras al-Din", "2019-01-01", "SYR", "REB"),
        ("Lashkar-e-Islam", "2015-01-01", "PAK", "REB"),
        ("NSCN-IM", "2015-08-03", "IND", "REB"),
        ("Karenni Nationalities Defence Force", "2022-01-01", "MMR", "REB"),
        ("Irgun", "1946-07-22", "ISR", "REB"),
        ("MINURSO", "2016-03-20", "IGO", "MIL"),
        ("the ECOWAS Court", "2020-01-01", "IGO", "JUD"),
        ("UNTMIS", "2025-01-01", "IGO", None),
        ("PASTEF", "2024-03-01", "SEN", "PTY"),
        ("NABU", "2025-07-22", "UKR", "COP"),
        ("DGCIM", "2019-01-01", "VEN", "SPY"),
        ("Safaricom", "2020-01-01", "KEN", "BUS"),
        ("Fortify Rights", "2020-01-01", "NGO", "SOC"),
        ("Nahdlatul Ulama", "2020-01-01", "IDN", "REL"),
        ("Mediazona", "2022-05-01", "RUS", "JRN"),
        ("Itamaraty", "2020-01-01", "BRA", "GOV"),
        ("Lubyanka", "2020-01-01", "RUS", "SPY"),
        ("Hausa traders", "2020-01-01", "NGA", "BUS"),
        ("a Turkish investigating judge", "2020-01-01", "TUR", "JUD"),
        ("Kenyan student leaders", "2020-01-01", "KEN", "EDU"),
    ],
)
def test_body_place_or_role(text: str, day: str, country: str | None, sector: str | None) -> None:
    found = _on(text, day)
    assert (found.country, found.sector) == (country, sector)


@pytest.mark.parametrize(
    ("text", "day", "country", "sector", "role"),
    [
        ("Gabriel Attal", "2024-02-01", "FRA", "GOV", "prime minister"),
        ("Gabriel Attal", "2025-02-01", "FRA", "ELI", "former prime minister"),
        ("Yvette Cooper", "2025-01-01", "GBR", "GOV", "home secretary"),
        ("Yvette Cooper", "2025-10-01", "GBR", "GOV", "foreign secretary"),
        ("Catherine Samba-Panza", "2015-01-01", "CAF", "GOV", "president"),
        ("Peter Pellegrini", "2019-01-01", "SVK", "GOV", "prime minister"),
        ("Peter Pellegrini", "2025-01-01", "SVK", "GOV", "president"),
        ("Abdulla Yameen", "2020-01-01", "MDV", "ELI", "former president"),
        ("Mirjana Spoljaric", "2023-01-01", "NGO", "SOC", "head"),
        ("Ronen Bar", "2023-10-08", "ISR", "SPY", "director"),
        ("Mohammad Mustafa", "2024-06-01", "PSE", "GOV", "prime minister"),
        ("Hun Manet", "2024-01-01", "KHM", "GOV", "prime minister"),
        ("Atiku Abubakar", "2005-01-01", "NGA", "GOV", "vice president"),
        ("Atiku Abubakar", "2023-03-01", "NGA", "OPP", "opposition leader"),
    ],
)
def test_person(text: str, day: str, country: str, sector: str, role: str) -> None:
    found = _on(text, day)
    assert (found.country, found.sector, found.role) == (country, sector, role)


def test_an_acronym_of_two_groups_goes_by_the_day() -> None:
    assert _on("UPC", "2003-05-01").country == "COD"
    assert _on("UPC", "2019-05-01").country == "CAF"


@pytest.mark.parametrize(
    "text", ["viagra", "model", "fact", "bras", "shorten", "reunion", "talon", "black panther"]
)
def test_common_words_are_no_aliases(text: str) -> None:
    assert default_knowledge().resolve(text.title(), dt.date(2020, 1, 8)) is None


def test_every_kind_of_body_has_its_share() -> None:
    least = {
        "international.tsv": 400, "armed_groups.tsv": 700, "parties.tsv": 450, "agencies.tsv": 600,
        "companies.tsv": 500, "ngos.tsv": 400, "media.tsv": 500,
    }  # fmt: skip
    assert set(least) == set(BODY_FILES)
    assert [name for name, number in least.items() if sum(1 for _ in rows(name)) < number] == []
