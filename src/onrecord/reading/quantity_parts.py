"""Numbers that stand for those counted before: "50 were hurt, eight of them seriously", "hired 600 and dismissed 250"."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.reading.attribution.tree import Tree
from onrecord.reading.layers import QuantityNode
from onrecord.reading.numerals import Numeral
from onrecord.reading.quantity_nouns import kind_of_noun
from onrecord.reading.quantity_scenes import kind_restated
from onrecord.reading.quantity_words import QuantityWords

_THEM = frozenset(("them", "whom", "those", "these", "which"))
_LISTING = frozenset(("including", "among", "like"))
_CONTRAST = frozenset(("while", "whereas"))
_NOUNS = frozenset(("NN", "NNS", "NNP", "NNPS"))
_REACH = 3
"""Heads up from a number in which the word that lists it is looked for."""


def kind_of_part(
    tree: Tree, words: QuantityWords, numeral: Numeral, before: Sequence[QuantityNode]
) -> str | None:
    """Return the kind of a number that stands alone and takes it from one before it in its sentence, or ``None``.

    A part is of the whole's kind; the object of a further verb counts the same things, but not the same fate.
    """
    first = tree.sentence[numeral.number]
    told = [n for n in before if n.number >= first and n.quantity.of != "money"]
    if not told or tree.lower[numeral.number] in words.skip["vaguest"]:
        return None
    degree = _degree(tree, words, numeral)
    if degree:
        return degree if degree != "alike" else told[-1].quantity.of
    if _is_of_them(tree, numeral) or _compared(tree, numeral) or _is_of_whole(tree, words, numeral, told[-1]):
        return told[-1].quantity.of
    if _is_rest(tree, numeral):
        return kind_of_noun(tree, words, told[-1].counted)
    alike = _parallel(tree, numeral, told) or kind_restated(tree, words, numeral, told)
    if alike is not None:
        return alike
    if numeral.high == 1 or not _goes_on(tree, numeral, told[-1]):
        return None
    last = told[-1]
    if last.counted == last.number:
        return last.quantity.of if last.quantity.of in ("people", *words.counted.values()) else None
    return kind_of_noun(tree, words, last.counted)


def listed_under(tree: Tree, numeral: Numeral) -> int | None:
    """Return the noun that a number alone is an instance of: of "three polls, including one released on Friday" the polls."""
    token = numeral.number
    for _ in range(_REACH):
        token = tree.head[token]
        if tree.lower[token] in _LISTING and token < numeral.start:
            noun = tree.head[token]
            return noun if tree.pos[noun] == "NOUN" else None
    return None


def kind_pointed_at(tree: Tree, words: QuantityWords, numeral: Numeral) -> str | None:
    """Return the kind of a number of people named before without one: "the families ... several of them were on hand",
    "a combatant commander - there are nine - is", or ``None``."""
    if numeral.high == 1 or tree.lower[numeral.number] in words.skip["vaguest"]:
        return None
    verb = tree.head[numeral.number]
    there_are = tree.dep[numeral.number] == "attr" and tree.child(verb, "expl") is not None
    if not there_are and not (
        _is_of_them(tree, numeral) and tree.dep[numeral.number] in ("nsubj", "nsubjpass")
    ):
        return None
    for noun in range(numeral.start - 1, tree.sentence[numeral.number] - 1, -1):
        if tree.tag[noun] in _NOUNS and (there_are or tree.tag[noun] in ("NNS", "NNPS")):
            kind = kind_of_noun(tree, words, noun)
            if kind is not None or not there_are:
                return kind if kind in words.human else None
    return None


def same_people(tree: Tree, words: QuantityWords, counted: int, before: Sequence[QuantityNode]) -> str | None:
    """Return "refugees" for the Syrians of "250,000 Syrian refugees ... only 10,000 Syrians", or ``None``."""
    nation = tree.lower[counted].removesuffix("s")
    for node in before:
        near = tree.sentence[node.counted] == tree.sentence[counted] and node.counted != counted
        if near and any(tree.lower[k] == nation for k in tree.kids[node.counted]):
            return words.counted.get(tree.lemma[node.counted])
    return None


def died_of_it(tree: Tree, words: QuantityWords, numeral: Numeral) -> bool:
    """Return whether a part died of what befell the whole, as the words right after it say: "shot, two of them fatally"."""
    after = numeral.end + 2 * (tree.lower[numeral.end : numeral.end + 1] == ["of"])
    if after >= len(tree) or tree.lower[after] not in words.degrees["deadly"]:
        return False
    return after + 1 >= len(tree) or tree.pos[after + 1] == "PUNCT"


def _degree(tree: Tree, words: QuantityWords, numeral: Numeral) -> str | None:
    """ "one fatally" is a death; "eight seriously" are as the whole: "alike"."""
    after = numeral.end + 2 * (tree.lower[numeral.end : numeral.end + 1] == ["of"])  # "of them"
    if after >= len(tree) or tree.dep[numeral.number] in ("nsubj", "nsubjpass", "dobj", "nummod"):
        return None
    adverb = tree.lower[after]
    if adverb in words.degrees["deadly"]:
        return "killed"
    return "alike" if adverb in words.degrees["lesser"] else None


def _is_of_them(tree: Tree, numeral: Numeral) -> bool:
    """ "two of them", "of whom 22"."""
    if tree.lower[numeral.end : numeral.end + 1] == ["of"]:
        return any(word in _THEM for word in tree.lower[numeral.end + 1 : numeral.end + 2])
    return tree.lower[max(numeral.start - 2, 0) : numeral.start] in (["of", "whom"], ["of", "them"])


def _is_rest(tree: Tree, numeral: Numeral) -> bool:
    """ "the other four", "the remaining 12": of those told before."""
    before = tree.lower[max(numeral.start - 2, 0) : numeral.start]
    return before in (["the", "other"], ["the", "remaining"])


def _compared(tree: Tree, numeral: Numeral) -> bool:
    """ "24 died, compared with 11 last year"."""
    before = tree.lower[max(numeral.start - 2, 0) : numeral.start]
    return before in (["compared", "with"], ["compared", "to"], [",", "against"])


def _is_of_whole(tree: Tree, words: QuantityWords, numeral: Numeral, whole: QuantityNode) -> bool:
    """ "of the 45 injured, nine were in critical condition"; of "40 people rescued" a share is as people are."""
    if kind_of_noun(tree, words, whole.counted) in words.human:
        return False
    verb = tree.head[numeral.number]
    return tree.dep[numeral.number] in ("nsubj", "nsubjpass") and any(
        tree.lower[kid] == "of" and kid < numeral.start and tree.left[kid] <= whole.number <= tree.right[kid]
        for kid in tree.kids[verb]
    )


def _parallel(tree: Tree, numeral: Numeral, told: Sequence[QuantityNode]) -> str | None:
    """The kind of the object of the same verb before: "Leeds saw 12 arrests; York saw nine"."""
    verb = tree.head[numeral.number]
    if tree.dep[numeral.number] != "dobj" or tree.pos[verb] not in ("VERB", "AUX"):
        return None
    for node in reversed(told):
        above = tree.head[node.counted]
        if tree.dep[above] == "relcl":
            continue  # "the port, which has 40,000 people, had nine"
        if tree.dep[node.counted] == "dobj" and above != verb and tree.lemma[above] == tree.lemma[verb]:
            return node.quantity.of
    return None


def _goes_on(tree: Tree, numeral: Numeral, last: QuantityNode) -> bool:
    """Whether a number is the object of a verb that goes on from that over the last number, or the subject of a new clause
    right after it: "hired 600 and dismissed 250", "three have died and 11 are in isolation"."""
    token = numeral.number
    verb = tree.head[token]
    if tree.dep[token] == "dobj" and tree.pos[verb] == "VERB":
        above = {last.predicate, tree.head[last.counted], tree.head[last.number]}
        contrast = tree.dep[verb] == "advcl" and any(tree.lower[k] in _CONTRAST for k in tree.kids[verb])
        return (tree.dep[verb] == "conj" or contrast) and tree.head[verb] in above
    after = numeral.end + (tree.lower[numeral.end : numeral.end + 1] == ["more"])
    joined = numeral.start > 0 and tree.lower[numeral.start - 1] in ("and", "while", "but", ";")
    return joined and after < len(tree) and tree.lower[after] in ("are", "were", "have", "had", "remain")
