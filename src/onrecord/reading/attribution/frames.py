"""What could be an attribution: a cue with something said. The frame names how the cue holds its content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

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
_NOUN_PREPOSITIONS = _CONTENT_PREPOSITIONS - {"by", "from", "with"}
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
    """Yield what could be an attribution, in the order of the text, outside of quotation frames.

    A cue may come with several frames ("complained to officials about the noise"); the classifier picks one.
    """
    for i in range(len(tree)):
        for found in _at(tree, quotes, lexicon, i):
            if found is not None and found.content:
                yield found


def _at(tree: Tree, quotes: Quotes, lexicon: Lexicon, i: int) -> Iterable[Candidate | None]:
    """The candidates whose cue is token ``i``."""
    kind, word = tree.pos[i], tree.lower[i]
    if word in ("according", "per"):
        return (_according(tree, i),)
    if kind == "VERB":
        return _verb(tree, i)
    if kind in ("NOUN", "PROPN"):
        known = tree.lemma[i] in lexicon.nouns or tree.lemma[i] in lexicon.attitude_nouns
        return _noun(tree, i) if known else ()
    if kind == "ADJ" and (tree.lemma[i] in lexicon.adjectives or tree.dep[i] == "acomp"):
        return (_adjective(tree, i),)
    if kind == "ADV" and word in lexicon.adverbs:
        return (_adverb(tree, i),)
    if word == "in":
        return (_view(tree, i),)
    if word == ":":
        return (_colon(tree, quotes, i),)
    return ()


@dataclass(slots=True)
class _Arguments:
    """What hangs on a verb."""

    clause: int | None = None
    before: int | None = None
    target: int | None = None
    infinitive: int | None = None
    preps: list[int] = field(default_factory=list)
    extra: list[int] = field(default_factory=list)


def _arguments(tree: Tree, v: int) -> _Arguments:
    dep = tree.dep
    found = _Arguments()
    raising = tree.lemma[v] in _RAISING
    for kid in tree.kids[v]:
        relation = dep[kid]
        if relation == "ccomp":
            if kid < v:
                found.before = kid
            elif found.clause is None:
                found.clause = kid
        elif relation in ("dobj", "dative", "attr") and (found.target is None or relation == "dobj"):
            found.target = kid
        elif (relation in ("xcomp", "oprd") or (raising and relation == "acomp")) and found.infinitive is None:
            found.infinitive = kid
        elif relation == "prep" and kid > v:
            found.preps.append(kid)
        elif relation == "prt":
            found.extra.append(kid)
    return found


def _verb(tree: Tree, v: int) -> Iterator[Candidate]:
    """The frames of a verb."""
    source, path = subject_of(tree, v)
    args = _arguments(tree, v)
    extra = tuple(args.extra)
    if args.clause is not None:
        clause = args.clause
        to = tree.tag[clause] == "VB" and _has_to(tree, clause)
        yield Candidate(v, "infinitive-clause" if to else "clause", source, path, (subtree(tree, clause),), extra)
        return
    if args.before is not None:
        yield Candidate(v, "clause-before", source, path, (subtree(tree, args.before),), extra)
    if tree.dep[v] == "parataxis" and tree.head[v] != v:
        host = tree.head[v]
        yield Candidate(v, "parenthesis", source, path, _minus(subtree(tree, host), subtree(tree, v)), extra)
        return
    if is_passive(tree, v) or (tree.lemma[v] in _RAISING and args.infinitive is not None):
        yield from _passive_or_raising(tree, v, source, path, args)
        return
    if args.target is not None:
        yield from _object(tree, v, source, path, args)
    elif args.infinitive is not None:
        yield Candidate(v, "infinitive", source, path, (subtree(tree, args.infinitive),), extra)
    for prep in args.preps:
        if tree.lower[prep] in _CONTENT_PREPOSITIONS:
            inner = tree.child(prep, "pobj", "pcomp")
            if inner is not None and tree.entity[inner] not in ("DATE", "TIME"):
                frame = f"prep:{tree.lower[prep]}"
                more = (args.target,) if args.target is not None and args.target == prep - 1 else ()
                yield Candidate(v, frame, source, path, (subtree(tree, inner),), (*extra, *more, prep))
    if tree.dep[v] == "relcl" and args.target is None and tree.child(v, "nsubj") is not None:
        head = tree.head[v]
        yield Candidate(v, "gap", source, path, _minus(subtree(tree, head), subtree(tree, v)), extra)


def _has_to(tree: Tree, verb: int) -> bool:
    return any(tree.lower[k] == "to" and tree.dep[k] == "aux" for k in tree.kids[verb])


def _passive_or_raising(tree: Tree, v: int, source: int | None, path: str, args: _Arguments) -> Iterator[Candidate]:
    """"is expected to run", "was criticized for", "seems to be": what is said is of the grammatical subject."""
    subject = tree.child(v, "nsubjpass", "nsubj")
    raising = tree.lemma[v] in _RAISING
    ranges: list[Range] = []
    extra = tuple(args.extra)
    if subject is not None:
        ranges.append(subtree(tree, subject))
    elif tree.dep[v] == "acl":
        ranges.extend(_minus(subtree(tree, tree.head[v]), subtree(tree, v)))
    if args.infinitive is not None:
        ranges.append(subtree(tree, args.infinitive))
        yield Candidate(v, "raising", None if raising else source, path, tuple(ranges), extra)
        return
    frame = "participle" if tree.dep[v] == "acl" else "passive"
    if ranges:
        yield Candidate(v, frame, source, path, tuple(ranges), extra)
    for prep in args.preps:
        name = tree.lower[prep]
        if name in _TRAILING and name not in ("by", "on"):
            if ranges:
                yield Candidate(v, f"{frame}+{name}", source, path, (*ranges, subtree(tree, prep)), extra)
            inner = tree.child(prep, "pobj", "pcomp")
            if inner is not None and name in ("about", "for", "of", "to"):  # "asked about the raid, the minister ..."
                yield Candidate(v, f"{frame}:{name}", source, path, (subtree(tree, inner),), (*extra, prep))
            break


def _object(tree: Tree, v: int, source: int | None, path: str, args: _Arguments) -> Iterator[Candidate]:
    """A noun phrase that is talked of, alone or with what is said of it."""
    target, extra = args.target, tuple(args.extra)
    if target is None:
        return
    begin, end = subtree(tree, target)
    infinitive = args.infinitive
    if infinitive is not None and infinitive > target:
        yield Candidate(v, "object+infinitive", source, path, ((begin, tree.right[infinitive] + 1),), extra)
        return
    frame = "relative" if tree.lower[target] in _RELATIVES and tree.dep[v] == "relcl" else "object"
    yield Candidate(v, frame, source, path, ((begin, end),), extra)
    for prep in args.preps:
        if prep >= end and tree.left[prep] <= end + 1 and tree.lower[prep] in _TRAILING:
            end = tree.right[prep] + 1
            yield Candidate(v, f"object+{tree.lower[prep]}", source, path, ((begin, end),), extra)
        elif prep >= end:
            break


def _noun(tree: Tree, n: int) -> Iterator[Candidate]:
    """"the claim that", "a plan to", "concerns about"; with a light verb, the verb begins the cue."""
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
            yield Candidate(cue, frame, source, path, (subtree(tree, kid),), tuple(extra))
            return
    if relation == "nsubj" and tree.lemma[above] == "be":
        clause = tree.child(above, "ccomp", "xcomp")
        if clause is not None and clause > above:
            yield Candidate(n, "noun-is", source, path, (subtree(tree, clause),), (above,))
            return
    for kid in tree.kids[n]:
        if tree.dep[kid] == "prep" and kid > n and tree.lower[kid] in _NOUN_PREPOSITIONS:
            inner = tree.child(kid, "pobj", "pcomp")
            if inner is not None and inner != source:
                frame = f"noun-{tree.lower[kid]}"
                yield Candidate(cue, frame, source, path, (subtree(tree, inner),), (*extra, kid))


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


def _whole_or_clause(tree: Tree, hole: Range, token: int) -> tuple[Range, ...]:
    """The sentence around a phrase that opens or closes it, else the clause that it hangs on."""
    first = tree.sentence[token]
    last = hole[1]
    while last < len(tree) and tree.sentence[last] == first:
        last += 1
    tail = last
    while tail > hole[1] and (tree.pos[tail - 1] in ("PUNCT", "SPACE")):
        tail -= 1
    if hole[0] == first or hole[1] >= tail:
        return _minus((first, last), hole)
    return _minus(subtree(tree, _clause_above(tree, token)), hole)


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
    end = max(tree.right[source], *extra, i) + 1
    ranges = _whole_or_clause(tree, (start, end), i)
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
