"""What must hold of every row of the actor data."""

import datetime as dt
import re
import tomllib
from importlib.resources import files

import pytest

from onrecord.knowledge.actors_file import SECTORS
from onrecord.knowledge.loading import BODY_FILES, PERSON_FILES, Tables, is_single, load_tables, offices, rows
from onrecord.knowledge.records import Entry
from onrecord.knowledge.roles import RoleTable

_PLACELESS = {"IGO", "NGO"}


@pytest.fixture(scope="module")
def tables() -> Tables:
    return load_tables()


def _entries(tables: Tables) -> dict[int, Entry]:
    return {id(a.entry): a.entry for _, found in tables.aliases.entries() for a in found}


def test_every_country_code_is_known(tables: Tables) -> None:
    codes = set(tables.countries) | _PLACELESS | {None}
    wrong = {e.name for e in _entries(tables).values() if e.country not in codes}
    wrong |= {p.name for p in tables.persons for t in p.terms if t.country not in codes}
    assert not wrong


def test_country_codes_have_three_capitals_and_are_told_once() -> None:
    codes = [row["code"] for row in rows("countries.tsv")]
    assert all(re.fullmatch("[A-Z]{3}", c) for c in codes)
    assert len(codes) == len(set(codes)) > 200


def test_every_sector_is_one_of_plovers(tables: Tables) -> None:
    found = {e.sector for e in _entries(tables).values()} | {
        t.sector for p in tables.persons for t in p.terms
    }
    found |= {n.sector for n in RoleTable().nouns().values()} | {s for s, _ in offices().values()}
    assert found - {None} <= SECTORS


def test_terms_and_bodies_end_after_they_begin(tables: Tables) -> None:
    spans = [(p.name, t.start, t.end) for p in tables.persons for t in p.terms]
    spans += [(e.name, e.start, e.end) for e in _entries(tables).values()]
    assert [name for name, start, end in spans if start and end and end < start] == []


def test_nobody_holds_office_after_death(tables: Tables) -> None:
    late = [
        (p.name, t.office)
        for p in tables.persons
        for t in p.terms
        if p.died and (t.end is None or t.end > p.died) and (t.start is None or t.start <= p.died)
    ]
    assert late == []


def _overlap(a: tuple[dt.date | None, dt.date | None], b: tuple[dt.date | None, dt.date | None]) -> bool:
    starts = max(a[0] or dt.date.min, b[0] or dt.date.min)
    return starts < min(a[1] or dt.date.max, b[1] or dt.date.max)


def test_single_offices_have_one_holder_at_a_time(tables: Tables) -> None:
    clashes = []
    for (office, of), known in tables.holders.items():
        exact = [
            (t, p) for t, p in known if t.exact and is_single(office) and len(of) == 3 and office != "leader"
        ]
        for n, (term, person) in enumerate(exact):
            for other, rival in exact[n + 1 :]:
                if rival.key != person.key and _overlap((term.start, term.end), (other.start, other.end)):
                    clashes.append((office, of, person.name, rival.name))
    assert clashes == []


def test_no_alias_means_two_actors_at_once_unless_marked(tables: Tables) -> None:
    text = files("onrecord.knowledge").joinpath("data", "ambiguous.toml").read_text(encoding="utf-8")
    marked = set(tomllib.loads(text)["aliases"])
    clashes = set()
    for key, found in tables.aliases.entries():
        for n, alias in enumerate(found):
            for other in found[n + 1 :]:
                a, b = alias.entry, other.entry
                same_case = alias.words == other.words
                if a.key != b.key and same_case and _overlap((a.start, a.end), (b.start, b.end)):
                    clashes.add(" ".join(key))
    assert clashes == marked


def test_keys_are_wikidata_numbers_or_our_own(tables: Tables) -> None:
    keys = {e.key for e in _entries(tables).values()} | {p.key for p in tables.persons}
    assert [k for k in keys if not re.fullmatch(r"Q[1-9]\d*|or:[a-z]+/[a-z0-9-]+", k)] == []


def test_one_wikidata_number_is_one_actor(tables: Tables) -> None:
    names: dict[str, set[str]] = {}
    for entry in [*_entries(tables).values(), *tables.persons]:
        names.setdefault(entry.key, set()).add(entry.name)
    assert {k: v for k, v in names.items() if len(v) > 1} == {}


def test_there_is_enough_of_everything() -> None:
    assert sum(1 for _ in rows("international.tsv")) >= 200
    assert sum(1 for name in BODY_FILES[1:] for _ in rows(name)) >= 300
    assert sum(1 for name in PERSON_FILES for _ in rows(name)) >= 1000


def test_every_row_has_its_columns() -> None:
    for name in (*BODY_FILES, *PERSON_FILES):
        for row in rows(name):
            assert row["name"], name
            assert "|" not in "".join(row.values()), row["name"]
