"""What happens to those whom a number counts: the predicate over them, and which of its words tell their fate."""

from __future__ import annotations

from onrecord.reading.attribution.tree import Tree
from onrecord.reading.quantity_nouns import kind_in, kind_of_noun
from onrecord.reading.quantity_words import QuantityWords

_ATTACHED = frozenset(("acl", "relcl", "amod", "acomp", "advcl"))
_STATES = frozenset(("acomp", "oprd", "xcomp", "attr", "advmod"))
_OBJECT_STATES = _STATES | {"ccomp", "dobj", "npadvmod"}
_SURE_STATES = frozenset(("acomp", "oprd"))
_ADVERBIAL = frozenset(("npadvmod", "tmod"))
_NOMINAL = frozenset(("NUM", "DET", "NOUN", "PROPN", "PRON", "ADJ"))
_BE = frozenset(("was", "were", "are", "is", "been", "being", "be"))
_AUXILIARIES = _BE | {"has", "have", "had", "also", "already", "reportedly", "still", "feared", "believed"}
_ARGUMENTS = frozenset(("nsubj", "nsubjpass", "dobj"))
_FINITE = frozenset(("VB", "VBZ", "VBP", "VBD", "VBG"))
_INCLUDING = frozenset(("including", "among", "like"))
_IN_HEADLINE = frozenset(
    ("in", "after", "as", "during", "near", "outside", "dead", ".", ",", ";", ":", "-", "–", "—")
)
_UPON = frozenset(("on", "upon", "to"))
_HARMED = frozenset(("killed", "injured"))
_MAX_CLIMB = 6


def predicate_of(tree: Tree, words: QuantityWords, anchor: int) -> tuple[int | None, int]:
    """Return the verb or noun that what is counted is an argument of, and the word below it on the way there."""
    token = anchor
    for _ in range(_MAX_CLIMB):
        above = tree.head[token]
        if above == token:
            return (token if tree.pos[token] == "VERB" and token != anchor else None), token
        if tree.pos[above] in ("VERB", "AUX") and tree.lower[above] not in _INCLUDING:
            return (tree.head[above] if tree.dep[above] in ("aux", "auxpass") else above), token
        if tree.lower[token] == "of" and tree.pos[above] == "NUM":
            return None, token  # what befalls "two of the five soldiers" befalls the two
        passed = tree.lemma[above] in words.totals["nouns"] or tree.lower[token] in _INCLUDING
        governed = tree.dep[token] in ("prep", "poss") or (
            tree.dep[token] == "nsubj" and tree.pos[above] == "ADJ"
        )
        if governed and not passed and tree.pos[above] in ("NOUN", "PROPN", "ADJ"):
            return above, token
        token = above
    return None, token


def is_doer(tree: Tree, words: QuantityWords, predicate: int, link: int) -> bool:
    """Return whether those counted do what the predicate tells, so that it does not befall them."""
    if tree.dep[link] == "agent" or tree.lower[link] == "by":
        return True
    if tree.dep[link] not in ("nsubj", "csubj") or tree.pos[predicate] not in ("VERB", "AUX"):
        return False
    if tree.lemma[predicate] in words.predicate["undergone"] or tree.child(predicate, "auxpass") is not None:
        return False
    if tree.child(predicate, "dobj", "dative") is not None or _shoots_at(tree, words, predicate):
        return True
    if any(
        tree.dep[k] == "conj"
        and tree.child(k, "dobj") is not None
        and tree.child(k, "nsubj", "auxpass") is None
        for k in tree.kids[predicate]
    ):
        return True  # "two men shot and robbed a guard"
    return tree.tag[predicate] == "VBG" and tree.lemma[predicate] in words.predicates  # not "are missing"


def _shoots_at(tree: Tree, words: QuantityWords, verb: int) -> bool:
    """ "Three men shot at the police": at whom, not where."""
    at = (
        next((k for k in tree.kids[verb] if tree.lower[k] == "at"), None)
        if tree.lemma[verb] == "shoot"
        else None
    )
    aim = tree.child(at, "pobj") if at is not None else None
    return aim is not None and kind_of_noun(tree, words, aim) in words.human


