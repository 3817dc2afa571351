"""The frames of nouns ("the claim that", "fears about") and of adjectives ("is sure that")."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.reading.attribution.candidate import Candidate, subtree
from onrecord.reading.attribution.lexicon import Lexicon
from onrecord.reading.attribution.sources import noun_source, subject_of
from onrecord.reading.attribution.tree import Tree

_BY_WHOM = frozenset(("by", "from", "with"))


def noun_frames(tree: Tree, lexicon: Lexicon, n: int) -> Iterator[Candidate]:
    """ "the claim that", "a plan to", "concerns about"; with a light verb, the verb begins the cue."""
    source, path = noun_source(tree, n)
    above, relation = tree.head[n], tree.dep[n]
    cue, extra = n, []
    if relation == "dobj" and tree.lemma[above] in lexicon.light:
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
        if tree.dep[kid] == "prep" and kid > n and tree.lower[kid] in lexicon.prepositions - _BY_WHOM:
            inner = tree.child(kid, "pobj", "pcomp")
            if inner is not None and inner != source:
                frame = f"noun-{tree.lower[kid]}"
                yield Candidate(cue, frame, source, path, (subtree(tree, inner),), (*extra, kid))


def adjective_frame(tree: Tree, a: int) -> Candidate | None:
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
