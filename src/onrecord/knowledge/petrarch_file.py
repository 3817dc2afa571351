"""Actors and agents in the format of the TABARI and PETRARCH dictionaries, which stand before the built-in ones.

An actor is a line in capitals with underscores, then synonyms that open with ``+``, then codes in brackets, each with
the days on which it holds (``YYYYMMDD`` or ``YYMMDD``)::

    JANE_DOE_ [FRAGOV 20100501-20140331]   ; a comment
    +PRESIDENT_DOE_
      [FRAELI >20140331]
      [FRALEG <20100501]

An agent, such as ``FISHERMAN! {FISHERMEN} [~LAB]``, is a noun whose code follows that of its country. The first three
letters of a code are a country, ``IGO`` or ``NGO``, else a sector; the next three that are one of PLOVER's give the
sector (Schrodt, "TABARI manual" 2014; Norris, Schrodt and Beieler, "PETRARCH2", JOSS 2017). Lines that hold no such
code are passed over, as the coders of that family do.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.knowledge.actors_file import SECTORS
from onrecord.knowledge.loading import Tables, slug
from onrecord.knowledge.records import Entry, Term
from onrecord.knowledge.roles import RoleTable
from onrecord.knowledge.words import key_of
from onrecord.model import MentionKind, OnRecordError

_CODE = re.compile(r"\[\s*+(?P<code>~?[A-Z]{3,}+~?)\s*+(?P<days>[<>]?\s*\d{6,8}(?:\s*-\s*\d{6,8})?)?\s*\]")
_DAY = re.compile(r"\d{6,8}")
_COMMENT = re.compile(r"#.*|;.*|<!--.*?-->")
_PLURAL = re.compile(r"\{([^{}]+)\}")
_FORMER_CODES = {"PAL": "PSE", "KSV": "XKX", "ROM": "ROU", "ZAR": "COD", "NGM": "NGO", "IMG": "IGO"}
_SMALL = frozenset(("OF", "THE", "AND", "FOR", "IN", "DE"))
_ACRONYM = 4
"""Letters up to which a name of one word keeps its capitals: "WHO" is not "who"."""
_CENTURY = 50
"""Years of two digits from here on are of the twentieth century."""


@dataclass(slots=True)
class _Item:
    """One actor or agent: its forms as written and its codes with the days on which each holds."""

    forms: list[str] = field(default_factory=list)
    codes: list[tuple[str, dt.date | None, dt.date | None]] = field(default_factory=list)
    plural: str = ""


def add_petrarch(tables: Tables, roles: RoleTable, path: str | Path) -> int:
    """Add the actors and agents of a file before the built-in ones and return how many there were.

    Raises ``OnRecordError`` where the file cannot be read or holds no actor and no agent.
    """
    file = Path(path)
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise OnRecordError(f"{file}: the actor dictionary cannot be read ({error})") from error
    count = 0
    for item in _items(text):
        if not item.codes or not item.forms:
            continue  # a code that nobody is named for
        if item.codes[0][0].strip("~") != item.codes[0][0]:
            _add_agent(item, roles)
        else:
            _add_actor(item, tables)
        count += 1
    if not count:
        raise OnRecordError(f"{file}: no actor with a code such as 'JANE_DOE_ [FRAGOV]' is in it")
    return count


def _items(text: str) -> Iterator[_Item]:
    item = _Item()
    for line in text.splitlines():
        bare = _COMMENT.sub("", line)
        name = _written(_PLURAL.sub("", _CODE.sub("", bare)))
        if name and not bare.startswith(("+", " ", "\t")):
            yield item
            item = _Item()
        if name:
            item.forms.append(name)
        if plural := _PLURAL.search(bare):
            item.plural = _written(plural.group(1).strip())
        item.codes += [(m["code"], *_days(m["days"] or "")) for m in _CODE.finditer(bare)]
    yield item


def _written(form: str) -> str:
    """``PRESIDENT_DOE_`` as it stands in a text: "President Doe"."""
    words = re.sub(r"[+_=!^*\[\]{}]", " ", form).split()
    if len(words) == 1 and len(words[0]) <= _ACRONYM:
        return words[0]
    return " ".join(w.lower() if w in _SMALL else w.title() if w.isupper() else w for w in words)


def _days(text: str) -> tuple[dt.date | None, dt.date | None]:
    found = [_day(d) for d in _DAY.findall(text)]
    if not found:
        return None, None
    if text.startswith("<"):
        return None, found[0]
    return found[0], found[1] if len(found) > 1 else None


def _day(digits: str) -> dt.date | None:
    """A day of ``YYYYMMDD`` or ``YYMMDD``; ``None`` where there is no such day."""
    if len(digits) == 6:
        digits = ("19" if int(digits[:2]) >= _CENTURY else "20") + digits
    try:
        return dt.datetime.strptime(digits, "%Y%m%d").date()
    except ValueError:
        return None


def _meaning(code: str, tables: Tables) -> tuple[str | None, str | None]:
    """The country and the sector of a code."""
    parts = [code[i : i + 3] for i in range(0, len(code) - len(code) % 3, 3)]
    first = _FORMER_CODES.get(parts[0], parts[0])
    country = first if first in tables.countries or first in ("IGO", "NGO") else None
    sectors = [p for p in parts[1 if country else 0 :] if p in SECTORS]
    return country, sectors[0] if sectors else None


def _add_actor(item: _Item, tables: Tables) -> None:
    name, *forms = item.forms
    country, sector = _meaning(item.codes[0][0], tables)
    if sector is None and key_of(name) in tables.country_words:
        return  # the countries themselves are known better
    key = f"or:petrarch/{slug(name)}"
    if all(start is None and end is None for _, start, end in item.codes):
        kind: MentionKind = (
            "government" if sector == "GOV" else "armed-group" if sector in ("REB", "UAF") else "organization"
        )
        entry = Entry(key, name, kind, "body", country=country, sector=sector, origin="PETRARCH")
        tables.add_body(entry, forms, first=True)
        return
    terms = []
    for code, start, end in item.codes:
        of, part = _meaning(code, tables)
        terms.append(Term("", of or "", of, part, start, end, exact=True, official=False))
    # a code without days holds when none with days does
    terms.sort(key=lambda t: t.start is None and t.end is None)
    person = Entry(key, name, "person", "person", country=country, origin="PETRARCH", terms=tuple(terms))
    tables.add_person(person, forms, [], first=True)


def _add_agent(item: _Item, roles: RoleTable) -> None:
    code = item.codes[0][0].strip("~")
    sector = next((code[i : i + 3] for i in range(0, len(code), 3) if code[i : i + 3] in SECTORS), None)
    if sector is None:
        return
    for form in item.forms:
        noun = form.lower()
        known = roles.exact(noun.split())
        roles.add(noun, sector, plural=item.plural.lower(), like=known)
