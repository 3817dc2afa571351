"""What could be an attribution: a cue with something said. The frame names how the cue holds its content."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.reading.attribution.lexicon import Lexicon
from onrecord.reading.attribution.quotes import Quotes
from onrecord.reading.attribution.sources import is_passive, noun_source, subject_of
from onrecord.reading.attribution.tree import Tree

Range = tuple[int, int]
"""First token and the one after the last."""

_CONTENT_PREPOSITIONS = frozenset(
    [
        "about",
        "on",
        "for",
        "of",
        "to",
        "against",
        "over",
        "at",
        "in",
        "with",
        "from",
        "into",
        "toward",
        "towards",
        "regarding",
        "concerning",
        "as",
        "upon",
        "behind",
        "by",
    ]
)
# Prepositions whose phrase after an object still belongs to what is said of it ("accused X of Y").
_TRAILING = frozenset(
    ["of", "for", "as", "to", "with", "about", "over", "from", "into", "against", "by", "between", "on"]
)
_RAISING = frozenset(["seem", "appear", "look", "sound", "feel"])
_LIGHT = frozenset(
    [
        "make",
        "express",
        "have",
        "issue",
        "give",
        "offer",
        "raise",
        "voice",
        "show",
        "take",
        "cast",
        "state",
        "deliver",
        "send",
        "file",
        "level",
        "face",
        "draw",
        "hold",
        "pose",
        "post",
        "release",
        "repeat",
        "renew",
        "receive",
        "spark",
        "share",
        "find",
    ]
)
_RELATIVES = frozenset(["that", "which", "who", "whom", "whose", "what"])
_VIEWS = frozenset(
    ["view", "opinion", "word", "telling", "estimation", "assessment", "mind", "eye", "eyes", "words"]
)
_MAX_SPEAKER = 8  # tokens before a headline's colon: longer is a clause, not a name


@dataclass(frozen=True, slots=True)
class Candidate:
    """A cue token with the content that it would have, before anything is decided."""

    cue: int
    frame: str
    source: int | None
    path: str
    content: tuple[Range, ...]
    extra: tuple[int, ...] = ()
    """Cue words beside the head: particle, preposition, light verb's noun."""


def subtree(tree: Tree, token: int) -> Range:
    """Return the token range of a subtree."""
    return tree.left[token], tree.right[token] + 1