def protests(
    tree: Tree, words: QuantityWords, predicate: int | None, link: int, counted: int, anchor: int
) -> bool:
    """Return whether those counted protest: "marched", "joined the protest", "Germans protesting against"."""
    for noun in (counted, anchor):
        for kid in tree.kids[noun]:
            if tree.dep[kid] in ("acl", "relcl") and tree.lemma[kid] in words.protest["verbs"]:
                return True
    after = counted + 2
    if after < len(tree) and tree.lower[after - 1] == "to" and tree.lemma[after] in words.protest["verbs"]:
        return True  # "leave for 300 students to demonstrate", which parsers hang elsewhere
    if predicate is None or tree.dep[link] not in ("nsubj", "nsubjpass", "appos", "conj"):
        return False
    if any(
        tree.dep[kid] in ("advcl", "ccomp", "conj")
        and tree.tag[kid] in ("VBD", "VBN")
        and tree.lemma[kid] in words.protest["verbs"]
        and tree.child(kid, "nsubj", "mark", "aux") is None
        for kid in tree.kids[predicate]
    ):
        return (
            True  # "dozens of them gathered and marched", "several allied with the union protested outside"
        )
    return _tells_protest(tree, words, predicate) or any(
        tree.dep[kid] in ("advcl", "xcomp") and tree.lemma[kid] in words.protest["verbs"]
        for kid in tree.kids[predicate]
        if tree.lemma[predicate] in words.protest["joining"]
    )


def _tells_protest(tree: Tree, words: QuantityWords, verb: int) -> bool:
    if tree.lemma[verb] in words.protest["verbs"]:
        return True
    if tree.lemma[verb] not in words.protest["joining"]:
        return False
    target = tree.child(verb, "dobj")
    if target is not None and tree.lemma[target] in words.protest["nouns"]:
        return True
    for kid in tree.kids[verb]:
        inner = tree.child(kid, "pobj") if tree.dep[kid] == "prep" else None
        if inner is not None and tree.lemma[inner] in words.protest["nouns"]:
            return True
    return False


def conjoined(tree: Tree, words: QuantityWords, token: int, kind: str) -> str:
    """Return the kind of one number over two fates: "dead and wounded" are casualties, "shot and killed" are killed."""
    if kind not in _HARMED:
        return kind
    for kid in tree.kids[token]:
        other = kind_in(tree, words.predicates, kid) if tree.dep[kid] == "conj" else None
        if other not in _HARMED or other == kind:
            continue
        if any(
            tree.pos[k] == "NUM" or tree.dep[k] in _ARGUMENTS or tree.entity[k] == "CARDINAL"
            for k in range(token + 1, tree.right[kid] + 1)
        ):
            continue
        return "killed" if tree.lemma[token] in words.predicate["means"] else "casualties"
    after = tree.lower[token + 1 : token + 3]
    if (
        len(after) == 2
        and after[0] in ("and", "or")
        and after[1] in words.dead
        and tree.lower[token] in words.dead
    ):
        goes_on = token + 3 < len(tree) and tree.pos[token + 3] in _NOMINAL
        return kind if goes_on or words.predicates.get(after[1]) not in _HARMED else "casualties"
    return kind


def lives_of(
    tree: Tree, words: QuantityWords, noun: int, predicate: int | None, kind: str | None
) -> str | None:
    """Return what became of "14 lives" claimed, "the lives of 22 pilgrims", "12 bodies" found, "12 soldiers" lost."""
    if predicate is None:
        return None
    lives, lemma, verb = words.lives, tree.lemma[noun], predicate
    if tree.lemma[predicate] in lives["bodies"] and tree.tag[predicate] == "NNS":
        return "killed" if kind in words.human else None  # "the bodies of four fighters"
    of_lives = tree.lemma[predicate] in lives["nouns"]
    if of_lives:
        verb = tree.head[predicate]
    if of_lives or lemma in lives["nouns"]:
        if tree.lemma[verb] in lives["lost"]:
            return "killed"
        return "rescued" if tree.lemma[verb] in lives["saved"] else None
    if lemma in lives["bodies"]:
        return "killed" if tree.lemma[verb] in lives["found"] else None
    if kind in words.human and tree.lemma[verb] in words.driven["verbs"] and _driven_out(tree, words, verb):
        return "displaced"
    if kind in words.human and tree.lemma[verb] in lives["losing"]:
        own = tree.child(verb, "dobj")
        if own is not None and tree.lemma[own] in lives["nouns"] and own != noun:
            return "killed"  # "31 soldiers lost their lives"
    if kind in words.human and _drawn_from(tree, words, verb):
        return "rescued"
    theirs = (
        kind == "troops" or tree.lower[noun] == "men" or lemma in lives["kin"]
    )  # "lost 300 men", "lost two sons"
    part = tree.head[tree.head[noun]] if tree.lower[tree.head[noun]] == "of" else noun
    top = part if tree.lemma[part] in ("half", "third", "quarter") else noun  # "lost half of his 9,000 men"
    lost = theirs and tree.lemma[verb] in lives["losing"] and tree.dep[top] == "dobj"
    return "killed" if lost else None


