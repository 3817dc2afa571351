"""What a number is of: what happens to those counted decides, else the noun, else what a lone number is said of."""

from __future__ import annotations

from onrecord.reading.attribution.tree import Tree
from onrecord.reading.numerals import Numeral
from onrecord.reading.quantity_alone import kind_alone
from onrecord.reading.quantity_events import (
    conjoined,
    happenings,
    lives_of,
    predicate_of,
    protests,
    to_hospital,
)
from onrecord.reading.quantity_fates import none_of, told_together
from onrecord.reading.quantity_nouns import (
    anchor_of,
    are_children,
    kind_in,
    kind_of_group,
    kind_of_noun,
    stands_alone,
)
from onrecord.reading.quantity_parts import listed_under
from onrecord.reading.quantity_scenes import draws_to_protest, kept_from, lies_in_hospital
from onrecord.reading.quantity_words import QuantityWords

_VERY_MANY = 1e5
_PUT = frozenset(("dobj", "nsubjpass"))


def what_of(
    tree: Tree, words: QuantityWords, numeral: Numeral, counted: int
) -> tuple[int | None, str | None]:
    """Return the predicate that governs what is counted, and the kind of quantity that both make."""
    anchor = anchor_of(tree, numeral, counted)
    predicate, link = predicate_of(tree, words, anchor)
    alone = stands_alone(tree, numeral, counted)
    noun = None if alone else kind_of_noun(tree, words, counted)
    if are_children(tree, words, numeral):
        return predicate, "people"
    if numeral.money or noun == "money" or _is_sum(tree, numeral, alone=alone):
        return predicate, "money"
    if noun is None and tree.tag[counted] == "NN" and (numeral.low or 0) > 1:
        noun = kind_of_group(tree, words, counted)  # "the 17 million population"
    listed = listed_under(tree, numeral) if alone else None
    if listed is not None and not _may_be_people(tree, words, listed):
        return predicate, kind_of_noun(tree, words, listed)
    if alone and numeral.nobody:
        noun, alone = "people", False
    own = None if alone else kind_in(tree, words.predicates, counted)
    if own is not None and noun is None and not _is_deed(tree, words, counted):  # "34 deaths", "11 wounded"
        if own == "injured" and numeral.partitive and _died(tree, words, predicate):
            own = "killed"  # "eight of the wounded have died"
        return predicate, conjoined(tree, words, counted, own)
    lives = None if alone else lives_of(tree, words, counted, predicate, noun)
    if lives is not None:
        return predicate, lives
    if protests(tree, words, predicate, link, counted, anchor) and (
        alone
        or noun in ("people", "protesters")
        or (noun is None and tree.lemma[counted] not in words.groups and _is_plural(tree, words, counted))
    ):
        return predicate, "protesters"
    vague = tree.lower[numeral.number] in words.skip["vaguest"]
    if alone and vague:
        return predicate, None
    if alone or noun in words.human or (noun is None and _is_plural(tree, words, counted)):
        told = _befallen(tree, words, numeral, counted, noun, alone=alone)
        if told is not None:
            return told
    if noun == "people" and _drawn_by_protest(tree, words, predicate, link):
        return predicate, "protesters"
    if alone:
        return predicate, kind_alone(tree, words, numeral, anchor, predicate, link)
    return predicate, _told_of(tree, words, numeral, counted, noun, acts=_acts(tree, words, predicate, link))


def _acts(tree: Tree, words: QuantityWords, predicate: int | None, link: int) -> bool:
    return predicate is not None and tree.dep[link] == "nsubj" and tree.lemma[predicate] in words.acting


def _told_of(
    tree: Tree, words: QuantityWords, numeral: Numeral, counted: int, noun: str | None, *, acts: bool
) -> str | None:
    """The kind of those of whom nothing is told, by their noun, or ``None`` where it is no number of interest."""
    vague = tree.lower[numeral.number] in words.skip["vaguest"]
    if noun in words.human:
        return None if vague or not _tells(tree, numeral, counted) else noun
    if noun is None and acts and tree.lemma[counted] in words.votes:
        noun = "people"
    return None if _is_article(tree, numeral) or _is_none_there(tree, numeral, counted) else noun


def _befallen(
    tree: Tree, words: QuantityWords, numeral: Numeral, counted: int, noun: str | None, *, alone: bool
) -> tuple[int | None, str] | None:
    """The word that says what befell those counted, and the kind that it makes of them; ``None`` where nothing says so."""
    anchor = anchor_of(tree, numeral, counted)
    predicate, link = predicate_of(tree, words, anchor)
    if predicate is not None:
        told = told_together(tree, words, predicate, counted, put=tree.dep[link] in _PUT)
        if told is not None:
            return predicate, told
    if none_of(tree, words, counted) is not None:
        return predicate, "killed"
    fated = anchor if _is_share(tree, numeral, counted) else counted
    fates = [
        (token, conjoined(tree, words, token, what))
        for token in happenings(tree, words, fated, anchor, predicate, link, alone=alone)
        if (what := _fate(tree, words, numeral, token, noun)) is not None
        and (alone or noun is not None or tree.lemma[token] in words.predicate["sure"])
    ]
    if not fates and fated != counted:
        fates = _of_the_whole(tree, words, counted)
    if fates:
        first = fates[0][1]
        if first == "displaced":
            return next((f for f in fates if f[1] != first), fates[0])  # "ten people fleeing the war drowned"
        gone = first == "missing"  # "students who vanished are feared dead"
        return next((f for f in fates if f[1] == "killed"), fates[0]) if gone else fates[0]
    kept = None if predicate is None or tree.dep[link] not in _PUT else kept_from(tree, words, predicate)
    if kept is not None:
        return predicate, kept
    if predicate is not None and tree.dep[link] in _PUT and to_hospital(tree, words, predicate):
        return predicate, "injured"
    if (
        predicate is not None
        and tree.dep[link] == "nsubj"
        and lies_in_hospital(tree, words, predicate, counted)
    ):
        return predicate, "injured"
    return None


