"""Whose a bare "the government", "parliament" or "officials" is: the country that an article is about at that point.

1. "The administration", "Congress" and "the Senate" are the United States' wherever the article names them or their
people. 2. "In Peru, police ..." are Peru's. 3. Else it is the country that the article names most, by itself, its people,
bodies and office holders; what was named in the three sentences before counts twice. 4. A bare plural ("officials said") and
staff ("an army spokesman") ask that this country has ``_CLEAR`` of all that was named: they can be another's, or two
countries'.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter

from onrecord.knowledge.records import Resolution
from onrecord.reading.mention_kinds import PERSONAL, Candidate
from onrecord.reading.mention_scene import Scene, owner

_NEAR = 3
_CLEAR = 0.6
_SCENES = frozenset({"in", "across", "throughout"})


class Homes:
    """The countries that one scene names, and where."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._named: list[tuple[int, int, str | None]] = [
            (scene.sentence_of[c.order], c.head, c.known.country)
            for c in scene.candidates
            if c.phrase.form == "name" and c.known is not None and c.known.country not in (None, "IGO", "NGO")
        ]
        self._whole: Counter[str | None] = Counter(country for _, _, country in self._named)

    def is_bare(self, c: Candidate) -> bool:
        """Whether a description names a body or office of a country without saying whose."""
        lists = self._scene.words
        noun = self.noun(c)
        if not noun or noun not in lists["institutions"]:
            return False
        if c.phrase.form == "nominal" and not c.definite and noun not in lists["bare_institutions"]:
            return False
        return owner(self._scene, c) is None

    def is_staff(self, c: Candidate) -> bool:
        """Whether somebody works for a body of a country without it being said whose: "an army spokesman"."""
        tree, lists = self._scene.tree, self._scene.words
        if c.phrase.form != "nominal" or c.kind not in PERSONAL or owner(self._scene, c) is not None:
            return False
        before = " ".join(tree.lower[t] for t in range(c.phrase.first, c.head) if tree.dep[t] == "compound")
        return before in lists["institutions"]

    def noun(self, c: Candidate) -> str:
        """Return what the institution is called: "government", "supreme court" of "The Supreme Court"."""
        if c.phrase.form == "nominal":
            return c.noun if c.noun in self._scene.words["institutions"] else c.role
        return " ".join(c.core)

    def country(self, c: Candidate) -> str | None:
        """Return the country of a bare institution; ``None`` where the article does not make it clear."""
        if not self._whole:
            return None
        noun = self.noun(c)
        if noun in self._scene.words["american"] and "USA" in self._whole:
            return "USA"
        scene = self._scene_of(c)
        if scene is not None:
            return scene
        weights: Counter[str | None] = Counter(self._whole)
        here = self._scene.sentence_of[c.order]
        for sentence, head, country in self._near(here):
            if sentence < here or head < c.head:
                weights[country] += 1
        best = max(sorted(weights, key=str), key=lambda k: weights[k])
        vague = c.number == "p" and noun not in ("police", "authority", "authorities", "force")
        vague = vague or self.is_staff(c)
        if vague and weights[best] < _CLEAR * weights.total():
            return None
        return best

    def _scene_of(self, c: Candidate) -> str | None:
        """The country with which the sentence of a mention opens: "In Peru, police ..."."""
        tree = self._scene.tree
        opening = tree.sentence[c.head]
        if tree.lower[opening] not in _SCENES:
            return None
        here = self._scene.sentence_of[c.order]
        found = (
            country
            for _, head, country in self._near(here)
            if opening < head < c.head and tree.head[head] == opening
        )
        return next(found, None)

    def _near(self, here: int) -> list[tuple[int, int, str | None]]:
        """What is named from three sentences before a sentence to its end."""
        low = bisect_left(self._named, (here - _NEAR, -1, ""))
        high = bisect_left(self._named, (here + 1, -1, ""))
        return self._named[low:high]

    def body(self, c: Candidate, country: str) -> Resolution | None:
        """Return the institution as the knowledge base knows it: "Hungarian government", "Trump administration"."""
        if c.number == "p":
            return None
        knowledge = self._scene.knowledge
        noun = self.noun(c)
        if noun == "administration" and country == "USA" and self._scene.on is not None:
            president = knowledge.holder("president", "USA", self._scene.on)
            if president is not None and president.name:
                found = knowledge.resolve(f"{president.name.split()[-1]} administration", self._scene.on)
                if found is not None and found.id:
                    return found
        adjective = knowledge.adjective(country)
        name = noun if c.phrase.form == "nominal" else noun.title()
        found = knowledge.resolve(f"{adjective} {name}", self._scene.on) if adjective else None
        return found if found is not None and found.id and found.country == country else None
