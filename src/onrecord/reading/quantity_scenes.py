"""Numbers of people whom only the scene tells: who lies in hospital, to whom somebody speaks, who is "still there"."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.reading.attribution.tree import Tree
from onrecord.reading.layers import QuantityNode
from onrecord.reading.numerals import Numeral
from onrecord.reading.quantity_nouns import kind_in
from onrecord.reading.quantity_words import QuantityWords

_FEW = 10
_REACH = 20
"""Tokens back in which a total is looked for."""
_CLIMB = 3
_ARTICLES = frozenset(("the", "a", "an", "those", "all"))
_RELATIVE = frozenset(("that", "which"))
_STANDS_FOR = frozenset(("it", "that", "this"))


def lies_in_hospital(tree: Tree, words: QuantityWords, verb: int, counted: int) -> bool:
    """Return whether a verb says of its subject that it is in hospital: "six remain in intensive care"."""
    scene = words.hospital
    if tree.lemma[verb] not in scene["stays"] or tree.lemma[counted] in scene["staff"]:
        return False
    for kid in tree.kids[verb]:
        inner = tree.child(kid, "pobj") if tree.lower[kid] in ("in", "at") else None
        if inner is not None and (tree.lemma[inner] in scene["nouns"] or _is_care(tree, words, inner)):
            return True
    return False


def _is_care(tree: Tree, words: QuantityWords, noun: int) -> bool:
    degrees = words.hospital["care"]
    return tree.lemma[noun] == "care" and any(tree.lower[k] in degrees for k in tree.kids[noun])


def is_audience(tree: Tree, words: QuantityWords, numeral: Numeral, verb: int, link: int) -> bool:
    """Return whether a number that stands alone is of those who listen: "she spoke to 15,000", "addressed 3,000"."""
    if (numeral.low or numeral.high or 0) < _FEW or tree.child(verb, "nsubj") is None:
        return False
    table = words.audience
    if tree.dep[link] == "dobj":
        return tree.lemma[verb] in table["direct"]
    return tree.lower[link] in ("to", "before") and tree.lemma[verb] in table["verbs"]


def draws_to_protest(tree: Tree, words: QuantityWords, verb: int) -> bool:
    """Return whether the subject of a verb of drawing is a protest: "the sit-in drew", "a march that attracted"."""
    scene = tree.child(verb, "nsubj")
    if scene is not None and tree.dep[verb] == "relcl" and tree.lower[scene] in _RELATIVE:
        scene = tree.head[verb]
    return scene is not None and tree.lemma[scene] in words.protest["drawing"]


def kept_from(tree: Tree, words: QuantityWords, verb: int) -> str | None:
    """Return what a verb keeps its object from: "shielded 300 families from eviction" is told of the displaced.

    As with what is denied, the kind is that of what would befall those counted.
    """
    if tree.lemma[verb] not in words.keeping["verbs"]:
        return None
    for kid in tree.kids[verb]:
        inner = tree.child(kid, "pobj", "pcomp") if tree.lower[kid] == "from" else None
        kind = kind_in(tree, words.predicates, inner) if inner is not None else None
        if kind in words.keeping["kinds"]:
            return kind
    return None


def are_here(tree: Tree, words: QuantityWords, numeral: Numeral) -> bool:
    """Return whether a number that stands alone is followed by where people are: "the 40,000 still there"."""
    after = numeral.end
    definite = numeral.start > 0 and tree.lower[numeral.start - 1] in _ARTICLES
    while after < len(tree) and tree.lower[after] in words.present["fill"]:
        after += 1
    return definite and after < len(tree) and tree.lower[after] in words.present["places"]


def kind_of_estimate(tree: Tree, words: QuantityWords, numeral: Numeral) -> str | None:
    """The fate that a total before a range names: "estimates of the dead range from 300 to 700", which parsers lose."""
    if numeral.upper is None:
        return None
    for k in range(numeral.start - 1, max(numeral.start - _REACH, tree.sentence[numeral.number]) - 1, -1):
        if tree.lemma[k] in words.totals["scales"] and tree.lower[k + 1] == "of":
            at = k + 2
            while at < numeral.start and tree.lower[at] in _ARTICLES:
                at += 1
            return kind_in(tree, words.predicates, at) if at < numeral.start else None
    return None


def kind_restated(
    tree: Tree, words: QuantityWords, numeral: Numeral, told: Sequence[QuantityNode]
) -> str | None:
    """The kind of a figure given anew: "the number of displaced at 120,000; others say it is closer to 300,000".

    ``told``: the quantities of the sentence before, at least one.
    """
    verb = numeral.number
    for _ in range(_CLIMB):
        verb = tree.head[verb]
        if tree.lemma[verb] == "be":
            break
    subject = tree.child(verb, "nsubj") if tree.lemma[verb] == "be" else None
    if subject is None or subject > numeral.start:
        return None
    figures = words.changes["figures"]
    if tree.lower[subject] in _STANDS_FOR:
        first, last = tree.sentence[numeral.number], told[-1].number
        named = not numeral.exact and any(tree.lemma[k] in figures for k in range(first, last))
        return told[-1].quantity.of if named else None
    bare = not any(tree.lower[k] == "of" for k in tree.kids[subject])
    return told[-1].quantity.of if tree.lemma[subject] in figures and bare else None
