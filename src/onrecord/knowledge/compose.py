"""Who a noun phrase is, from its parts: "Iranian Gen. Qassem Soleimani", "two Iraqi bases", "former prime minister"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from onrecord.knowledge.loading import Tables, is_single, office_of, slug
from onrecord.knowledge.parts import Parts, collect, leading_name
from onrecord.knowledge.persons import likeliest, resolve_entry, term_on
from onrecord.knowledge.phrase import Item, Phrase
from onrecord.knowledge.records import Entry, Resolution, RoleNoun
from onrecord.knowledge.roles import RoleTable
from onrecord.knowledge.words import Word, fold, words_of
from onrecord.model import MentionKind

_STATE = frozenset(("GOV", "LEG", "JUD", "MIL", "SPY", "COP"))
_ARMED = frozenset(("REB", "PRM", "UAF", "CRM"))
_YIELDING = frozenset(("GOV", "CVL", "REL"))
"""Sectors of modifiers that leave a head's own sector alone: "government forces" are MIL, "Shiite militias" PRM."""
_PASS_COUNTRY_IN = frozenset(
    ("COP", "CVL", "JUD", "LEG", "GOV", "REB", "OPP", "JRN", "EDU", "MED", "REL", "LAB", "AGR")
)
"""Sectors of people who belong to the country that they are "in": not soldiers, refugees or companies."""

Recurse = Callable[[list[Word]], Resolution | None]


def _modifier_country(parts: Parts) -> str | None:
    if parts.joined and len(set(parts.countries)) > 1:
        return None
    if parts.countries:
        return parts.countries[0]
    return next((b.country for b in parts.bodies if b.country), None)


def _body_sector(body: Entry, role: RoleNoun) -> str | None:
    """Return what a named body makes of a role noun: "Hamas police", "NATO officials", "U.N. troops"."""
    if role.strength == "firm":
        overrides = body.kind == "armed-group" and body.sector in _ARMED and role.sector in _STATE
        return body.sector if overrides else role.sector
    if body.sector == "GOV" and role.strength == "default":
        return role.sector  # "government forces"
    if body.sector is not None:
        return body.sector
    return role.sector if role.strength == "default" and role.sector != "GOV" else None


def _role_sector(role: RoleNoun, parts: Parts, country: str | None) -> str | None:
    """Return the sector of a role noun with the modifiers that it has."""
    for modifier in reversed(parts.roles):
        if modifier.noun == "opposition" and (role.strength != "firm" or role.sector in ("PTY", "LEG")):
            return "OPP"
        if modifier.sector is None or role.strength == "firm":
            continue
        if role.strength == "default" and modifier.sector in _YIELDING:
            continue
        return modifier.sector
    if parts.bodies:
        return _body_sector(parts.bodies[-1], role)
    for person in parts.people:
        sector = person.terms[0].sector if person.terms else person.sector
        if sector in _ARMED and role.strength != "firm":
            return sector
    if role.strength == "weak":
        several = parts.joined and bool(parts.countries)  # "British and EU negotiators"
        return role.sector if several or (country and country not in ("IGO", "NGO")) else None
    return role.sector


def _kind(role: RoleNoun, sector: str | None, named: bool) -> MentionKind:
    if named and role.is_person:
        return "person"
    if role.is_person:
        return "group" if role.plural else "role"
    if role.type == "facility":
        return "facility"
    if role.type == "group":
        return "group"
    if sector in ("REB", "PRM"):
        return "armed-group"
    return "government" if sector == "GOV" else "organization"


def _counts(role: RoleNoun, phrase: Phrase) -> bool:
    """Whether a noun only counts what follows: "thousands of protesters", "a group of gunmen"."""
    if phrase.link not in ("of", "from") or not phrase.rest:
        return False
    return role.type == "quantity" or role.noun in (
        "group",
        "team",
        "crowd",
        "member",
        "network",
        "coalition",
    )


