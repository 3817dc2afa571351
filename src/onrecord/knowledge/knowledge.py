"""The lookups of this room: who a phrase names, on a given day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from onrecord.knowledge.actors_file import add_actors
from onrecord.knowledge.aliases import at_date
from onrecord.knowledge.compose import Composer
from onrecord.knowledge.loading import Tables, load_tables
from onrecord.knowledge.persons import likeliest, resolve_entry
from onrecord.knowledge.petrarch_file import add_petrarch
from onrecord.knowledge.phrase import cut, word_classes
from onrecord.knowledge.records import Entry, Match, Resolution, RoleNoun
from onrecord.knowledge.roles import RoleTable, role_table
from onrecord.knowledge.words import BREAK, Word, case_fits, case_rules, key_of, parts_of, words_of

_LONGEST_PHRASE = 40
"""Words of a noun phrase that are looked at; a longer one has its head within them."""
_DEPTH = 4
"""How many prepositions deep a phrase is followed."""
_ARTICLES = frozenset(
    ("the", "a", "an", "this", "that", "these", "those", "his", "her", "its", "their", "our")
)
_MEMO = 200_000


class Knowledge:
    """Actors, countries and roles. Looking up changes nothing but caches; share one per process."""

    def __init__(self, tables: Tables, roles: RoleTable) -> None:
        self._tables = tables
        self._roles = roles
        self._composer = Composer(tables, roles)
        self._parts: dict[str, tuple[tuple[str, str], ...]] = {}
        self._resolved: dict[tuple[str, dt.date | None], Resolution | None] = {}

    def resolve(self, text: str, on: dt.date | None = None) -> Resolution | None:
        """Return who a whole noun phrase names on a day, by alias or from its parts; ``None`` if nothing is known."""
        known = (text, on)
        if known in self._resolved:
            return self._resolved[known]
        found = self._resolve(words_of(text)[:_LONGEST_PHRASE], on, _DEPTH)
        if len(self._resolved) >= _MEMO:
            self._resolved.clear()
        self._resolved[known] = found
        return found

    def _resolve(self, words: list[Word], on: dt.date | None, depth: int) -> Resolution | None:
        words = _trimmed(words)
        if not words or depth == 0:
            return None
        definite = words[0].key not in word_classes()["indefinite"]
        whole = self._whole(words)
        while whole is None and len(words) > 1 and words[0].key in _ARTICLES:
            words = words[1:]
            whole = self._whole(words)
        if whole is not None:
            entries = at_date(whole, on)
            found = resolve_entry(likeliest(entries, on), on, " ".join(w.text for w in words))
            if len({e.key for e in entries}) > 1:
                others = ", ".join(e.name for e in entries if e.name != found.name)
                found = _because(found, f"likelier on that day than {others}")
            return found
        phrase = cut(words, self._tables.aliases, self._roles)
        phrase.definite = definite
        return self._composer.resolve(phrase, on, lambda rest: self._resolve(rest, on, depth - 1))

    def _whole(self, words: list[Word]) -> list[Entry] | None:
        hit = self._tables.aliases.longest([w.key for w in words], [w.text for w in words], 0)
        return hit[1] if hit is not None and hit[0] == len(words) else None

    def scan(self, words: Sequence[str], on: dt.date | None = None) -> list[Match]:
        """Return the longest aliases in a tokenised text, left to right, without overlap; indices are of tokens."""
        keys: list[str] = []
        texts: list[str] = []
        owners: list[int] = []
        memo = self._parts
        for n, word in enumerate(words):
            parts = memo.get(word)
            if parts is None:
                if len(memo) >= _MEMO:
                    memo.clear()
                parts = memo[word] = parts_of(word)
            for key, text in parts:
                keys.append(key)
                texts.append(text)
                owners.append(n)
        aliases = self._tables.aliases
        found: list[Match] = []
        at = named = 0  # where the alias before ended
        while at < len(keys):
            hit = aliases.longest(keys, texts, at) if aliases.starts(keys[at]) else None
            if hit is None:
                at += 1
                continue
            end, entries = hit
            entry = likeliest(at_date(entries, on), on)
            alone = entry.entry_kind == "person" and end == at + 1 and named < at
            if alone and self._is_other_name(keys, texts, at):
                at = end
                continue
            form = " ".join(texts[at:end])
            others = tuple(
                resolve_entry(e, on, form) for e in at_date(entries, on) if e.key != entry.key
            ) if len(entries) > 1 and entry.entry_kind == "body" else ()  # fmt: skip
            found.append(
                Match(
                    owners[at], owners[end - 1] + 1, resolve_entry(entry, on, form), entry.entry_kind, others
                )
            )
            at = named = end
        return found

    def _is_other_name(self, keys: list[str], texts: list[str], at: int) -> bool:
        """Whether a surname stands after an unknown given name: the "Trump" of "Mary Trump" within a sentence."""
        if at < 2 or keys[at - 2] == BREAK or not texts[at - 1][:1].isupper():
            return False
        before = keys[at - 1]
        if before in word_classes()["not_names"]:
            return False
        return self._roles.longest(keys[:at], at - 1) is None

    def country(self, text: str) -> str | None:
        """Return the alpha-3 code that a name, adjective, demonym, capital or seat of government stands for."""
        known = self._tables.country_words.get(key_of(text))
        if known is None:
            return None
        form, entry = known
        alias = [w.text for w in words_of(form)]
        texts = [w.text for w in words_of(text) if w.key][-len(alias) :]
        rules = [rule if rule == 2 else 0 for rule in case_rules(alias)]
        return entry.country if case_fits(rules, alias, texts) else None

    def adjective(self, country: str) -> str | None:
        """Return the adjective of a country's code: "Iranian" for ``IRN``."""
        return self._tables.adjectives.get(country)

    def country_name(self, code: str) -> str | None:
        """Return the usual English name of a country's code."""
        entry = self._tables.countries.get(code)
        return entry.name if entry else None

    def role(self, noun: str) -> RoleNoun | None:
        """Return what a role noun or noun phrase says, in the singular or plural: "troops", "police chief"."""
        keys = [w.key for w in words_of(noun) if w.key]
        return self._roles.exact(keys) if keys else None

    def person(self, name: str, on: dt.date | None = None) -> Resolution | None:
        """Return the known person of this full name or surname: who is in office on the day, else who was last."""
        keys = [w.key for w in words_of(name) if w.key]
        if not keys:
            return None
        found = self._tables.by_name.get(" ".join(keys), [])
        return resolve_entry(likeliest(found, on), on, name) if found else None

    def persons(self, name: str) -> int:
        """Return how many known people share this name or surname."""
        return len({e.key for e in self._tables.by_name.get(key_of(name), [])})

    def holder(self, office: str, of: str, on: dt.date) -> Resolution | None:
        """Return who held an office on a day: ``holder("president", "Iran", date(2020, 1, 8))``."""
        place = of if of in self._tables.countries else self.country(of)
        if place is None:
            body = self._tables.bodies.get(key_of(of))
            place = body.name if body else None
        return self._composer.holder(office, place, on) if place else None

    def with_actors(self, path: str | Path) -> Knowledge:
        """Return knowledge with a user's own actors (CSV) before the built-in ones. See ``actors_file``."""
        tables = load_tables()
        add_actors(tables, path)
        return Knowledge(tables, self._roles)

    def with_petrarch(self, path: str | Path) -> Knowledge:
        """Return knowledge with the actors and agents of a PETRARCH dictionary first. See ``petrarch_file``."""
        tables, roles = load_tables(), RoleTable()
        add_petrarch(tables, roles, path)
        return Knowledge(tables, roles)


