"""Users' own lists of actors, which stand before the built-in ones.

A CSV file with a header: ``name`` and any of ``aliases`` (``;`` between them), ``country`` (ISO 3166-1 alpha-3, ``IGO`` or
``NGO``), ``sector`` (PLOVER), ``role``, ``from`` and ``to`` (ISO dates, a year or a month), ``id``, ``kind`` (``person``,
``organization``, ``armed-group``, ``government``; an organization where it is missing and no role is given).
"""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path
from typing import get_args

from onrecord.knowledge.loading import Tables, day, forms_of, slug
from onrecord.knowledge.records import Entry, Term
from onrecord.model import MentionKind, OnRecordError

SECTORS = frozenset((
    "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL", "EDU", "ELI",
    "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC",
))  # fmt: skip
"""PLOVER's sectors (PLOVER codebook, Open Event Data Alliance)."""

_COLUMNS = frozenset(("name", "aliases", "country", "sector", "role", "from", "to", "id", "kind"))


def _checked(row: dict[str, str], tables: Tables) -> dict[str, str]:
    if not row.get("name"):
        raise ValueError("the name is missing")
    country, sector, kind = row.get("country", ""), row.get("sector", ""), row.get("kind", "")
    if country and country not in tables.countries and country not in ("IGO", "NGO"):
        raise ValueError(f"country '{country}' is no ISO 3166-1 alpha-3 code, IGO or NGO")
    if sector and sector not in SECTORS:
        raise ValueError(f"sector '{sector}' is none of PLOVER's: {', '.join(sorted(SECTORS))}")
    if kind and kind not in get_args(MentionKind):
        raise ValueError(f"kind '{kind}' is none of {', '.join(get_args(MentionKind))}")
    return row


def _entry(row: dict[str, str]) -> Entry:
    country, sector, role = row.get("country") or None, row.get("sector") or None, row.get("role") or None
    start, end = day(row.get("from", "")), day(row.get("to", ""), last=True)
    if start and end and end < start:
        raise ValueError(f"'to' {end} is before 'from' {start}")
    kind = row.get("kind") or ("person" if role else "organization")
    person = kind == "person"
    key = row.get("id") or f"or:own/{slug(row['name'])}"
    term = Term(role or "", country or "", country, sector, start, end, exact=True, official=True)
    return Entry(
        key, row["name"], next(k for k in get_args(MentionKind) if k == kind), "person" if person else "body",
        country=country, sector=sector, role=role, start=None if person else start, end=None if person else end,
        terms=(term,) if person and role else (), origin="own list",
    )  # fmt: skip


def add_actors(tables: Tables, path: str | Path) -> None:
    """Add the actors of a CSV file before the built-in ones. Raises ``OnRecordError`` with the line that is wrong."""
    file = Path(path)
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise OnRecordError(f"{file}: the list of actors cannot be read ({error})") from error
    reader = csv.DictReader(text.splitlines())
    unknown = set(reader.fieldnames or ()) - _COLUMNS
    if unknown or "name" not in (reader.fieldnames or ()):
        named = f"unknown columns {', '.join(sorted(unknown))}" if unknown else "no column 'name'"
        raise OnRecordError(f"{file}: {named}; the columns are {', '.join(sorted(_COLUMNS))}")
    people: dict[str, Entry] = {}
    for row in reader:
        cells = {k: (v or "").strip() for k, v in row.items() if k is not None}
        try:
            entry = _entry(_checked(cells, tables))
        except ValueError as error:
            raise OnRecordError(f"{file}, line {reader.line_num}: {error}") from error
        before = people.get(entry.key)
        if before is not None:  # one row an office: the rows of one key are one person
            entry = replace(entry, terms=before.terms + entry.terms)
            tables.persons.remove(before)
        if entry.entry_kind == "person":
            tables.add_person(entry, forms_of(cells.get("aliases", "")), [], first=True)
            people[entry.key] = entry
        else:
            tables.add_body(entry, forms_of(cells.get("aliases", "")), first=True)
