"""Fates that more than one word tells: "pulled out alive", "gunned down", "taken prisoner", "none of the 43 survived"."""

from __future__ import annotations

from onrecord.reading.attribution.tree import Tree
from onrecord.reading.numerals import Numeral
from onrecord.reading.quantity_words import QuantityWords

_OF_VERB = frozenset(
    ("advcl", "acomp", "advmod", "oprd", "xcomp", "ccomp", "amod", "dobj", "attr", "npadvmod")
)
_BELOW = 2


def told_together(tree: Tree, words: QuantityWords, verb: int, counted: int, *, put: bool) -> str | None:
    """Return the kind that a verb and a word beside it make of those counted, or ``None``.

    ``put``: those counted are its object, or the subject of its passive.
    """
    lemma = tree.lemma[verb]
    down = tree.child(verb, "prt")
    if (
        put
        and lemma in words.felled["verbs"]
        and down is not None
        and tree.lower[down] in words.felled["particles"]
    ):
        return "killed"
    if put and lemma in words.alive["verbs"] and _has(tree, verb, words.alive["words"], counted):
        return "rescued"
    if put and lemma in words.prisoners["verbs"]:
        prisoner = tree.lemma[counted] in words.prisoners["words"]
        return "arrested" if prisoner or _has(tree, verb, words.prisoners["words"], counted) else None
    return None


def _has(tree: Tree, verb: int, wanted: frozenset[str], counted: int) -> bool:
    """Whether a word hangs on a verb or on what hangs on it, those counted left out: "brought to the surface alive"."""
    level = [verb]
    for _ in range(_BELOW):
        level = [k for top in level for k in tree.kids[top] if k != counted]
        if any(tree.lemma[k] in wanted and tree.dep[k] in _OF_VERB for k in level):
            return True
    return False


def none_of(tree: Tree, words: QuantityWords, counted: int) -> int | None:
    """Return the word "none" or "neither" over those counted where its verb is one of survival, else ``None``."""
    of = tree.head[counted]
    none = tree.head[of]
    if tree.lower[of] != "of" or tree.lower[none] not in ("none", "neither"):
        return None
    return none if tree.lemma[tree.head[none]] in words.alive["stays"] else None


def says_none_survived(tree: Tree, words: QuantityWords, numeral: Numeral) -> bool:
    """Whether a number is that "none", which counts nobody: those of whom it is said were killed."""
    verb = tree.head[numeral.number]
    for of in tree.kids[numeral.number]:
        verb = tree.child(of, "pcomp") or verb  # "none of whom survived"
    return tree.lower[numeral.number] in ("none", "neither") and tree.lemma[verb] in words.alive["stays"]


def among_them(tree: Tree, first: int, reach: int = 10) -> bool:
    """Return whether the numbers that begin at ``first`` list members of those before: "among them a nun and two girls"."""
    floor = max(tree.sentence[first], first - reach)
    return any(
        tree.lower[k] == "among" and tree.lower[k + 1] in ("them", "whom", "those") and tree.lower[k - 1] in (",", "—", "-", ";", "–")
        and not any(tree.pos[j] in ("VERB", "AUX") or tree.lower[j] == ";" for j in range(k + 2, first))
        for k in range(max(floor, 1), first - 1)
    )  # fmt: skip
