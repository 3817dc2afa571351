"""Role nouns: what a noun says about whom it names, singular and plural."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from onrecord.knowledge.loading import forms_of, rows
from onrecord.knowledge.records import RoleNoun, RoleType, Strength
from onrecord.knowledge.words import words_of

_STRENGTHS: dict[str, Strength] = {"~": "default", "?": "weak"}
_TYPES: dict[str, RoleType] = {
    "p": "person", "g": "group", "i": "organization", "o": "organization", "f": "facility", "q": "quantity",
}  # fmt: skip
_IRREGULAR = {"man": "men", "woman": "women", "person": "people", "child": "children", "wife": "wives"}
_SAME = frozenset(
    ("police", "people", "staff", "personnel", "media", "clergy", "aircraft", "series", "law enforcement")
)


def plural_of(phrase: str) -> str:
    """Return the plural of a role noun; "of" phrases take it on their first part ("chiefs of staff")."""
    head, of, rest = phrase.partition(" of ")
    if not of:
        head, of, rest = phrase.partition(" in ")
    stem, blank, last = head.rpartition(" ")
    if last == "general" and stem in (
        "attorney",
        "secretary",
        "director",
        "consul",
        "prosecutor",
        "solicitor",
    ):
        return f"{stem}s general"
    if last in _SAME:
        plural = last
    elif last in _IRREGULAR:
        plural = _IRREGULAR[last]
    elif last.endswith(("woman", "man")) and last not in ("human", "shaman"):
        plural = last[:-2] + "en"
    elif last.endswith("y") and last[-2:-1] not in "aeiou":
        plural = last[:-1] + "ies"
    elif last.endswith(("s", "x", "ch", "sh")):
        plural = last + "es" if last != "forces" else last
    else:
        plural = last + "s"
    return stem + blank + plural + of + rest


class RoleTable:
    """All role nouns by their words, looked up from the left, longest first."""

    def __init__(self) -> None:
        self._nouns: dict[tuple[str, ...], RoleNoun] = {}
        self._longest: dict[str, int] = {}
        self._institutions: set[str] = set()
        for row in rows("roles.tsv"):
            self._add_row(row)

    def _add_row(self, row: dict[str, str]) -> None:
        sector, kind = row["sector"].rstrip("~?-"), row["type"]
        strength: Strength = _STRENGTHS.get(row["sector"][-1:], "firm")
        if not sector and row["sector"] != "-":  # "-": never takes a sector from what it is of, as "critic"
            strength = "none"
        noun = RoleNoun(
            noun=row["noun"],
            sector=sector or None,
            strength=strength,
            type=_TYPES[kind],
            is_person=kind == "p",
            is_collective=kind in "gio",
            plural=False,
            country=row["country"] or None,
        )
        if kind == "i":
            self._institutions.add(row["noun"])
        for form in (row["noun"], *forms_of(row["forms"])):
            known = replace(noun, noun=row["noun"] if len(form) <= 4 or form.endswith("men") else form)
            self._put(form, known)
            if kind != "q" or form in ("thousand", "hundred", "dozen", "million", "score"):
                self._put(plural_of(form), replace(known, plural=True))

    def _put(self, form: str, noun: RoleNoun) -> None:
        key = tuple(w.key for w in words_of(form) if w.key)
        self._nouns.setdefault(key, noun)
        self._longest[key[0]] = max(self._longest.get(key[0], 0), len(key))

    def add(self, noun: str, sector: str, *, plural: str = "", like: RoleNoun | None = None) -> None:
        """Add a user's own noun for people, or give a known one (``like``) another sector."""
        known = like or RoleNoun(noun, sector, "firm", "person", True, False, False)
        known = replace(known, sector=sector, strength="firm")
        for form, many in ((noun, known.plural), (plural or plural_of(noun), True)):
            key = tuple(w.key for w in words_of(form) if w.key)
            if key:
                self._nouns[key] = replace(known, plural=many)
                self._longest[key[0]] = max(self._longest.get(key[0], 0), len(key))

    def longest(self, keys: Sequence[str], start: int) -> tuple[int, RoleNoun] | None:
        """Return the end (exclusive) and the noun of the longest role phrase that begins at ``start``."""
        for length in range(min(self._longest.get(keys[start], 0), len(keys) - start), 0, -1):
            noun = self._nouns.get(tuple(keys[start : start + length]))
            if noun is not None:
                return start + length, noun
        return None

    def exact(self, keys: Sequence[str]) -> RoleNoun | None:
        """Return the noun that these words are."""
        return self._nouns.get(tuple(keys))

    def is_institution(self, noun: RoleNoun) -> bool:
        """Whether a country has one of these, so that "the Turkish parliament" is one actor with a key."""
        return noun.noun in self._institutions

    def nouns(self) -> dict[tuple[str, ...], RoleNoun]:
        """Return all forms, for checks of the data."""
        return dict(self._nouns)


@cache
def role_table() -> RoleTable:
    """Return the process's role nouns."""
    return RoleTable()