def _drawn_from(tree: Tree, words: QuantityWords, verb: int) -> bool:
    """ "pulled 118 migrants from a dinghy", "plucked from the sea"."""
    if tree.lemma[verb] not in words.drawn["verbs"]:
        return False
    inner = [tree.child(kid, "pobj") for kid in tree.kids[verb] if tree.lower[kid] in ("from", "out")]
    return any(k is not None and tree.lemma[k] in words.drawn["perils"] for k in inner)


def _driven_out(tree: Tree, words: QuantityWords, verb: int) -> bool:
    for kid in tree.kids[verb]:
        if tree.lower[kid] in ("from", "out"):
            inner = tree.child(kid, "pobj")
            deeper = tree.child(kid, "prep") if inner is None else None
            inner = tree.child(deeper, "pobj") if deeper is not None else inner
            if inner is not None and tree.lemma[inner] in words.driven["homes"]:
                return True
    return False


def happenings(
    tree: Tree,
    words: QuantityWords,
    counted: int,
    anchor: int,
    predicate: int | None,
    link: int,
    *,
    alone: bool,
) -> list[int]:
    """Return the tokens that may say what happened to those counted, the surest first."""
    out = _passive_next(tree, words, counted)
    out += _in_headline(tree, words, counted, anchor)
    for noun in dict.fromkeys((counted, anchor)):
        for kid in tree.kids[noun]:
            if tree.dep[kid] in _ATTACHED and not _is_stance(tree, kid):
                out += _attached(tree, words, kid)
    if predicate is not None:
        out += _governing(tree, words, predicate, link, alone=alone)
    return [t for t in out if t not in (counted, anchor)]


def _is_stance(tree: Tree, kid: int) -> bool:
    """ "Pro-death jurors": the last part of an adjective of several says nothing of what befell."""
    return kid > 0 and tree.lower[kid - 1] == "-" and tree.tag[kid] != "VBN"


def _passive_next(tree: Tree, words: QuantityWords, counted: int) -> list[int]:
    """The passive right after those counted, whatever the parser makes of it: "three people have been detained"."""
    at, passive = counted + 1, False
    while at < len(tree) and tree.lower[at] in _AUXILIARIES:
        passive = passive or tree.lower[at] in _BE
        at += 1
    found = passive and at < len(tree) and tree.tag[at] == "VBN" and tree.child(at, "nsubjpass") is None
    return [*_states(tree, words, at, _STATES), at] if found else []


def _in_headline(tree: Tree, words: QuantityWords, counted: int, anchor: int) -> list[int]:
    """A verb that capitals hide from the parser: "Landslide Kills 9", "Pain After 6 Soldiers Died"."""
    out, before, after = [], min(counted, anchor) - 1, counted + 1
    capital = tree.tag[counted] == "CD" and before >= 0 and tree.tag[before] in ("NNP", "NNPS", "NNS")
    if capital and tree.lower[before].removesuffix("s") in words.predicate["sure"]:
        out.append(before)
    own = after < len(tree) and tree.tag[after] == "VBD" and tree.child(after, *_ARGUMENTS) is None
    if own and tree.lemma[after] in words.predicate["undergone"]:
        out.append(after)
    told = after < len(tree) and tree.lower[after] in words.predicate["headline"]
    if told and tree.child(after, "dobj", "aux", "auxpass") is None:
        follows = tree.lower[after + 1 : after + 2]
        if not follows or follows[0] in _IN_HEADLINE:
            out.append(after)
    return out