class Composer:
    """Puts phrases together. Holds only the tables; every call is a pure function of its arguments."""

    def __init__(self, tables: Tables, roles: RoleTable) -> None:
        self._tables = tables
        self._roles = roles

    def resolve(self, phrase: Phrase, on: dt.date | None, recurse: Recurse) -> Resolution | None:
        """Return who the phrase is, or ``None`` where nothing in it is known."""
        parts = collect(phrase.core, on)
        head = parts.head
        if head is not None and head.role is not None and _counts(head.role, phrase):
            inner = recurse(phrase.rest)
            if inner is None:
                return None
            return replace(inner, name=None, id=None, role=inner.role or head.role.noun, kind="group")
        if head is not None and head.entries:
            found: Resolution | None = self._from_name(parts, head, on)
        elif head is not None and head.role is not None and head.role.type != "quantity":
            found = self._from_role(parts, head.role, phrase, on, recurse)
        else:
            found = self._from_modifiers(parts)
        if found is not None:
            return found
        if phrase.link == "," and phrase.rest:
            return self._from_apposition(parts, recurse(phrase.rest))
        if phrase.link in ("of", "from") and phrase.rest:
            inner = recurse(phrase.rest)
            if inner is not None and parts.name:
                why = f"'{parts.name}' {phrase.link} {inner.why}"
                return Resolution(parts.name, None, inner.country, None, None, "other", why)
            if inner is not None:
                return replace(inner, name=None, id=None, role=None, kind="other", why=f"of: {inner.why}")
        return None

    def _from_name(self, parts: Parts, head: Item, on: dt.date | None) -> Resolution:
        """Resolve a phrase whose head is a known name: "Iranian Gen. Qassem Soleimani", "the French Senate"."""
        entry = self._fitting(parts, head.entries or [], on)
        found = resolve_entry(entry, on, head.text)
        if parts.name and entry.entry_kind != "person":
            return self._with_unknown_name(parts, entry, found)
        if entry.entry_kind == "person":
            if parts.former and found.sector in _STATE and not (found.role or "").startswith("former"):
                return replace(
                    found, sector="ELI", role=f"former {found.role}", why=f"{found.why}; called former"
                )
            return found
        own = next((c for c in parts.countries if c != entry.country), None)
        if (
            entry.entry_kind == "body"
            and own
            and entry.country not in (None, "IGO", "NGO")
            and own not in ("IGO", "NGO")
        ):
            if entry.kind == "armed-group":
                return found
            why = f"'{head.text}' of {own}, not of {entry.country}"
            return replace(found, name=None, id=None, country=own, why=why)
        if (
            entry.entry_kind in ("adjective", "people", "region", "country")
            and parts.roles
            and found.sector is None
        ):
            return replace(found, sector=parts.roles[-1].sector, why=f"{found.why}; {parts.roles[-1].noun}")
        return found

    def _fitting(self, parts: Parts, entries: list[Entry], on: dt.date | None) -> Entry:
        """Among namesakes prefer the one of the country that the phrase names."""
        if len(entries) > 1 and parts.countries:
            same = [e for e in entries if e.country == parts.countries[0]]
            if same:
                return likeliest(same, on)
        return likeliest(entries, on)

    def _with_unknown_name(self, parts: Parts, entry: Entry, found: Resolution) -> Resolution:
        """Resolve an unknown name after a known one: "Pentagon's John Doe" has its country and sector."""
        name = parts.name
        sector = "ELI" if parts.former and found.sector in _STATE else found.sector
        why = f"'{name}' after {found.why}"
        if entry.entry_kind in ("country", "capital", "seat", "region"):
            return Resolution(None, None, found.country, None, None, "other", why)
        return Resolution(name, None, found.country, sector, None, "other", why)

    def _from_role(
        self, parts: Parts, role: RoleNoun, phrase: Phrase, on: dt.date | None, recurse: Recurse
    ) -> Resolution | None:
        """Resolve a phrase whose head is a role noun, with the unknown name that may follow it."""
        country = _modifier_country(parts)
        sector = _role_sector(role, parts, country)
        whys = [f"noun '{role.noun}'"]
        if country:
            whys.append(f"modifier says {country}")
        inner = (
            recurse(phrase.rest)
            if phrase.rest and phrase.link in ("of", "for", "from", "in", "at", "within")
            else None
        )
        of = ""
        if inner is not None:
            country, sector, of = self._with_object(role, phrase.link, country, sector, parts, inner)
            whys.append(f"{phrase.link} ({inner.why})")
        country = country or role.country
        if parts.name and role.is_person:
            known = self._namesake(parts, role, sector, country, on)
            if known is not None:
                return resolve_entry(known, on, parts.name)
        holder = None
        open_name = not (parts.name or parts.former or parts.trailing or role.plural) and role.is_person
        if open_name and phrase.definite and not parts.qualified:
            holder = self.holder(
                role.noun,
                (
                    parts.bodies[-1].name
                    if parts.bodies and not role.country
                    else of or country or role.country or ""
                ),
                on,
            )
        if holder is not None:
            return replace(holder, why=f"{role.noun} of {country} on {on}: {holder.why}")
        if parts.former and role.is_person and sector in _STATE:
            sector = "ELI"
            whys.append("former")
        if open_name and phrase.link == ",":
            parts.name = leading_name(phrase.rest)
        if sector is None and country is None and not parts.name:
            return None
        return self._composed(parts, role, country, sector, "; ".join(whys))

    def _composed(
        self, parts: Parts, role: RoleNoun, country: str | None, sector: str | None, why: str
    ) -> Resolution:
        named = bool(parts.name) and role.is_person
        name: str | None = parts.name if named else None
        key: str | None = None
        bare = not (
            parts.name or parts.trailing or parts.roles or parts.bodies or parts.regional or role.plural
        )
        if bare and country in self._tables.countries and self._roles.is_institution(role):
            name = f"{self._tables.adjectives[country]} {role.noun}"
            key = f"or:{country.lower()}/{slug(role.noun)}"
        kind = "other" if parts.trailing else _kind(role, sector, named)
        label = ("former " if parts.former and role.is_person else "") + role.noun
        return Resolution(name, key, country, sector, label, kind, why)

    def _with_object(
        self,
        role: RoleNoun,
        link: str,
        country: str | None,
        sector: str | None,
        parts: Parts,
        inner: Resolution,
    ) -> tuple[str | None, str | None, str]:
        """Add what the object of a preposition says: "commander of the Quds Force", "police in Istanbul"."""
        if link in ("in", "at", "within"):
            return (country or (inner.country if sector in _PASS_COUNTRY_IN else None)), sector, ""
        country = country or inner.country
        if link == "for" and role.strength not in ("weak", "none", "default"):
            return country, sector, ""
        open_head = role.strength in ("weak", "none") and not parts.roles and not parts.bodies
        if open_head and inner.sector == "ELI":
            return country, sector, ""
        if open_head and inner.sector is not None:
            sector = inner.sector
        elif open_head and role.strength == "weak" and inner.kind in ("country", "nationality", "place"):
            sector = role.sector
        elif (
            role.strength == "default"
            and inner.kind in ("organization", "armed-group")
            and inner.id is not None
        ):
            sector = inner.sector or (None if role.sector == "GOV" else role.sector)
        return country, sector, inner.name if inner.kind == "organization" and inner.name else ""

    def _namesake(
        self, parts: Parts, role: RoleNoun, sector: str | None, country: str | None, on: dt.date | None
    ) -> Entry | None:
        """Return the one known person with this name whose standing fits the title before it: "Secretary Pompeo"."""
        keys = [w.key for w in words_of(parts.name)]
        found = []
        for entry in self._tables.by_name.get(keys[-1], []):
            if len(keys) > 1 and fold(entry.name.split()[0]) != keys[0]:
                continue
            if (
                country is not None
                and entry.country != country
                and all(t.country != country for t in entry.terms)
            ):
                continue
            term = term_on(entry, on)
            if len(keys) > 1 or (term is not None and (term.sector == sector or term.office == role.noun)):
                found.append(entry)
        return found[0] if len({e.key for e in found}) == 1 else None

    def holder(self, office: str, of: str, on: dt.date | None) -> Resolution | None:
        """Return who held an office of a country (code) or body (name) on a day; ``None`` without a day."""
        if on is None or not of:
            return None
        known = self._tables.holders.get((fold(office_of(office)), fold(of)), [])
        if not is_single(office_of(office)):
            return None
        then = {e.key: e for t, e in known if t.covers(on)}
        if len(then) != 1:
            return None
        entry = next(iter(then.values()))
        term = next(t for t, e in known if e is entry and t.covers(on))
        return replace(
            resolve_entry(entry, on, f"{office} of {of}"),
            country=term.country,
            sector=term.sector,
            role=term.office,
        )

    def _from_modifiers(self, parts: Parts) -> Resolution | None:
        """Resolve a phrase with an unknown head by what stands before it: "an Iranian missile attack"."""
        country = _modifier_country(parts)
        sector = parts.roles[-1].sector if parts.roles and parts.roles[-1].strength != "weak" else None
        if parts.bodies and sector is None:
            sector = parts.bodies[-1].sector
        if country is None and sector is None:
            return None
        name = parts.name or None
        return Resolution(name, None, country, sector, None, "other", "modifiers of an unknown noun")

    def _from_apposition(self, parts: Parts, inner: Resolution | None) -> Resolution | None:
        """Give an unknown name what its apposition says: "Jane Doe, a Treasury spokeswoman"."""
        if inner is None or not parts.name:
            return inner
        if inner.id is not None and inner.kind == "person":
            return inner
        return replace(inner, name=parts.name, id=None, kind="person", why=f"apposition: {inner.why}")
