"""The words that tell a stance: those of ``data/cues.toml``, corrected and added to by ``data/stance.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, cast

from onrecord.model import Stance
from onrecord.reading.attribution.lexicon import load_lexicon
from onrecord.reading.attribution.tree import Tree

_ENDINGS = (
    ("ies", "y"),
    ("ied", "y"),
    ("es", ""),
    ("s", ""),
    ("ed", ""),
    ("ed", "e"),
    ("ing", ""),
    ("ing", "e"),
)


@dataclass(frozen=True, slots=True)
class StanceWords:
    """Lemma to stance by part of speech; phrases; and word classes that the decision asks for."""

    verbs: Mapping[str, Stance]
    nouns: Mapping[str, Stance]
    adjectives: Mapping[str, Stance]
    phrases: Mapping[str, tuple[tuple[str, Stance], ...]]
    """By the lemma of the verb: a lemma that hangs on it, and the stance of both together."""
    carriers: frozenset[str]
    naming: frozenset[str]
    requesting: frozenset[str]
    making: frozenset[str]
    acts: frozenset[str]
    withheld: frozenset[str]
    own: frozenset[str]
    negative: frozenset[str]
    deciding: frozenset[str]
    promising: frozenset[str]
    menacing: frozenset[str]
    requests: frozenset[str]
    outlets: frozenset[str]
    data: frozenset[str]
    unnamed: frozenset[str]
    bodies: frozenset[str]
    evidential: frozenset[str]
    things: frozenset[str]

    def of(self, tree: Tree, token: int) -> Stance | None:
        """Return the stance that a word tells by itself; ``None`` where it is not listed."""
        kind, lemma = tree.pos[token], tree.lemma[token]
        if kind == "ADJ" and lemma in self.adjectives:
            return self.adjectives[lemma]
        if kind == "NOUN" and lemma in self.nouns:
            return self.nouns[lemma]
        if kind == "VERB" and lemma in self.verbs:
            return self.verbs[lemma]
        return self._capitalised(tree, token) if kind in ("PROPN", "NOUN", "VERB", "ADJ") else None

    def tells(self, tree: Tree, token: int) -> bool:
        """Whether a word that hangs on a cue tells more than that somebody speaks; "records" and "contest" are things there."""
        thing = tree.pos[token] == "NOUN" and tree.lemma[token] not in self.nouns
        if thing and not tree.text[tree.begin[token]].isupper():
            return False
        return self.of(tree, token) not in (None, "says")

    def _capitalised(self, tree: Tree, token: int) -> Stance | None:
        """The stance of a headline's verb, which taggers take for a name: "Slams"."""
        word = tree.lower[token]
        for ending, instead in (*_ENDINGS, ("", "")):
            if word.endswith(ending):
                stem = word[: len(word) - len(ending)] + instead
                if stem in self.verbs and len(stem) > len("sa"):
                    return self.verbs[stem]
        return None


def _phrases(raw: Mapping[str, list[str]]) -> dict[str, tuple[tuple[str, Stance], ...]]:
    found: dict[str, list[tuple[str, Stance]]] = {}
    for stance, phrases in raw.items():
        for phrase in phrases:
            verb, word = phrase.split()
            found.setdefault(verb, []).append((word, cast(Stance, stance)))
    return {verb: tuple(pairs) for verb, pairs in found.items()}


def _merged(base: Mapping[str, Stance], raw: Mapping[str, str]) -> dict[str, Stance]:
    own = {word: cast(Stance, stance) for stance, words in raw.items() for word in words.split()}
    return {**base, **own}


@lru_cache(maxsize=1)
def load_stance_words() -> StanceWords:
    """Return the words that tell a stance."""
    raw: dict[str, Any] = tomllib.loads(
        files("onrecord.reading").joinpath("data/stance.toml").read_text(encoding="utf8")
    )
    lexicon = load_lexicon()
    sections = (raw["grammar"], raw["content"], raw["sources"])
    sets = {name: frozenset(listed.split()) for part in sections for name, listed in part.items()}
    return StanceWords(
        verbs=_merged(lexicon.verbs, raw["verbs"]),
        nouns=_merged(lexicon.nouns, raw["nouns"]),
        adjectives=_merged(lexicon.adjectives, raw["adjectives"]),
        phrases=_phrases(raw["phrases"]),
        carriers=frozenset(raw["carriers"]["verbs"].split()),
        **sets,
    )
