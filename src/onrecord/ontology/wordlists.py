"""Word lists beside the lexicon: light verbs, modality words, context words."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files


def _table(name: str) -> dict[str, frozenset[str]]:
    raw = tomllib.loads((files("onrecord.ontology") / "data" / name).read_text("utf8"))
    return {key: frozenset(text.split()) for key, text in raw.items()}


@lru_cache(maxsize=1)
def light_verbs() -> Mapping[str, frozenset[str]]:
    """Return light verbs by what their subject is to the event noun: ``doer`` or ``sufferer``."""
    return _table("lights.toml")


@lru_cache(maxsize=1)
def modality_words() -> Mapping[str, frozenset[str]]:
    """Return the words that govern an event, by how they make it stand to the facts."""
    return _table("modality.toml")


@lru_cache(maxsize=1)
def means() -> Mapping[str, Mapping[str, str]]:
    """Return, by event type, its modes by the lemma of the means that makes them."""
    raw = tomllib.loads((files("onrecord.ontology") / "data" / "means.toml").read_text("utf8"))
    return {
        kind: {w.replace("_", " "): mode for mode, words in modes.items() for w in words.split()}
        for kind, modes in raw.items()
    }


@lru_cache(maxsize=1)
def context_words() -> Mapping[str, str]:
    """Return contexts by the lemma that calls for them."""
    return {w: context for context, words in _table("contexts.toml").items() for w in sorted(words)}