def candidates(tree: Tree, quotes: Quotes, lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield what could be an attribution, in the order of the text, outside of quotation frames."""
    pos, lemma, lower = tree.pos, tree.lemma, tree.lower
    for i in range(len(tree)):
        kind = pos[i]
        found: Candidate | None = None
        if lower[i] in ("according", "per"):
            found = _according(tree, i)
        elif kind == "VERB":
            found = _verb(tree, i)
        elif kind in ("NOUN", "PROPN"):
            if lemma[i] in lexicon.nouns:
                found = _noun(tree, i)
        elif kind == "ADJ":
            if lemma[i] in lexicon.adjectives or tree.dep[i] == "acomp":
                found = _adjective(tree, i)
        elif kind == "ADV":
            if lower[i] in lexicon.adverbs:
                found = _adverb(tree, i)
        elif lower[i] == "in":
            found = _view(tree, i)
        elif lower[i] == ":":
            found = _colon(tree, quotes, i)
        if found is not None and found.content:
            yield found


def _verb(tree: Tree, v: int) -> Candidate | None:
    """The frames of a verb, the most telling one first."""
    dep, kids = tree.dep, tree.kids[v]
    source, path = subject_of(tree, v)
    clause = target = infinitive = None
    preps: list[int] = []
    extra: list[int] = []
    for kid in kids:
        relation = dep[kid]
        if relation == "ccomp" and clause is None:
            clause = kid
        elif relation in ("dobj", "dative", "attr") and (target is None or relation == "dobj"):
            target = kid
        elif relation in ("xcomp", "oprd") and infinitive is None:
            infinitive = kid
        elif relation == "prep" and kid > v:
            preps.append(kid)
        elif relation == "prt":
            extra.append(kid)
    passive = is_passive(tree, v)
    if clause is not None:
        frame = "clause" if clause > v else "clause-before"
        if tree.tag[clause] == "VB" and tree.child(clause, "aux") is not None and _has_to(tree, clause):
            frame = "infinitive-clause"
        return Candidate(v, frame, source, path, (subtree(tree, clause),), tuple(extra))
    if dep[v] == "parataxis" and tree.head[v] != v:
        host = tree.head[v]
        return Candidate(
            v, "parenthesis", source, path, _minus(subtree(tree, host), subtree(tree, v)), tuple(extra)
        )
    if passive or (tree.lemma[v] in _RAISING and infinitive is not None):
        return _passive_or_raising(tree, v, source, path, infinitive, preps, extra)
    if target is not None:
        return _object(tree, v, source, path, target, infinitive, preps, extra)
    if infinitive is not None:
        return Candidate(v, "infinitive", source, path, (subtree(tree, infinitive),), tuple(extra))
    for prep in preps:
        if tree.lower[prep] in _CONTENT_PREPOSITIONS:
            inner = tree.child(prep, "pobj", "pcomp")
            if inner is not None:
                frame = f"prep:{tree.lower[prep]}"
                return Candidate(v, frame, source, path, (subtree(tree, inner),), (*extra, prep))
    if dep[v] == "relcl" and tree.child(v, "nsubj") is not None:
        head = tree.head[v]
        return Candidate(v, "gap", source, path, _minus(subtree(tree, head), subtree(tree, v)), tuple(extra))
    return None


def _has_to(tree: Tree, verb: int) -> bool:
    return any(tree.lower[k] == "to" and tree.dep[k] == "aux" for k in tree.kids[verb])


def _passive_or_raising(
    tree: Tree,
    v: int,
    source: int | None,
    path: str,
    infinitive: int | None,
    preps: list[int],
    extra: list[int],
) -> Candidate | None:
    """ "is expected to run", "was criticized for", "seems to be": what is said is of the grammatical subject."""
    subject = tree.child(v, "nsubjpass", "nsubj")
    raising = tree.lemma[v] in _RAISING
    ranges: list[Range] = []
    if subject is not None:
        ranges.append(subtree(tree, subject))
    elif tree.dep[v] == "acl":
        ranges.extend(_minus(subtree(tree, tree.head[v]), subtree(tree, v)))
    if infinitive is not None:
        ranges.append(subtree(tree, infinitive))
        return Candidate(v, "raising", None if raising else source, path, tuple(ranges), tuple(extra))
    for prep in preps:
        if tree.lower[prep] in _TRAILING and tree.lower[prep] not in ("by", "on"):
            ranges.append(subtree(tree, prep))
            break
    frame = "participle" if tree.dep[v] == "acl" else "passive"
    return Candidate(v, frame, source, path, tuple(ranges), tuple(extra)) if ranges else None


def _object(
    tree: Tree,
    v: int,
    source: int | None,
    path: str,
    target: int,
    infinitive: int | None,
    preps: list[int],
    extra: list[int],
) -> Candidate:
    """A noun phrase that is talked of, alone or with what is said of it."""
    begin, end = subtree(tree, target)
    if infinitive is not None and infinitive > target:
        return Candidate(
            v, "object+infinitive", source, path, ((begin, tree.right[infinitive] + 1),), tuple(extra)
        )
    frame = "object"
    for prep in preps:
        if prep >= end and tree.left[prep] <= end + 1 and tree.lower[prep] in _TRAILING:
            end = tree.right[prep] + 1
            frame = f"object+{tree.lower[prep]}"
        elif prep >= end:
            break
    if tree.lower[target] in _RELATIVES and tree.dep[v] == "relcl":
        frame = "relative"
    return Candidate(v, frame, source, path, ((begin, end),), tuple(extra))


def _noun(tree: Tree, n: int) -> Candidate | None:
    """ "the claim that", "a plan to", "concerns about"; with a light verb, the verb begins the cue."""
    source, path = noun_source(tree, n)
    above, relation = tree.head[n], tree.dep[n]
    cue, extra = n, []
    if relation == "dobj" and tree.lemma[above] in _LIGHT:
        cue, extra = above, [n]
        path = "light-" + path
    for kid in tree.kids[n]:
        if kid < n:
            continue
        if tree.dep[kid] in ("acl", "ccomp", "relcl") and tree.pos[kid] in ("VERB", "AUX"):
            first = tree.lower[tree.left[kid]]
            if tree.tag[kid] in ("VBN", "VBG") and first not in ("that", "to") and tree.dep[kid] == "acl":
                continue
            if tree.dep[kid] == "relcl" and first != "that":
                continue
            frame = "noun-infinitive" if first == "to" else f"noun-{tree.dep[kid]}"
            return Candidate(cue, frame, source, path, (subtree(tree, kid),), tuple(extra))
    if relation == "nsubj" and tree.lemma[above] == "be":
        clause = tree.child(above, "ccomp", "xcomp")
        if clause is not None and clause > above:
            return Candidate(n, "noun-is", source, path, (subtree(tree, clause),), (above,))
    for kid in tree.kids[n]:
        if (
            tree.dep[kid] == "prep"
            and kid > n
            and tree.lower[kid] in _CONTENT_PREPOSITIONS - {"by", "from", "with"}
        ):
            inner = tree.child(kid, "pobj", "pcomp")
            if inner is not None and inner != source:
                frame = f"noun-{tree.lower[kid]}"
                return Candidate(cue, frame, source, path, (subtree(tree, inner),), (*extra, kid))
    return None


def _adjective(tree: Tree, a: int) -> Candidate | None:
    """ "is confident that", "was critical of", "are ready to"."""
    above = tree.head[a]
    if tree.dep[a] != "acomp" or tree.pos[above] not in ("AUX", "VERB"):
        return None
    source, path = subject_of(tree, above)
    clause = tree.child(a, "ccomp", "xcomp")
    if clause is not None and clause > a:
        frame = "adjective-infinitive" if tree.dep[clause] == "xcomp" else "adjective-clause"
        return Candidate(a, frame, source, path, (subtree(tree, clause),), (above,))
    for kid in tree.kids[a]:
        if tree.dep[kid] == "prep" and kid > a:
            inner = tree.child(kid, "pobj", "pcomp")
            if inner is not None:
                return Candidate(
                    a, f"adjective-{tree.lower[kid]}", source, path, (subtree(tree, inner),), (above, kid)
                )
    return None


def _adverb(tree: Tree, i: int) -> Candidate | None:
    """ "has reportedly fled": somebody's word, and nobody is named."""
    host = tree.head[i]
    while tree.pos[host] not in ("VERB", "AUX") and tree.head[host] != host:
        host = tree.head[host]
    return Candidate(i, "adverb", None, "none", _minus(subtree(tree, host), (i, i + 1)))


def _clause_above(tree: Tree, token: int) -> int:
    """The nearest verb above a token, or the root."""
    host = tree.head[token]
    while tree.pos[host] not in ("VERB", "AUX") and tree.head[host] != host:
        host = tree.head[host]
    return host


def _whole_or_clause(tree: Tree, phrase: Range, token: int) -> tuple[Range, ...]:
    """The sentence around a phrase that opens or closes it, else the clause that it hangs on."""
    first = tree.sentence[token]
    last = phrase[1]
    while last < len(tree) and tree.sentence[last] == first:
        last += 1
    tail = last
    while tail > phrase[1] and (tree.pos[tail - 1] in ("PUNCT", "SPACE")):
        tail -= 1
    if phrase[0] == first or phrase[1] >= tail:
        return _minus((first, last), phrase)
    return _minus(subtree(tree, _clause_above(tree, token)), phrase)


def _according(tree: Tree, i: int) -> Candidate | None:
    """ "according to X" and "per X"."""
    extra: tuple[int, ...] = ()
    if tree.lower[i] == "per":
        if tree.pos[i] != "ADP" or tree.begin[i] == 0:
            return None
        source = tree.child(i, "pobj")
        if source is None or not (
            tree.entity[source] or tree.lemma[source] in ("source", "official", "report")
        ):
            return None  # "per cent", "per capita", "per person"
        if tree.entity[source] in ("DATE", "TIME", "QUANTITY", "MONEY", "CARDINAL", "PERCENT"):
            return None
    else:
        to = next((k for k in (i + 1,) if k < len(tree) and tree.lower[k] == "to"), None)
        if to is None:
            return None
        source = tree.child(to, "pobj")
        extra = (to,)
        if source is None:
            return None
    start = min(i, tree.left[source])
    phrase = (start, max(tree.right[source], *extra, i) + 1)
    ranges = _whole_or_clause(tree, phrase, i)
    return Candidate(i, "according", source, "subject", ranges, extra)


def _view(tree: Tree, i: int) -> Candidate | None:
    """ "in X's view", "in his words"."""
    noun = tree.child(i, "pobj")
    if noun is None or tree.lemma[noun] not in _VIEWS:
        return None
    owner = tree.child(noun, "poss")
    if owner is None:
        return None
    ranges = _whole_or_clause(tree, (i, tree.right[noun] + 1), i)
    return Candidate(i, "view", owner, "possessor", ranges, (noun,))


def _colon(tree: Tree, quotes: Quotes, i: int) -> Candidate | None:
    """ "Trump: allies must do more" and the speaker labels of a transcript."""
    first, last = quotes.paragraphs[quotes.paragraph_of[i]]
    if not 0 < i - first <= _MAX_SPEAKER or i + 1 >= last:
        return None
    nouns = [t for t in range(first, i) if tree.pos[t] in ("NOUN", "PROPN", "PRON")]
    if not nouns or any(tree.pos[t] in ("VERB", "AUX") for t in range(first, i)):
        return None
    return Candidate(i, "colon", nouns[-1], "label", ((i + 1, last),))


def _minus(whole: Range, hole: Range) -> tuple[Range, ...]:
    """Token ranges of ``whole`` without ``hole``."""
    pieces = ((whole[0], min(hole[0], whole[1])), (max(hole[1], whole[0]), whole[1]))
    return tuple((a, b) for a, b in pieces if b > a)
