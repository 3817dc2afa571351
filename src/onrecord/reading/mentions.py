"""Mentions of people, bodies, countries, groups and things, in chains: who is meant, over the whole article."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from onrecord.knowledge.knowledge import Knowledge, default_knowledge
from onrecord.reading.attribution.quotes import find_quotes
from onrecord.reading.attribution.tree import plant
from onrecord.reading.coreference import resolve
from onrecord.reading.layers import Reading
from onrecord.reading.mention_acronyms import with_told_acronyms
from onrecord.reading.mention_chains import Profiles
from onrecord.reading.mention_kinds import Describer
from onrecord.reading.mention_name_spans import find_names
from onrecord.reading.mention_names import capitals_as_states, vote_kinds
from onrecord.reading.mention_scene import Scene, sentence_numbers
from onrecord.reading.mention_spans import Phrases
from onrecord.reading.mention_words import mention_words


class Mentions:
    """Needs syntax, uses names of places; adds the mentions with their chains.

    ``knowledge`` is the process's own unless another is given (a user's own actors).
    """

    needs = ("doc",)
    adds = ("mentions", "by_head")

    def __init__(self, knowledge: Knowledge | None = None) -> None:
        self._knowledge = knowledge

    def __call__(self, reading: Reading) -> Mapping[str, Any]:
        """Return the mentions in the order of their heads, and by head."""
        profiles, scene = self._profiles(reading)
        nodes = tuple(profiles.node(c) for c in scene.candidates)
        return {"mentions": nodes, "by_head": {m.head: m for m in nodes}}

    def _profiles(self, reading: Reading) -> tuple[Profiles, Scene]:
        knowledge = self._knowledge or default_knowledge()
        words = mention_words()
        on = _published(reading)
        tree = plant(reading.doc)
        texts = [tree.text[b:e] for b, e in zip(tree.begin, tree.end, strict=True)]
        found_places = reading.place_names[1] if reading.place_names else ()
        grounds = ((n.first, n.last) for n in found_places if n.senses)
        names = find_names(reading.doc, tree, texts, knowledge, on, grounds)
        describer = Describer(tree, texts, words, knowledge, on)
        found = [describer.describe(n, p) for n, p in enumerate(Phrases(tree, texts, names, words).find())]
        candidates = with_told_acronyms(vote_kinds(found, tree, words), texts)
        scene = Scene(
            tree=tree, texts=texts, candidates=candidates, by_head={c.head: c for c in candidates},
            quotes=find_quotes(tree), sentence_of=sentence_numbers(tree, candidates), words=words,
            knowledge=knowledge, on=on,
        )  # fmt: skip
        candidates = capitals_as_states(scene)
        scene = replace(scene, candidates=candidates, by_head={c.head: c for c in candidates})
        return Profiles(scene, resolve(scene)), scene


def _published(reading: Reading) -> dt.date | None:
    """The publication date; ``None`` where there is none or it is no date."""
    try:
        return dt.date.fromisoformat((reading.article.published or "")[:10])
    except ValueError:
        return None
