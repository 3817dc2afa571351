"""A noun phrase cut into the names, role nouns and other words that it is put together from."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from onrecord.knowledge.aliases import AliasTable
from onrecord.knowledge.records import Entry, RoleNoun
from onrecord.knowledge.roles import RoleTable
from onrecord.knowledge.words import BREAK, Word


@cache
def word_classes() -> dict[str, frozenset[str]]:
    """Return the closed classes of words that decide how a phrase is put together."""
    text = files("onrecord.knowledge").joinpath("data", "phrase_words.toml").read_text(encoding="utf-8")
    return {name: frozenset(words) for name, words in tomllib.loads(text).items()}


@dataclass(slots=True)
class Item:
    """One piece of a phrase: a known name, a role noun, or another word."""

    text: str
    key: str
    entries: list[Entry] | None = None
    role: RoleNoun | None = None
    own: bool = True
    """Whether it is the phrase's own: not the "Iran" of "Iran-backed"."""
    possessive: bool = False
    hyphen: bool = False
    """Whether a hyphen stands right after it."""

    @property
    def capital(self) -> bool:
        """Whether it is written with a capital."""
        return self.text[:1].isupper()

    @property
    def plain(self) -> bool:
        """Whether it is neither a known name nor a role noun."""
        return self.entries is None and self.role is None


@dataclass(slots=True)
class Phrase:
    """The phrase's own part, then the word that ends it and what follows."""

    core: list[Item]
    link: str
    """Preposition, ``,``, ``and``, or empty where nothing follows."""
    rest: list[Word]
    definite: bool = True
    """Whether it can mean the one holder of an office: not "a Taliban leader"."""


def _item_at(words: Sequence[Word], keys: Sequence[str], texts: Sequence[str], at: int, aliases: AliasTable, roles: RoleTable) -> tuple[int, Item]:  # fmt: skip
    name = aliases.longest(keys, texts, at)
    role = roles.longest(keys, at)
    if name is not None and (role is None or name[0] >= role[0]):
        end, item = name[0], Item("", keys[at], entries=name[1])
    elif role is not None:
        end, item = role[0], Item("", role[1].noun, role=role[1])
    else:
        end, item = at + 1, Item("", keys[at])
    item.text = " ".join(texts[at:end])
    item.possessive, item.hyphen = words[end - 1].possessive, words[end - 1].hyphen
    classes = word_classes()
    foreign = end + 1 < len(words) and keys[end] in classes["not_own"] and not item.possessive
    after = roles.longest(keys, end) if foreign else None
    foreign = foreign and (
        after is None or after[0] == end + 1
    )  # not the "Russian" of "Russian armed forces"
    if foreign and (item.hyphen or item.entries is not None):
        item.own = False  # "Iran-backed", and "Iranian backed", but not "hackers linked to"
    if at and words[at - 1].hyphen and keys[at - 1] in classes["prefixes"]:
        item.own = False
    return end, item


def _is_content(item: Item) -> bool:
    """Whether it can be, or be part of, whom the phrase names."""
    return (
        item.entries is not None or item.capital or (item.role is not None and item.role.type != "quantity")
    )


def _ends(word: Word, core: Sequence[Item], after: Sequence[Entry]) -> bool:
    """Whether a word ends the phrase's own part. ``after`` are the known names that follow it."""
    classes = word_classes()
    if not core:
        return False
    if word.key == BREAK:
        return any(not item.plain or item.capital for item in core)
    if word.key in ("and", "or"):
        if any(i.role is not None and i.role.type != "quantity" for i in core):
            return True
        joins = core[-1].plain or any(e.entry_kind in ("adjective", "region") for e in core[-1].entries or [])
        return not joins or (bool(after) and not any(e.entry_kind == "adjective" for e in after))
    if word.key in classes["amounts"] and not any(_is_content(item) for item in core):
        return False  # "more than 200 soldiers", "at least two men"
    if word.key in classes["prepositions"] or word.key in classes["clauses"]:
        return True
    before = core[-1]
    return (
        before.role is not None
        and word.text.islower()
        and word.key.endswith(("ing", "ed"))
        and len(word.key) > 4
    )


def cut(words: Sequence[Word], aliases: AliasTable, roles: RoleTable) -> Phrase:
    """Cut a phrase into items, up to the word that ends its own part."""
    keys = [w.key for w in words]
    texts = [w.text for w in words]
    core: list[Item] = []
    at = 0
    while at < len(words):
        word = words[at]
        known = word.key != BREAK and (aliases.starts(word.key) or roles.longest(keys, at) is not None)
        if not known:
            after = at + 2 if at + 2 < len(words) and keys[at + 1] == "the" else at + 1
            next_name = aliases.longest(keys, texts, after) if after < len(words) else None
            if _ends(word, core, next_name[1] if next_name else []):
                return Phrase(core, "," if word.key == BREAK else word.key, list(words[at + 1 :]))
        if word.key == BREAK:
            at += 1
            continue
        end, item = _item_at(words, keys, texts, at, aliases, roles)
        if known and item.plain and _ends(word, core, []):
            return Phrase(core, word.key, list(words[at + 1 :]))
        core.append(item)
        at = end
    return Phrase(core, "", [])
