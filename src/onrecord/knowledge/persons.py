"""What somebody was on a given day: office holders, former ones, and those whose office was still to come."""

from __future__ import annotations

import datetime as dt

from onrecord.knowledge.records import Entry, Resolution, Term

_STATE_SECTORS = frozenset(("GOV", "LEG", "JUD", "MIL", "SPY", "COP"))


def term_on(person: Entry, on: dt.date | None) -> Term | None:
    """Return the person's first-listed term that was running on that day (the most notable one without a day)."""
    if on is None:
        return person.terms[0] if person.terms else None
    return next((t for t in person.terms if t.covers(on)), None)


def _last_before(person: Entry, on: dt.date) -> Term | None:
    past = [t for t in person.terms if t.end is not None and t.end < on]
    return max(past, key=lambda t: t.end or dt.date.min, default=None)


def _state(person: Entry, on: dt.date | None) -> tuple[str | None, str | None, str | None, str]:
    """Return country, sector, role and the rule for a person on a day."""
    term = term_on(person, on)
    if term is not None:
        when = "most notable office, no date given" if on is None else f"in office on {on}"
        return term.country, term.sector, term.office or None, when
    last = _last_before(person, on) if on is not None else None
    if last is not None:
        if person.died is not None and last.end is not None and (person.died - last.end).days <= 1:
            return last.country, last.sector, last.office or None, f"died in office on {person.died}"
        if last.official and last.sector in _STATE_SECTORS | {None}:
            return (
                person.country or last.country,
                "ELI",
                f"former {last.office}",
                f"left office on {last.end}",
            )
        role = f"former {last.office}" if last.office else None
        return person.country or last.country, last.sector, role, f"until {last.end}"
    if person.before is not None:
        return person.country, person.before[0], person.before[1], "before taking office"
    if person.terms:
        return person.country, None, None, "before any office known"
    return person.country, person.sector, person.role, "standing without dates"


def resolve_person(person: Entry, on: dt.date | None, alias: str) -> Resolution:
    """Resolve a person to country, sector and role on a day."""
    country, sector, role, rule = _state(person, on)
    return Resolution(
        name=person.name,
        id=person.key,
        country=country,
        sector=sector,
        role=role,
        kind="person",
        why=f"'{alias}' is {person.name}: {role or 'no office'}, {rule}",
    )


def resolve_entry(entry: Entry, on: dt.date | None, alias: str) -> Resolution:
    """Resolve any entry on a day."""
    if entry.entry_kind == "person":
        return resolve_person(entry, on, alias)
    return Resolution(
        name=entry.name,
        id=entry.key,
        country=entry.country,
        sector=entry.sector,
        role=entry.role,
        kind=entry.kind,
        why=f"'{alias}' is {entry.name} ({entry.entry_kind})",
    )


def likeliest(entries: list[Entry], on: dt.date | None) -> Entry:
    """Choose among people and bodies of one name: who is in office, else who was last, else who is listed first."""
    if len(entries) == 1 or on is None:
        return entries[0]

    def rank(entry: Entry) -> tuple[int, int]:
        if entry.entry_kind != "person":
            return (2, 0)
        if term_on(entry, on) is not None:
            return (3, 0)
        last = _last_before(entry, on)
        return (1, (last.end or dt.date.min).toordinal()) if last else (0, 0)

    return max(entries, key=rank)