def _fate(tree: Tree, words: QuantityWords, numeral: Numeral, token: int, noun: str | None) -> str | None:
    """What a word says befell those counted, who are of the kind ``noun`` if that is known."""
    what = kind_in(tree, words.predicates, token)
    if what is None and tree.lower[token] == "shot" and tree.tag[token] in ("NNP", "VBD", "VBN"):
        what = words.predicates["shoot"]  # which taggers take for a name in headlines
    if (
        tree.lemma[token] in words.predicate["figurative"]
        and (numeral.low or numeral.high or 0) >= _VERY_MANY
    ):
        return None
    return _held(tree, words, token) if what is None and noun != "hostages" else what


def _of_the_whole(tree: Tree, words: QuantityWords, counted: int) -> list[tuple[int, str]]:
    """What a clause says of the part and the whole: "two of the five officers who were killed"."""
    clauses = (k for k in tree.kids[counted] if tree.dep[k] == "relcl" and tree.child(k, "nsubjpass"))
    told = ((k, kind_in(tree, words.predicates, k)) for k in clauses)
    return [(k, what) for k, what in told if what is not None]


def _drawn_by_protest(tree: Tree, words: QuantityWords, predicate: int | None, link: int) -> bool:
    """ "The sit-in drew several hundred students"."""
    if predicate is None or tree.lemma[predicate] not in words.drawing or tree.dep[link] != "dobj":
        return False
    return draws_to_protest(tree, words, predicate)


def _died(tree: Tree, words: QuantityWords, predicate: int | None) -> bool:
    return (
        predicate is not None
        and tree.pos[predicate] == "VERB"
        and kind_in(tree, words.predicates, predicate) == "killed"
    )


def _is_sum(tree: Tree, numeral: Numeral, *, alone: bool) -> bool:
    """ "1.2 billion won", of which parsers make a victory; "100 grand"."""
    if tree.lower[numeral.end : numeral.end + 1] == ["won"] and tree.entity[numeral.number] == "MONEY":
        return True
    return alone and tree.lower[numeral.end - 1] == "grand"


def _may_be_people(tree: Tree, words: QuantityWords, noun: int) -> bool:
    kind = kind_of_noun(tree, words, noun) or kind_in(tree, words.predicates, noun)
    return kind in words.human or kind_in(tree, words.predicates, noun) is not None


def _is_share(tree: Tree, numeral: Numeral, counted: int) -> bool:
    """Whether what befalls the whole says nothing of the part: of "one of 20 students killed" the 20 were killed."""
    return numeral.partitive and numeral.high is not None and tree.lower[counted] != "those"


def _is_deed(tree: Tree, words: QuantityWords, noun: int) -> bool:
    """Whether a noun counts what is done, and not those whom it befalls: "four releases"."""
    return tree.pos[noun] == "NOUN" and tree.lemma[noun] in words.predicate["uncounted"]


def _held(tree: Tree, words: QuantityWords, token: int) -> str | None:
    """ "four men held by Moscow" are arrested, where "200 held candles" tells of no arrest."""
    passive = tree.tag[token] == "VBN" and (
        tree.dep[token] == "acl" or tree.child(token, "auxpass") is not None
    )
    return "arrested" if passive and tree.lemma[token] in words.predicate["held"] else None


def _is_plural(tree: Tree, words: QuantityWords, noun: int) -> bool:
    """Whether a noun of no known kind may count people: "toddlers", not "cows" or "bills"."""
    return tree.tag[noun] in ("NNS", "NNPS") and tree.lemma[noun] not in words.things


def _is_none_there(tree: Tree, numeral: Numeral, counted: int) -> bool:
    """ "He had no gun" counts no guns, but "no missile hit the plane" says how many did."""
    return numeral.high == 0 and tree.dep[counted] not in ("nsubj", "nsubjpass")


def _is_article(tree: Tree, numeral: Numeral) -> bool:
    """ "One of the guns", "a gun": numbers only where somebody comes to harm."""
    return numeral.high == 1 and numeral.low == 1 and tree.lower[numeral.number] in ("one", "a", "an")


def _tells(tree: Tree, numeral: Numeral, counted: int) -> bool:
    """Whether a number of people to whom nothing of note happens is kept: not "one man"."""
    if numeral.high == 0:
        there_is = tree.child(tree.head[counted], "expl") is not None
        return there_is or tree.dep[counted] != "attr"  # "he is no expert"
    return numeral.high != 1
