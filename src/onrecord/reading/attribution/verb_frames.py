"""The frames of verbs: clauses, infinitives, objects, prepositions, passives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from onrecord.reading.attribution.candidate import Candidate, Range, minus, subtree
from onrecord.reading.attribution.lexicon import Lexicon
from onrecord.reading.attribution.sources import is_passive, subject_of
from onrecord.reading.attribution.tree import Tree

_STRAY_DEPTH = 5
_CHAIN = 4  # infinitives within infinitives
_WHEN = frozenset(("after", "as", "while", "when", "since", "amid", "before", "hours", "days"))


@dataclass(slots=True)
class _Arguments:
    """What hangs on a verb."""

    clause: int | None = None
    before: int | None = None
    target: int | None = None
    infinitive: int | None = None
    preps: list[int] = field(default_factory=list)
    extra: list[int] = field(default_factory=list)


def verb_frames(tree: Tree, lexicon: Lexicon, v: int) -> Iterator[Candidate]:
    """Yield the frames of a verb."""
    lost = _inverted_clause(tree, lexicon, v)
    if lost is not None:
        yield lost
        return
    source, path = subject_of(tree, v)
    args = _arguments(tree, lexicon, v)
    extra = tuple(args.extra)
    if args.clause is not None:
        clause = args.clause
        to = tree.tag[clause] == "VB" and _has_to(tree, clause)
        yield Candidate(
            v, "infinitive-clause" if to else "clause", source, path, (subtree(tree, clause),), extra
        )
        return
    if args.before is not None:
        yield Candidate(v, "clause-before", source, path, (subtree(tree, args.before),), extra)
    if tree.dep[v] == "parataxis" and tree.head[v] != v:
        host = tree.head[v]
        yield Candidate(v, "parenthesis", source, path, minus(subtree(tree, host), subtree(tree, v)), extra)
        return
    if is_passive(tree, v) or (tree.lemma[v] in lexicon.raising and args.infinitive is not None):
        yield from _passive_or_raising(tree, lexicon, v, source, path, args)
        return
    if args.target is not None:
        yield from _object(tree, lexicon, v, source, path, args)
    elif args.infinitive is not None:
        yield _infinitive(tree, v, source, path, args)
    for prep in args.preps:
        if tree.lower[prep] in lexicon.prepositions:
            inner = tree.child(prep, "pobj", "pcomp")
            if inner is not None and tree.entity[inner] not in ("DATE", "TIME"):
                frame = f"prep:{tree.lower[prep]}"
                more = (args.target,) if args.target is not None and args.target == prep - 1 else ()
                yield Candidate(v, frame, source, path, (subtree(tree, inner),), (*extra, *more, prep))
    if tree.dep[v] == "relcl" and args.target is None and tree.child(v, "nsubj") is not None:
        head = tree.head[v]
        yield Candidate(v, "gap", source, path, minus(subtree(tree, head), subtree(tree, v)), extra)


def _inverted_clause(tree: Tree, lexicon: Lexicon, v: int) -> Candidate | None:
    """ "The bridge fell, the staff of the army admitted on Friday, ...": parsers take the verb for a participle."""
    if tree.dep[v] != "acl" or tree.lemma[v] not in lexicon.quotation or tree.child(v, "agent", "dobj"):
        return None
    noun = tree.head[v]
    for _ in range(_STRAY_DEPTH):
        if tree.dep[noun] not in ("pobj", "prep", "conj"):
            break
        noun = tree.head[noun]
    host = tree.head[noun]
    if tree.dep[noun] != "nsubj" or tree.lower[max(tree.left[noun] - 1, 0)] != ",":
        return None
    clause = tree.child(host, "ccomp")
    if clause is None or tree.right[clause] + 2 != tree.left[noun]:
        return None
    return Candidate(v, "clause-before", noun, "subject", (subtree(tree, clause),))


def _arguments(tree: Tree, lexicon: Lexicon, v: int) -> _Arguments:
    dep = tree.dep
    found = _Arguments()
    raising = tree.lemma[v] in lexicon.raising
    for kid in tree.kids[v]:
        relation = dep[kid]
        if relation == "ccomp":
            if kid < v:
                found.before = kid
            elif found.clause is None:
                found.clause = kid
        elif relation in ("dobj", "dative", "attr") and (found.target is None or relation == "dobj"):
            found.target = kid
        elif (
            relation in ("xcomp", "oprd") or (raising and relation == "acomp")
        ) and found.infinitive is None:
            found.infinitive = kid
        elif relation == "prep" and kid > v:
            found.preps.append(kid)
        elif relation == "prt":
            found.extra.append(kid)
    if found.clause is None and found.target is None and tree.lemma[v] in lexicon.verbs:
        found.clause = _stray_clause(tree, found.preps)
    return found


def _stray_clause(tree: Tree, preps: list[int]) -> int | None:
    """The clause of "said in a statement carried by state television that ...", hung too low by the parser."""
    for prep in preps:
        token: int | None = tree.child(prep, "pobj")
        for _ in range(_STRAY_DEPTH):
            if token is None:
                break
            for kid in tree.kids[token]:
                if kid > token and tree.dep[kid] in ("ccomp", "relcl", "acl") and _is_that_clause(tree, kid):
                    return kid
            following = [
                k
                for k in tree.kids[token]
                if k > token and tree.dep[k] in ("acl", "relcl", "prep", "agent", "pobj")
            ]
            token = following[-1] if following else None
    return None


def _is_that_clause(tree: Tree, verb: int) -> bool:
    """Whether a clause begins with "that" and has a subject of its own beside it."""
    that = tree.left[verb]
    return tree.lower[that] == "that" and any(
        tree.dep[k] in ("nsubj", "nsubjpass") and k != that for k in tree.kids[verb]
    )


def _infinitive(tree: Tree, v: int, source: int | None, path: str, args: _Arguments) -> Candidate:
    """ "vowed to stay"; where the one addressed hangs on a preposition, from there: "called on both sides to stop"."""
    infinitive = args.infinitive if args.infinitive is not None else v
    begin, end = _deed(tree, infinitive)
    for prep in args.preps:
        whom = tree.child(prep, "pobj")
        if (
            whom is not None
            and tree.lower[prep] in ("on", "upon", "for")
            and v < prep
            and tree.right[whom] + 1 == begin
        ):
            content = ((tree.left[whom], end),)
            return Candidate(v, "object+infinitive", source, path, content, (*args.extra, prep))
    return Candidate(v, "infinitive", source, path, ((begin, end),), tuple(args.extra))


def _deed(tree: Tree, infinitive: int) -> Range:
    """The range of what somebody is to do, up to a finite clause that tells when or why: ", after rockets fell"."""
    begin, end = subtree(tree, infinitive)
    token = infinitive
    for _ in range(_CHAIN):
        for kid in tree.kids[token]:
            past = tree.tag[kid] in ("VBD", "VBZ", "VBP") or any(
                tree.tag[k] in ("VBD", "VBZ", "VBP") for k in tree.kids[kid]
            )
            if kid > token and tree.dep[kid] == "advcl" and past and tree.lower[tree.left[kid]] in _WHEN:
                return begin, tree.left[kid]
        inner = tree.child(token, "xcomp", "conj")
        if inner is None:
            break
        token = inner
    return begin, end


def _has_to(tree: Tree, verb: int) -> bool:
    return any(tree.lower[k] == "to" and tree.dep[k] == "aux" for k in tree.kids[verb])


def _passive_or_raising(
    tree: Tree, lexicon: Lexicon, v: int, source: int | None, path: str, args: _Arguments
) -> Iterator[Candidate]:
    """ "is expected to run", "was criticized for", "seems to be": what is said is of the grammatical subject."""
    subject = tree.child(v, "nsubjpass", "nsubj")
    raising = tree.lemma[v] in lexicon.raising
    ranges: list[Range] = []
    extra = tuple(args.extra)
    if subject is not None:
        ranges.append(subtree(tree, subject))
    elif tree.dep[v] == "acl":
        ranges.extend(minus(subtree(tree, tree.head[v]), subtree(tree, v)))
    if args.infinitive is not None:
        ranges.append(subtree(tree, args.infinitive))
        yield Candidate(v, "raising", None if raising else source, path, tuple(ranges), extra)
        return
    frame = "participle" if tree.dep[v] == "acl" else "passive"
    if any(tree.lower[p] == "as" and tree.child(p, "pcomp") is not None for p in args.preps):
        return  # "was quoted as saying that": what was said hangs on "saying"
    if ranges:
        yield Candidate(v, frame, source, path, tuple(ranges), extra)
    for prep in args.preps:
        name = tree.lower[prep]
        if name in lexicon.trailing and name not in ("by", "on"):
            if ranges:
                yield Candidate(v, f"{frame}+{name}", source, path, (*ranges, subtree(tree, prep)), extra)
            inner = tree.child(prep, "pobj", "pcomp")
            if inner is not None and name in (
                "about",
                "for",
                "of",
                "to",
            ):  # "asked about the raid, the minister ..."
                yield Candidate(v, f"{frame}:{name}", source, path, (subtree(tree, inner),), (*extra, prep))
            break


def _object(
    tree: Tree, lexicon: Lexicon, v: int, source: int | None, path: str, args: _Arguments
) -> Iterator[Candidate]:
    """A noun phrase that is talked of, alone or with what is said of it."""
    target, extra = args.target, tuple(args.extra)
    if target is None:
        return
    begin, end = subtree(tree, target)
    infinitive = args.infinitive
    if infinitive is not None and infinitive > target:
        yield Candidate(v, "object+infinitive", source, path, ((begin, _deed(tree, infinitive)[1]),), extra)
        return
    frame = "relative" if tree.lower[target] in lexicon.relatives and tree.dep[v] == "relcl" else "object"
    yield Candidate(v, frame, source, path, ((begin, end),), extra)
    for prep in args.preps:
        if prep >= end and tree.left[prep] <= end + 1 and tree.lower[prep] in lexicon.trailing:
            end = tree.right[prep] + 1
            yield Candidate(v, f"object+{tree.lower[prep]}", source, path, ((begin, end),), extra)
        elif prep >= end:
            break
