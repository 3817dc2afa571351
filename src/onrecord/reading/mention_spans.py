"""Which tokens head a mention, and which words around a head belong to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from spacy.tokens import Doc

from onrecord.knowledge.knowledge import Knowledge
from onrecord.knowledge.records import Match
from onrecord.model import Span
from onrecord.reading.attribution.tree import Tree
from onrecord.reading.layers import MentionForm
from onrecord.reading.mention_words import MentionWords, mention_words

_LEFT = frozenset({"det", "amod", "compound", "nummod", "nmod", "poss", "quantmod", "neg", "predet", "advmod", "punct", "case", "dep", "appos", "npadvmod", "acl", "preconj"})  # fmt: skip
_MODIFIERS = frozenset({"compound", "amod", "nmod", "npadvmod", "advmod", "quantmod"})
_NOMINAL = frozenset(
    {"nsubj", "nsubjpass", "dobj", "pobj", "dative", "attr", "conj", "appos", "ROOT", "oprd"}
)
_NAMED = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW"})
_GROUNDS = frozenset({"GPE", "LOC", "FAC"})
_AMOUNTS = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL"})
_MARKS = frozenset("\"'“”‘’``''()[]-–—,;:")
_NOT_IN_NAMES = frozenset(
    {"the", "a", "an", "near", "in", "at", "from", "outside", "around", "across", "inside", "on", "by"}
)
_LONGEST = 25
"""Tokens of a phrase at most, so that a broken parse does not make a mention of half a sentence."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the text: tokens from ``first`` up to ``last``, not included."""

    first: int
    last: int
    label: str
    """spaCy's entity type, or nothing where only the knowledge base knows it."""
    match: Match | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: ``head`` within tokens ``first`` up to ``last``, not included."""

    head: int
    first: int
    last: int
    form: MentionForm
    name: Name | None = None


def find_names(
    doc: Doc,
    tree: Tree,
    texts: list[str],
    knowledge: Knowledge,
    on: dt.date | None,
    places: Iterable[Span] = (),
) -> list[Name]:
    """Return the names without overlap, in order: those known, and spaCy's where they say more.

    ``places``: tokens of those that the gazetteer and the words around them tell for places. spaCy's small model takes
    two in three towns that war reports name for persons, bodies or no name at all (88 towns in five frames, measured).
    """
    grounds = set(places)
    matches = [m for m in knowledge.scan(texts, on) if not _inside_word(m, tree, texts)]
    spans: list[Name] = []
    for ent in doc.ents:
        if ent.label_ in _NAMED:
            first, last = _trimmed(ent.start, ent.end, tree, texts)
            if first < last and not _title_part(first, last, texts, knowledge):
                is_ground = (first, last) in grounds and ent.label_ not in _GROUNDS
                spans.append(Name(first, last, "GPE" if is_ground else ent.label_))
                grounds.discard((first, last))
    spans = _with_grounds(spans, grounds)
    given = mention_words().given
    return _merged([m for m in matches if not _namesake(m, texts, given)], spans, texts, tree)


def _with_grounds(spans: list[Name], grounds: set[Span]) -> list[Name]:
    """Add the places that lie in none of the names."""
    taken = {token for name in spans for token in range(name.first, name.last)}
    more = [Name(first, last, "GPE") for first, last in grounds if taken.isdisjoint(range(first, last))]
    return sorted((*spans, *more), key=lambda name: name.first)


def _namesake(match: Match, texts: list[str], given: Mapping[str, str]) -> bool:
    """Whether a known surname stands after somebody else's first name: "Omar Hadi", "Michael Jordan"."""
    if (
        match.end - match.start != 1
        or match.start == 0
        or match.entry_kind not in ("person", "country", "capital")
    ):
        return False
    before = texts[match.start - 1]
    return before[:1].isupper() and before.lower() in given


def _title_part(first: int, last: int, texts: list[str], knowledge: Knowledge) -> bool:
    """Whether a short name only opens a title, as the "Defense" of "Defense Secretary"."""
    if last - first > 2 or last >= len(texts) or not texts[last][:1].isupper():
        return False
    return knowledge.role(" ".join(texts[first : last + 1])) is not None


