"""Earlier figures: of "raised the toll to 34 from 11" and "12 died, not the 20 first reported" which one is overtaken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.reading.attribution.tree import Tree
from onrecord.reading.numerals import Numeral
from onrecord.reading.quantity_words import QuantityWords

_ARTICLES = frozenset(("the", "a", "an", "its", "their", "just", "only", "some"))
_REACH = 20
"""Tokens back in which a verb of change is looked for."""
_NEAR = 8
"""Tokens between "to 34" and "from 11"."""


def split_changes(tree: Tree, words: QuantityWords, numerals: Sequence[Numeral]) -> list[Numeral]:
    """Return the numerals with "from 70,000 to 85,000" as two where something changes, for that is no range."""
    out: list[Numeral] = []
    for numeral in numerals:
        upper = numeral.upper
        first = numeral.start
        origin = _origin(tree, words, first)
        if upper is None or origin is None or not _changes(tree, words, origin):
            out.append(numeral)
            continue
        joint = upper - 1 - (tree.lower[upper - 1] != "to")
        old = replace(
            numeral,
            high=numeral.low,
            exact=True,
            start=first + (origin == first),
            end=joint,
            partitive=False,
            upper=None,
        )
        new = replace(numeral, low=numeral.high, exact=True, start=joint + 1, number=upper, upper=None)
        out += [old, new] if old.start < old.end else [numeral]
    return out


def _origin(tree: Tree, words: QuantityWords, first: int) -> int | None:
    """Token of the "from" that a range begins with, or that stands before it: "from the present $9.10 to $11"."""
    at = first if tree.lower[first] == "from" else _before_fillers(tree, words, first - 1)
    return at if at >= 0 and tree.lower[at] == "from" else None


def _before_fillers(tree: Tree, words: QuantityWords, at: int) -> int:
    """The nearest token at or before ``at`` that is no article and does not say of a figure that it is the current one."""
    while at >= 0 and (tree.lower[at] in _ARTICLES or tree.lower[at] in words.changes["standing"]):
        at -= 1
    return at


def is_changed_to(tree: Tree, words: QuantityWords, numeral: Numeral) -> bool:
    """Return whether something rises or falls to a number, which then is no date, whatever the tagger says."""
    before = numeral.start - 1
    return before >= 0 and tree.lower[before] == "to" and _changes(tree, words, before)


def is_earlier(
    tree: Tree, words: QuantityWords, numeral: Numeral, counted: int, predicate: int | None
) -> bool:
    """Return whether the sentence itself says that a newer figure has taken the place of this one."""
    before = _before_fillers(tree, words, numeral.start - 1)
    if before < 0 or tree.sentence[before] != tree.sentence[numeral.number]:
        return _first_given(tree, words, counted, predicate)
    if tree.lower[before] == "from" and _came_from(tree, words, before, numeral.end):
        return True
    if any(tuple(tree.lower[before + 1 - len(p) : before + 1]) == p for p in words.replacing):
        return True
    return _first_given(tree, words, counted, predicate) or _earlier_figure(tree, words, numeral)


def _came_from(tree: Tree, words: QuantityWords, at: int, end: int) -> bool:
    """ "up from 11"; "to 34 from 11"; the split "from 11 to 34"."""
    back = at - 1 - (tree.lower[at - 1].endswith("ly"))  # "down sharply from"
    if back >= 0 and tree.lower[back] in words.changes["directions"]:
        return True
    follows = tree.lower[end : end + 1] == ["to"]
    precedes = any(
        tree.lower[k] == "to" and tree.sentence[k] == tree.sentence[at] and tree.lower[k + 1][:1].isalnum()
        for k in range(max(at - _NEAR, 0), at)
    )
    return (follows or precedes) and _changes(tree, words, at)


def _changes(tree: Tree, words: QuantityWords, at: int) -> bool:
    """Whether the nearest telling word before a token is one of change, not one of range."""
    for k in range(at - 1, max(at - _REACH, tree.sentence[at]) - 1, -1):
        if tree.lemma[k] in words.changes["ranges"]:
            return False
        if tree.lemma[k] in words.changes["verbs"] and tree.pos[k] in ("VERB", "NOUN", "ADJ"):
            return True
    return False


def _first_given(tree: Tree, words: QuantityWords, counted: int, predicate: int | None) -> bool:
    """ "had earlier put the toll at 50", "the 20 first reported"."""
    tops = [counted, *tree.kids[counted]]
    tops += [] if predicate is None else [predicate, tree.head[predicate]]
    return any(
        tree.lemma[top] in words.changes["reporting"]
        and any(tree.lower[k] in words.changes["adverbs"] for k in tree.kids[top])
        for top in tops
        if tree.pos[top] == "VERB"
    )


def _earlier_figure(tree: Tree, words: QuantityWords, numeral: Numeral) -> bool:
    """ "an earlier toll of 40"."""
    preposition = tree.head[numeral.number]
    if tree.lower[preposition] != "of":
        return False
    figure = tree.head[preposition]
    return tree.lemma[figure] in words.changes["figures"] and any(
        tree.lower[k] in words.changes["adjectives"] for k in tree.kids[figure]
    )
