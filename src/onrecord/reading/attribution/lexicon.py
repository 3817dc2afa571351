"""The cue lexicon, read once from ``data/cues.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import cast, get_args

from onrecord.model import Stance

# Where a lemma is listed under several stances, the later one here is its stance; the earlier remain in the file
# because they say what else the word can be.
_PRECEDENCE: tuple[Stance, ...] = (
    "says", "reports", "asks", "announces", "promises", "accuses", "doubts", "confirms", "denies", "claims", "threatens",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Lemma to stance by part of speech, and the word classes that the rules ask for."""

    verbs: Mapping[str, Stance]
    nouns: Mapping[str, Stance]
    adjectives: Mapping[str, Stance]
    adverbs: Mapping[str, Stance]
    attitude: frozenset[str]
    attitude_nouns: frozenset[str]
    nominal: frozenset[str]
    quotation: frozenset[str]
    documents: frozenset[str]
    prepositional: frozenset[str]
    nominal_nouns: frozenset[str]
    nominal_objects: frozenset[str]
    accusing: frozenset[str]
    physical: frozenset[str]
    rebutting: frozenset[str]
    echoes: frozenset[str]
    withhold: frozenset[str]
    leave_open: frozenset[str]
    belief: frozenset[str]
    to_infinitive_asks: frozenset[str]
    will: frozenset[str]
    first_person: frozenset[str]
    prepositions: frozenset[str]
    trailing: frozenset[str]
    raising: frozenset[str]
    light: frozenset[str]
    relatives: frozenset[str]
    views: frozenset[str]
    headline_sources: frozenset[str]
    doubt_participles: frozenset[str]
    doubt_words: frozenset[str]
    doubt_phrases: tuple[str, ...]
    back_conjunctions: frozenset[str]
    back_prepositions: frozenset[str]
    back_reasons: frozenset[str]
    answering: frozenset[str]
    answers: frozenset[str]
    cited: frozenset[str]
    spokespersons: frozenset[str]
    offices: frozenset[str]


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """Return the cue lexicon."""
    raw = tomllib.loads(files("onrecord.reading").joinpath("data/cues.toml").read_text(encoding="utf8"))
    if set(_PRECEDENCE) != set(get_args(Stance)):
        raise ValueError("cues.toml must give a precedence to every stance")
    tables: dict[str, dict[str, Stance]] = {"verbs": {}, "nouns": {}, "adjectives": {}}
    for stance in _PRECEDENCE:
        for kind, table in tables.items():
            table.update(dict.fromkeys(raw["stance"][stance][kind].split(), stance))
    adverbs = {
        word: cast(Stance, stance) for stance, words in raw["adverbs"].items() for word in words.split()
    }
    return Lexicon(
        verbs=tables["verbs"],
        nouns=tables["nouns"],
        adjectives=tables["adjectives"],
        adverbs=adverbs,
        attitude=frozenset(raw["attitude"]["verbs"].split()),
        attitude_nouns=frozenset(raw["attitude"]["nouns"].split()),
        nominal=frozenset(raw["nominal"]["verbs"].split()),
        quotation=frozenset(raw["quotation"]["verbs"].split()),
        documents=frozenset(raw["documents"]["nouns"].split()),
        prepositional=frozenset(raw["nominal"]["prepositional"].split()),
        nominal_nouns=frozenset(raw["nominal"]["nouns"].split()),
        nominal_objects=frozenset(raw["nominal"]["objects"].split()),
        rebutting=frozenset(raw["echo"]["verbs"].split()),
        echoes=frozenset(raw["echo"]["nouns"].split()),
        physical=frozenset(raw["attitude"]["physical"].split()),
        accusing=frozenset(raw["nominal"]["accusing"].split()),
        withhold=frozenset(raw["context"]["withhold"].split()),
        leave_open=frozenset(raw["context"]["leave_open"].split()),
        belief=frozenset(raw["context"]["belief"].split()),
        to_infinitive_asks=frozenset(raw["context"]["to_infinitive_asks"].split()),
        will=frozenset(raw["context"]["will"].split()),
        first_person=frozenset(raw["context"]["first_person"].split()),
        prepositions=frozenset(raw["grammar"]["prepositions"].split()),
        trailing=frozenset(raw["grammar"]["trailing"].split()),
        raising=frozenset(raw["grammar"]["raising"].split()),
        light=frozenset(raw["grammar"]["light"].split()),
        relatives=frozenset(raw["grammar"]["relatives"].split()),
        views=frozenset(raw["grammar"]["views"].split()),
        headline_sources=frozenset(raw["headline"]["sources"].split()),
        doubt_participles=frozenset(raw["outlet_doubt"]["participles"].split()),
        doubt_words=frozenset(raw["outlet_doubt"]["words"].split()),
        doubt_phrases=tuple(raw["outlet_doubt"]["phrases"]),
        back_conjunctions=frozenset(raw["background"]["conjunctions"].split()),
        back_prepositions=frozenset(raw["background"]["prepositions"].split()),
        back_reasons=frozenset(raw["background"]["reasons"].split()),
        answering=frozenset(raw["background"]["answering"].split()),
        answers=frozenset(raw["background"]["answers"].split()),
        cited=frozenset(raw["citing"]["nouns"].split()),
        spokespersons=frozenset(raw["spokespersons"]["nouns"].split()),
        offices=frozenset(raw["spokespersons"]["offices"].split()),
    )
