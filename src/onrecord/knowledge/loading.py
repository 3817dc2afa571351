"""Data files into tables: one file a kind of actor, tab-separated, one row an actor, ``;`` between several forms."""

from __future__ import annotations

import calendar
import csv
import datetime as dt
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from onrecord.knowledge.aliases import AliasTable
from onrecord.knowledge.records import Entry, EntryKind, Term
from onrecord.knowledge.words import fold, key_of
from onrecord.model import MentionKind

BODY_FILES = (
    "international.tsv", "ngos.tsv", "armed_groups.tsv", "agencies.tsv", "parties.tsv", "media.tsv", "companies.tsv",
)  # fmt: skip
PERSON_FILES = ("leaders.tsv", "us_officials.tsv", "ministers.tsv", "commanders.tsv", "public_figures.tsv")

_KINDS: dict[str, MentionKind] = {
    "org": "organization", "gov": "government", "arm": "armed-group", "group": "group", "fac": "facility",
}  # fmt: skip
_TERM = re.compile(r"^(?P<office>[^@\d]+?)(?:@(?P<of>[^|]+?))?(?:\s+(?P<start>[\d-]*)\.\.(?P<end>[\d-]*))?$")


def rows(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a data file of this room as dicts of stripped strings."""
    text = files("onrecord.knowledge").joinpath("data", name).read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        yield {k: (v or "").strip() for k, v in row.items() if k is not None}


def forms_of(cell: str) -> list[str]:
    """Split a cell at ``;``; a closing ``*`` adds the plural in -s."""
    out = []
    for form in (f.strip() for f in cell.split(";")):
        if form.endswith("*"):
            out += [form[:-1], form[:-1] + "s"]
        elif form:
            out.append(form)
    return out


def slug(text: str) -> str:
    """Return a name as part of one of our own keys: ``judd-deere``."""
    return re.sub(r"[^a-z0-9]+", "-", " ".join(fold(w) for w in text.split())).strip("-")


def day(text: str, *, last: bool = False) -> dt.date | None:
    """Read ``2017-01-20``, ``2017-01`` or ``2017`` as the first, or last, day that it may mean."""
    if not text:
        return None
    parts = [int(p) for p in text.split("-")]
    year = parts[0]
    month = parts[1] if len(parts) > 1 else (12 if last else 1)
    if len(parts) > 2:
        return dt.date(year, month, parts[2])
    return dt.date(year, month, calendar.monthrange(year, month)[1] if last else 1)


class Tables:
    """Everything read from the data files, and from users' own lists after them."""

    def __init__(self) -> None:
        self.aliases = AliasTable()
        self.countries: dict[str, Entry] = {}
        self.adjectives: dict[str, str] = {}
        self.country_words: dict[str, tuple[str, Entry]] = {}
        self.bodies: dict[str, Entry] = {}
        self.persons: list[Entry] = []
        self.by_name: dict[str, list[Entry]] = {}
        self.holders: dict[tuple[str, str], list[tuple[Term, Entry]]] = {}

    def add_country_form(self, form: str, entry: Entry, *, bare: bool = True) -> None:
        """Add a way of naming a country; what is not ``bare`` is known to ``country`` but never found in a text."""
        self.country_words.setdefault(key_of(form), (form, entry))
        if bare:
            self.aliases.add(form, entry)

    def add_body(self, entry: Entry, forms: list[str], *, first: bool = False) -> None:
        """Add an organisation, armed group, agency, party, outlet or company."""
        for form in (entry.name, *forms):
            self.aliases.add(form, entry, first=first)
            key = key_of(form)
            if first or key not in self.bodies:
                self.bodies[key] = entry

    def add_person(self, entry: Entry, forms: list[str], bare: list[str], *, first: bool = False) -> None:
        """Add a person; ``bare`` are surnames that mean him or her without any other word."""
        self.persons.append(entry)
        for form in (entry.name, *forms, *bare):
            self.aliases.add(form, entry, first=first)
        keys = {key_of(f) for f in (entry.name, *forms, *bare)}
        keys |= {key_of(f).rpartition(" ")[2] for f in (entry.name, *forms)}
        for key in keys:
            known = self.by_name.setdefault(key, [])
            known.insert(0, entry) if first else known.append(entry)
        for term in entry.terms:
            self.holders.setdefault((fold(term.office), fold(term.of)), []).append((term, entry))


def _load_countries(tables: Tables) -> None:
    for row in rows("countries.tsv"):
        code, key, name = row["code"], row["id"], row["name"]

        def entry(
            kind: EntryKind, mention: MentionKind, sector: str | None = None, *, at: tuple[str, str, str]
        ) -> Entry:
            return Entry(at[1], at[2], mention, kind, country=at[0], sector=sector, origin="countries.tsv")

        at = (code, key, name)
        country = entry("country", "country", at=at)
        tables.countries[code] = country
        for form in [name, *forms_of(row["variants"])]:
            tables.add_country_form(form, country)
        adjectives = forms_of(row["adjectives"])
        tables.adjectives[code] = adjectives[0] if adjectives else name
        nationality = entry("adjective", "nationality", at=at)
        people = entry("people", "nationality", at=at)
        for form in adjectives:
            tables.add_country_form(form, nationality)
            if form.endswith(("an", "i", "ine")):
                tables.add_country_form(form + "s", people)
        for form in forms_of(row["people"]):
            tables.add_country_form(form, people)
        capital = entry("capital", "place", "GOV", at=at)
        for form in forms_of(row["capitals"]):
            tables.add_country_form(form.rstrip("="), capital, bare=not form.endswith("="))
        for form in forms_of(row["seats"]):
            seat, _, sector = form.partition("=")
            tables.add_country_form(
                seat, entry("seat", "government", sector or "GOV", at=at), bare=bool(sector)
            )
    _load_regions(tables)


def _load_regions(tables: Tables) -> None:
    for row in rows("regions.tsv"):
        name, code = row["name"], row["country"] or None
        region = Entry(f"or:region/{slug(name)}", name, "place", "region", country=code, origin="regions.tsv")
        people = Entry(
            f"or:region/{slug(name)}", name, "nationality", "region", country=code, origin="regions.tsv"
        )
        known = {fold(f) for f in forms_of(row["adjectives"])}
        if fold(name) not in known:
            tables.add_country_form(name.rstrip("="), region, bare=not name.endswith("="))
        for form in (*forms_of(row["adjectives"]), *forms_of(row["people"])):
            tables.add_country_form(form, people)
            if form.endswith(("an", "i")):
                tables.add_country_form(form + "s", people)


def _load_bodies(tables: Tables, name: str) -> None:
    for row in rows(name):
        start, _, end = row.get("dates", "").partition("..")
        entry = Entry(
            row["id"] or f"or:body/{slug(row['name'])}",
            row["name"],
            _KINDS[row["kind"] or "org"],
            "body",
            country=row["country"] or None,
            sector=row["sector"] or None,
            start=day(start),
            end=day(end, last=True),
            origin=name,
        )
        tables.add_body(entry, forms_of(row["aliases"]))


@cache
def offices() -> dict[str, tuple[str | None, bool]]:
    """Return each office's sector (``None``: that of what it leads) and whether leaving it makes a former official."""
    return {row["office"]: (row["sector"] or None, row["official"] == "yes") for row in rows("offices.tsv")}


@cache
def _office_forms() -> dict[str, tuple[str, bool]]:
    return {
        key_of(form): (row["office"], row["single"] == "yes")
        for row in rows("offices.tsv")
        for form in (row["office"], *forms_of(row["forms"]))
    }


def office_of(name: str) -> str:
    """Return the office that a title names: "defence minister" is the office "defense minister"."""
    return _office_forms().get(key_of(name), (name, False))[0]


def is_single(office: str) -> bool:
    """Whether one person at a time holds an office, so that its title alone names him or her."""
    return _office_forms().get(key_of(office), ("", False))[1]


def read_term(text: str, country: str | None, tables: Tables) -> Term:
    """Read ``office@of 2014-10-01..2024-10-01``; without ``@of`` the office is of the person's country."""
    match = _TERM.match(text.strip())
    if match is None or match["office"].strip() not in offices():
        raise ValueError(f"no such office or form of a term: {text!r}")
    office, of = match["office"].strip(), (match["of"] or "").strip() or country or ""
    sector, official = offices()[office]
    place: str | None = of or None
    if of and of not in tables.countries:
        body = tables.bodies.get(key_of(of))
        if body is None:
            raise ValueError(f"the term {text!r} is of a body that no data file has")
        place, sector, of = body.country, sector or body.sector, body.name
    elif of:
        sector = sector or "GOV"  # the leader, head or spokesman of a country
    dates = (match["start"] or "", match["end"] or "")
    exact = all(not d or len(d) == 10 for d in dates)
    return Term(office, of, place, sector, day(dates[0]), day(dates[1], last=True), exact, official)


def _load_persons(tables: Tables, name: str) -> None:
    for row in rows(name):
        country = row["country"] or None
        before = row.get("before", "")
        sector, _, role = before.partition(" ")
        terms = tuple(read_term(t, country, tables) for t in row["terms"].split(";") if t.strip())
        entry = Entry(
            row["id"] or f"or:person/{slug(row['name'])}",
            row["name"],
            "person",
            "person",
            country=country,
            terms=terms,
            died=day(row.get("died", "")),
            before=(None if sector == "-" else sector, role) if before else None,
            origin=name,
        )
        tables.add_person(entry, forms_of(row["aliases"]), forms_of(row["bare"]))


def load_tables() -> Tables:
    """Read all data files of this room."""
    tables = Tables()
    _load_countries(tables)
    for name in BODY_FILES:
        _load_bodies(tables, name)
    for name in PERSON_FILES:
        _load_persons(tables, name)
    return tables
