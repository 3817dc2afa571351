"""The word lists of the quantities layer (``data/quantities.toml``), and the nouns that count people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from onrecord.knowledge.roles import role_table
from onrecord.reading.numeral_words import quantity_data

Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class QuantityWords:
    """What predicates and nouns make of a number. Lists are named as in the data file, which says what they are for."""

    predicates: Mapping[str, str]
    predicate: Mapping[str, Words]
    fates: Mapping[str, Words]
    dying: Words
    degrees: Mapping[str, Words]
    compounds: Mapping[tuple[str, str], str]
    hospital: Mapping[str, Words]
    audience: Mapping[str, Words]
    present: Mapping[str, Words]
    keeping: Mapping[str, Words]
    drawn: Mapping[str, Words]
    alive: Mapping[str, Words]
    felled: Mapping[str, Words]
    prisoners: Mapping[str, Words]
    counted: Mapping[str, str]
    human: Words
    people: Words
    unsure: Words
    endings: tuple[str, ...]
    things: Words
    acting: Words
    drawing: Words
    votes: Words
    held: Words
    lives: Mapping[str, Words]
    groups: Mapping[str, str]
    driven: Mapping[str, Words]
    crowds: Words
    dead: Words
    sentenced: Words
    protest: Mapping[str, Words]
    amounts: Mapping[str, Words]
    hundredths: Words
    totals: Mapping[str, Words]
    numbering: Words
    changes: Mapping[str, Words]
    replacing: tuple[tuple[str, ...], ...]
    skip: Mapping[str, Words]


@lru_cache(maxsize=1)
def quantity_words() -> QuantityWords:
    """Return the word lists, read once."""
    raw = quantity_data()

    def table(name: str) -> dict[str, Words]:
        return {k: frozenset(v.split()) for k, v in raw[name].items() if isinstance(v, str)}

    def kinds(name: str) -> dict[str, str]:
        return {word: kind for kind, words in raw[name].items() for word in words.split()}

    people = table("people")
    return QuantityWords(
        predicates=kinds("predicates"),
        predicate=table("predicate"),
        fates=table("fates"),
        dying=table("dying")["verbs"],
        degrees=table("degrees"),
        compounds=_compounds(raw["compounds"]),
        hospital=table("hospital"),
        audience=table("audience"),
        present=table("present"),
        keeping=table("keeping"),
        drawn=table("drawn"),
        alive=table("alive"),
        felled=table("felled"),
        prisoners=table("prisoners"),
        counted=kinds("counted"),
        human=people["human"],
        people=(people["nouns"] | (_role_nouns() | _person_nouns()) - people["unsure"])
        - kinds("predicates").keys(),
        unsure=people["unsure"],
        endings=tuple(sorted(people["endings"])),
        things=people["things"],
        acting=people["acting"],
        drawing=people["drawing"],
        votes=people["votes"],
        held=people["held"],
        lives=table("lives"),
        groups=kinds("groups"),
        driven=table("driven"),
        crowds=table("crowds")["nouns"],
        dead=table("dead")["words"],
        sentenced=table("sentenced")["verbs"],
        protest=table("protest"),
        amounts=table("amounts"),
        hundredths=table("hundredths")["nouns"],
        totals=table("totals"),
        numbering=table("totals")["numbering"],
        changes=table("changes"),
        replacing=tuple(tuple(phrase.split()) for phrase in raw["changes"]["replacing"]),
        skip=table("skip"),
    )


def _compounds(raw: Mapping[str, list[str]]) -> dict[tuple[str, str], str]:
    """Kind by the word before a noun and the noun."""
    out = {}
    for kind, pairs in raw.items():
        for pair in pairs:
            modifier, noun = pair.split()
            out[modifier, noun] = kind
    return out


def _role_nouns() -> Words:
    """Role nouns of one word that name a person, singular."""
    nouns = role_table().nouns()
    return frozenset(
        key[0] for key, noun in nouns.items() if len(key) == 1 and noun.is_person and not noun.plural
    )


def _person_nouns() -> Words:
    """The nouns of ``data/person_nouns.txt``, singular."""
    text = files("onrecord.reading").joinpath("data/person_nouns.txt").read_text(encoding="utf8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(word for line in lines for word in line.split())