def _inside_word(match: Match, tree: Tree, texts: list[str]) -> bool:
    """Whether an alias is a part of one token ("U.S.-led") or a verb; capitals are a name: "the bloc ECOWAS met"."""
    if match.end - match.start > 1 or tree.pos[match.start] not in ("VERB", "AUX", "PRON", "SCONJ"):
        return False
    word, beside = texts[match.start], texts[max(0, match.start - 1) : match.end + 1]
    return not (len(word) > 2 and word.isalpha() and word.isupper() and any(w.islower() for w in beside))


def _trimmed(first: int, last: int, tree: Tree, texts: list[str]) -> tuple[int, int]:
    """A name without article, possessive mark, punctuation and blanks at its ends, and without brackets."""
    last = next((i for i in range(first + 1, last) if texts[i] in ("(", "[")), last)
    while first < last and (tree.lower[first] in _NOT_IN_NAMES or not texts[first][:1].isalnum()):
        first += 1
    while (
        first < last
        and (tree.dep[last - 1] == "case" or not texts[last - 1][-1:].isalnum())
        and not texts[last - 1].endswith(".")
    ):
        last -= 1
    return first, last


def _merged(matches: list[Match], spans: list[Name], texts: list[str], tree: Tree) -> list[Name]:
    """Known names and spaCy's, left to right: the longer wins where all its further words are part of a name."""
    result: list[Name] = []
    at = 0
    for match in matches:
        inside = Name(match.start, match.end, "", match)
        while at < len(spans) and spans[at].last <= match.start:
            result.append(spans[at])
            at += 1
        overlap = spans[at] if at < len(spans) and spans[at].first < match.end else None
        if overlap is None:
            result.append(inside)
        elif (
            overlap.first <= match.start
            and match.end <= overlap.last
            and _extends(overlap, match, texts, tree)
        ):
            if not result or result[-1].last <= overlap.first:
                same = (overlap.first, overlap.last) == (match.start, match.end)
                result.append(Name(overlap.first, overlap.last, overlap.label, match if same else None))
                at += 1
        else:
            result.append(Name(match.start, match.end, overlap.label, match))
            if overlap.last <= match.end:
                at += 1
            elif overlap.first < match.end:
                rest = Name(match.end, overlap.last, overlap.label)
                spans[at] = (
                    rest if _all_capital(rest, texts) and tree.pos[rest.last - 1] == "PROPN" else _NOTHING
                )
                if spans[at] is _NOTHING:
                    spans[at] = Name(overlap.last, overlap.last, "")
    result.extend(spans[at:])
    return _disjoint(result)


_NOTHING = Name(0, 0, "")


def _disjoint(names: list[Name]) -> list[Name]:
    kept: list[Name] = []
    for name in names:
        if name.first < name.last and (not kept or kept[-1].last <= name.first):
            kept.append(name)
    return kept


def _extends(span: Name, match: Match, texts: list[str], tree: Tree) -> bool:
    """Whether spaCy's longer span is a name of its own: "U.S. Central Command" is, "Trump 's administration" not."""
    if (span.first, span.last) == (match.start, match.end):
        return True
    if span.label == "PERSON":
        return match.resolution.kind != "person" and _all_capital(span, texts)
    if span.label in ("GPE", "NORP", "LOC") and match.entry_kind in ("adjective", "people", "country"):
        return span.label == "LOC" and _all_capital(span, texts)
    if match.resolution.kind == "person" and span.last == match.end:
        return False
    return _all_capital(span, texts) and tree.pos[span.last - 1] in ("PROPN", "NOUN")


def _all_capital(span: Name, texts: list[str]) -> bool:
    small = (
        "of",
        "the",
        "and",
        "for",
        "in",
        "al",
        "de",
        "bin",
        "ul",
        "-",
        "&",
        "ibn",
        "du",
        "la",
        "von",
        "van",
        "del",
    )
    return all(
        t[:1].isupper() or t[:1].isdigit() or t.lower() in small for t in texts[span.first : span.last]
    )


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
