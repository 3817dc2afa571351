"""What the formats say of themselves."""

from __future__ import annotations

import pytest

from onrecord.cli.export import EXPORTS, IMPORTS
from onrecord.formats.countries import by_fips, by_number, countries, country, named_in
from onrecord.formats.dictionary import explained, export_format, export_formats
from onrecord.formats.exports import EVENT_FORMATS
from onrecord.formats.foreign import READABLE
from onrecord.model import UsageError


def test_the_formats_are_those_of_the_command() -> None:
    assert set(export_formats()) == set(EXPORTS)
    assert {name for name, found in export_formats().items() if found.reads} == set(IMPORTS) == set(READABLE)
    assert {name for name, found in export_formats().items() if found.writes == "folder"} == {
        "parquet",
        "gdelt",
    }
    assert set(EVENT_FORMATS) == set(EXPORTS) - {"jsonl", "csv", "parquet", "gdelt"}


@pytest.mark.parametrize("name", EXPORTS)
def test_every_format_says_what_it_loses(name: str) -> None:
    found = export_format(name)
    assert {f.fate for f in found.fields} <= {"kept", "partly", "lost"}
    assert any(f.fate == "lost" for f in found.fields)
    assert all(f.how for f in found.fields if f.fate == "partly")
    lines = list(explained(name))
    assert lines[0] == f"### `{name}`: {found.title}"
    assert all(any(f"`{column}`" in line for line in lines) for column in found.columns)


def test_an_unknown_format_is_wrong_use() -> None:
    with pytest.raises(UsageError, match="choose one of jsonl, events"):
        export_format("xls")


def test_codes_of_countries_lead_both_ways() -> None:
    for iso3, found in countries().items():
        assert len(iso3) == 3
        assert not found.fips or by_fips(found.fips) == iso3
        assert not found.number or by_number(found.number) == by_number(found.number.zfill(3)) == iso3
    germany = country("DEU")
    assert germany is not None
    assert (germany.number, germany.fips, germany.cow, germany.name) == ("276", "GM", "255", "Germany")
    assert country("IGO") is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Military Forces of Niger (2023-)", "NER"),
        ("Police Forces of Papua New Guinea", "PNG"),
        ("Protesters (Guinea-Bissau)", "GNB"),
        ("Nigerians", None),
        ("Chad and Niger", None),
        ("", None),
    ],
)
def test_a_country_is_found_in_a_name(text: str, code: str | None) -> None:
    assert named_in(text) == code
