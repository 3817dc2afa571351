"""What a number counts where no noun says so: "the number of dead rose to 41", "dozens held candles"."""

from __future__ import annotations

from onrecord.reading.attribution.tree import Tree
from onrecord.reading.numerals import Numeral
from onrecord.reading.quantity_events import predicate_of, protests
from onrecord.reading.quantity_nouns import kind_in, kind_of_group, kind_of_noun
from onrecord.reading.quantity_scenes import are_here, draws_to_protest, is_audience, kind_of_estimate
from onrecord.reading.quantity_words import QuantityWords

_SUBJECTS = frozenset(("nsubj", "nsubjpass"))
_ARGUMENTS = _SUBJECTS | {"dobj"}
_PLACED = frozenset(("prep", "attr", "dobj", "acomp"))
_FEW = 10
_REACH = 20
"""Tokens back in which the total is looked for."""
_MILLION = 1e6


def kind_alone(
    tree: Tree, words: QuantityWords, numeral: Numeral, anchor: int, predicate: int | None, link: int
) -> str | None:
    """Return the kind of a number that stands alone and of whose counted nothing is told, or ``None``."""
    plural = numeral.low is not None and numeral.high is None and tree.lower[numeral.number].endswith("s")
    strong = _strong(tree, words, numeral, anchor)
    if predicate is not None:
        kind = _of_total(tree, words, predicate, link) or _told_total(tree, words, numeral, predicate)
        if kind is not None:
            return kind
        if tree.pos[predicate] == "NOUN" and tree.lower[link] == "of":
            return _of_group(tree, words, predicate)
        if is_audience(tree, words, numeral, predicate, link):
            return "people"
    told = strong or kind_of_estimate(tree, words, numeral)
    if told is not None:
        return told
    if plural and _is_amount(tree, words, numeral, anchor, predicate, link):
        return "money"
    if (
        plural
        and tree.lower[numeral.end : numeral.end + 1]
        and tree.lower[numeral.end] in words.protest["verbs"]
    ):
        return "protesters"  # "Thousands march", as headlines have it
    if (numeral.low or numeral.high or 0) >= _FEW and _at_protest(tree, words, anchor, predicate, link):
        return "protesters"
    if predicate is not None and tree.dep[link] == "dobj" and tree.lemma[predicate] in words.drawing:
        return (
            "protesters" if draws_to_protest(tree, words, predicate) else "people"
        )  # "the march drew thousands"
    if predicate is not None and tree.dep[link] in _PLACED and tree.lemma[predicate] in words.numbering:
        return _numbering(tree, words, predicate)
    return "people" if _is_people(tree, words, numeral, anchor, predicate, link, plural=plural) else None


def _numbering(tree: Tree, words: QuantityWords, verb: int) -> str | None:
    """ "the strikers number about 11,000", "the refugees, who total 40,000"."""
    subject = tree.child(verb, "nsubj")
    if subject is not None and tree.pos[subject] == "PRON" and tree.dep[verb] == "relcl":
        subject = tree.head[verb]
    return kind_of_noun(tree, words, subject) if subject is not None else None


def _of_group(tree: Tree, words: QuantityWords, group: int) -> str | None:
    """ "a crowd of 3,000 gathered to protest"."""
    kind = kind_of_group(tree, words, group)
    verb, link = predicate_of(tree, words, group)
    if kind == "people" and protests(tree, words, verb, link, group, group):
        return "protesters"
    return kind


def _strong(tree: Tree, words: QuantityWords, numeral: Numeral, anchor: int) -> str | None:
    """ "the force, 12,000 strong"; "the wounded, at least 70"."""
    whole = tree.head[anchor]
    if tree.dep[anchor] != "appos":
        return None
    if tree.lower[numeral.end : numeral.end + 1] == ["strong"]:
        return kind_of_group(tree, words, whole)
    return kind_in(tree, words.predicates, whole) if tree.pos[whole] == "ADJ" else None


def _of_total(tree: Tree, words: QuantityWords, predicate: int, link: int) -> str | None:
    """ "the number of troops fell to 5,000", "troop levels rose by 300", "the population has grown by 40,000"."""
    if tree.dep[link] not in _PLACED:
        return None
    for kid in tree.kids[predicate]:
        if tree.dep[kid] not in _ARGUMENTS or kid == link:
            continue
        if tree.lemma[kid] in words.totals["scales"]:
            for below in tree.kids[kid]:
                kind = _total_of(tree, words, below)
                if kind is not None:
                    return kind
        noun = tree.pos[kid] == "NOUN" and kind_in(tree, words.predicates, kid)
        if noun and any(tree.lemma[predicate] in words.changes[name] for name in ("verbs", "settled")):
            return noun  # "the toll could exceed 1,000", "injuries reached 40"
        other = tree.child(predicate, "dobj") not in (None, kid, link)  # "the city cut fares from 4 to 3"
        group = None if other else kind_of_group(tree, words, kid)
        if group is not None and (tree.dep[link] != "dobj" or tree.lemma[predicate] == "number"):
            return group
    return None


