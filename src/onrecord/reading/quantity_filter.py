"""Numbers that count nothing: dates, times, ages, percentages, scores, ordinals, and numbers that are names."""

from __future__ import annotations

from onrecord.reading.attribution.tree import Tree
from onrecord.reading.numerals import Numeral
from onrecord.reading.quantity_nouns import group_numbered, kind_of_noun
from onrecord.reading.quantity_words import QuantityWords

_JOINTS = frozenset(("-", "–", ":", "/"))
_OLDEST = 110
_YEARS = (1900, 2100)
_SINGULAR = frozenset(("NN", "NNP"))


def is_no_count(tree: Tree, words: QuantityWords, numeral: Numeral) -> bool:
    """Whether a number that is no amount of money counts nothing."""
    if group_numbered(tree, words, numeral) is not None:
        return False  # "a 22-member crew"
    skip = words.skip
    first, last, number = numeral.start, numeral.end - 1, numeral.number
    before = tree.lower[first - 1] if first else ""
    after = tree.lower[last + 1] if last + 1 < len(tree) else ""
    if after in ("percent", "percentage") or before in skip["before"]:
        return True
    if before in skip["months"] or (after in skip["months"] and tree.pos[last + 1] == "PROPN"):
        return True
    if _is_ratio(tree, numeral, before, after) or _is_compound(tree, last, after):
        return True
    if not tree.lower[number][:1].isdigit():
        return False
    if after in skip["after"] or _is_name(tree, words, numeral, before) or _is_age(tree, words, numeral):
        return True
    if after in _JOINTS and last + 2 < len(tree) and tree.begin[last + 2] == tree.end[last + 1]:
        glued = tree.lower[last + 2]  # "34-year-old", "232-196"
        if glued[:1].isdigit() or glued in skip["glued"]:
            return True
    value = numeral.high or numeral.low or 0
    if before == "at" and _is_age_at_death(tree, words, numeral):
        return True
    year = _YEARS[0] <= value <= _YEARS[1] and "," not in tree.lower[number]
    if year and before == "the" and tree.tag[tree.head[number]] == "NNPS":
        return True  # "the 2014 Lions"
    return year and (tree.dep[number] != "nummod" or tree.tag[tree.head[number]] in _SINGULAR)


def _is_compound(tree: Tree, last: int, after: str) -> bool:
    """ "a five-justice wing", "an 11 million-person market"."""
    if after not in _JOINTS or last + 3 >= len(tree) or tree.begin[last + 2] != tree.end[last + 1]:
        return False
    return tree.tag[last + 2] == "NN" and tree.pos[last + 3] in ("NOUN", "ADJ", "PROPN")


def _is_ratio(tree: Tree, numeral: Numeral, before: str, after: str) -> bool:
    """ "three in 10", "nine out of ten", "by 80 to 1"."""
    first, end = numeral.start, numeral.end
    if tree.lower[end - 2 : end] in (["to", "1"], ["to", "one"]) or tree.lower[end : end + 2] in (
        ["to", "1"],
        ["to", "one"],
    ):
        return True
    if tree.lower[end : end + 2] == ["out", "of"] and tree.pos[min(end + 2, len(tree) - 1)] == "NUM":
        return True
    if first > 2 and tree.lower[first - 2 : first] == ["out", "of"] and tree.pos[first - 3] == "NUM":
        return True
    if after == "in" and end + 1 < len(tree) and tree.pos[end + 1] == "NUM":
        return tree.lower[end + 2 : end + 3] != [","] and _no_year(tree.lower[end + 1])
    if before == "to" and tree.lower[first:end] in (["1"], ["one"]) and first > 1:
        return tree.pos[first - 2] == "NUM"
    return before == "in" and first > 1 and tree.pos[first - 2] == "NUM"


def _no_year(word: str) -> bool:
    return not (len(word) == 4 and word.isdigit() and _YEARS[0] <= int(word) <= _YEARS[1])


def _is_name(tree: Tree, words: QuantityWords, numeral: Numeral, before: str) -> bool:
    """Whether digits name something: "F-35", "2015/16", "Flight 752"."""
    first, number = numeral.start, numeral.number
    glued = first and tree.end[first - 1] == tree.begin[first] and tree.pos[first - 1] != "SPACE"
    if glued and before not in words.skip["openers"]:
        return True
    label = number - 1
    named = number > 0 and first == number and tree.lemma[label] in words.skip["labels"]
    return named and tree.pos[label] != "DET"


def _is_person(tree: Tree, words: QuantityWords, noun: int) -> bool:
    return tree.tag[noun] == "NN" and kind_of_noun(tree, words, noun) in words.human


def _is_age_of_two(tree: Tree, words: QuantityWords, numeral: Numeral) -> bool:
    """ "His two brothers, 17 and 22, were held": the first or the second of two ages."""
    first = numeral.start - 2 * (tree.lower[numeral.start - 1] == "and")
    end = first + 3
    if first < 2 or end >= len(tree) or tree.lower[first - 1] != "," or tree.lower[first + 1] != "and":
        return False
    pair = tree.pos[first] == tree.pos[first + 2] == "NUM" and tree.lower[end] in (",", ".", ";")
    return pair and tree.tag[first - 2] == "NNS" and kind_of_noun(tree, words, first - 2) in words.human


def _is_age_at_death(tree: Tree, words: QuantityWords, numeral: Numeral) -> bool:
    """ "Ann Berg, film star, dead at 95", but not "the number of dead at 70"."""
    at = numeral.start - 1
    if at < 1 or not numeral.exact or not 0 < (numeral.low or 0) <= _OLDEST:
        return False
    figures = words.changes["figures"] | words.changes["reporting"]
    told = any(tree.lemma[k] in figures for k in range(tree.sentence[at], at))
    return tree.lemma[at - 1] in words.dying and not told


def _is_age(tree: Tree, words: QuantityWords, numeral: Numeral) -> bool:
    """Whether a number between commas after one person is an age: "Ann Smith, 34, was hurt", "the suspect, 29, fled"."""
    first, end = numeral.start, numeral.end
    if first < 2 or not numeral.exact or not 0 < (numeral.low or 0) <= _OLDEST or end >= len(tree):
        return False
    if _is_age_of_two(tree, words, numeral):
        return True
    return (
        tree.lower[first - 1] == ","
        and (tree.pos[first - 2] == "PROPN" or _is_person(tree, words, first - 2))
        and tree.lower[end] in (",", ".", ";", "and")
    )
