"""Quantities: how many were killed, hurt, arrested, sent, fired, paid, with the bounds that the text gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import msgspec

from onrecord.model import Quantity
from onrecord.reading.attribution.tree import Tree, plant
from onrecord.reading.layers import QuantityNode, Reading
from onrecord.reading.numerals import Numeral, find_numerals
from onrecord.reading.quantity_changes import is_changed_to, is_earlier, split_changes
from onrecord.reading.quantity_fates import among_them, says_none_survived
from onrecord.reading.quantity_filter import is_no_count
from onrecord.reading.quantity_kinds import what_of
from onrecord.reading.quantity_money import in_main_unit
from onrecord.reading.quantity_nouns import counted_by, kind_in, kind_of_noun, listed_with, stands_alone
from onrecord.reading.quantity_parts import died_of_it, kind_of_part, kind_pointed_at, same_people
from onrecord.reading.quantity_words import QuantityWords, quantity_words

_TIME = frozenset(("DATE", "TIME", "PERCENT", "ORDINAL", "QUANTITY"))
_HARM = frozenset(("killed", "injured", "arrested", "missing"))
_HURT = _HARM | {"casualties"}
_TOLLS = frozenset(("killed", "injured", "casualties"))
_UNDERGOES = frozenset(("dobj", "nsubjpass", "nsubj"))
_JOINED = {"conj": ("NOUN", "PROPN"), "appos": ("NOUN",)}
"""What a noun may be joined to; in apposition to a name it only describes: "killed Ann Smith, a teacher"."""
_LONGEST_PHRASE = 6
_NEWER = 6
"""Tokens between "to 34" and "from 11"."""


class Quantities:
    """Needs syntax; adds the quantities."""

    needs = ("doc",)
    adds = ("quantities",)

    def __call__(self, reading: Reading) -> Mapping[str, Any]:
        """Return the quantities in order of the text."""
        tree, words = plant(reading.doc), quantity_words()
        numerals = split_changes(tree, words, find_numerals(_without_particles(tree)))
        numerals += [*_single_victims(tree, words, numerals), *_absences(tree, words)]
        numerals.sort(key=lambda n: n.start)
        nodes: list[QuantityNode] = []
        for i in range(len(numerals)):
            node = _node(tree, words, numerals, i, nodes)
            if node is not None:
                nodes.append(node)
        return {"quantities": tuple(_named_alike(tree, nodes))}


def _without_particles(tree: Tree) -> list[str]:
    """The words, less particles of verbs, which bound no number: "handed over 75 tanks", "went up to 40".

    Of "will lease up to eight" parsers make a particle of the bound.
    """
    moving, out = quantity_words().changes["moving"], list(tree.lower)
    for i, dep in enumerate(tree.dep):
        if tree.lower[i : i + 2] == ["up", "to"]:
            particle = i > 0 and tree.lemma[i - 1] in moving
        else:
            particle = dep == "prt"
        if particle:
            out[i] = ""
    return out


def _single_victims(tree: Tree, words: QuantityWords, numerals: Sequence[Numeral]) -> list[Numeral]:
    """The article as a number where somebody comes to harm: "killed an American contractor"."""
    taken = {k for n in numerals for k in range(n.start, n.end)}
    out = []
    for i, word in enumerate(tree.lower):
        if word not in ("a", "an") or tree.dep[i] != "det" or i in taken:
            continue
        noun = tree.head[i]
        if tree.tag[noun] in ("NN", "NNP") and kind_of_noun(tree, words, noun) in words.human:
            single = Numeral(low=1.0, high=1.0, exact=True, start=i, end=i + 1, number=i)
            if _undergoes(tree, words, noun) and what_of(tree, words, single, noun)[1] in _HARM:
                out.append(single)
    return out


def _absences(tree: Tree, words: QuantityWords) -> list[Numeral]:
    """ "without casualties", "without loss of life"."""
    out = []
    for i, word in enumerate(tree.lower):
        noun = tree.child(i, "pobj") if word == "without" else None
        if noun is not None and kind_in(tree, words.predicates, noun) in _HURT:
            out.append(Numeral(low=0.0, high=0.0, exact=True, start=i, end=i + 1, number=i, without=True))
    return out


def _undergoes(tree: Tree, words: QuantityWords, noun: int) -> bool:
    """Whether a noun, or the one that it is joined to by "and", is who undergoes what a verb tells."""
    while tree.pos[tree.head[noun]] in _JOINED.get(tree.dep[noun], ()):
        noun = tree.head[noun]
    verb = tree.head[noun]
    if tree.dep[noun] not in _UNDERGOES or tree.pos[verb] not in ("VERB", "AUX"):
        return False
    state = tree.child(verb, "acomp", "oprd")
    left = tree.lower[verb] == "missing" or (
        state is not None and kind_in(tree, words.predicates, state) in _HARM
    )
    return tree.dep[noun] != "nsubj" or left or tree.lemma[verb] in words.predicate["undergone"]


def _node(
    tree: Tree, words: QuantityWords, numerals: Sequence[Numeral], i: int, before: Sequence[QuantityNode]
) -> QuantityNode | None:
    """The quantity that a numeral is, or ``None`` where it counts nothing of ours; ``before`` are those found so far."""
    numeral = numerals[i]
    if not numeral.money and (is_no_count(tree, words, numeral) or says_none_survived(tree, words, numeral)):
        return None
    counted = counted_by(tree, words, numeral)
    alone = numeral.start <= counted < numeral.end
    if alone:
        counted = counted_by(tree, words, numerals[listed_with(tree, numerals, i)])
    unit = (
        tree.lemma[counted] in words.skip["units"] and tree.entity[numeral.number] != "MONEY"
    )  # "30,000 pounds"
    if not numeral.money and unit and not numeral.start <= counted < numeral.end:
        return None
    predicate, what = what_of(tree, words, numeral, counted)
    earlier = is_earlier(tree, words, numeral, counted, predicate)
    if what in (None, "people") and stands_alone(tree, numeral, counted):
        what = kind_of_part(tree, words, numeral, before) or what or kind_pointed_at(tree, words, numeral)
    elif what in _HARM and died_of_it(tree, words, numeral):
        what = "killed"
    elif what == "people" and tree.tag[counted] == "NNPS":
        what = same_people(tree, words, counted, before) or what
    if what in words.human and before and among_them(tree, numeral.start):
        what = before[-1].quantity.of
    known = kind_in(tree, words.predicates, counted) or kind_of_noun(tree, words, counted)
    if alone and predicate is not None and tree.lemma[predicate] in words.changes["settled"]:
        known = what  # "put the number of dead at 70", which taggers take for a date
    if alone and what in _HARM and tree.dep[numeral.number] in ("dobj", "nsubjpass"):
        known = what  # "they detained 14"
    if numeral.end < counted and tree.lower[numeral.end] == "-":
        known = what  # "the 3,000-person crowd", which taggers may take for a measure
    is_time = tree.entity[numeral.number] in _TIME and known is None
    if is_time and not earlier and not is_changed_to(tree, words, numeral):
        return None
    named = tree.lemma[counted] == "figure" and tree.dep[numeral.number] == "nummod"  # "a 200,000 figure"
    if what is None and not named and not (alone and _restates(tree, words, predicate, earlier=earlier)):
        return None
    numeral = in_main_unit(tree, words, _surpassed(tree, words, numeral, counted), counted)
    first, last = _phrase(tree, words, numeral, counted)
    begin, end = tree.begin[first], tree.end[last]
    quantity = Quantity(
        of=what or "", low=numeral.low, high=numeral.high, exact=numeral.exact,
        text=tree.text[begin:end], start=begin, end=end,
    )  # fmt: skip
    return QuantityNode(
        quantity=quantity, number=numeral.number, counted=counted, predicate=predicate, earlier=earlier
    )


def _surpassed(tree: Tree, words: QuantityWords, numeral: Numeral, counted: int) -> Numeral:
    """What exceeds a number is at least that: "the toll could exceed 1,000"."""
    if not numeral.exact or tree.dep[counted] != "dobj":
        return numeral
    beyond = tree.lemma[tree.head[counted]] in words.changes["surpassing"]
    return replace(numeral, high=None, exact=False) if beyond else numeral


def _restates(tree: Tree, words: QuantityWords, predicate: int | None, *, earlier: bool) -> bool:
    """Whether a number is a figure of something told before: "police put the figure at 5,000"."""
    if predicate is None:
        return earlier
    told = [k for k in (predicate, tree.child(predicate, "dobj")) if k is not None]
    figures = [k for k in told if tree.lemma[k] in words.changes["figures"]]
    return (earlier or bool(figures)) and not any(_numbers_things(tree, words, k) for k in figures)


def _numbers_things(tree: Tree, words: QuantityWords, figure: int) -> bool:
    """Whether a figure is the number of what is no kind of ours: "cut the number of bus routes from 40 to 31"."""
    of = next((k for k in tree.kids[figure] if tree.lower[k] == "of"), None)
    thing = tree.child(of, "pobj") if of is not None and tree.lemma[figure] in words.numbering else None
    return (
        thing is not None
        and (kind_in(tree, words.predicates, thing) or kind_of_noun(tree, words, thing)) is None
    )


def _phrase(tree: Tree, words: QuantityWords, numeral: Numeral, counted: int) -> tuple[int, int]:
    """First and last token of the number with what it counts, where that follows closely."""
    last = numeral.end - 1
    if numeral.money and kind_in(tree, words.counted, counted) != "money":
        return numeral.start, last
    near = numeral.end <= counted <= numeral.end + _LONGEST_PHRASE
    if near and tree.sentence[counted] == tree.sentence[last] and not _crosses(tree, numeral.end, counted):
        last = counted
    return numeral.start, last


def _crosses(tree: Tree, first: int, last: int) -> bool:
    """Whether another number stands between a number and its noun, as in a list of alternatives."""
    return any(tree.lower[k] in (",", "or") for k in range(first, last))


def _named_alike(tree: Tree, nodes: Sequence[QuantityNode]) -> Iterator[QuantityNode]:
    """A bare "toll" is of the kind that its sentence counts, and an earlier figure of the kind of the newer one."""
    for node in nodes:
        what = node.quantity.of
        if not what:
            what = "" if _is_of_another(tree, node, nodes) else _nearest_kind(tree, node, nodes)
        elif _is_bare_toll(tree, node):
            what = _counted_kind(tree, node, nodes) or what
        if what and what == node.quantity.of:
            yield node
        elif what:
            yield replace(node, quantity=msgspec.structs.replace(node.quantity, of=what))


def _is_of_another(tree: Tree, node: QuantityNode, nodes: Sequence[QuantityNode]) -> bool:
    """Whether an overtaken figure is that of a number which is none of ours: "raise the age to 64 from 62"."""
    first = node.number - 1
    if not node.earlier or tree.lower[first] != "from":
        return False
    newer = next((k for k in range(first - 1, max(first - _NEWER, 0), -1) if tree.lower[k - 1] == "to"), None)
    return newer is not None and tree.pos[newer] == "NUM" and all(abs(n.number - newer) > 1 for n in nodes)


def _nearest_kind(tree: Tree, node: QuantityNode, nodes: Sequence[QuantityNode]) -> str:
    """The kind of the nearest figure of the sentence that is not overtaken, else of the last one before, or nothing."""
    named = [n for n in nodes if n.quantity.of and not n.earlier]
    near = [n for n in named if tree.sentence[n.number] == tree.sentence[node.number]]
    if near:
        return min(near, key=lambda n: abs(n.number - node.number)).quantity.of
    return next((n.quantity.of for n in reversed(named) if n.number < node.number), "")


def _is_bare_toll(tree: Tree, node: QuantityNode) -> bool:
    p = node.predicate
    return (
        p is not None and tree.lemma[p] == "toll" and not any(tree.lower[k] == "death" for k in tree.kids[p])
    )


def _counted_kind(tree: Tree, node: QuantityNode, nodes: Sequence[QuantityNode]) -> str | None:
    """What the sentence of a toll counts elsewhere: "34 were hurt, raising the toll to 34"."""
    for other in nodes:
        p = other.predicate
        if other is node or p is None or tree.sentence[other.number] != tree.sentence[node.number]:
            continue
        if tree.lemma[p] != "toll" and other.quantity.of in _TOLLS:
            return other.quantity.of
    return None
