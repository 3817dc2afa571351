"""What the knowledge room holds and answers: entries with dates, and resolutions that say why."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from onrecord.model import MentionKind

EntryKind = Literal["country", "adjective", "people", "capital", "seat", "region", "body", "person"]
"""What sort of alias it was: "Iran", "Iranian", "Iranians", "Tehran", "Kremlin", "Chechen", "NATO", "Donald Trump"."""

Strength = Literal["firm", "default", "weak", "none"]
"""How far a role noun's own sector holds against its modifiers.

``firm`` always ("protesters"); ``default`` unless a named body says otherwise ("fighters", "president");
``weak`` only where a country is named and nothing else says ("Iranian officials"); ``none`` has no sector.
"""

RoleType = Literal["person", "group", "organization", "facility", "quantity"]


@dataclass(frozen=True, slots=True)
class Resolution:
    """Who a phrase names, as far as it is known; what is not known is ``None``."""

    name: str | None
    """Canonical name where known: "Donald Trump", "NATO", "Iran", "Turkish police"."""
    id: str | None
    """Stable key: a Wikidata QID where it is sure, else our own such as ``or:person/judd-deere``."""
    country: str | None
    """ISO 3166-1 alpha-3 (``XKX`` for Kosovo), ``IGO`` or ``NGO``."""
    sector: str | None
    """PLOVER sector."""
    role: str | None
    """What he, she or it is: "president", "deputy press secretary"."""
    kind: MentionKind | None
    why: str
    """Readable: which entries and rules decided."""


@dataclass(frozen=True, slots=True)
class Term:
    """One office or standing of a person, from ``start`` to ``end``, both included; ``None`` is open or unknown."""

    office: str
    of: str
    """Code of a country, or the name of a body, that the office is of."""
    country: str | None
    sector: str | None
    start: dt.date | None
    end: dt.date | None
    exact: bool
    """Whether both dates are known to the day (or open)."""
    official: bool
    """Whether leaving it makes somebody a former official (PLOVER's ELI)."""

    def covers(self, on: dt.date) -> bool:
        """Whether the term was running on that day."""
        return (self.start is None or self.start <= on) and (self.end is None or on <= self.end)


@dataclass(frozen=True, slots=True)
class Entry:
    """One actor, or one way of naming a country."""

    key: str
    name: str
    kind: MentionKind
    entry_kind: EntryKind
    country: str | None = None
    sector: str | None = None
    role: str | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    terms: tuple[Term, ...] = ()
    died: dt.date | None = None
    before: tuple[str | None, str] | None = None
    """Sector and role before the first term, such as ``("BUS", "businessman")``."""
    origin: str = ""
    """Data file that it stands in."""


@dataclass(frozen=True, slots=True)
class RoleNoun:
    """A noun or noun phrase that says what somebody is."""

    noun: str
    """Singular: "press secretary"."""
    sector: str | None
    strength: Strength
    type: RoleType
    is_person: bool
    is_collective: bool
    plural: bool
    """Whether the form looked up was a plural."""
    country: str | None = None
    """``NGO`` or ``IGO`` where the noun itself says so ("aid agency"), or the one country that has such an office."""


@dataclass(frozen=True, slots=True)
class Match:
    """An alias found by ``Knowledge.scan``: token indices, end exclusive."""

    start: int
    end: int
    resolution: Resolution
    entry_kind: EntryKind
    others: tuple[Resolution, ...] = ()
    """Further bodies of this name at that time: an acronym that two bear, for the context to choose from."""
