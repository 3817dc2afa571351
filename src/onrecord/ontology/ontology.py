"""The ontology in force: PLOVER and the shipped lexicon, or those as a user's file changes them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from onrecord.ontology.lexicon import Lexicon, PartOfSpeech, default_lexicon
from onrecord.ontology.own_entries import OwnEntries
from onrecord.ontology.own_file import SECTIONS, VARIABLE, OntologyFile, Problems, fingerprint, nearest
from onrecord.ontology.own_types import own_types
from onrecord.ontology.tables import EventKind, event_types


@dataclass(frozen=True)
class Ontology:
    """Event types and the lexicon that finds them."""

    kinds: Mapping[str, EventKind]
    """The types by name, PLOVER's 16 first."""
    lexicon: Lexicon
    tag: str = ""
    """What tells readings with a user's file from others: "own.3f9a12bc"; empty for PLOVER as shipped."""
    places: Mapping[str, str] = field(default_factory=dict)
    """Where a user's entries stand, by key: "own-verbs:2" in "my.toml, line 14"."""

    removed: frozenset[tuple[PartOfSpeech, str, str | None]] = frozenset()
    """Part of speech, lemma and type of the senses that a user's file removes or replaces."""

    @property
    def own_types(self) -> tuple[str, ...]:
        """Names of the types that a user's file adds."""
        return tuple(name for name, kind in self.kinds.items() if kind.own)


@lru_cache(maxsize=1)
def default_ontology() -> Ontology:
    """Return PLOVER with the shipped lexicon."""
    return Ontology(kinds=event_types(), lexicon=default_lexicon())


@lru_cache(maxsize=4)
def load_ontology(file: OntologyFile | None) -> Ontology:
    """Return the ontology that a user's file makes of PLOVER; PLOVER as shipped without one or with an empty one.

    Raises ``OntologyError`` that names the file, the line and what to do.
    """
    data = {} if file is None else file.data()
    if file is None or not data:
        return default_ontology()
    problems = Problems(file)
    for section in data:
        if section not in SECTIONS:
            problems.add(
                section, f"no such section{nearest(section, SECTIONS)}; there are {', '.join(SECTIONS)}"
            )
    tables = {name: data.get(name, {}) for name in ("types", "classes")}
    for name, table in tables.items():
        if not isinstance(table, dict):
            problems.add(name, f"is no table; write it as [{name}] with its keys below")
    problems.check()
    kinds = own_types(tables["types"], problems)
    entries = OwnEntries(default_lexicon(), kinds, problems)
    entries.read_classes(tables["classes"])
    problems.check()  # an entry of a type that is wrong is no second mistake
    entries.read_entries(data)
    entries.read_removals(data)
    problems.check()
    places = {key: f"{file.name}, line {line}" if line else file.name for key, line in entries.places.items()}
    return Ontology(
        kinds=kinds,
        lexicon=default_lexicon().changed(entries.senses, entries.dropped, entries.classes),
        tag=f"own.{fingerprint(data)}",
        places=places,
        removed=entries.removed,
    )


def ontology_file(path: str | Path | None) -> OntologyFile | None:
    """Return the file at ``path``, else the one that the environment names, checked; ``None`` for PLOVER as shipped.

    Raises ``OntologyError`` as ``load_ontology`` does, before anything is read with it.
    """
    chosen = path or os.environ.get(VARIABLE)
    if not chosen:
        return None
    file = OntologyFile.read(chosen)
    load_ontology(file)
    return file
