"""One article's mentions as coreference sees them: the scene on which chains are built, and the chains."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.knowledge.knowledge import Knowledge
from onrecord.reading.attribution.quotes import Quotes
from onrecord.reading.attribution.tree import Tree
from onrecord.reading.mention_kinds import Candidate
from onrecord.reading.mention_words import MentionWords


@dataclass(frozen=True)
class Scene:
    """Everything that the passes look at. Nothing here changes while they run."""

    tree: Tree
    texts: list[str]
    candidates: tuple[Candidate, ...]
    by_head: dict[int, Candidate]
    quotes: Quotes
    sentence_of: list[int]
    """Number of each candidate's sentence, by ``Candidate.order``."""
    words: MentionWords
    knowledge: Knowledge
    on: dt.date | None

    def governor(self, token: int) -> int:
        """The verb or noun that a mention's head depends on, past coordination."""
        tree = self.tree
        for _ in range(8):
            if tree.dep[token] != "conj" or tree.head[token] == token:
                break
            token = tree.head[token]
        return tree.head[token]

    def relation(self, token: int) -> str:
        """Grammatical relation of a mention's head, past coordination."""
        tree = self.tree
        for _ in range(8):
            if tree.dep[token] != "conj" or tree.head[token] == token:
                break
            token = tree.head[token]
        return tree.dep[token]

    def preposition(self, token: int) -> str:
        """The preposition before a mention, if there is one."""
        tree = self.tree
        above = self.governor(token)
        return tree.lower[above] if self.relation(token) == "pobj" else ""


def sentence_numbers(tree: Tree, candidates: Iterable[Candidate]) -> list[int]:
    """Return the number of each candidate's sentence."""
    number = {first: n for n, first in enumerate(dict.fromkeys(tree.sentence))}
    return [number[tree.sentence[c.head]] for c in candidates]


class Chains:
    """Disjoint sets of candidates, by their order. Joining is the only change."""

    def __init__(self, candidates: tuple[Candidate, ...]) -> None:
        self._candidates = candidates
        self._parent = list(range(len(candidates)))
        self._members = [[i] for i in range(len(candidates))]
        self._gender = [c.gender if c.gender in "mf" else "" for c in candidates]
        self._names: list[tuple[str, ...]] = [c.core if c.phrase.form == "name" else () for c in candidates]
        self._country = [_country(c) for c in candidates]
        self.groups: dict[int, tuple[int, ...]] = {}
        """Candidates that stand for several chains: one mention of each."""
        self.split: dict[int, tuple[int, ...]] = {}
        """Candidates that keep their own name but are of several countries: "U.S. and Iraqi troops"."""
        self.barred: set[int] = set()
        """Candidates that stand for nothing, such as the "it" of "it rains"."""

    def find(self, i: int) -> int:
        """Return the chain of a candidate."""
        while self._parent[i] != i:
            self._parent[i] = self._parent[self._parent[i]]
            i = self._parent[i]
        return i

    def join(self, a: int, b: int) -> None:
        """Put two candidates into one chain."""
        a, b = self.find(a), self.find(b)
        if a == b:
            return
        if b < a:
            a, b = b, a
        if len(self._members[a]) < len(self._members[b]):
            a, b = b, a
        self._parent[b] = a
        self._members[a] += self._members[b]
        self._gender[a] = self._gender[a] or self._gender[b]
        self._country[a] = self._country[a] or self._country[b]
        if len(self._names[b]) > len(self._names[a]):
            self._names[a] = self._names[b]

    def members(self, i: int) -> list[Candidate]:
        """Return the mentions of a candidate's chain, in no order."""
        return [self._candidates[m] for m in self._members[self.find(i)]]

    def size(self, i: int) -> int:
        """Return how many mentions a candidate's chain has."""
        return len(self._members[self.find(i)])

    def gender(self, i: int) -> str:
        """Return ``m``, ``f`` or nothing where no mention says."""
        return self._gender[self.find(i)]

    def country(self, i: int) -> str | None:
        """Return the country that a mention of the chain tells, if one does."""
        return self._country[self.find(i)]

    def name(self, i: int) -> tuple[str, ...]:
        """Return the words of the chain's longest name; none where nobody names it."""
        return self._names[self.find(i)]


def _country(c: Candidate) -> str | None:
    """What a mention by itself says of its country."""
    for found in (c.known, c.described):
        if found is not None and found.country is not None:
            return found.country
    return None


def owner(scene: Scene, c: Candidate) -> Candidate | None:
    """Return whose a description is: "Turkey" in "Turkey's minister" and in "the minister of Turkey"."""
    tree = scene.tree
    for kid in tree.kids[c.head]:
        if tree.dep[kid] == "poss":
            return scene.by_head.get(kid)
        if tree.dep[kid] == "compound":  # "the alliance's secretary-general"
            nested = next((k for k in tree.kids[kid] if tree.dep[k] == "poss"), None)
            if nested is not None:
                return scene.by_head.get(nested)
        if tree.dep[kid] == "prep" and tree.lower[kid] == "of":
            inner = next((k for k in tree.kids[kid] if tree.dep[k] == "pobj"), None)
            if inner is None or inner >= c.phrase.last:
                return None  # "accused the cabinet of weakness"
            return scene.by_head.get(inner)
    return None


_SIDES = frozenset({"organization", "government", "armed-group", "country", "nationality"})


def affiliation(scene: Scene, chains: Chains, c: Candidate) -> Candidate | None:
    """Return the body or country that a person is said to belong to: "GM" in "GM's chief executive"."""
    found: tuple[int, Candidate] | None = None
    for m in sorted(chains.members(c.order), key=lambda m: m.order)[:20]:
        if m.phrase.form == "pronoun":
            continue
        for token in range(m.phrase.first, m.phrase.last):
            side = scene.by_head.get(token)
            if side is None or side.order == m.order or side.kind not in _SIDES or side.pronoun is not None:
                continue
            rank = 2 if side.kind in ("organization", "armed-group") else 1
            if found is None or rank > found[0]:
                found = (rank, side)
        if found is not None:
            return found[1]
    return None
