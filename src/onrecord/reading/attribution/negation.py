"""Whether a cue is negated."""

from __future__ import annotations

from onrecord.reading.attribution.tree import Tree

_NEGATIVES = frozenset(("not", "n't", "n’t", "never", "no", "neither", "nor"))

_LEAVING_UNDONE = frozenset(("fail", "decline", "refuse", "avoid", "stop", "forbear"))


def is_negated(tree: Tree, token: int) -> bool:
    """Whether a cue is negated itself, by its determiner, or by the verb that it hangs on ("failed to", "did not")."""
    for kid in tree.kids[token]:
        if tree.dep[kid] in ("neg", "det", "preconj", "advmod") and tree.lower[kid] in _NEGATIVES:
            return True
    subject = tree.child(token, "nsubj", "nsubjpass")
    if subject is not None:
        words = (subject, *tree.kids[subject])
        if any(tree.lower[w] in ("no", "nobody", "none", "neither") for w in words):
            return True
    above = tree.head[token]
    if tree.dep[token] == "xcomp" and tree.lemma[above] == "have":  # "have yet to commit"
        return any(tree.lower[k] == "yet" for k in tree.kids[above])
    if tree.dep[token] in ("xcomp", "ccomp", "advcl") and tree.lemma[above] in (
        "unable",
        "impossible",
        "able",
        "possible",
    ):
        return tree.lemma[above] in ("unable", "impossible") or is_negated(tree, above)
    if tree.dep[token] == "acomp":
        return is_negated(tree, above) if above != token and tree.dep[above] != "acomp" else False
    if tree.dep[token] == "pcomp":  # "refrained from criticizing", "stopped short of saying"
        verb = tree.head[above]
        return tree.lemma[verb] == "refrain" or tree.lemma[verb] == "short"
    return tree.dep[token] == "xcomp" and tree.lemma[above] in _LEAVING_UNDONE
