"""Which tokens head a mention, and which words around a head belong to it."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.reading.attribution.tree import Tree
from onrecord.reading.layers import MentionForm
from onrecord.reading.mention_name_spans import Name
from onrecord.reading.mention_words import MentionWords

_LEFT = frozenset({"det", "amod", "compound", "nummod", "nmod", "poss", "quantmod", "neg", "predet", "advmod", "punct", "case", "dep", "appos", "npadvmod", "acl", "preconj"})  # fmt: skip
_MODIFIERS = frozenset({"compound", "amod", "nmod", "npadvmod", "advmod", "quantmod"})
_NOMINAL = frozenset(
    {"nsubj", "nsubjpass", "dobj", "pobj", "dative", "attr", "conj", "appos", "ROOT", "oprd"}
)
_AMOUNTS = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL"})
_MARKS = frozenset("\"'“”‘’``''()[]-–—,;:")
_LONGEST = 25
"""Tokens of a phrase at most, so that a broken parse does not make a mention of half a sentence."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: ``head`` within tokens ``first`` up to ``last``, not included."""

    head: int
    first: int
    last: int
    form: MentionForm
    name: Name | None = None


class Phrases:
    """Finds the phrases of one document."""

    def __init__(self, tree: Tree, texts: list[str], names: list[Name], words: MentionWords) -> None:
        self._tree, self._texts, self._words = tree, texts, words
        self._name_at: dict[int, Name] = {}
        self._root_of: dict[int, Name] = {}
        for name in names:
            for i in range(name.first, name.last):
                self._name_at[i] = name
            self._root_of[self._root(name)] = name

    def _root(self, name: Name) -> int:
        """The token of a name whose head lies outside it; the last such one."""
        head = self._tree.head
        outside = [
            i for i in range(name.first, name.last) if not name.first <= head[i] < name.last or head[i] == i
        ]
        nominal = [i for i in outside if self._tree.pos[i] in ("PROPN", "NOUN", "ADJ")]
        return (nominal or outside or [name.last - 1])[-1]

    def find(self) -> list[Phrase]:
        """Return all phrases in the order of their heads."""
        found = []
        for i in range(len(self._tree)):
            phrase = self._phrase(i)
            if phrase is not None:
                found.append(phrase)
        return found

    def _phrase(self, i: int) -> Phrase | None:
        tree = self._tree
        name = self._root_of.get(i)
        pos, dep = tree.pos[i], tree.dep[i]
        if pos in ("PUNCT", "SPACE", "SYM") or (
            not self._texts[i][-1:].isalnum() and not self._texts[i][:1].isalnum()
        ):
            return None
        if name is None and i in self._name_at:
            return None
        if tree.lower[i] in self._words.pronouns and not (name is not None and self._texts[i].isupper()):
            return self._pronoun(i)
        if name is not None:
            if dep in _MODIFIERS and name.label != "PERSON" and not self._heads_phrase(i):
                return Phrase(i, name.first, name.last, "name", name)
            return self._wide(i, "name", name)
        if dep in _MODIFIERS and not (dep == "npadvmod" and pos == "PROPN"):
            acting = dep == "compound" and tree.lower[i] in self._words["acting"] and self._texts[i].islower()
            return Phrase(i, i, i + 1, "nominal") if acting else None
        if (
            tree.entity[i] in _AMOUNTS
            or dep in ("nummod", "det", "predet")
            or (dep == "npadvmod" and pos != "PROPN")
        ):
            return None
        if pos == "PROPN":
            return self._wide(i, "name", None)
        if pos == "NOUN" or (dep in _NOMINAL and self._stands_as_noun(i)):
            return self._wide(i, "nominal", None)
        return None

    def _pronoun(self, i: int) -> Phrase | None:
        tree = self._tree
        word = self._words.pronouns[tree.lower[i]]
        if word.person == "r" and (tree.tag[i] not in ("WP", "WDT", "WP$") or self._antecedent(i) is None):
            return None
        if tree.pos[i] not in ("PRON", "DET") and self._texts[i] not in (
            "I",
            "He",
            "She",
            "They",
            "It",
            "We",
        ):
            return None
        return Phrase(i, i, i + 1, "pronoun")

    def _antecedent(self, i: int) -> int | None:
        """The noun of the relative clause that a relative pronoun opens."""
        return antecedent(self._tree, i)

    def _heads_phrase(self, i: int) -> bool:
        """Whether a modifier has modifiers of its own that make it a phrase: "the prime minister 's office"."""
        return self._tree.dep[i] in ("npadvmod", "nmod") and any(
            self._tree.dep[k] == "det" for k in self._tree.kids[i]
        )

    def _stands_as_noun(self, i: int) -> bool:
        """Adjectives and numbers in a noun's place: "the wounded", "two were killed"."""
        tree = self._tree
        if tree.tag[i] == "CD":
            return tree.dep[i] in ("nsubj", "nsubjpass", "dobj") or any(
                tree.lower[k] == "of" for k in tree.kids[i]
            )
        if i and self._texts[i - 1] == "-" and tree.tag[i].startswith("JJ"):
            return True  # "secretary-general"
        if tree.tag[i] in ("JJ", "JJS", "VBN", "VBG", "JJR"):
            return any(tree.lower[k] in ("the", "these", "those") and k < i for k in tree.kids[i])
        return (
            tree.tag[i] in ("NN", "NNS", "NNP", "NNPS")
            or (tree.lower[i] == "both" and tree.dep[i] in ("nsubj", "nsubjpass"))
            or (tree.pos[i] in ("DET", "PRON") and any(tree.lower[k] == "of" for k in tree.kids[i]))
        )

    def _wide(self, i: int, form: MentionForm, name: Name | None) -> Phrase:
        first, last = self._left_edge(i, name), self._right_edge(i, name)
        return Phrase(i, first, last, form, name)

    def _left_edge(self, i: int, name: Name | None) -> int:
        tree = self._tree
        first = min(i, name.first) if name is not None else i
        lowest = max(tree.sentence[i], i - _LONGEST)
        for kid in reversed(tree.kids[i]):
            if kid >= i:
                continue
            if (
                tree.dep[kid] not in _LEFT
                or tree.right[kid] > i
                or (tree.dep[kid] in ("appos", "acl", "dep") and tree.right[kid] - tree.left[kid] > 3)
            ):
                break
            if (
                any(tree.dep[k] == "cc" for k in tree.kids[kid])
                and tree.dep[kid] in ("compound", "nmod")
                and tree.entity[kid] not in ("GPE", "NORP")
                and not self._is_country(kid)
            ):
                break  # two people taken for one: "Ann Lee and Secretary Bo Ray", but "U.S. and Iraqi troops"
            if tree.lower[kid] in _MARKS and tree.left[kid] < first - 1:
                break
            if tree.dep[kid] == "advmod" and tree.pos[kid] not in ("ADV", "ADJ", "NUM"):
                break
            first = min(first, max(lowest, tree.left[kid]))
        while first < i and (
            self._texts[first] in _MARKS or self._texts[first].isspace() or tree.dep[first] == "preconj"
        ):
            first += 1
        for j in range(i - 1, first, -1):
            if "\n" in self._texts[j]:
                return j + 1
        return first

    def _is_country(self, i: int) -> bool:
        """Whether a word is known as a country's name or adjective: "Thai and Khmer troops"."""
        match = None if i not in self._name_at else self._name_at[i].match
        return match is not None and match.entry_kind in ("adjective", "country")

    def _right_edge(self, i: int, name: Name | None, depth: int = 0) -> int:
        """One after the last token: the name's end, numbers, a joined name and identifying prepositional phrases."""
        tree = self._tree
        last = max(i + 1, name.last) if name is not None else i + 1
        for _ in range(3):
            nearest = next((k for k in tree.kids[i] if tree.left[k] == last and k >= last), None)
            if nearest is None:
                break
            end = self._joined(i, nearest, depth + 1) if depth < _LONGEST else None
            if end is None or end - i > _LONGEST:
                break
            last = end
        texts = self._texts
        while (
            last + 1 < len(tree)
            and texts[last] == "-"
            and tree.end[last - 1] == tree.begin[last]
            and tree.end[last] == tree.begin[last + 1]
        ):
            last += 2  # "secretary-general", "co-founder"
        return last

    def _joined(self, i: int, kid: int, depth: int) -> int | None:
        """Where a modifier right after the phrase ends, if it belongs to it."""
        tree = self._tree
        if tree.dep[kid] in ("nummod", "compound") and tree.right[kid] == kid:
            return kid + 1
        if tree.lower[tree.left[kid]] in ("(", "["):
            return None  # "the African Union (AU)"
        if tree.dep[kid] == "appos" and tree.pos[kid] == "PROPN" and tree.left[kid] == i + 1:
            return self._right_edge(kid, self._root_of.get(kid), depth)
        if tree.dep[kid] != "prep" or tree.lower[kid] not in self._words["identifying"]:
            return None
        if (
            tree.lower[kid] == "of"
            and tree.dep[i] == "dobj"
            and tree.lemma[tree.head[i]] in self._words["of_verbs"]
        ):
            return None  # "accused the cabinet of weakness"
        inner = next((k for k in tree.kids[kid] if tree.dep[k] == "pobj"), None)
        if inner is None or tree.entity[inner] in ("DATE", "TIME"):
            return None
        if tree.lower[kid] != "of" and (tree.pos[inner] != "PROPN" or tree.pos[i] not in ("NOUN", "PROPN")):
            return None
        return self._right_edge(inner, self._root_of.get(inner), depth)


def antecedent(tree: Tree, i: int) -> int | None:
    """Return the noun that a relative pronoun stands for, by the clause that it opens."""
    clause = tree.head[i]
    for _ in range(6):
        if tree.dep[clause] == "relcl":
            return tree.head[clause] if tree.head[clause] < i else None
        if tree.head[clause] == clause:
            return None
        clause = tree.head[clause]
    return None
