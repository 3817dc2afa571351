"""The cue lexicon, read once from ``data/cues.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, cast, get_args

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
    facing: frozenset[str]
    events: frozenset[str]
    accusing: frozenset[str]
    physical: frozenset[str]
    rebutting: frozenset[str]
    echoes: frozenset[str]
    withhold: frozenset[str]
    leave_open: frozenset[str]
    deciding: frozenset[str]
    weighing: frozenset[str]
    issuing: frozenset[str]
    telling: frozenset[str]
    records: frozenset[str]
    belief: frozenset[str]
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
    doubt_giving: frozenset[str]
    doubt_proof: frozenset[str]
    doubt_kinds: frozenset[str]
    doubt_verifying: frozenset[str]
    back_conjunctions: frozenset[str]
    back_prepositions: frozenset[str]
    back_reasons: frozenset[str]
    answering: frozenset[str]
    answers: frozenset[str]
    cited: frozenset[str]
    spokespersons: frozenset[str]
    offices: frozenset[str]
    no_speakers: frozenset[str]
    media: frozenset[str]
    platforms: frozenset[str]
    occasions: frozenset[str]
    seen: frozenset[str]
    agreed: frozenset[str]
    inverted: frozenset[str]
    standards: frozenset[str]
    described: frozenset[str]
    closing: frozenset[str]
    showing: frozenset[str]
    addressing: frozenset[str]
    bodies: frozenset[str]


_SETS = {
    "attitude": ("attitude", "verbs"),
    "attitude_nouns": ("attitude", "nouns"),
    "nominal": ("nominal", "verbs"),
    "quotation": ("quotation", "verbs"),
    "documents": ("documents", "nouns"),
    "prepositional": ("nominal", "prepositional"),
    "nominal_nouns": ("nominal", "nouns"),
    "nominal_objects": ("nominal", "objects"),
    "facing": ("nominal", "facing"),
    "events": ("nominal", "events"),
    "rebutting": ("echo", "verbs"),
    "echoes": ("echo", "nouns"),
    "physical": ("attitude", "physical"),
    "accusing": ("nominal", "accusing"),
    "withhold": ("context", "withhold"),
    "leave_open": ("context", "leave_open"),
    "deciding": ("context", "deciding"),
    "weighing": ("context", "weighing"),
    "issuing": ("context", "issuing"),
    "telling": ("context", "telling"),
    "records": ("context", "records"),
    "belief": ("context", "belief"),
    "first_person": ("context", "first_person"),
    "prepositions": ("grammar", "prepositions"),
    "trailing": ("grammar", "trailing"),
    "raising": ("grammar", "raising"),
    "light": ("grammar", "light"),
    "relatives": ("grammar", "relatives"),
    "views": ("grammar", "views"),
    "headline_sources": ("headline", "sources"),
    "doubt_participles": ("outlet_doubt", "participles"),
    "doubt_words": ("outlet_doubt", "words"),
    "doubt_giving": ("outlet_doubt", "giving"),
    "doubt_proof": ("outlet_doubt", "proof"),
    "doubt_kinds": ("outlet_doubt", "kinds"),
    "doubt_verifying": ("outlet_doubt", "verifying"),
    "back_conjunctions": ("background", "conjunctions"),
    "back_prepositions": ("background", "prepositions"),
    "back_reasons": ("background", "reasons"),
    "answering": ("background", "answering"),
    "answers": ("background", "answers"),
    "cited": ("citing", "nouns"),
    "spokespersons": ("spokespersons", "nouns"),
    "offices": ("spokespersons", "offices"),
    "no_speakers": ("transcript", "no_speakers"),
    "media": ("channel", "media"),
    "platforms": ("channel", "platforms"),
    "occasions": ("channel", "occasions"),
    "inverted": ("grammar", "inverted"),
    "agreed": ("documents", "agreed"),
    "seen": ("documents", "seen"),
    "standards": ("documents", "standards"),
    "described": ("spokespersons", "described"),
    "closing": ("closing", "verbs"),
    "showing": ("closing", "showing"),
    "addressing": ("closing", "addressing"),
    "bodies": ("closing", "bodies"),
}
"""Where each set of words stands in cues.toml: section and key."""


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
    sets = {name: frozenset(raw[part][key].split()) for name, (part, key) in _SETS.items()}
    return Lexicon(
        verbs=tables["verbs"],
        nouns=tables["nouns"],
        adjectives=tables["adjectives"],
        adverbs=adverbs,
        **cast(Any, sets),
    )
