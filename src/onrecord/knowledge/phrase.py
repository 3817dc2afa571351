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
    item.possessive = words[end - 1].possessive
    classes = word_classes()
    if end < len(words) and keys[end] in classes["not_own"] and not item.possessive:
        item.own = False
    if at and words[at - 1].hyphen and keys[at - 1] in classes["prefixes"]:
        item.own = False
    return end, item


def _ends(word: Word, core: Sequence[Item]) -> bool:
    """Whether a word ends the phrase's own part."""
    classes = word_classes()
    if word.key == BREAK:
        return any(not item.plain for item in core) or any(item.capital for item in core)
    if not core:
        return False
    if word.key in ("and", "or", "&"):
        return any(
            i.role is not None or (i.entries and i.entries[0].entry_kind not in ("adjective", "region"))
            for i in core
        )
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
        if not known and _ends(word, core):
            return Phrase(core, "," if word.key == BREAK else word.key, list(words[at + 1 :]))
        if word.key == BREAK:
            at += 1
            continue
        end, item = _item_at(words, keys, texts, at, aliases, roles)
        if item.plain and _ends(word, core):
            return Phrase(core, word.key, list(words[at + 1 :]))
        core.append(item)
        at = end
    return Phrase(core, "", [])