def _told_total(tree: Tree, words: QuantityWords, numeral: Numeral, predicate: int) -> str | None:
    """The total named before a number whose clause the parser lost: "the number of refugees it takes ranges from"."""
    changes, lemma = words.changes, tree.lemma[predicate]
    if not any(lemma in changes[name] for name in ("verbs", "ranges", "settled")):
        return None
    for k in range(numeral.start - 1, max(numeral.start - _REACH, tree.sentence[numeral.number]) - 1, -1):
        if tree.lemma[k] in words.totals["scales"]:
            found = (_total_of(tree, words, kid) for kid in tree.kids[k])
            return next((kind for kind in found if kind is not None), None)
    return None


def _total_of(tree: Tree, words: QuantityWords, below: int) -> str | None:
    """What "of refugees", "of those detained", "killed" or "troop" under a "number" says."""
    token = below
    if tree.dep[below] == "prep" and tree.lower[below] == "of":
        inner = tree.child(below, "pobj")
        if inner is None:
            return None
        clause = tree.child(inner, "acl", "relcl")
        fate = kind_in(tree, words.predicates, clause) if clause is not None else None
        if fate is not None:
            return fate
        held = next((k for k in tree.kids[inner] if tree.lower[k] == "in"), None)
        where = tree.child(held, "pobj") if held is not None else None
        if where is not None and tree.lemma[where] in words.fates["in"]:
            return kind_in(tree, words.predicates, where)  # "the number of people in custody"
        token = inner
    elif tree.dep[below] not in ("compound", "acl", "amod"):
        return None
    if tree.lemma[token] in words.votes:
        return None
    return kind_in(tree, words.predicates, token) or kind_of_noun(tree, words, token)


def _is_amount(
    tree: Tree, words: QuantityWords, numeral: Numeral, anchor: int, predicate: int | None, link: int
) -> bool:
    """ "millions in grants", "spent billions"."""
    for top in (*range(numeral.start, numeral.end), predicate):
        for kid in tree.kids[top] if top is not None else ():
            inner = tree.child(kid, "pobj") if tree.lower[kid] in ("in", "of") and kid >= anchor else None
            if inner is not None and tree.lemma[inner] in words.amounts["nouns"]:
                return True
    if predicate is None or tree.dep[link] not in ("dobj", "npadvmod"):
        return False
    return tree.lemma[predicate] in words.amounts["verbs"] and (numeral.low or 0) >= _MILLION


def _at_protest(tree: Tree, words: QuantityWords, anchor: int, predicate: int | None, link: int) -> bool:
    """ "expects thousands at the rally", "hundreds for a protest"."""
    tops = [anchor]
    if predicate is not None and tree.dep[link] in _ARGUMENTS:
        tops.append(predicate)
    for top in tops:
        for kid in tree.kids[top]:
            inner = tree.child(kid, "pobj") if tree.dep[kid] == "prep" and kid > anchor else None
            if inner is not None and tree.lemma[inner] in words.protest["scenes"]:
                return True
    return False


def _is_people(
    tree: Tree,
    words: QuantityWords,
    numeral: Numeral,
    anchor: int,
    predicate: int | None,
    link: int,
    *,
    plural: bool,
) -> bool:
    """ "dozens were trapped", "several said", "12 were children", "dozens in the crowd"."""
    if numeral.high in (0, 1) or tree.lower[numeral.number] in words.skip["vaguest"]:
        return False
    for kid in tree.kids[anchor]:
        inner = tree.child(kid, "pobj") if tree.dep[kid] == "prep" else None
        if inner is not None and (tree.lemma[inner] in words.crowds or tree.lower[inner] == "whom"):
            return True
    if are_here(tree, words, numeral):
        return True
    if plural and _are_held_by(tree, words, predicate, link):
        return True
    after = numeral.end
    if plural and after < len(tree) and tree.tag[after] == "VBG" and tree.lemma[after] in words.acting:
        return True  # "with millions watching"
    if predicate is None or not (tree.dep[link] in _SUBJECTS or _leads(tree, numeral, predicate, link)):
        return False
    if tree.pos[predicate] == "AUX":
        state = tree.child(predicate, "attr")
        return state is not None and kind_of_noun(tree, words, state) == "people"
    return plural or tree.lemma[predicate] in words.acting or _does_its_own(tree, predicate)


def _are_held_by(tree: Tree, words: QuantityWords, noun: int | None, link: int) -> bool:
    """ "won the support of millions": only people have it."""
    return noun is not None and tree.lower[link] == "of" and tree.lemma[noun] in words.held


def _leads(tree: Tree, numeral: Numeral, verb: int, link: int) -> bool:
    """Whether a number is the subject of the verb right after it, which parsers lose: "and a thousand more cheered"."""
    first = numeral.end + (tree.lower[numeral.end : numeral.end + 1] == ["more"])
    return tree.dep[link] == "npadvmod" and verb == first and tree.child(verb, *_SUBJECTS) is None


def _does_its_own(tree: Tree, verb: int) -> bool:
    """Whether the object of a verb is said to be "theirs", as those of people are: "2 million made their choice"."""
    target = tree.child(verb, "dobj")
    owner = tree.child(target, "poss") if target is not None else None
    return owner is not None and tree.lower[owner] == "their"
