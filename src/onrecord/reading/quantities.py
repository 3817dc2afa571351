"""Quantities: how many were killed, hurt, arrested, sent, fired, paid, with the bounds that the text gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import msgspec

from onrecord.model import Quantity
from onrecord.reading.attribution.tree import Tree, plant
from onrecord.reading.layers import QuantityNode, Reading
from onrecord.reading.numerals import Numeral, find_numerals, quantity_data

_HUMAN_ENTITIES = frozenset(("PERSON", "NORP"))
_MODIFIES = frozenset(("compound", "nummod", "quantmod", "advmod", "amod", "det", "npadvmod"))
_COMPLEMENTS = frozenset(("acomp", "oprd", "ccomp", "xcomp", "dobj", "nsubj", "attr"))
_VAGUEST = frozenset(("some", "many", "various", "numerous", "countless", "multiple"))
_MONTHS = frozenset(
    [
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "jan.",
        "feb.",
        "aug.",
        "sept.",
        "oct.",
        "nov.",
        "dec.",
    ]
)
_BEFORE_NO_COUNT = frozenset(("aged", "age", "#", "no.", "/"))
_AFTER_NO_COUNT = frozenset(("%", "per", "pct", "st", "nd", "rd", "th", "a.m.", "p.m.", "am", "pm", ":"))
_JOINTS = frozenset(("-", "–", ":", "/"))
_GLUED = frozenset(("year", "month", "day", "hour", "week", "mile", "point", "member", "minute"))
_OPENERS = frozenset(("(", "[", '"', "“", "—", "–", "'", "$", "‘"))
_TIME = ("DATE", "TIME", "PERCENT", "ORDINAL", "QUANTITY")
_TOTALS = frozenset(("total", "number", "group", "maximum", "minimum", "estimate", "estimated"))
_FATES = {
    "into": frozenset(("custody", "detention", "captivity")),
    "in": frozenset(("custody", "detention", "captivity")),
    "for": frozenset(("injury", "concussion", "wound")),
    "with": frozenset(("injury", "concussion", "wound", "burn")),
    "to": frozenset(("death",)),
}  # what a prepositional phrase can say of those counted
_HARM = frozenset(("killed", "injured", "arrested", "missing"))
_MAX_CLIMB = 6


@dataclass(frozen=True, slots=True)
class Kinds:
    """What predicates and nouns make of a number."""

    predicates: Mapping[str, str]
    counted: Mapping[str, str]
    human: frozenset[str]
    units: frozenset[str]
    labels: frozenset[str]
    protesting: frozenset[str]
    protests: frozenset[str]
    joining: frozenset[str]


@lru_cache(maxsize=1)
def _kinds() -> Kinds:
    raw = quantity_data()
    return Kinds(
        predicates={w: kind for kind, words in raw["predicates"].items() for w in words.split()},
        counted={w: kind for kind, words in raw["counted"].items() for w in words.split()},
        human=frozenset(raw["people"]["human"].split()),
        units=frozenset(raw["skip"]["units"].split()),
        labels=frozenset(raw["skip"]["labels"].split()),
        protesting=frozenset(raw["protest"]["verbs"].split()),
        protests=frozenset(raw["protest"]["nouns"].split()),
        joining=frozenset(raw["protest"]["joining"].split()),
    )


class Quantities:
    """Needs syntax; adds the quantities."""

    needs = ("doc",)
    adds = ("quantities",)

    def __call__(self, reading: Reading) -> Mapping[str, Any]:
        """Return the quantities in order of the text."""
        tree = plant(reading.doc)
        kinds = _kinds()
        numerals = [*find_numerals(tree.lower), *_single_victims(tree, kinds)]
        found = (_node(tree, kinds, n) for n in sorted(numerals, key=lambda n: n.start))
        return {"quantities": tuple(_same_toll(tree, [node for node in found if node is not None]))}


def _single_victims(tree: Tree, kinds: Kinds) -> Iterator[Numeral]:
    """The article as a number where somebody comes to harm: "killed an American contractor"."""
    for i, word in enumerate(tree.lower):
        if word not in ("a", "an") or tree.dep[i] != "det":
            continue
        noun = tree.head[i]
        verb = tree.head[noun]
        harmed = tree.dep[noun] in ("dobj", "nsubjpass") and tree.pos[verb] == "VERB"
        if (
            harmed
            and tree.tag[noun] in ("NN", "NNP")
            and kinds.counted.get(tree.lemma[noun]) in kinds.human
            and kinds.predicates.get(tree.lemma[verb]) in _HARM
        ):
            yield Numeral(low=1.0, high=1.0, exact=True, start=i, end=i + 1, number=i)


def _node(tree: Tree, kinds: Kinds, numeral: Numeral) -> QuantityNode | None:
    """The quantity that a numeral is, or None where it counts nothing of ours."""
    if not numeral.money and _is_no_count(tree, kinds, numeral):
        return None
    counted = _counted(tree, numeral)
    if not numeral.money and counted != numeral.number and tree.lemma[counted] in kinds.units:
        return None
    if tree.entity[numeral.number] in _TIME and tree.lemma[counted] not in kinds.counted:
        return None
    predicate, what = _what(tree, kinds, numeral, counted)
    if what is None:
        return None
    begin = tree.begin[numeral.start]
    last = numeral.end - 1
    if numeral.end <= counted <= numeral.end + 6 and tree.sentence[counted] == tree.sentence[last]:
        last = counted
    quantity = Quantity(
        of=what, low=numeral.low, high=numeral.high, exact=numeral.exact,
        text=tree.text[begin : tree.end[last]], start=begin, end=tree.end[last],
    )  # fmt: skip
    return QuantityNode(quantity=quantity, number=numeral.number, counted=counted, predicate=predicate)


def _is_no_count(tree: Tree, kinds: Kinds, numeral: Numeral) -> bool:
    """Dates, times, ages, percentages, scores, ordinals, and numbers that are names ("Flight 752")."""
    first, last, number = numeral.start, numeral.end - 1, numeral.number
    before = tree.lower[first - 1] if first else ""
    after = tree.lower[last + 1] if last + 1 < len(tree) else ""
    digits = tree.lower[number][:1].isdigit()
    if (
        after in ("percent", "percentage")
        or before in _MONTHS
        or after in _MONTHS
        or before in _BEFORE_NO_COUNT
    ):
        return True
    if not digits:
        return False
    if after in _AFTER_NO_COUNT or _is_name(tree, kinds, numeral, before):
        return True
    if after in _JOINTS and last + 2 < len(tree) and tree.begin[last + 2] == tree.end[last + 1]:
        glued = tree.lower[last + 2]  # "34-year-old", "232-196"
        if glued[:1].isdigit() or glued in _GLUED:
            return True
    value = numeral.high or numeral.low or 0
    return 1900 <= value <= 2100 and "," not in tree.lower[number] and tree.dep[number] != "nummod"


def _is_name(tree: Tree, kinds: Kinds, numeral: Numeral, before: str) -> bool:
    """Whether digits name something: "F-35", "2015/16", "Flight 752"."""
    first, number = numeral.start, numeral.number
    glued = first and tree.end[first - 1] == tree.begin[first] and tree.pos[first - 1] != "SPACE"
    if glued and before not in _OPENERS:
        return True
    label = number - 1
    return number > 0 and first == number and tree.lemma[label] in kinds.labels and tree.pos[label] != "DET"


def _counted(tree: Tree, numeral: Numeral) -> int:
    """The noun that a number counts, or the number itself where it stands alone."""
    if numeral.partitive:
        for kid in tree.kids[numeral.end]:
            if tree.dep[kid] == "pobj":
                return kid
    for token in (numeral.number, numeral.end - 1):
        top = _counted_from(tree, numeral, token)
        if not numeral.start <= top < numeral.end:
            return top
    if numeral.start < numeral.number and numeral.high != numeral.low:  # parsers lose the noun after a range
        for token in range(numeral.end, min(numeral.end + 3, len(tree))):
            if tree.pos[token] == "NOUN":
                return token
            if tree.pos[token] not in ("ADJ", "PROPN"):
                break
    return numeral.number


def _counted_from(tree: Tree, numeral: Numeral, token: int) -> int:
    """Up from a word of the number to the noun it modifies."""
    top = token
    while tree.dep[top] in _MODIFIES and tree.head[top] != top:
        above = tree.head[top]
        if above < numeral.start:
            break
        top = above
        if tree.pos[top] in ("NOUN", "PROPN") and top >= numeral.end:
            break
    return top if tree.pos[top] in ("NOUN", "PROPN", "PRON", "ADJ", "NUM") else token


def _kind_of(tree: Tree, table: Mapping[str, str], token: int) -> str | None:
    """Look a word up by its lemma, as it stands, and without the plural that taggers leave on a name ("Marines")."""
    lower = tree.lower[token]
    return table.get(tree.lemma[token]) or table.get(lower) or table.get(lower.removesuffix("s"))


def _anchor(tree: Tree, numeral: Numeral, counted: int) -> int:
    """The word by which the whole phrase hangs on its predicate: "dozens" in "dozens of soldiers"."""
    token = numeral.number if numeral.partitive else counted
    while numeral.partitive and numeral.start <= tree.head[token] < numeral.end and tree.head[token] != token:
        token = tree.head[token]
    return token


def _what(tree: Tree, kinds: Kinds, numeral: Numeral, counted: int) -> tuple[int | None, str | None]:
    """The predicate that governs what is counted, and the kind of quantity that both make."""
    noun = _kind_of(tree, kinds.counted, counted)
    if tree.lemma[counted] == "member" and any(
        tree.lower[k] in ("service", "militia") for k in tree.kids[counted]
    ):
        noun = "troops"
    own = _kind_of(tree, kinds.predicates, counted)
    anchor = _anchor(tree, numeral, counted)
    predicate = _predicate(tree, anchor)
    if numeral.money or noun == "money":
        return predicate, "money"
    if own is not None and noun is None and counted != numeral.number:  # "34 deaths", "11 wounded"
        return predicate, own
    if noun is None and tree.entity[counted] in _HUMAN_ENTITIES and counted != numeral.number:
        noun = "people"
    bare = numeral.start <= counted < numeral.end  # "tens of thousands marched"
    protesting = predicate is not None and _protests(tree, kinds, predicate)
    if protesting and (bare or noun in ("people", "protesters")):
        return predicate, "protesters"
    if bare or noun in kinds.human:
        for token in _happenings(tree, counted, anchor, predicate):
            what = _kind_of(tree, kinds.predicates, token)
            if what is not None:
                former = tree.lemma[token] == "toll" and tree.lower[max(numeral.start - 1, 0)] == "from"
                return (predicate, None) if former else (token, what)
    if noun == "people" and (numeral.high in (0, 1) or tree.lower[numeral.number] in _VAGUEST):
        return predicate, None
    return predicate, noun


def _protests(tree: Tree, kinds: Kinds, predicate: int) -> bool:
    """Whether a verb says that people protest: "marched", "joined the protest", "took to the streets"."""
    if tree.lemma[predicate] in kinds.protesting:
        return True
    target = tree.child(predicate, "dobj")
    if target is not None and tree.lemma[target] in kinds.protests:
        return tree.lemma[predicate] in kinds.joining
    if tree.lemma[predicate] not in kinds.joining:
        return False
    for kid in tree.kids[predicate]:
        inner = tree.child(kid, "pobj") if tree.dep[kid] == "prep" else None
        if inner is not None and tree.lemma[inner] in kinds.protests:
            return True
    return False


def _predicate(tree: Tree, anchor: int) -> int | None:
    """The verb or noun that what is counted is an argument of."""
    token = anchor
    for _ in range(_MAX_CLIMB):
        above = tree.head[token]
        if above == token:
            return token if tree.pos[token] == "VERB" and token != anchor else None
        if tree.pos[above] in ("VERB", "AUX"):
            return tree.head[above] if tree.dep[above] in ("aux", "auxpass") else above
        if tree.lemma[above] in _TOTALS:
            token = above
            continue
        governed = tree.dep[token] in ("prep", "poss") or (
            tree.dep[token] == "nsubj" and tree.pos[above] == "ADJ"
        )
        if governed and tree.pos[above] in ("NOUN", "PROPN", "ADJ"):
            return above
        token = above
    return None


def _happenings(tree: Tree, counted: int, anchor: int, predicate: int | None) -> list[int]:
    """Tokens that may say what happened to those counted, the nearest first."""
    out = []
    for noun in {counted, anchor}:
        for kid in tree.kids[noun]:
            if tree.dep[kid] in ("acl", "relcl", "amod", "acomp", "advcl"):
                out.append(kid)
                out += [g for g in tree.kids[kid] if tree.dep[g] in _COMPLEMENTS]
    token = predicate
    for _ in range(2):
        if token is None:
            break
        out.append(token)
        for kid in tree.kids[token]:
            if tree.dep[kid] in _COMPLEMENTS:
                out.append(kid)
            elif (
                tree.dep[kid] == "prep"
            ):  # "taken into custody", "were among the wounded", "trampled to death"
                fates = _FATES.get(tree.lower[kid], frozenset())
                inner = tree.child(kid, "pobj")
                if inner is not None and (tree.lower[kid] == "among" or tree.lemma[inner] in fates):
                    out.append(inner)
        up = tree.dep[token] in ("prep", "attr", "xcomp", "acl") and tree.head[token] != token
        token = tree.head[token] if up else None
    return [t for t in out if t not in (counted, anchor)]


def _same_toll(tree: Tree, nodes: list[QuantityNode]) -> list[QuantityNode]:
    """A bare "toll" is of the kind that its sentence counts: "34 were hurt, raising the toll to 34"."""
    out = []
    for node in nodes:
        p = node.predicate
        if (
            p is not None
            and tree.lemma[p] == "toll"
            and not any(tree.lower[k] == "death" for k in tree.kids[p])
        ):
            kinds = [
                n.quantity.of for n in nodes
                if tree.sentence[n.number] == tree.sentence[node.number] and n is not node and n.predicate is not None
                and tree.lemma[n.predicate] != "toll" and n.quantity.of in ("killed", "injured", "casualties", "missing")
            ]  # fmt: skip
            if kinds:
                quantity = msgspec.structs.replace(node.quantity, of=kinds[0])
                node = replace(node, quantity=quantity)  # noqa: PLW2901
        out.append(node)
    return out
