"""What the words of a noun phrase's own part say: its head, the name after it, and its modifiers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.knowledge.persons import likeliest
from onrecord.knowledge.phrase import Item, word_classes
from onrecord.knowledge.records import Entry, RoleNoun
from onrecord.knowledge.words import BREAK, Word


@dataclass(slots=True)
class Parts:
    """What the words of a phrase's own part say."""

    head: Item | None = None
    name: str = ""
    countries: list[str] = field(default_factory=list)
    bodies: list[Entry] = field(default_factory=list)
    people: list[Entry] = field(default_factory=list)
    roles: list[RoleNoun] = field(default_factory=list)
    former: bool = False
    trailing: bool = False
    """Whether a word that is not known stands after the head: "army offensive"."""
    qualified: bool = False
    """Whether other words stand in it: "a local leader", "senior"."""
    regional: bool = False
    """Whether it is of a region, so that "Texas police" is no national body."""
    joined: bool = False
    """Whether "and" joins the modifiers: "U.S. and Iraqi forces"."""


def _chosen(item: Item, on: dt.date | None) -> Entry:
    return likeliest(item.entries or [], on)


def _is_name_word(item: Item) -> bool:
    return item.plain and item.capital and item.key not in word_classes()["not_names"]


def _join(items: Sequence[Item]) -> str:
    """Write words as one name, with the hyphens that they had."""
    return "".join(i.text + ("-" if i.hyphen else " ") for i in items).strip(" -")


def _split_name(core: Sequence[Item]) -> tuple[int, str, bool]:
    """Return the index of the last known piece (-1: none), the unknown name after it, and whether words follow it."""
    at = len(core) - 1
    name: list[Item] = []
    trailing = False
    while at >= 0 and core[at].plain:
        particle = bool(name) and core[at].key in word_classes()["particles"]
        in_name = (
            particle or _is_name_word(core[at]) or (at > 0 and core[at - 1].hyphen and core[at - 1].plain)
        )
        if in_name:
            name.insert(0, core[at])
        elif name:
            break
        elif core[at].key not in word_classes()["adverbs"]:
            trailing = trailing or core[at].key.isalnum()
        at -= 1
    if at >= 0 and core[at].plain:
        at = -1
    return at, _join(name), trailing


def _is_other_name(item: Item, before: Item | None) -> bool:
    """Whether a well-known surname is somebody else's here: the "Cruz" of "Santa Cruz"."""
    if before is None or not item.entries or item.entries[0].entry_kind != "person" or " " in item.text:
        return False
    return _is_name_word(before) and not before.possessive


def _find_head(core: Sequence[Item]) -> tuple[int, str, bool]:
    """Return the head's index (-1: none known), the unknown name after it, and whether other words follow it."""
    at, name, trailing = _split_name(core)
    if at < 0:
        return at, name, trailing
    item = core[at]
    surname = item.role is not None and item.key in word_classes()["surnames"] and item.capital
    if surname and not name and at and _is_name_word(core[at - 1]):
        item.role = None
        return -1, f"{core[at - 1].text} {item.text}", trailing
    if not item.own or (item.possessive and (name or trailing)) or (item.entries and trailing):
        return -1, name, trailing
    if _is_other_name(item, core[at - 1] if at else None):
        item.entries = None
        return -1, _join([core[at - 1], item]) + (f" {name}" if name else ""), trailing
    before = core[at - 1].role if at else None
    ranked = before is not None and before.is_person and before.strength in ("firm", "default")
    if name and item.role is not None and ranked:
        return at - 1, name, trailing  # "President Sheikh Sharif": the office says more than the honorific
    return at, name, trailing


def collect(core: Sequence[Item], on: dt.date | None) -> Parts:
    """Read the items of a phrase's own part."""
    at, name, trailing = _find_head(core)
    parts = Parts(head=core[at] if at >= 0 else None, name=name, trailing=trailing)
    classes = word_classes()
    for n, item in enumerate(core):
        if item.key in classes["former"] and item.plain:
            parts.former = True
        if item.key in ("and", "or"):
            parts.joined = True
        if item.plain and not item.capital and item.key != "current":
            parts.qualified = True
        if n == at or not item.own:
            continue
        if item.role is not None and item.role.is_person and item.possessive:
            continue  # "the president's critics" hold no office
        if item.role is not None and item.role.type != "quantity":
            parts.roles.append(item.role)
        elif item.entries:
            entry = _chosen(item, on)
            if entry.entry_kind == "person":
                parts.people.append(entry)
            elif entry.entry_kind == "body":
                parts.bodies.append(entry)
            parts.regional = parts.regional or entry.entry_kind == "region"
            if entry.entry_kind != "body" and entry.country:
                parts.countries.append(entry.country)
    return parts


def leading_name(words: Sequence[Word]) -> str:
    """Return the unknown name of two or more words that an apposition begins with, else an empty text."""
    name = []
    for word in words:
        if word.key == BREAK or not word.text[:1].isupper() or word.key in word_classes()["not_names"]:
            break
        name.append(Item(word.text, word.key, hyphen=word.hyphen))
    return _join(name) if len(name) > 1 else ""
