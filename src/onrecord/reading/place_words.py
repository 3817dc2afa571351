"""The word lists and fitted weights that the places layer uses, loaded once and only when needed."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import resources
from typing import Any

from onrecord.model import KnowledgeError


@lru_cache(maxsize=1)
def place_words() -> Mapping[str, frozenset[str]]:
    """Return the word lists of ``data/place_words.toml`` by name."""
    loaded = tomllib.loads(_data("place_words.toml"))
    return {name: frozenset(words) for name, words in loaded.items()}


@lru_cache(maxsize=1)
def place_model() -> Mapping[str, Any]:
    """Return the fitted weights of ``data/place_model.json`` (see ``training/places.py`` and the card)."""
    try:
        model: Mapping[str, Any] = json.loads(_data("place_model.json"))
    except ValueError as error:
        raise KnowledgeError(f"place_model.json: not readable ({error}); install On Record again") from error
    return model


def _data(name: str) -> str:
    return (resources.files("onrecord.reading") / "data" / name).read_text(encoding="utf-8")


def says_within(between: Sequence[str]) -> bool:
    """Whether the words between two names say that the first lies in the second.

    "Paris, Texas", "Tripoli in northern Lebanon", "Victoria, the capital of the Seychelles", "Homs, a city in Syria".
    """
    lists = place_words()
    words = [w for w in between if w not in lists["direction"] and w not in ("the", "a", "an")]
    if words in ([","], ["in"], ["("], [",", "in"], ["of"]):
        return True
    kinds = lists["settlement"] | lists["area"]
    return len(words) >= 3 and words[0] == "," and words[-1] in ("in", "of") and words[-2] in kinds