def _trimmed(words: list[Word]) -> list[Word]:
    start, end = 0, len(words)
    while start < end and words[start].key == BREAK:
        start += 1
    while end > start and words[end - 1].key == BREAK:
        end -= 1
    return words[start:end]


def _because(found: Resolution, more: str) -> Resolution:
    return Resolution(
        found.name, found.id, found.country, found.sector, found.role, found.kind, f"{found.why}; {more}"
    )


def explain(text: str, on: dt.date | None = None, knowledge: Knowledge | None = None) -> str:
    """Return, for people, who a phrase names and which entries and rules decided."""
    found = (knowledge or default_knowledge()).resolve(text, on)
    if found is None:
        return f"{text}: not known"
    code = " ".join(p for p in (found.country, found.sector) if p) or "no country or sector"
    who = found.name or "unnamed"
    lines = [f"{text}: {who} [{code}]" + (f", {found.role}" if found.role else "")]
    lines.append(f"  key   {found.id or 'none'}")
    lines.append(f"  kind  {found.kind or 'none'}")
    lines.append(f"  why   {found.why}")
    return "\n".join(lines)


@lru_cache(maxsize=1)
def default_knowledge() -> Knowledge:
    """Return the process's shared knowledge, from the data files of this room."""
    return Knowledge(load_tables(), role_table())
