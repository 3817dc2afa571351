"""The word lists of the mentions layer, loaded once and only when needed."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any, Literal

from onrecord.model import MentionKind

Number = Literal["s", "p", "x"]
Gender = Literal["m", "f", "n", "p", "x"]
"""Male, female, thing, person of either sex, not known."""


@dataclass(frozen=True, slots=True)
class Pronoun:
    """What a pronoun asks of what it stands for. ``person``: 1, 2, 3, or ``r`` for a relative pronoun."""

    person: str
    number: Number
    gender: Gender
    reflexive: bool
    possessive: bool


@dataclass(frozen=True, slots=True)
class Description:
    """What a definite noun ("the alliance") can stand for."""

    kinds: frozenset[str]
    names: frozenset[str]
    sectors: frozenset[str]
    roles: frozenset[str]
    same_role: bool


@dataclass(frozen=True)
class MentionWords:
    """``lists`` by name; ``kinds`` of common nouns, singular; ``descriptions`` and ``groups`` by noun."""

    lists: dict[str, frozenset[str]]
    pronouns: dict[str, Pronoun]
    kinds: dict[str, MentionKind]
    descriptions: dict[str, tuple[Description, ...]]
    groups: dict[str, tuple[frozenset[str], ...]]
    given: dict[str, Gender]

    def __getitem__(self, name: str) -> frozenset[str]:
        return self.lists[name]


_KINDS: tuple[tuple[str, MentionKind], ...] = (
    ("event", "event"), ("document", "document"), ("product", "product"), ("vehicle", "product"), ("weapon", "product"),
    ("facility", "facility"), ("place", "place"), ("organization", "organization"), ("government", "government"),
    ("armed", "armed-group"), ("person_nouns", "person"), ("male_nouns", "person"), ("female_nouns", "person"),
)  # fmt: skip
_NOT_LISTS = ("pronouns", "description", "group")


@lru_cache(maxsize=1)
def mention_words() -> MentionWords:
    """Return the word lists of ``data/mention_words.toml`` and ``data/given_names.tsv``."""
    loaded = tomllib.loads(_data("mention_words.toml"))
    lists = {name: frozenset(words) for name, words in loaded["lists"].items()}
    kinds: dict[str, MentionKind] = {}
    for name, kind in _KINDS:  # later lists win: "bomber" is an attacker before it is a plane
        kinds.update(dict.fromkeys(lists[name], kind))
    return MentionWords(
        lists=lists,
        pronouns={word: _pronoun(word, code, lists) for word, code in loaded["pronouns"].items()},
        kinds=kinds,
        descriptions=_by_noun(loaded["description"], _description),
        groups=_by_noun(loaded["group"], lambda row: frozenset(row["kinds"])),
        given=_given_names(),
    )


def _pronoun(word: str, code: str, lists: dict[str, frozenset[str]]) -> Pronoun:
    return Pronoun(
        person=code[0],
        number=code[1],  # type: ignore[arg-type]
        gender=code[2],  # type: ignore[arg-type]
        reflexive=word in lists["reflexive"],
        possessive=word in lists["possessive"],
    )


def _description(row: dict[str, Any]) -> Description:
    return Description(
        kinds=frozenset(row["kinds"]),
        names=frozenset(row.get("names", ())),
        sectors=frozenset(row.get("sectors", ())),
        roles=frozenset(row.get("roles", ())),
        same_role=row.get("same_role", False),
    )


def _by_noun(rows: list[dict[str, Any]], build: Any) -> dict[str, tuple[Any, ...]]:
    found: dict[str, tuple[Any, ...]] = {}
    for row in rows:
        for noun in row["nouns"]:
            found[noun] = (*found.get(noun, ()), build(row))
    return found


def _given_names() -> dict[str, Gender]:
    genders: dict[str, Gender] = {}
    for line in _data("given_names.tsv").splitlines()[1:]:
        gender, _, names = line.partition("\t")
        for name in names.split():
            # a name that both sexes bear says only that its bearer is a person
            genders[name] = "p" if name in genders and genders[name] != gender else gender  # type: ignore[assignment]
    return genders


def _data(name: str) -> str:
    return (resources.files("onrecord.reading") / "data" / name).read_text(encoding="utf-8")
