"""What a number counts: the noun, what kind of thing that noun is, and the word by which both hang on a predicate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onrecord.reading.attribution.tree import Tree
from onrecord.reading.nationalities import names_nation
from onrecord.reading.numerals import Numeral
from onrecord.reading.quantity_words import QuantityWords

_HUMAN_ENTITIES = frozenset(("PERSON", "NORP"))
_MODIFIES = frozenset(("compound", "nummod", "quantmod", "advmod", "amod", "det", "npadvmod"))
_STANDS_FOR = frozenset(("them", "us", "you", "whom", "those", "these", "they", "more", "which"))
_OWN = frozenset(("his", "her", "my"))
_LIST_GAP = 2


def counted_by(tree: Tree, words: QuantityWords, numeral: Numeral) -> int:
    """The noun that a number counts, or the number itself where it stands alone."""
    if numeral.partitive or numeral.without:
        for kid in tree.kids[numeral.number if numeral.without else numeral.end]:
            if tree.dep[kid] == "pobj":
                return kid
    group = group_numbered(tree, words, numeral)
    if group is not None:
        return group
    if numeral.nobody or are_children(tree, words, numeral) or _is_headline(tree, words, numeral):
        return numeral.number
    for token in (numeral.number, numeral.end - 1):
        top = _counted_from(tree, numeral, token)
        if not numeral.start <= top < numeral.end:
            return top
    return _noun_after(tree, words, numeral)


def _is_headline(tree: Tree, words: QuantityWords, numeral: Numeral) -> bool:
    """ "Thousands march", of which parsers make a noun: a bare plural counts what follows an "of" and nothing else."""
    after = numeral.end
    plural = tree.lower[numeral.number] in ("dozens", "scores", "hundreds", "thousands", "millions")
    return plural and after < len(tree) and tree.lower[after] in words.protest["verbs"]


def _noun_after(tree: Tree, words: QuantityWords, numeral: Numeral) -> int:
    """The noun next to a range, "a dozen" or the last of a list, which parsers lose, else the number itself."""
    if numeral.end < len(tree) and tree.lower[numeral.end] in words.dead:
        return numeral.end
    lost = numeral.start < numeral.number and numeral.high != numeral.low
    if (lost or numeral.upper is not None or tree.dep[numeral.number] == "conj") and not numeral.partitive:
        comma = "," in tree.lower[numeral.start : numeral.end] and tree.lower[
            numeral.end : numeral.end + 1
        ] == [","]
        first = numeral.end + comma  # "at least 30, perhaps 50, people"
        for token in range(first, min(first + 3, len(tree))):
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


def stands_alone(tree: Tree, numeral: Numeral, counted: int) -> bool:
    """Whether nothing says what is counted: "tens of thousands marched", "five of them"."""
    pronoun = (
        tree.lower[counted] in _STANDS_FOR or tree.pos[counted] == "NUM"
    )  # "five of them", "six of the nine"
    return pronoun or numeral.start <= counted < numeral.end


def kind_in(tree: Tree, table: Mapping[str, str], token: int) -> str | None:
    """Look a word up by its lemma, as it stands, and without the plural that taggers leave on a name ("Marines")."""
    lower = tree.lower[token]
    found = table.get(tree.lemma[token]) or table.get(lower) or table.get(lower.removesuffix("s"))
    return found or (table.get(f"{lower[:-3]}man") if lower.endswith("men") else None)  # "servicemen"


def kind_of_noun(tree: Tree, words: QuantityWords, noun: int) -> str | None:
    """The kind of what a noun counts, whatever happens to it; ``None`` where that is no kind of ours."""
    lemma, lower = tree.lemma[noun], tree.lower[noun]
    for kid in tree.kids[noun]:
        if (tree.lower[kid], lemma) in words.compounds:
            return words.compounds[tree.lower[kid], lemma]
    kind = kind_in(tree, words.counted, noun) or _of_force(tree, words, noun)
    if kind is not None:
        return kind
    if tree.pos[noun] not in ("NOUN", "PROPN", "ADJ", "PRON"):
        return None
    if lemma in words.people or lower in words.people or lower.removesuffix("s") in words.people:
        return "people"
    if tree.tag[noun] in ("NNS", "NNPS") and lower.endswith(words.endings) and lemma not in words.things:
        return "people"
    if lemma in words.unsure and any(tree.lower[k] in _OWN for k in tree.kids[noun] if tree.dep[k] == "poss"):
        return "people"  # "his two rivals"
    if lower.endswith("s") and tree.text[tree.begin[noun]].isupper() and names_nation(lower):
        return "people"  # "ten Thais", of whom taggers make a name
    return "people" if tree.entity[noun] in _HUMAN_ENTITIES or _are_persons(tree, noun) else None


def _of_force(tree: Tree, words: QuantityWords, noun: int) -> str | None:
    """ "800 members of the guard" are troops, "12 members of the riot police" police."""
    if tree.lemma[noun] != "member":
        return None
    of = next((k for k in tree.kids[noun] if tree.lower[k] == "of"), None)
    whose = tree.child(of, "pobj") if of is not None else None
    kind = kind_in(tree, words.counted, whose) if whose is not None else None
    if whose is not None and kind is None:
        kind = kind_of_group(tree, words, whose)
    return kind if kind in ("troops", "police") else None


def _are_persons(tree: Tree, noun: int) -> bool:
    """ "six operators who", "two operators, Glen Hart and Ann Poe": the text goes on as of people."""
    for kid in tree.kids[noun]:
        if tree.dep[kid] == "relcl" and any(tree.lower[k] in ("who", "whom") for k in tree.kids[kid]):
            return True
        if tree.dep[kid] == "appos" and tree.entity[kid] == "PERSON" and tree.pos[kid] == "PROPN":
            return tree.tag[noun] in ("NNS", "NNPS")
    return False


def kind_of_group(tree: Tree, words: QuantityWords, noun: int) -> str | None:
    """The kind of those who make up a group ("crowd", "army"), less the army of a "labor force"."""
    for kid in tree.kids[noun]:
        if (tree.lower[kid], tree.lemma[noun]) in words.compounds:
            return words.compounds[tree.lower[kid], tree.lemma[noun]]
    return words.groups.get(tree.lemma[noun])


def group_numbered(tree: Tree, words: QuantityWords, numeral: Numeral) -> int | None:
    """The group that a compound of a number tells the size of: "a 22-member crew", "the 40,000-strong army"."""
    at = numeral.end
    if at + 2 >= len(tree) or tree.lower[at] != "-" or tree.lower[at + 1] not in words.totals["members"]:
        return None
    for noun in range(at + 2, min(at + 6, len(tree))):
        if kind_of_group(tree, words, noun) is not None and tree.tag[noun] in ("NN", "NNP"):
            return noun
        if tree.pos[noun] not in ("ADJ", "NOUN", "PROPN"):
            break
    return None


def are_children(tree: Tree, words: QuantityWords, numeral: Numeral) -> bool:
    """Return whether a number is of somebody's children: of them nothing else is told in "mother of 12 killed in crossfire"."""
    at, after = numeral.start - 2, numeral.end
    if at < 0 or tree.lower[at + 1] != "of" or tree.lemma[at] not in words.lives["parents"]:
        return False
    counts = after < len(tree) and tree.pos[after] in ("NOUN", "PROPN", "ADJ", "NUM")
    return not counts or tree.lower[after] in words.dead


def listed_with(tree: Tree, numerals: Sequence[Numeral], i: int) -> int:
    """The last number of a list of alternatives: of "100,000, 200,000 or 250,000 refugees" that with the noun."""
    while i + 1 < len(numerals):
        gap = tree.lower[numerals[i].end : numerals[i + 1].start]
        if (
            numerals[i + 1].high == 0
            or not 0 < len(gap) <= _LIST_GAP
            or not all(w in (",", "or") for w in gap)
        ):
            break
        i += 1
    return i


def anchor_of(tree: Tree, numeral: Numeral, counted: int) -> int:
    """The word by which the whole phrase hangs on its predicate: "dozens" in "dozens of soldiers"."""
    if numeral.part is not None:
        return numeral.part
    token = numeral.number if numeral.partitive else counted
    while numeral.partitive and numeral.start <= tree.head[token] < numeral.end and tree.head[token] != token:
        token = tree.head[token]
    return token
