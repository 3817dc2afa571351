"""Codes of countries in the files of others: ISO 3166-1 numbers, FIPS 10-4, Correlates of War numbers, and names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory. A code that it does not have is empty."""

    iso3: str
    number: str
    fips: str
    cow: str
    name: str


@lru_cache(maxsize=1)
def countries() -> dict[str, Country]:
    """Return the countries and territories by ISO 3166-1 alpha-3."""
    text = (files("onrecord.formats") / "data" / "countries.tsv").read_text("utf8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {row[0]: Country(*row) for row in rows}


def country(iso3: str | None) -> Country | None:
    """Return the country of a code; ``None`` for ``IGO``, ``NGO`` and codes that are none."""
    return countries().get(iso3 or "")


def by_fips(code: str) -> str | None:
    """Return ISO alpha-3 of a FIPS 10-4 code."""
    return _by("fips").get(code)


def by_number(code: str) -> str | None:
    """Return ISO alpha-3 of an ISO number, with or without leading zeros."""
    return _by("number").get(code.lstrip("0"))


def by_name(name: str) -> str | None:
    """Return ISO alpha-3 of a name as GeoNames writes it, in any letter case."""
    return _by("name").get(name.casefold())


def named_in(text: str) -> str | None:
    """Return the one country whose name stands in a text, the longest where one holds another; ``None`` for several."""
    folded = _words(text)
    found = {name: code for name, code in _by_words().items() if name in folded}
    longest = {
        code for name, code in found.items() if not any(name != other and name in other for other in found)
    }
    return longest.pop() if len(longest) == 1 else None


def _words(text: str) -> str:
    """The words of a text in lower case with one space around each."""
    return f" {' '.join(''.join(c if c.isalnum() else ' ' for c in text.casefold()).split())} "


@lru_cache(maxsize=1)
def _by_words() -> dict[str, str]:
    return {_words(found.name): found.iso3 for found in countries().values()}


@lru_cache(maxsize=3)
def _by(column: str) -> dict[str, str]:
    return {getattr(c, column).casefold() if column == "name" else getattr(c, column): c.iso3
            for c in countries().values() if getattr(c, column)}  # fmt: skip