def _attached(tree: Tree, words: QuantityWords, kid: int) -> list[int]:
    """What a participle or a relative clause says of its noun, unless the noun is who does it."""
    if (
        tree.tag[kid] == "VBG"
        and tree.dep[kid] != "amod"
        and tree.lemma[kid] not in words.predicate["undergone"]
    ):
        return []
    relative = next((k for k in tree.kids[kid] if tree.dep[k] == "nsubj"), None)
    if relative is not None and is_doer(tree, words, kid, relative):
        return _suffered(tree, words, kid)
    return [*_states(tree, words, kid, _STATES), kid]


def _governing(tree: Tree, words: QuantityWords, predicate: int, link: int, *, alone: bool) -> list[int]:
    """What a predicate says of those counted, by their place in its clause."""
    dep = tree.dep[link]
    if tree.pos[predicate] not in ("VERB", "AUX"):
        deed = tree.lemma[predicate] in words.predicate["deeds"] and tree.lower[link] != "of"
        return [] if tree.lower[link] == "by" or deed else [predicate]
    if is_doer(tree, words, predicate, link):
        return _suffered(tree, words, predicate) if dep != "agent" else []
    if dep in _ADVERBIAL or (
        tree.lower[link] == "of" and link < predicate
    ):  # "of the 250 aboard, 97 were rescued"
        return []
    if dep == "prep" or (alone and tree.lower[link] in words.changes["directions"]):
        return _after_preposition(tree, words, predicate, link, alone=alone)
    if dep in ("dobj", "dative", "attr") and tree.lemma[predicate] in words.predicate["lists"]:
        subject = tree.child(predicate, "nsubj")
        said = [] if subject is None else [subject]
        return [*said, *_states(tree, words, predicate, _STATES), predicate]
    states = _states(tree, words, predicate, _OBJECT_STATES if dep in ("dobj", "dative") else _STATES)
    shared = []
    if dep in ("nsubj", "nsubjpass"):
        shared = [
            k for k in tree.kids[predicate]
            if tree.dep[k] == "conj" and tree.child(k, *_ARGUMENTS) is None and tree.tag[k] != "VBG"
        ]  # fmt: skip
    return [*states, predicate, *shared]


def _states(tree: Tree, words: QuantityWords, verb: int, deps: frozenset[str]) -> list[int]:
    """The states that a verb leaves somebody in: "left dead", "shot dead", "forced to flee", "taken into custody"."""
    out = [
        k for k in tree.kids[verb]
        if tree.dep[k] in deps
        and (tree.dep[k] in _SURE_STATES or tree.tag[k] not in _FINITE or tree.lemma[k] in words.predicate["undergone"] or tree.child(k, "auxpass") is not None)
        and (tree.dep[k] != "ccomp" or tree.child(k, "nsubj", "nsubjpass") is None)
    ]  # fmt: skip
    for kid in () if tree.lemma[verb] in words.sentenced else tree.kids[verb]:
        fates = words.fates.get(tree.lower[kid]) if tree.dep[kid] == "prep" else None
        inner = tree.child(kid, "pobj") if fates else None
        if fates and inner is not None and tree.lemma[inner] in fates:
            out.append(inner)
    return out


def to_hospital(tree: Tree, words: QuantityWords, verb: int) -> bool:
    """Return whether a verb puts its object, or the subject of its passive, into a hospital: "taken to hospital"."""
    if tree.lemma[verb] not in words.hospital["verbs"]:
        return False
    for kid in tree.kids[verb]:
        inner = tree.child(kid, "pobj") if tree.lower[kid] in ("to", "in", "into", "at") else None
        if inner is not None and tree.lemma[inner] in words.hospital["nouns"]:
            return True
    return False


def _suffered(tree: Tree, words: QuantityWords, verb: int) -> list[int]:
    """The object of a verb of suffering: "twelve people sustained burns"."""
    target = tree.child(verb, "dobj")
    return [target] if target is not None and tree.lemma[verb] in words.predicate["suffering"] else []


def _after_preposition(
    tree: Tree, words: QuantityWords, predicate: int, link: int, *, alone: bool
) -> list[int]:
    """ "the toll rose to 34", "inflicted injuries on 12 people", "killed along with two others"."""
    if alone:
        return [k for k in tree.kids[predicate] if tree.dep[k] in _ARGUMENTS]
    if tree.lower[link] in _UPON:
        target = tree.child(predicate, "dobj")
        return [target] if target is not None else []
    return [] if tree.lower[link] in words.predicate["bystanders"] else [predicate]
