"""Longest-match lookup of aliases in a sequence of words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.knowledge.records import Entry
from onrecord.knowledge.words import case_fits, case_rules, words_of


@dataclass(frozen=True, slots=True)
class Alias:
    """One written form of an entry, with the capitals it asks for."""

    words: tuple[str, ...]
    rules: tuple[int, ...]
    entry: Entry


class _Node:
    __slots__ = ("aliases", "children")

    def __init__(self) -> None:
        self.children: dict[str, _Node] = {}
        self.aliases: list[Alias] = []


class AliasTable:
    """A trie over folded words. Adding is for loading; looking up changes nothing."""

    def __init__(self) -> None:
        self._root = _Node()
        self.size = 0

    def add(self, form: str, entry: Entry, *, first: bool = False) -> None:
        """Add one written form. A closing ``!`` asks for the very same letters ("CAR!")."""
        exact = form.endswith("!")
        words = [w for w in words_of(form.rstrip("!")) if w.key]
        if len(words) > 1 and words[0].text == "the":
            words = words[1:]
        if not words:
            return
        node = self._root
        for word in words:
            node = node.children.setdefault(word.key, _Node())
        texts = tuple(w.text for w in words)
        rules = (2,) * len(texts) if exact else case_rules(texts)
        if any(a.entry is entry for a in node.aliases):
            return
        alias = Alias(texts, rules, entry)
        node.aliases.insert(0, alias) if first else node.aliases.append(alias)
        self.size += 1

    def starts(self, key: str) -> bool:
        """Whether any alias starts with this word."""
        return key in self._root.children

    def longest(
        self, keys: Sequence[str], texts: Sequence[str], start: int, *, any_case: bool = False
    ) -> tuple[int, list[Entry]] | None:
        """Return the end (exclusive) and entries of the longest alias that begins at ``start``."""
        node = self._root.children.get(keys[start])
        best: tuple[int, list[Entry]] | None = None
        at = start + 1
        while node is not None:
            if node.aliases:
                span = texts[start:at]
                found = [a.entry for a in node.aliases if any_case or case_fits(a.rules, a.words, span)]
                if found:
                    best = (at, found)
            if at >= len(keys):
                break
            node = node.children.get(keys[at])
            at += 1
        return best

    def entries(self) -> Iterable[tuple[tuple[str, ...], list[Alias]]]:
        """Yield every key with its aliases, for checks of the data."""
        stack: list[tuple[tuple[str, ...], _Node]] = [((), self._root)]
        while stack:
            key, node = stack.pop()
            if node.aliases:
                yield key, node.aliases
            stack.extend(((*key, k), child) for k, child in node.children.items())


def at_date(entries: Sequence[Entry], on: dt.date | None) -> list[Entry]:
    """Keep the entries that existed on that day, or all where none did or no day is given."""
    if on is None or len(entries) == 1:
        return list(entries)
    then = [e for e in entries if (e.start is None or e.start <= on) and (e.end is None or on <= e.end)]
    return then or list(entries)
